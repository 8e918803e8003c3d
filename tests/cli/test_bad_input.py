"""Whatever a command is given, it ends with a sentence that says what is wrong, and never with a word of our code."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.program import FAILED, WRONG_USE, knowhow

WHO = ("find-person", "Ann Able", "--requested-by", "the officer", "--why", "request 3")
GUID = "00000000-0000-0000-0000-000000000000"

WRONG = {
    # files that are not there, are none, or hold something else
    "match none.csv --out p.csv": (WRONG_USE, "none.csv: this file cannot be read (No such file or directory)"),
    "match folder --out p.csv": (WRONG_USE, "folder: this file cannot be read (Is a directory)"),
    "match picture.csv --out p.csv": (WRONG_USE, "picture.csv, line 1: this is no CSV file"),
    "match signups.csv --out p.csv --history none.csv": (WRONG_USE, "none.csv: this file cannot be read"),
    "match signups.csv --out p.csv --apart picture.csv": (WRONG_USE, "picture.csv, line 1: this is no CSV file"),
    "rota none.csv": (WRONG_USE, "none.csv: this file cannot be read"),
    "rota empty.csv": (WRONG_USE, "empty.csv, line 1: this line must have the names of the columns"),
    "staff import none.csv": (WRONG_USE, "Nobody was imported:\n  none.csv: this file cannot be read"),
    "staff import picture.csv": (WRONG_USE, "picture.csv, line 1: this is no CSV file"),
    "library import folder": (WRONG_USE, "Nothing was imported:\n  folder: this file cannot be read"),
    "library import empty.csv": (WRONG_USE, "empty.csv, line 1, column title: this column is missing"),
    "screen none.txt": (WRONG_USE, "none.txt: cannot be read (No such file or directory)"),
    "screen picture.csv": (WRONG_USE, "picture.csv: cannot be read (not plain text"),
    "screen --cases folder": (WRONG_USE, "Nothing was counted:\n  folder: this file cannot be read"),
    "demo --staff none.csv": (WRONG_USE, "Nobody was imported:\n  none.csv: this file cannot be read"),
    "restore none": (FAILED, "Nothing was changed. none cannot be read or written: No such file or directory."),
    "restore picture.csv": (WRONG_USE, "picture.csv: This is not a backup that Knowhow made."),
    "restore signups.csv --identity none": (WRONG_USE, "signups.csv: This is not a backup that Knowhow made."),
    "templates check none": (WRONG_USE, "none is not a folder."),
    "templates check folder": (WRONG_USE, "folder has no template in it"),
    "templates show none": (WRONG_USE, "There is no such template.\n  The built-in ones are aar, bar,"),
    "forgotten check": (FAILED, "KNOWHOW_FORGOTTEN_KEY is not set"),
    "forgotten export list": (FAILED, "KNOWHOW_FORGOTTEN_KEY is not set"),
    "forgotten import none": (FAILED, "KNOWHOW_FORGOTTEN_KEY is not set"),
    # where nothing can be written
    "backup folder": (WRONG_USE, "folder is there already. Choose another name, or add --replace."),
    "backup no/where": (FAILED, "no/where cannot be written: No such file or directory."),
    "backup /dev/full --replace": (FAILED, "/dev/full cannot be written: No space left on device."),
    "match signups.csv --out no/where.csv": (WRONG_USE, "no/where.csv: this file cannot be written (No such file"),
    "match signups.csv --out /dev/full": (WRONG_USE, "/dev/full: this file cannot be written (No space left"),
    "rota guests.csv --out no/where.csv": (WRONG_USE, "no/where.csv: this file cannot be read or written (No such"),
    "library export --out folder": (FAILED, "folder cannot be written: Is a directory."),
    "library pull --out no/where.csv": (FAILED, "no/where.csv cannot be written: No such file or directory."),
    "manifest slack --out no/where.json": (FAILED, "no/where.json cannot be written: No such file or directory."),
    f"manifest teams --app-id {GUID} --out folder": (FAILED, "folder cannot be written: Is a directory."),
    # what cannot be
    "audit --since yesterday": (WRONG_USE, "'--since': please write a day as 2027-01-31 or 31/01/2027."),
    "library pull --until 31.1.2027": (WRONG_USE, "'--until': please write a day as 2027-01-31 or 31/01/2027."),
    "library pull --since 2027-02-01 --until 2027-01-01": (FAILED, "--until is before --since."),
    "library pull --format pdf": (WRONG_USE, "'--format': 'pdf' is not one of 'docx', 'markdown', 'csv', 'json'."),
    "library pull --format docx": (FAILED, "Please say with --out where to write it."),
    "library pull --out all.pdf": (FAILED, "Please say with --format what the file shall be"),
    "library search falls --as nobody@example.nhs.uk": (FAILED, "Nobody here has the e-mail address nobody@example"),
    "library search falls --wrong": (WRONG_USE, "There is no such option:\n  --wrong"),
    "library search falls --limit 0": (WRONG_USE, "'--limit': Input should be greater than or equal to 1"),
    "backup new.backup --recipient age1bad": (WRONG_USE, "--recipient must be a public key: age1…"),
    "rota guests.csv --size 9": (WRONG_USE, "'--size': Input should be less than or equal to 5"),
    "demo --port 99999": (WRONG_USE, "'--port': Input should be less than or equal to 65535"),
    "manifest teams --out t.zip --app-id mine": (WRONG_USE, "--app-id has to be the Application (client) ID"),
    f"manifest teams --out t.zip --app-id {GUID} --site http://x": (WRONG_USE, "--site has to begin with https://"),
    "completion tcsh": (WRONG_USE, "'tcsh' is not one of 'bash', 'zsh', 'fish', 'powershell'."),
    "screen": (WRONG_USE, "Please name either files, or a table with --cases."),
    "dev new-activity coffee": (WRONG_USE, "/coffee is typed for another activity."),
    "brew": (WRONG_USE, "No such command 'brew'."),
    "staff": (WRONG_USE, ""),
}


@pytest.fixture
def call(folder: Path, environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Calls a command in a folder with some files that are not what they should be."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("DATABASE_URL", environ["DATABASE_URL"])
    Path("folder").mkdir()
    Path("empty.csv").touch()
    Path("picture.csv").write_bytes(bytes(range(256)))
    return lambda *arguments: CliRunner().invoke(knowhow, arguments)


def ends_in_words(ran: Result) -> bool:
    return isinstance(ran.exception, SystemExit) and ran.exit_code in (FAILED, WRONG_USE)


@pytest.mark.parametrize("line", WRONG)
def test_it_is_said_what_is_wrong(line: str, call: Callable[..., Result]) -> None:
    code, words = WRONG[line]
    if line.startswith("backup"):
        assert call("db", "upgrade").exit_code == 0
    ran = call(*line.split())
    assert ends_in_words(ran), ran.exception
    assert ran.exit_code == code
    assert words in ran.stderr


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--take-out", "x"], "--take-out takes numbers with commas between them, such as 3,7"),
        (["--take-out", "99"], "Nothing was taken out"),
        (["--csv", "no/where.csv"], "no/where.csv cannot be written: No such file or directory."),
    ],
)
def test_so_it_is_of_what_is_found_of_a_person(more: list[str], words: str, call: Callable[..., Result]) -> None:
    assert call("staff", "import", "staff.csv").exit_code == 0
    ran = call(*WHO, *more)
    assert ends_in_words(ran), ran.exception
    assert words in ran.stderr


@pytest.mark.parametrize("place", ["no/where/k.sqlite3", "signups.csv/k.sqlite3", "folder"])
@pytest.mark.parametrize("line", ["db upgrade", "staff import staff.csv", "library search falls", "run"])
def test_a_database_that_cannot_be_made_is_said_to_be_out_of_reach(
    line: str, place: str, call: Callable[..., Result], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")
    place = f"/proc/{place}" if place.startswith("no") else str(folder / place)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{place}")
    ran = call(*line.split())
    assert (ran.exit_code, ran.stdout) == (FAILED, "")
    assert ran.stderr == "The database cannot be reached. Please check DATABASE_URL; `knowhow doctor` says more.\n"
