"""`knowhow screen`, as somebody with a folder of old minutes runs it, or with cases of their own to judge it by."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from bot.cli.screen import CANNOT_READ, STOPS, screen_command

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


def test_without_a_file_it_is_wrong_use(tmp_path: Path) -> None:
    assert run()[0] == CANNOT_READ
    assert run(saved(tmp_path, MINUTES), "--cases", saved(tmp_path, CASES))[0] == CANNOT_READ


CASES = (
    "class\texpected\ttext\n"
    "number\tstop\tNHS no 943 476 5919\n"
    "number\twarn\tNHS no 943 476 5918\n"
    "number\tstop\tonly 943 is left of it\n"
    "bed\twarn\tthe lady in bed 4\n"
    "nothing\tpass\twe bought 4 beds\n"
    "nothing\tPass\tit was bed 17\n"
)


def test_cases_are_counted_by_class_and_misses_named_by_line(tmp_path: Path) -> None:
    code, out, err = run("--cases", saved(tmp_path, CASES, "cases.tsv"))
    assert (code, err) == (STOPS, "")
    assert [line.split() for line in out.splitlines()[:4]] == [
        ["class", "cases", "to", "catch", "caught", "rate", "false"],
        ["number", "3", "3", "2", "66.7%", "0"],
        ["bed", "1", "1", "1", "100.0%", "0"],
        ["nothing", "2", "0", "0", "1"],
    ]
    assert out.splitlines()[4:] == [
        "line 4: number: expected stop, found pass",
        "line 7: nothing: expected pass, found warn",
    ]
    assert "943" not in out


def test_cases_that_are_all_judged_well_are_a_success(tmp_path: Path) -> None:
    code, out, _ = run("--cases", saved(tmp_path, "text,expected,class\nbed 4,warn,bed\n", "cases.csv"), "--json")
    assert code == 0
    assert json.loads(out) == {
        "classes": [{"name": "bed", "cases": 1, "to_catch": 1, "caught": 1, "false": 0, "rate": 1.0}],
        "misses": [],
    }


def test_quotation_marks_in_cases_may_be_a_spreadsheets_or_ones_own(tmp_path: Path) -> None:
    quoted = 'class\texpected\ttext\nbed\twarn\t"in\nbed 4, ""he"" said"\nbed\twarn\tbed 5\n'
    assert run("--cases", saved(tmp_path, quoted))[0] == 0
    plain = 'class\texpected\ttext\nbed\twarn\t"bed 4" she said\nbed\twarn\t"bed 5 he said\n'
    assert run("--cases", saved(tmp_path, plain))[0] == 0


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("class\ttext\na\tb\n", "line 1, column expected: this column is missing"),
        ("class\texpected\ttext\na\tmaybe\tb\n", "line 2, column expected: this must be stop, warn or pass"),
        ("class\texpected\ttext\n\twarn\tbed 4\n", "line 2, column class: this is missing"),
        ("class\texpected\ttext\n", "line 1: there is nothing in it but the names of the columns"),
        (b"PK\x03\x04", "this is no CSV file"),
    ],
)
def test_cases_that_cannot_be_used_are_refused_with_what_is_wrong(
    tmp_path: Path, content: str | bytes, why: str
) -> None:
    code, out, err = run("--cases", saved(tmp_path, content, "cases.tsv"))
    assert (code, out) == (CANNOT_READ, "")
    assert err.startswith("Nothing was counted:")
    assert why in err


def test_cases_that_are_not_there_are_said_to_be_missing(tmp_path: Path) -> None:
    code, _, err = run("--cases", tmp_path / "none.tsv")
    assert code == CANNOT_READ
    assert "this file cannot be read" in err
