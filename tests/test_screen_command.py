"""`knowhow screen`, as somebody with a folder of old minutes runs it."""

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from bot.screen_command import CANNOT_READ, STOPS, screen_command

app = typer.Typer()
app.command("screen")(screen_command)

MINUTES = "Minutes\nThe lady in bed 4\n  NHS no 943 476 5919, LS1 3EX\nRing 2222.\n"
FOUND = ("943", "5919", "LS1", "bed 4")


def run(*args: object, stdin: bytes = b"") -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(arg) for arg in args], input=stdin)
    return result.exit_code, result.stdout, result.stderr


def saved(folder: Path, content: str | bytes, name: str = "minutes.txt") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_each_finding_has_a_line_and_is_not_quoted(tmp_path: Path) -> None:
    path = saved(tmp_path, MINUTES)
    code, out, err = run(path)
    assert (code, err) == (STOPS, "")
    assert out.splitlines() == [
        f"{path}:2:13: warns: bed",
        f"{path}:3:10: stops: NHS number",
        f"{path}:3:24: warns: postcode",
        "1 passage would stop, 2 passages would warn.",
    ]
    assert not [passage for passage in FOUND if passage in out.replace(str(path), "")]


def test_warnings_alone_are_a_success(tmp_path: Path) -> None:
    assert run(saved(tmp_path, "bed 4"))[0] == 0


def test_nothing_found(tmp_path: Path) -> None:
    assert run(saved(tmp_path, "")) == (0, "No passages would stop, no passages would warn.\n", "")


def test_standard_input() -> None:
    assert run("-", stdin=MINUTES.encode())[:2] == (
        STOPS,
        "-:2:13: warns: bed\n-:3:10: stops: NHS number\n-:3:24: warns: postcode\n"
        "1 passage would stop, 2 passages would warn.\n",
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_old_encodings_and_line_ends(tmp_path: Path, encoding: str, line_end: str) -> None:
    path = saved(tmp_path, f"café{line_end}943–476–5919".encode(encoding))
    assert run(path)[1].splitlines()[0] == f"{path}:2:1: stops: NHS number"


def test_a_number_may_be_broken_over_two_lines(tmp_path: Path) -> None:
    path = saved(tmp_path, "It was 943 476\r\n5919.")
    assert run(path)[1].splitlines()[0] == f"{path}:1:8: stops: NHS number"


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_screened(tmp_path: Path) -> None:
    code, out, err = run(tmp_path / "none.txt", tmp_path, saved(tmp_path, MINUTES))
    assert code == CANNOT_READ
    assert out.endswith("1 passage would stop, 2 passages would warn; 2 files could not be read.\n")
    assert [line.split(":")[0] for line in err.splitlines()] == [str(tmp_path / "none.txt"), str(tmp_path)]


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"PK\x03\x04\x14", b"\xd0\xcf\x11\xe0\xa1", b"{\\rtf1", b"a\0b"])
def test_what_is_no_plain_text_is_not_called_clean(tmp_path: Path, content: bytes) -> None:
    path = saved(tmp_path, content)
    assert run(path)[0] == CANNOT_READ
    assert "save it as text" in run(path)[2]


def test_numbers_of_ones_own_are_found_where_the_settings_name_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved(tmp_path, "It was Q0042.")
    assert run(path)[1] == "No passages would stop, no passages would warn.\n"
    monkeypatch.setenv("KNOWHOW_PATIENT_NUMBERS", "Q####")
    assert run(path)[1].splitlines()[0] == f"{path}:1:8: warns: hospital number"
    monkeypatch.setenv("KNOWHOW_PATIENT_NUMBERS", "####")
    code, out, err = run(path)
    assert (code, out) == (CANNOT_READ, "")
    assert "KNOWHOW_PATIENT_NUMBERS must list forms such as K#######" in err


def test_without_a_file_it_is_wrong_use() -> None:
    assert run()[0] == CANNOT_READ
