"""A database that goes away beneath the bot: its file is replaced, its disk is full, its server hangs.

Nobody is told that something is kept which is not.
"""

import asyncio
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from aiohttp import ClientSession, ClientTimeout
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.clock.watch import Watch
from bot.delivery.delivery import Delivery
from bot.faults.faults import note
from bot.sandbox.rehearsal import free_port
from bot.service.web import serve
from storage import organisations
from storage.database import Database
from storage.residents import resident
from storage.sqlite import FileReplaced
from tests.bot_process import PATHS
from tests.post import PACE, Post
from tests.test_setting_the_clock import Machine, a_machine
from tests.town import Town


def gone(file: Path) -> None:
    for found in file.parent.glob(f"{file.name}*"):
        found.unlink()


def moved(file: Path) -> None:
    file.rename(file.with_name("elsewhere.sqlite3"))


def replaced(file: Path) -> None:
    copy = file.with_name("copy.sqlite3")
    shutil.copyfile(file, copy)
    copy.replace(file)


WAYS = pytest.mark.parametrize("lose", [gone, moved, replaced])
Lose = Callable[[Path], None]


def path_of(database: Database) -> Path:
    return Path(str(database.url.database))


@WAYS
def test_nothing_is_committed_to_a_file_that_is_no_longer_there(sqlite_url: str, lose: Lose) -> None:
    database = Database(sqlite_url)
    with database.writing() as session:
        organisations.sole(session, "Europe/London")
    assert database.is_itself()
    lose(path_of(database))
    assert not database.is_itself()
    with pytest.raises(FileReplaced), database.writing() as session:
        organisations.sole(session, "Europe/London").name = "Northgate"
    database.close()


