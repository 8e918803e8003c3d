"""How long a turn takes, from event to commit, against the bare writes that it comes down to; and how long start-up."""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

from sqlalchemy import text
from sqlmodel import SQLModel

from activities.kit.activity import Activity, Verb
from activities.kit.cards import say
from activities.kit.events import Account, Command, Profile
from activities.kit.turn import Turn
from activities.kit.views import Answer
from bot.engine.engine import Engine
from bot.settings.rules import Rules
from storage.database import Database

TURNS, STARTS = 300, 7


def main() -> None:
    """Print the table: each line's ratio is to the baseline named in it, measured in the same run."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/turns.sqlite3")
        SQLModel.metadata.create_all(database.engine)
        engine = Engine(database, [_notes()], Rules(seed="1"))
        keys = count()
        by = Profile(Account("slack", "T1", "U1"), "Ann")

        def take(verb: str) -> Callable[[], object]:
            return lambda: engine.take(Command(f"k{next(keys)}", by, "notes", verb))

        writes, looks = bare_writes(database), _median(take("look"), TURNS)
        tells = _median(take("tell"), TURNS)
        print(f"bare: one commit with three rows          {writes * 1e3:7.2f} ms")
        print(f"a turn that only shows something          {looks * 1e3:7.2f} ms   {looks / writes:5.1f} × bare")
        print(f"a turn that tells somebody and is claimed {tells * 1e3:7.2f} ms   {tells / writes:5.1f} × bare")
        database.close()
    empty, helped = _start("-c", "pass"), _start("-m", "bot", "--help")
    print(f"python with nothing to do                 {empty * 1e3:7.0f} ms")
    print(f"knowhow --help                            {helped * 1e3:7.0f} ms   {helped / empty:5.1f} × nothing")


def _notes() -> Activity:
    def tell(turn: Turn, command: Command) -> Answer:
        turn.tell(turn.person, say("noted"), ("note", command.key))
        return say("done")

    return Activity(
        name="notes",
        says="Notes",
        commands={"tell": Verb("tells", tell), "look": Verb("looks", lambda _turn, _command: say("here"))},
        buttons={},
        forms={},
        wakes={},
        current_state=lambda _turn, _event: say("now"),
        home=lambda _turn: (),
        undelivered=lambda _turn, _lost: None,
        on_leaver=lambda _turn, _person: None,
    )


def bare_writes(database: Database) -> float:
    """What SQLite needs for the least that a turn writes: an account, a message and a key."""
    with database.engine.begin() as connection:
        connection.execute(text("CREATE TABLE bare (id INTEGER PRIMARY KEY, body TEXT)"))

    def write() -> None:
        with database.engine.begin() as connection:
            for _ in range(3):
                connection.execute(text("INSERT INTO bare (body) VALUES ('x')"))

    return _median(write, TURNS)


def _median(work: Callable[[], object], times: int) -> float:
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        spent.append(time.perf_counter() - began)
    return statistics.median(spent)


def _start(*arguments: str) -> float:
    root = Path(__file__).parents[1]
    command = [sys.executable, *arguments]
    return _median(lambda: subprocess.run(command, cwd=root, check=True, capture_output=True), STARTS)  # noqa: S603
