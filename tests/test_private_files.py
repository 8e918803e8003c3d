"""Files that the command line writes about people: for whoever wrote them alone, and whole or not there."""

import os
import re
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.program import knowhow
from storage.private_file import private_file, write_private

SIGNUPS = """id,name,sites,department,role_group,email
-1,=Ann,N,A,clinical,@a
2,+Bo,N,B,non_clinical,b@c
3,Co,S,C,clinical,
"""
WRITES = {
    "match signups.csv --out OUT.csv": ["OUT.csv", "OUT.left-out.csv"],
    "rota signups.csv --size 3 --rounds 1 --out OUT.csv": ["OUT.csv"],
    "library export --out OUT.csv": ["OUT.csv"],
    "library export --out OUT.jsonl": ["OUT.jsonl"],
    "library pull --out OUT.docx": ["OUT.docx"],
    "library pull --out OUT.md": ["OUT.md"],
    "library pull --out OUT.csv": ["OUT.csv"],
    "library pull --out OUT.json": ["OUT.json"],
    "backup OUT.backup": ["OUT.backup"],
}


@pytest.mark.parametrize("command", WRITES)
@pytest.mark.parametrize("is_there", [True, False])
def test_what_a_command_writes_is_for_its_owner_alone(
    command: str, is_there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///knowhow.sqlite3")
    (tmp_path / "signups.csv").write_text(SIGNUPS)
    (tmp_path / "lessons.csv").write_text("title,lessons\n=Falls,+Look\n")
    assert CliRunner().invoke(knowhow, ["library", "import", "lessons.csv"]).exit_code == 0
    for name in WRITES[command] if is_there else ():
        (tmp_path / name).write_text("old")
        (tmp_path / name).chmod(0o666)
    replace = ["--replace"] if is_there and command.startswith("backup") else []
    ended = CliRunner().invoke(knowhow, [*command.split(), *replace])
    assert ended.exit_code == 0, ended.output
    for name in WRITES[command]:
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
        if name.endswith(".csv"):
            assert not re.search(r"(?m)(^|[;,\"])[=+@-]", (tmp_path / name).read_text("utf-8-sig"))
    assert not list(tmp_path.glob("*.part"))


def test_what_stood_there_stays_where_writing_fails(tmp_path: Path) -> None:
    file = tmp_path / "pairs.csv"
    write_private(file, b"whole")
    with pytest.raises(OSError, match="no room"):
        _break_off(file)
    assert (file.read_bytes(), list(tmp_path.iterdir())) == (b"whole", [file])


def test_a_link_stays_a_link_and_a_pipe_a_pipe(tmp_path: Path) -> None:
    file, link, pipe = tmp_path / "pairs.csv", tmp_path / "newest.csv", tmp_path / "pipe"
    link.symlink_to(file)
    write_private(link, b"whole")
    assert (link.is_symlink(), file.read_bytes()) == (True, b"whole")
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_private(pipe, b"through it")
    assert os.read(reading, 99) == b"through it"
    os.close(reading)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def _break_off(file: Path) -> None:
    with private_file(file) as half:
        half.write(b"half")
        raise OSError("no room")
