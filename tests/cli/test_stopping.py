"""Told to stop at any moment, a command leaves nothing half-done, and says how things stand."""

import random
import signal
import socket
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest
import typer
from pyrage import x25519
from sqlalchemy import event, text

from bot.backup.backup import back_up
from bot.cli.db import how_it_stands
from bot.cli.progress import waited_for
from bot.cli.stopped import NOTHING_CHANGED, STOPPED
from bot.cli.stopping import Stoppable
from storage import schema
from storage.database import Database
from tests.cli.conftest import LESSONS, MANY, STAFF
from tests.cli.terminal import Ran, Told, begun, in_pipes, on_a_terminal
from tests.databases import Postgres
from tests.upgrades.filling import fill

SIGNALS = (signal.SIGINT, signal.SIGTERM)
SEEDS = [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (1, 2))]
"""Of the moments at which commands are told."""


def is_stopped(ran: Ran) -> bool:
    """Whether it ended as what is stopped does: with one sentence, and no word of where in the code it was."""
    assert "Traceback" not in ran.shown + ran.stdout, ran.words
    assert "Exception ignored" not in ran.shown, ran.words
    return ran.code == STOPPED and ran.said.startswith("Stopped. ") and ran.said.count("\n") == 1


def count(url: str, table: str) -> int:
    with closing(Database(url)) as database, database.reading() as session:
        return int(session.connection().execute(text(f"SELECT count(*) FROM {table}")).scalar_one())  # noqa: S608


def files(folder: Path) -> dict[str, bytes]:
    """Everything in a folder; of what SQLite keeps beside a database, nothing that is read back."""
    beside = ("-shm", "-wal", ".lock")
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not file.name.endswith(beside)
    }