def test_what_lies_there_after_it_was_closed_is_taken_for_ours(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with database.writing() as session:
        organisations.sole(session, "Europe/London")
    database.close()
    replaced(path_of(database))
    with database.writing() as session:
        organisations.sole(session, "Europe/London").name = "Northgate"
    assert database.is_itself()
    database.close()


async def test_the_bot_stops_with_a_sentence(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "knowhow.sqlite3"
    async with a_machine(tmp_path, f"sqlite:///{file.as_posix()}") as machine:
        replaced(file)
        assert await _ends_by_itself(machine) == 1
    said = capfd.readouterr().err
    assert "was deleted, moved or replaced while it was in use" in said
    assert "Traceback" not in said


async def test_a_second_bot_on_the_same_file_is_refused_and_the_first_goes_on(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{(tmp_path / 'knowhow.sqlite3').as_posix()}"
    async with a_machine(tmp_path, url) as machine:
        given = {name: os.environ[name] for name in PATHS if name in os.environ} | machine.slack.settings()
        given |= {"DATABASE_URL": url, "PORT": str(free_port()), "PYTHONPATH": str(Path(__file__).parents[1])}
        second = await asyncio.create_subprocess_exec(*(sys.executable, "-m", "bot", "run"), env=given, cwd=tmp_path)
        assert await second.wait() == 1
        await machine.asks_for_help()
        machine.process.kill()  # whoever is killed keeps nobody out
        await machine.process.wait()
        with resident(Database(url), waits_for=0):
            pass
    assert "Knowhow runs on this database already." in capfd.readouterr().err


def test_any_number_may_run_on_a_server(postgres_url: str) -> None:
    first, second = Database(postgres_url), Database(postgres_url)
    with resident(first), resident(second, waits_for=0):
        pass


async def _ends_by_itself(machine: Machine) -> int:
    return await machine.process.wait()


# ---- how it is, asked from outside -----------------------------------------------------------------------------------


async def health(database: Database, port: int) -> tuple[int, str]:
    """What is answered, and why; whoever asks waits for a few seconds at most."""
    address, patience = f"http://127.0.0.1:{port}/healthz", ClientTimeout(total=20)
    async with (
        serve("127.0.0.1", port, database, Watch([]), []),
        ClientSession(timeout=patience) as client,
        client.get(address) as answer,
    ):
        return answer.status, (await answer.json()).get("why", "")


async def test_it_says_that_the_file_was_replaced(sqlite_url: str, unused_tcp_port: int) -> None:
    database = Database(sqlite_url)
    assert await health(database, unused_tcp_port) == (200, "")
    replaced(path_of(database))
    assert await health(database, unused_tcp_port) == (503, "The database’s file was deleted, moved or replaced.")
    database.close()


class SmallDisk:
    """A database on a disk that has room for so many pages and no more."""

    def __init__(self, url: str) -> None:
        self.database = Database(url)
        self.pages = 1_000_000
        event.listen(self.database.engine, "checkout", self._limit)

    def _limit(self, connection: object, *_: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {self.pages}")  # type: ignore[attr-defined]

    def fills_up(self) -> DBAPIError:
        """There is room for what is there and no more, as somebody finds who writes; gives back what they hear."""
        self.pages = 1  # SQLite makes of it what there is already
        with pytest.raises(DBAPIError) as refused:
            self._writes_much()
        return refused.value

    def _writes_much(self) -> None:
        with self.database.writing() as session:
            session.connection().execute(text("CREATE TABLE large (words TEXT)"))
            session.connection().execute(text("INSERT INTO large VALUES (:words)"), {"words": "x" * 10_000_000})


async def test_it_says_that_the_disk_is_full_for_as_long_as_it_is(sqlite_url: str, unused_tcp_port: int) -> None:
    small = SmallDisk(sqlite_url)
    with small.database.writing() as session:
        organisations.sole(session, "Europe/London")
    small.fills_up()
    status, why = await health(small.database, unused_tcp_port)
    assert (status, why.split(",")[0]) == (503, "The disk is full")
    small.pages = 1_000_000
    assert await health(small.database, unused_tcp_port) == (200, "")
    small.database.close()


def test_whether_there_is_room_again_is_tried_on_every_database_and_leaves_nothing(database: Database) -> None:
    with database.writing() as session:
        organisations.sole(session, "Europe/London")
    database._was_full = True
    assert not database.is_full()
    with database.reading() as session:
        assert session.connection().scalar(text("SELECT count(*) FROM inbox")) == 0


async def test_delivery_stops_in_good_order_where_nothing_can_be_written_any_more(town: Town) -> None:
    post = Post(town)
    delivery = Delivery(post.ledger, post.far, PACE)
    running = asyncio.create_task(delivery.run())
    await asyncio.sleep(0.2)

    def is_full(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith("SELECT"):
            raise OperationalError(statement, {}, sqlite3.OperationalError("database or disk is full"))

    event.listen(town.database.engine, "before_cursor_execute", is_full)
    delivery.stop()
    await running
    event.remove(town.database.engine, "before_cursor_execute", is_full)


def test_the_log_says_that_the_disk_is_full(sqlite_url: str, caplog: pytest.LogCaptureFixture) -> None:
    small = SmallDisk(sqlite_url)
    note("a turn", small.fills_up())
    note("a list", OSError(28, "No space left on device"))
    assert caplog.text.count("the disk is full") == 2
    small.database.close()


async def test_it_says_so_while_a_server_hangs(postgres_url: str, unused_tcp_port: int) -> None:
    database = Database(postgres_url)
    with database.reading() as session:
        server = session.connection().scalar(text("SELECT pg_backend_pid()"))
    os.kill(server, signal.SIGSTOP)
    try:
        status, why = await health(database, unused_tcp_port)
    finally:
        os.kill(server, signal.SIGCONT)
    assert (status, why.split(".")[0]) == (503, "The database does not answer")
    assert await health(database, unused_tcp_port) == (200, "")
    database.close()


def test_a_server_gives_up_a_statement_that_takes_too_long(postgres_url: str) -> None:
    database = Database(postgres_url)
    with database.reading() as session:
        assert session.connection().scalar(text("SHOW statement_timeout")) == "30s"
    with database.changing_tables() as connection:
        assert connection.scalar(text("SHOW statement_timeout")) == "0"
    database.close()
    own = Database(postgres_url + "&options=-c%20statement_timeout%3D7s")
    with own.reading() as session:
        assert session.connection().scalar(text("SHOW statement_timeout")) == "7s"
    own.close()
