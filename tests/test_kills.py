"""A played trial whose bot is killed in the middle, again and again: nothing is lost, and nothing sent twice."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

import pytest
from sqlmodel import Session, col, select

from activities import ACTIVITIES
from bot.register.staff_list import StaffRow
from bot.sandbox.hospital import the_case
from bot.sandbox.installation import App
from bot.sandbox.records import Message as SlackMessage
from bot.sandbox.rehearsal import Rehearsal, rehearsal
from bot.sandbox.troupe import Troupe, play
from bot.slack.manifest import manifest
from storage.tables import AccountRow, Feedback, MeetingMember, Message, Parcel, Signup
from tests.bot_process import Bot


class Killer:
    """Kills the bot when something of its choosing happens at Slack's, and starts it again a little later.

    Every second kill comes the moment a message of the bot's has arrived, before the bot can hear that it has; the
    others come whenever they come.
    """

    def __init__(self, bot: Bot, kills: int, chance: Random) -> None:
        self.bot = bot
        self.kills = kills
        self.chance = chance
        self.done = 0

    async def run(self) -> None:
        """Kill as often as was said, then let the bot live."""
        for number in range(self.kills):
            if number % 2:
                await self.bot.dies_upon(self.chance.randrange(1, 25))
            else:
                await asyncio.sleep(self.chance.uniform(0.1, 1.5))
            self.bot.kill()
            await self.bot.ended()
            self.done += 1
            await asyncio.sleep(self.chance.uniform(0.0, 0.3))
            await self.bot.start()


@asynccontextmanager
async def staged(folder: Path, staff: Sequence[StaffRow], seed: str) -> AsyncIterator[Rehearsal]:
    async with rehearsal(folder, staff, staff[0], app=App.from_manifest(manifest(ACTIVITIES)), seed=seed) as stage:
        yield stage


async def play_and_kill(folder: Path, staff: Sequence[StaffRow], seed: str, kills: int) -> None:
    async with staged(folder, staff, seed) as stage:
        bot = Bot(stage, folder)
        await bot.start()
        killer = Killer(bot, kills, Random(seed))
        troupe = Troupe.of(stage, staff, seed)
        killing: asyncio.Task[None] | None = None
        try:
            async for _ in play(troupe):
                killing = killing or asyncio.create_task(killer.run())
            assert killing is not None
            await killing
            assert killer.done == kills
            await stage.comes_to_rest()
        finally:
            if killing is not None:
                killing.cancel()
            bot.kill()
            await bot.ended()
        with stage.database.reading() as session:
            nothing_is_lost(session, troupe)
            everybody_has_their_introduction(session, stage)
            nothing_was_sent_twice(session, stage)


def nothing_is_lost(session: Session, troupe: Troupe) -> None:
    """Whatever the bot said it took is there."""
    person_of = {row.user: row.person_id for row in session.exec(select(AccountRow)).all()}
    signed_up = set(session.exec(select(Signup.person_id)).all())
    answered = set(session.exec(select(Feedback.person_id)).all())
    for player in troupe.players:
        if "coffee.signup" in player.saved:
            assert person_of[player.user.id] in signed_up
        if "coffee.feedback" in player.saved:
            assert person_of[player.user.id] in answered
    assert len(signed_up) > len(troupe.players) / 2
    assert answered


def everybody_has_their_introduction(session: Session, stage: Rehearsal) -> None:
    """Each member of each meeting has read it, together or, where that is in doubt, alone."""
    user_of = {row.person_id: row.user for row in session.exec(select(AccountRow)).all()}
    places = session.exec(select(MeetingMember)).all()
    assert places
    for place in places:
        keys = (f"introduction:{place.meeting_id}", f"introduction_alone:{place.meeting_id}:to:{place.person_id}")
        told = select(Message.id).where(col(Message.key).in_(keys))
        read = marks_of(stage.slack.people.sees(user_of[place.person_id]).messages)
        assert {mark for _, mark in read}.intersection(session.exec(told).all()), keys


def nothing_was_sent_twice(session: Session, stage: Rehearsal) -> None:
    """No message of the outbox stands twice anywhere, and every one stands there that the bot takes for sent.

    Slack has no mark on a file, such as the poster.
    """
    assert whatever_stands_twice(stage) == []
    read = {mark for messages in stage.slack.workspace.messages.values() for mark in marks_of(messages)}
    states = {(row.conversation, row.message_id): row.state for row in session.exec(select(Parcel)).all()}
    assert set(states.values()) <= {"sent", "uncertain"}
    files = set(session.exec(select(Message.id).where(Message.document != "")).all())
    sent = {parcel for parcel, state in states.items() if state == "sent" and parcel[1] not in files}
    assert sent <= read <= states.keys()


def whatever_stands_twice(stage: Rehearsal) -> list[tuple[str, int]]:
    """Messages of the outbox that somebody has twice in one conversation."""
    marks = Counter(mark for messages in stage.slack.workspace.messages.values() for mark in marks_of(messages))
    return [mark for mark, times in marks.items() if times > 1]


def marks_of(messages: Iterable[SlackMessage]) -> list[tuple[str, int]]:
    """Where these messages stand, and which of the outbox they are."""
    return [(said.channel, said.metadata["event_payload"]["mark"]) for said in messages if said.metadata]


async def test_three_kills_lose_nothing_and_send_nothing_twice(tmp_path: Path) -> None:
    await play_and_kill(tmp_path, the_case()[:20], seed="3", kills=3)


@pytest.mark.slow
@pytest.mark.parametrize("seed", ["1", "2", "4", "5"])
async def test_twenty_kills_lose_nothing_and_send_nothing_twice(tmp_path: Path, seed: str) -> None:
    await play_and_kill(tmp_path, the_case(), seed, kills=5)
