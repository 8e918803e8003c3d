"""How far a command has come shows on a terminal, and nowhere else."""

import re
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from bot.cli.display import Logged, Reached
from bot.cli.stopped import STOPPED
from bot.sandbox.rehearsal import free_port
from storage.database import Database
from storage.progress import PER_CENT, STEP
from tests.cli.terminal import begun, in_pipes, on_a_terminal
from tests.upgrades.filling import STEPS, fill

NOTES = [f"notes{number}.txt" for number in range(20)]

WAITED_FOR = {
    "staff import": (["staff", "import", "staff.csv"], "Importing", "900 of 900 people"),
    "library import": (["library", "import", "lessons.csv"], "Filing", "60 of 60 records"),
    "library export": (["library", "export"], "Reading", "0 of 0 records"),
    "library pull": (["library", "pull", "--about", "falls"], "Writing it down", ""),
    "audit": (["audit"], "Reading", ""),
    "backup": (["backup", "knowhow.backup", "--replace"], "Copying", " rows"),
    "match": (["match", "signups.csv", "--seed", "1", "--out", "pairs.csv"], "Matching", "100%"),
    "rota": (["rota", "guests.csv", "--rounds", "9", "--seed", "1"], "Seating people", ""),
    "screen": (["screen", *NOTES], "Screening", "20 of 20 files"),
    "screen --cases": (["screen", "--cases", "cases.tsv"], "Judging", "400 of 400 cases"),
    "db upgrade": (["db", "upgrade"], "Making the database", ""),
    "find-person": (
        ["find-person", "Ann Able7", "--requested-by", "the officer", "--why", "request 3"],
        "Searching",
        " rows",
    ),
    "doctor": (["doctor"], "Looking at the database", ""),
}
"""Commands, what their progress says last, and how much of it."""

QUICK = ("staff import", "backup", "screen")

NEEDS_A_DATABASE = ("audit", "find-person", "backup")


@pytest.mark.parametrize(
    "command", [pytest.param(name, marks=() if name in QUICK else pytest.mark.slow) for name in WAITED_FOR]
)
def test_it_shows_on_a_terminal_and_pipes_get_what_they_always_got(
    command: str, folder: Path, environ: dict[str, str]
) -> None:
    arguments, what, number = WAITED_FOR[command]
    if command in NEEDS_A_DATABASE:
        assert in_pipes(["db", "upgrade"], folder, environ).returncode == 0
    seen = on_a_terminal(arguments, folder, environ, pipes_stdout=True)
    assert re.search(rf"{what}.*{number}", seen.words), seen.words
    assert "\x1b[?25h" in seen.shown, "the cursor is back"
    start_again(command, folder)
    piped = in_pipes(arguments, folder, environ)
    assert piped.returncode == seen.code
    assert without_the_time(piped.stdout) == without_the_time(seen.stdout)
    assert piped.stderr == seen.said
    assert "\x1b" not in piped.stdout + piped.stderr


def start_again(command: str, folder: Path) -> None:
    if command not in NEEDS_A_DATABASE:
        for file in folder.glob("knowhow.sqlite3*"):
            file.unlink()


def without_the_time(said: str) -> str:
    return re.sub(r"\d\d:\d\d|\d{4}-\d\d-\d\d", "", said)


@pytest.mark.parametrize(("more", "never"), [({"NO_COLOR": "1"}, r"\x1b\[[0-9;]*m"), ({"TERM": "dumb"}, r"\x1b")])
def test_colour_and_movement_are_left_out_where_they_are_not_wanted(
    more: dict[str, str], never: str, folder: Path, environ: dict[str, str]
) -> None:
    seen = on_a_terminal(["staff", "import", "staff.csv"], folder, environ | more)
    assert (seen.code, re.findall(never, seen.shown)) == (0, [])
    assert "Importing" in seen.words
    assert seen.said.endswith("Imported 900 people: 900 new, 0 brought up to date.\n")


def test_where_lines_cannot_move_each_thing_is_said_once(folder: Path, environ: dict[str, str]) -> None:
    seen = on_a_terminal(["staff", "import", "staff.csv"], folder, environ | {"TERM": "dumb"})
    assert seen.words.splitlines() == [
        "Reading …",
        "Checking …",
        "Making the database …",
        "Counting what is in the database …",
        "Importing …",
        "Imported 900 people: 900 new, 0 brought up to date.",
    ]


def test_lines_that_a_command_prints_meanwhile_stand_whole_among_it(folder: Path, environ: dict[str, str]) -> None:
    for name in NOTES:
        (folder / name).write_text("Patient 943 476 5919 fell.\n" * 3 + "All went well. " * 4000)
    seen = on_a_terminal(["screen", *NOTES, "none.txt"], folder, environ)
    lines = re.findall(r"^\r*(notes\d+\.txt:.*)$", seen.words, re.MULTILINE)
    assert lines == [f"{name}:{n}:9: stops: NHS number" for name in NOTES for n in (1, 2, 3)]
    assert "none.txt: cannot be read (No such file or directory)" in seen.words


def test_a_mistake_is_said_where_progress_was(folder: Path, environ: dict[str, str]) -> None:
    (folder / "staff.csv").write_text((folder / "staff.csv").read_text() + "\n1,Bo,,Northgate,Pharmacy,clinical,")
    seen = on_a_terminal(["staff", "import", "staff.csv"], folder, environ)
    assert seen.code == 2
    assert "Nobody was imported:\n  staff.csv, line 902, column id: this is the same as on line 3" in seen.words


@pytest.mark.parametrize(
    ("reached", "number"),
    [
        (Reached("Reading"), ""),
        (Reached("Reading", 12_000, None, "rows"), "12,000 rows"),
        (Reached("Reading", 0, 5_000, "rows"), "0 of 5,000 rows"),
        (Reached("Upgrading", 2, 21, STEP), "step 3 of 21"),
        (Reached("Upgrading", 21, 21, STEP), "step 21 of 21"),
        (Reached("Matching", 40, 100, PER_CENT), "40%"),
    ],
)
def test_how_much_is_done_in_words(reached: Reached, number: str) -> None:
    assert reached.number == number


def test_whoever_reads_the_log_sees_what_is_new_and_not_every_row() -> None:
    lines: list[str] = []
    log = Logged(lines.append)
    stages: Sequence[Reached] = [Reached("Copying"), *(Reached("Upgrading", n, 21, STEP) for n in range(22))]
    for number, reached in enumerate(stages):
        log.show(reached, is_new=number < 2)
    assert lines == ["Copying", "Upgrading: step 1 of 21"]


def test_a_bot_that_starts_says_in_its_log_how_far_an_upgrade_has_come(folder: Path, environ: dict[str, str]) -> None:
    with closing(Database(environ["DATABASE_URL"])) as database:
        fill(database)
    nowhere = {"SLACK_API_URL": "http://127.0.0.1:9/", "SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
    bot = begun(["run"], folder, environ | nowhere | {"PORT": str(free_port())})
    assert bot.stderr
    lines = []
    for line in bot.stderr:
        lines.append(line)
        if "was brought up to date" in line:
            bot.terminate()
    assert bot.wait() in (0, STOPPED)
    assert any(line.endswith(f"Upgrading the database: step 1 of {len(STEPS) - 1}\n") for line in lines), lines