# ---- what goes in parts ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("arguments", "what", "table", "number"),
    [
        (["staff", "import", "staff.csv"], "Importing", "people", STAFF),
        (["library", "import", "lessons.csv"], "Filing", "records", LESSONS),
    ],
    ids=["staff", "library"],
)
def test_an_import_keeps_what_it_says_it_has_done_and_the_same_again_does_the_rest(
    seed: int, arguments: list[str], what: str, table: str, number: int, folder: Path, somewhere: dict[str, str]
) -> None:
    assert in_pipes(["db", "upgrade"], folder, somewhere).returncode == 0
    url, least = somewhere["DATABASE_URL"], random.Random(seed).randrange(1, number // 2)
    stopped = on_a_terminal(arguments, folder, somewhere, Told(what, least, SIGNALS[seed % 2]))
    assert is_stopped(stopped), stopped
    done = int(stopped.said.split()[1])
    assert 0 < done < number
    assert count(url, table) == done
    assert stopped.said.endswith("and stay so. The same command again does the rest.\n")
    again = in_pipes(arguments, folder, somewhere)
    assert again.stdout.startswith(f"Imported {number}")
    assert count(url, table) == number


def test_stopped_before_it_writes_an_import_has_written_nothing(folder: Path, environ: dict[str, str]) -> None:
    stopped = on_a_terminal(["staff", "import", "staff.csv"], folder, environ, Told("Checking"))
    assert is_stopped(stopped), stopped
    assert stopped.said == "Stopped. Nobody was imported.\n"
    assert not (folder / "knowhow.sqlite3").exists() or count(environ["DATABASE_URL"], "people") == 0


def test_without_a_terminal_it_says_so_too(folder: Path, environ: dict[str, str]) -> None:
    assert in_pipes(["db", "upgrade"], folder, environ).returncode == 0
    process = begun(["staff", "import", "staff.csv"], folder, environ)
    while not count(environ["DATABASE_URL"], "people"):
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate()
    assert process.returncode == STOPPED
    assert said == (
        f"Stopped. {count(environ['DATABASE_URL'], 'people')} of {STAFF} people were imported, and stay so. "
        "The same command again does the rest.\n"
    )


# ---- what is all or nothing ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_an_upgrade_is_all_or_nothing(seed: int, folder: Path, somewhere: dict[str, str]) -> None:
    url = somewhere["DATABASE_URL"]
    with closing(Database(url)) as database:
        fill(database)
    told = Told("Upgrading the database", random.Random(seed).randrange(1, 15), SIGNALS[seed % 2])
    ran = on_a_terminal(["db", "upgrade"], folder, somewhere, told)
    with closing(Database(url)) as database:
        assert is_stopped(ran) or ran.code == 0, ran
        assert schema.revision(database) == ("0001" if "The database is as it was" in ran.said else schema.newest())
    assert not list(folder.glob("*.part"))
    assert in_pipes(["db", "upgrade"], folder, somewhere).stdout.startswith("The database is up to date.")


def test_an_upgrade_stopped_amid_the_copy_of_a_table_says_so_though_what_clears_up_after_it_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(Database(f"sqlite:///{tmp_path / 'old.sqlite3'}")) as database:
        fill(database)

        @event.listens_for(database.engine, "do_execute")
        def is_told(_cursor: object, statement: str, *_: object) -> None:
            if statement.startswith("INSERT INTO _alembic_tmp_"):
                raise KeyboardInterrupt

        with pytest.raises(typer.Exit) as ended, waited_for(how_it_stands) as waited:
            schema.upgrade(database, waited)
        event.remove(database.engine, "do_execute", is_told)  # it is heard in every other database, too
        assert ended.value.exit_code == STOPPED
        assert "The database is as it was" in capsys.readouterr().err
        assert schema.revision(database) == "0001"


def test_a_command_whose_clearing_up_fails_ends_as_stopped(capsys: pytest.CaptureFixture[str]) -> None:
    commands = typer.Typer(cls=Stoppable)

    @commands.callback()
    def several() -> None: ...

    @commands.command()
    def clears_up() -> None:
        try:
            raise KeyboardInterrupt
        finally:
            raise ValueError("no connection")

    assert typer.main.get_command(commands)(["clears-up"], standalone_mode=False) == STOPPED
    assert capsys.readouterr().err == f"{NOTHING_CHANGED}\n"


NOTES = [f"notes{number}.txt" for number in range(20)] * 10
WHO = ["find-person", "Ann Able7", "--requested-by", "the officer", "--why", "request 3"]
RESTORE = ["restore", "old.backup", "--replace", "--moved", "--without-forgotten"]
ITS_KEY = str(x25519.Identity.generate().to_public())

ALL_OR_NOTHING = {
    "backup": (["backup", "new.backup"], "Copying", 5_000),
    "backup over another": (["backup", "old.backup", "--replace"], "Copying", 5_000),
    "backup, encrypted": (["backup", "new.backup", "--recipient", ITS_KEY], "Copying", 5_000),
    "restore": (RESTORE, "Reading the backup", 8_000),
    "match": (["match", "signups.csv", "--out", "pairs.csv"], "Matching", 0),
    "rota": (["rota", "guests.csv", "--rounds", "20", "--out", "rota.csv"], "Seating", 0),
    "library export": (["library", "export", "--out", "all.csv"], "Reading", 0),
    "library pull": (["library", "pull", "--out", "all.docx"], "Gathering", 0),
    "find-person": (WHO, "Searching", 8_000),
    "screen": (["screen", *NOTES], "Screening", 100),
    "screen --cases": (["screen", "--cases", "cases.tsv"], "Judging", 200),
}
"""Commands; what they do when they are told to stop, and how far they have come by then at most."""

QUICK = ("backup", "restore", "match", "screen")


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    "command", [pytest.param(name, marks=() if name in QUICK else pytest.mark.slow) for name in ALL_OR_NOTHING]
)
def test_what_is_all_or_nothing_leaves_everything_as_it_was(
    command: str, seed: int, folder: Path, filled: dict[str, str]
) -> None:
    back_up(filled["DATABASE_URL"], folder / "old.backup")
    before, searches = files(folder), count(filled["DATABASE_URL"], "name_searches")
    arguments, what, most = ALL_OR_NOTHING[command]
    least = random.Random(f"{command} {seed}").randrange(most) if most else 0
    ran = on_a_terminal(arguments, folder, filled, Told(what, least, SIGNALS[seed % 2]))
    if ran.code == 0:
        return  # it was done by the time it was told
    assert is_stopped(ran), ran
    assert files(folder) == before
    assert count(filled["DATABASE_URL"], "name_searches") == searches


