"""What the page knows of a play without a browser: its people, what falls due, what happened meanwhile."""

from datetime import timedelta
from pathlib import Path

import pytest

from activities import ACTIVITIES
from bot.sandbox.hospital import the_case
from bot.sandbox.installation import App
from bot.sandbox.page.cast import OtherPeople, cast_of
from bot.sandbox.page.meanwhile import meanwhile
from bot.sandbox.page.moments import FALLS_DUE, clock
from bot.sandbox.page.play import Play
from bot.sandbox.records import Message
from bot.sandbox.rehearsal import ZONE, rehearsal
from bot.sandbox.troupe import Troupe
from bot.sandbox.workspace import Workspace
from storage import calendar, organisations
from storage.here import Here

PEOPLE = the_case()[:8]
NOON = 1_794_225_600.0  # Monday 9 November 2026, 12:00


def test_a_folder_keeps_its_people(tmp_path: Path) -> None:
    assert cast_of(tmp_path, None, PEOPLE) == PEOPLE
    assert cast_of(tmp_path, None, PEOPLE[:2]) == PEOPLE
    assert cast_of(tmp_path, PEOPLE[:3], []) == PEOPLE
    with pytest.raises(OtherPeople):
        cast_of(tmp_path, PEOPLE[1:], [])


def test_the_clock_has_words_for_everything_that_falls_due() -> None:
    wakes = {f"{activity.name}.{what}" for activity in ACTIVITIES for what in {**activity.wakes, **activity.long_work}}
    assert not wakes - set(FALLS_DUE), "say in bot/sandbox/page/moments.py what each of these means"
    assert wakes == set(FALLS_DUE)


async def test_what_is_being_done_already_is_not_what_falls_due_next(tmp_path: Path) -> None:
    async with rehearsal(tmp_path, PEOPLE, PEOPLE[0], app=App(), seed="1") as stage:
        play = Play(Troupe.of(stage, PEOPLE, "1"), commands=[], start_again=lambda: None)
        with stage.database.writing() as session:
            here = organisations.sole(session, ZONE.key).id
            calendar.set_wake(Here(session, here), "cafe", "seat", "1", calendar.THE_BEGINNING, prompted=False)
        assert clock(play)["next"] is None
        with stage.database.writing() as session:
            calendar.set_wake(
                Here(session, here), "cafe", "step_over", "1", stage.now + timedelta(minutes=5), prompted=True
            )
        assert clock(play)["next"] == {"at": "2026-11-09T09:05", "what": "a café moves on to its next part"}


def test_what_the_bot_wrote_to_many_is_told_once() -> None:
    workspace = Workspace(calendar=lambda: NOON)
    bot = workspace.install(App())
    ann, bo, cat, dan = (workspace.add_user(name) for name in ("Ann", "Bo", "Cat", "Dan"))
    everywhere = workspace.add_conversation("channel", [ann.id, bo.id, cat.id, dan.id, bot.id], name="coffee-trial")

    def writes(text: str, *to: str, by: str = bot.id) -> None:
        place = workspace.open_direct([*to, bot.id]) if to else everywhere
        workspace.post(Message(workspace.next_ts(), place.id, by, text))

    for person in (ann, bo, cat):
        writes("How was it? Two minutes will do.", person.id)
    writes("Meet each other", ann.id, bo.id)
    writes("Meet each other", cat.id, dan.id)
    writes("Sign up: Tea &amp; talk.")
    writes("Nobody is told of this", by=ann.id)
    writes("Only to Dan", dan.id)

    lines = meanwhile(workspace, workspace.transcript, ann.id, bot.id)

    assert [(line["text"], line["to"]) for line in lines] == [
        ("How was it", "you and 2 others"),
        ("Meet each other", "2 pairs, yours among them"),
        ("Sign up: Tea & talk", "#coffee-trial"),
        ("Only to Dan", "Dan"),
    ]
    assert [bool(line["place"]) for line in lines] == [True, True, True, False]
    assert {line["at"] for line in lines} == {"2026-11-09T12:00"}
