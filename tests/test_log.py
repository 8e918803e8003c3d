"""The log of a bot that runs: what it never holds, and how a program reads it."""

import json
import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event as database_event
from sqlmodel import select

from activities.kit.cards import say
from activities.kit.events import Command, Pressed
from bot.engine.engine import TurnFailed
from bot.faults.about import about, about_a_turn, ids, learn
from bot.faults.lines import JsonLines
from bot.platforms.platform import Refused
from storage.database import Database
from storage.tables import Organisation, Parcel, Wake
from tests.review.looking_back import starts, the_review
from tests.test_delivery import House, eventually
from tests.test_engine import ANN, Desk
from tests.test_waking import MONDAY, Night
from tests.town import Town

TYPED = "Ann Okafor, 943 476 5919"

LEFT_ALONE = f"""
import asyncio, gc, sys
from bot.service.run import keep_quiet
from bot.settings.values import LogForm

async def stumbles():
    raise ValueError({TYPED!r})

async def main():
    asyncio.ensure_future(stumbles())
    await asyncio.sleep(0)
    gc.collect()

keep_quiet(LogForm(sys.argv[1]))
asyncio.run(main())
"""
"""A task fails, and nobody asks what came of it: asyncio says so by itself, and quotes the exception."""


@pytest.mark.parametrize("form", ["text", "json"])
def test_what_asyncio_says_of_a_task_quotes_nobody(form: str) -> None:
    program = [sys.executable, "-c", LEFT_ALONE, form]
    said = subprocess.run(program, capture_output=True, text=True, check=True).stderr  # noqa: S603
    assert "ValueError" in said
    assert "stumbles" in said
    assert TYPED not in said
    if form == "json":
        (line,) = map(json.loads, said.splitlines())
        assert (line["level"], line["logger"]) == ("ERROR", "asyncio")


Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def lines() -> Iterator[Lines]:
    """What is logged from now on, as a program reads it."""
    log, text = logging.getLogger("knowhow"), StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(JsonLines())
    log.addHandler(handler)
    yield lambda: [json.loads(line) for line in text.getvalue().splitlines()]
    log.removeHandler(handler)


def test_a_line_is_an_object_with_the_moment_in_utc(lines: Lines) -> None:
    before = datetime.now(UTC)
    logging.getLogger("knowhow").warning("Nobody can be\nwritten to (%s)", "x")
    (line,) = lines()
    assert list(line) == ["time", "level", "logger", "message", "process"]
    assert line["message"] == "Nobody can be\nwritten to (x)"
    assert abs((datetime.fromisoformat(line["time"]) - before).total_seconds()) < 60
    assert datetime.fromisoformat(line["time"]).tzinfo == UTC


def test_what_a_library_puts_into_a_record_stays_out(lines: Lines) -> None:
    try:
        raise ValueError(TYPED)
    except ValueError:
        logging.getLogger("knowhow.slack").exception("body: %s", TYPED, extra={"body": TYPED}, stack_info=True)
    (line,) = lines()
    assert TYPED not in str(line)
    assert line["message"].startswith("ValueError at test_log.py:")


def test_what_a_turn_logs_is_put_together_and_has_its_ids(database: Database, lines: Lines) -> None:
    desk = Desk(database)
    desk.types("count")
    for key in ("first", "second"):
        with pytest.raises(TurnFailed) as failed:
            desk.engine.take(Pressed(key, ANN, "tally", "break", "1"))
        line = lines()[-1]
        assert (line["event"], line["reference"]) == (key, failed.value.reference)
        assert line["organisation"] == only(database, Organisation.id)
    first, second = lines()
    assert first["turn"] != second["turn"]
    assert first["process"] == second["process"]
    assert ids() == {}


def test_whatever_follows_from_an_event_is_called_by_the_same_turn() -> None:
    with about_a_turn(platform="slack"):
        turn = ids()["turn"]
        with about_a_turn(event="17"):
            learn(organisation=3)
            assert ids() == {"turn": turn, "platform": "slack", "event": "17", "organisation": 3}
        assert ids() == {"turn": turn, "platform": "slack"}
    with about(wake=5):
        assert ids() == {"wake": 5}


def test_a_wake_that_fails_is_named_by_its_id(database: Database, lines: Lines) -> None:
    night = Night(database)
    night.wakes_at(MONDAY, 1, what="break")
    assert night.waking.run_next()
    (line,) = lines()
    assert (line["wake"], line["organisation"]) == (only(database, Wake.id), only(database, Organisation.id))


async def test_a_parcel_that_is_refused_is_named_by_its_id(database: Database, lines: Lines) -> None:
    house = House(database)
    house.far.trouble = lambda method, _about: Refused("invalid_blocks") if method == "post" else None
    house.tell("UA", say("hello"), "note")
    async with house.delivering():
        await eventually(lambda: house.states() == ["undelivered"])
    (line,) = lines()
    assert (line["parcel"], line["platform"], line["workspace"]) == (
        only(database, Parcel.id),
        "slack",
        house.workspace,
    )


@pytest.mark.parametrize("named", [True, False])
def test_an_answer_without_a_name_is_called_by_no_key(tmp_path: Path, lines: Lines, named: bool) -> None:
    """In Teams a key names the chat that it came from, which is somebody's own."""
    town = Town(tmp_path)
    people = town.people(6)
    starts(town, people)
    subject = str(the_review(town).id)
    by = people[0].profile
    town.database.engine.dispose()
    key = "19:anns-own-chat@unq.gbl.spaces 1763388000123"
    event = Command(key, by, "aar", "status") if named else Pressed(key, by, "review", "answer", subject)
    breaks(town.database)
    with pytest.raises(TurnFailed), town.engine.counting.acknowledging("teams", event):
        town.engine.take(event)
    (line,) = lines()
    assert line["turn"]
    assert ("anns-own-chat" in str(line)) is named
    town.database.close()


def only(database: Database, column: int) -> int:
    """The id of the only row."""
    with database.reading() as session:
        return session.exec(select(column)).one()


def breaks(database: Database) -> None:
    """Let every question to the database fail from now on."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    database_event.listen(database.engine, "before_cursor_execute", fail)