@pytest.mark.slow
def test_on_postgres_a_restore_is_all_or_nothing(folder: Path, filled: dict[str, str], postgres: Postgres) -> None:
    back_up(filled["DATABASE_URL"], folder / "old.backup")
    there = {"DATABASE_URL": (url := postgres.empty())}
    assert in_pipes(["db", "upgrade"], folder, there).returncode == 0
    arguments = ["restore", "old.backup", "--moved", "--without-forgotten"]
    ran = on_a_terminal(arguments, folder, there, Told("Writing", 5_000))
    assert is_stopped(ran) or ran.code == 0, ran
    assert count(url, "people") == (0 if ran.code else MANY)
    postgres.drop(url)


# ---- what only looks, and what plays ---------------------------------------------------------------------------------


def test_the_doctor_can_be_stopped_while_slack_says_nothing(folder: Path, environ: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        slack = {
            "SLACK_API_URL": f"http://127.0.0.1:{silent.getsockname()[1]}/api/",
            "SLACK_BOT_TOKEN": "xoxb-1",
            "SLACK_APP_TOKEN": "xapp-1",
        }
        ran = on_a_terminal(["doctor"], folder, environ | slack, Told("Asking Slack"))
    assert ran.code == STOPPED, ran
    assert ran.said == f"{NOTHING_CHANGED}\n"
    assert "Traceback" not in ran.words


@pytest.mark.parametrize(
    ("types", "code", "words"),
    [("n\n", 1, "Nothing was taken out.\n"), ("\x04", STOPPED, f"{NOTHING_CHANGED}\n")],
    ids=["no", "an end of what is typed"],
)
def test_whoever_is_asked_may_say_no(types: str, code: int, words: str, folder: Path, filled: dict[str, str]) -> None:
    falls = ["find-person", "Falls", *WHO[2:]]
    assert in_pipes(falls, folder, filled).returncode == 0
    ran = on_a_terminal([*falls, "--take-out", "1"], folder, filled, types=types)
    assert (ran.code, ran.words.endswith(words)) == (code, True), ran
    assert count(filled["DATABASE_URL"], "name_searches") == 1


def test_the_page_of_the_demo_says_what_it_does_until_it_is_open(folder: Path, environ: dict[str, str]) -> None:
    ran = on_a_terminal(
        ["demo", "--no-browser", "--port", "0", "--folder", "play"], folder, environ, Told("The sandbox is at")
    )
    assert ran.code == 0
    assert "Setting the stage" in ran.words
    assert ran.said.startswith("The sandbox is at http://127.0.0.1:"), ran


@pytest.mark.slow
def test_of_a_play_that_is_stopped_nothing_is_left(folder: Path, environ: dict[str, str]) -> None:
    (scratch := folder / "scratch").mkdir()
    told = Told("Playing", 2)
    ran = on_a_terminal(["demo", "--headless", "--play"], folder, environ | {"TMPDIR": str(scratch)}, told)
    assert is_stopped(ran), ran
    assert "opens the trial" in ran.words
    assert list(scratch.iterdir()) == []


# ---- at the beginning ------------------------------------------------------------------------------------------------


def listens(process: subprocess.Popen[str]) -> bool:
    """Whether it has got so far that it hears signals; before, it is Python that has not begun with us."""
    lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    caught = next(int(line.split()[1], 16) for line in lines if line.startswith("SigCgt:"))
    return bool(caught >> (signal.SIGTERM - 1) & 1)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no other way to know when it begins")
@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 12))])
def test_while_it_starts_it_ends_in_good_order_too(seed: int, folder: Path, environ: dict[str, str]) -> None:
    process = begun(["templates", "show", "aar"], folder, environ)
    while not listens(process):
        time.sleep(0.001)
    time.sleep(random.Random(seed).random())
    process.send_signal(SIGNALS[seed % 2])
    shown, said = process.communicate()
    assert (process.returncode, said) in ((STOPPED, f"{NOTHING_CHANGED}\n"), (0, ""))
    assert bool(shown) == (process.returncode == 0)


def test_nothing_is_told_to_stop_twice(folder: Path, filled: dict[str, str]) -> None:
    """A second Ctrl+C must not disturb what puts things in order after the first."""
    process = begun(["backup", "new.backup"], folder, filled)
    while not (folder / "new.backup.part").exists():
        time.sleep(0.001)
    for _ in range(20):
        process.send_signal(signal.SIGINT)
        time.sleep(0.005)
    _, said = process.communicate()
    assert (process.returncode, said) == (STOPPED, "Stopped. new.backup was not written.\n")
    assert not list(folder.glob("new.backup*"))
