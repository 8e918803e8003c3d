"""A bot that is killed while people are told their tables: all hear of every round, nobody twice, and on it goes."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from sqlmodel import select

from bot.register.staff_list import StaffRow
from bot.sandbox.hospital import coffee_channel, the_case
from bot.sandbox.records import Entry, User
from bot.sandbox.rehearsal import Rehearsal
from storage.tables import AccountRow, Cafe
from tests.bot_process import Bot
from tests.test_kills import staged, whatever_stands_twice


class Killer:
    """Kills the bot the moment some of the tables stand in Slack, before it can hear that they do; and starts it again.

    `after` are the numbers of those tables, in the order in which they arrive over the whole café. Some more may be on
    their way when it is killed; a moment that comes before it is back waits for the next table.
    """

    def __init__(self, bot: Bot, after: Sequence[int]) -> None:
        self.bot = bot
        self.left = sorted(after)
        self.told = 0
        self._killed = asyncio.Event()

    def watch(self, entry: Entry) -> None:
        """Count the tables that the bot tells."""
        if entry.what == "posted" and entry.user == self.bot.stage.slack.app.bot_user and is_a_table(entry.text):
            self.told += 1
            if self.left and self.told >= self.left[0] and not self._killed.is_set():
                self.bot.kill()
                self.left.pop(0)
                self._killed.set()

    async def run(self) -> None:
        """Bring the bot back as often as it is killed."""
        while True:
            await self._killed.wait()
            await self.bot.ended()
            self._killed.clear()
            await self.bot.start()


def is_a_table(text: str) -> bool:
    return text.startswith("Round ") and ": table " in text


async def begins(stage: Rehearsal, rounds: int) -> list[User]:
    """A café that everybody has joined, and whose facilitator starts it and is never seen again."""
    people, [chief, *guests] = stage.slack.people, list(stage.users.values())
    assert chief is stage.facilitator
    channel = coffee_channel(stage.slack.workspace)
    await people.types(chief, channel, "/cafe new")
    values = {
        "question": "What would make handover safer?",
        "channel": channel.id,
        "place": "Seminar room 2",
        "rounds": str(rounds),
    }
    outcome = await people.submits(chief, await people.modal(chief), values)
    assert outcome.went_well, outcome.errors
    for guest in guests:
        assert (await people.types(guest, channel, "/cafe join")).went_well
    assert (await people.types(chief, channel, "/cafe start")).went_well  # a week early
    early = stage.slack.people.newest_with(chief, "cafe.start_now")
    assert early is not None
    assert (await people.presses(chief, early, "cafe.start_now")).went_well
    await stage.comes_to_rest()
    return guests


async def seat_and_kill(folder: Path, staff: Sequence[StaffRow], seed: str, rounds: int, kills: int) -> None:
    async with staged(folder, staff, seed) as stage:
        bot = Bot(stage, folder)
        await bot.start()
        killing: asyncio.Task[None] | None = None
        try:
            guests = await begins(stage, rounds)
            killer = Killer(bot, Random(seed).sample(range(1, (rounds - 1) * len(guests)), kills))
            stage.slack.workspace.watchers.append(killer.watch)
            killing = asyncio.create_task(killer.run())
            while the_cafe(stage).phase != "waiting_for_takeaways":
                due = stage.next_due()
                assert due is not None, "the clock goes on"
                await stage.comes_to(max(due, stage.now))
            await stage.comes_to_rest()
            assert killer.left == []
        finally:
            if killing is not None:
                killing.cancel()
            bot.kill()
            await bot.ended()
        everybody_heard_their_tables(stage, guests)
        assert whatever_stands_twice(stage) == []


def everybody_heard_their_tables(stage: Rehearsal, guests: list[User]) -> None:
    """Each of them one message for each round, with the table that the rota has for them; and that it is over."""
    cafe = the_cafe(stage)
    with stage.database.reading() as session:
        person_of = {row.user: row.person_id for row in session.exec(select(AccountRow)).all()}
    for guest in guests:
        read = [message.text for message in stage.slack.people.sees(guest).messages if message.by_app]
        tables = [text.partition(",")[0] for text in read if is_a_table(text)]
        seats = [
            f"Round {number} of {cafe.rounds}: table {place}"
            for number, seated in enumerate(cafe.plan, start=1)
            for place, table in enumerate(seated, start=1)
            if person_of[guest.id] in table
        ]
        assert Counter(tables) == Counter(seats)
        assert len(seats) == cafe.rounds
        assert sum("has closed by itself" in text for text in read) == 1


def the_cafe(stage: Rehearsal) -> Cafe:
    with stage.database.reading() as session:
        return session.exec(select(Cafe)).one()


@pytest.mark.slow  # a soak of a minute kills it, too
async def test_two_kills_within_rounds_leave_nobody_without_a_table(tmp_path: Path) -> None:
    await seat_and_kill(tmp_path, the_case()[:9], seed="1", rounds=3, kills=2)


@pytest.mark.slow
async def test_twenty_kills_within_rounds_leave_nobody_without_a_table(tmp_path: Path) -> None:
    await seat_and_kill(tmp_path, the_case()[:18], seed="2", rounds=6, kills=20)
