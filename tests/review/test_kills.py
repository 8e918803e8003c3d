"""A bot that is killed while people answer, and while they agree: nothing it said was saved is lost or doubled."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from random import Random

import pytest
from sqlmodel import select

from bot.sandbox.hospital import coffee_channel, the_case
from bot.sandbox.onlookers import CannotDo
from bot.sandbox.people import Outcome
from bot.sandbox.records import Message, User
from bot.sandbox.rehearsal import Rehearsal
from storage.tables import Record, Review, SealedAnswer, ShownAnswer
from tests.bot_process import Bot
from tests.test_kills import staged, whatever_stands_twice

STAFF = the_case()[:7]
QUESTIONS = ("expected", "happened", "difference", "learned")
TRIES = 40
"""So often does somebody try again, a moment apart, when Slack says that the app did not answer."""


@asynccontextmanager
async def on_stage(folder: Path, seed: str) -> AsyncIterator[tuple[Rehearsal, Bot]]:
    async with staged(folder, STAFF, seed) as stage:
        bot = Bot(stage, folder)
        await bot.start()
        try:
            yield stage, bot
        finally:
            bot.kill()
            await bot.ended()


class Killer:
    """Kills the bot around `kills` of `acts` things done: before, in the middle, or the moment it has answered."""

    def __init__(self, bot: Bot, kills: int, acts: int, chance: Random) -> None:
        self.bot = bot
        self.left = kills
        self.chance = chance
        self.moments = chance.sample(range(acts), kills)
        self.number = 0

    async def around(self, act: asyncio.Task[Outcome]) -> Outcome:
        """Let it happen, and kill the bot meanwhile if this is one of the moments."""
        number, self.number = self.number, self.number + 1
        if number not in self.moments:
            return await act
        await asyncio.sleep(self.chance.choice((0.0, 0.002, 0.01, 0.03, 0.1)))
        self.bot.kill()
        await self.bot.ended()
        outcome = await act
        await self.bot.start()
        self.left -= 1
        return outcome


async def starts(stage: Rehearsal, asked: list[User]) -> None:
    people, chief = stage.slack.people, stage.facilitator
    await people.types(chief, coffee_channel(stage.slack.workspace), "/aar new")
    values = {
        "title": "The night of the leak",
        "happened_on": "2026-11-02",
        "participants": [user.id for user in asked],
        "due": "2026-11-23",
    }
    outcome = await people.submits(chief, await people.modal(chief), values)
    assert outcome.went_well, outcome.errors
    await stage.comes_to_rest()


async def opens(stage: Rehearsal, user: User) -> None:
    """Press Answer, again until the form is there."""
    for _ in range(TRIES):
        await puts_away_any_form(stage, user)
        with suppress(CannotDo, TimeoutError):
            if (await stage.slack.people.presses(user, invitation(stage, user), "review.answer")).went_well:
                await stage.slack.people.modal(user)
                return
        await asyncio.sleep(0.1)
    raise AssertionError("the form never opened")


async def puts_away_any_form(stage: Rehearsal, user: User) -> None:
    if view := stage.slack.people.sees(user).modal:
        await stage.slack.people.closes(view)


def invitation(stage: Rehearsal, user: User) -> Message:
    found = stage.slack.people.newest_with(user, "review.answer")
    assert found is not None
    return found


async def answers(stage: Rehearsal, user: User, killer: Killer) -> dict[str, str]:
    """Go through the pages; gives back what the bot said it took.

    Where it took a page and was killed before it could say so, the page sent again is answered with that, and not with
    the next one: then they press Answer once more, and go through the pages from the first.
    """
    await opens(stage, user)
    taken: dict[str, str] = {}
    while missing := [question for question in QUESTIONS if question not in taken]:
        question = open_page(stage, user)
        if question is None:
            await opens(stage, user)
            continue
        said = f"{user.id} on {question}"
        for _ in range(TRIES):
            view = stage.slack.people.sees(user).modal
            assert view is not None
            sending = stage.slack.people.submits(user, view, {question: said})
            outcome = await killer.around(asyncio.create_task(sending))
            if outcome.went_well:
                taken[question] = said
                break
            await asyncio.sleep(0.1)  # the form stays open with everything that was typed
        assert question in taken, f"Slack kept the form, and it could be sent again; {missing} are missing"
    return taken


def open_page(stage: Rehearsal, user: User) -> str | None:
    """The question that stands before somebody, if one does."""
    view = stage.slack.people.sees(user).modal
    asked = {block["block_id"] for block in view.blocks} if view else set()
    return next((question for question in QUESTIONS if question in asked), None)


async def review_and_kill(folder: Path, seed: str, kills: int) -> None:
    async with on_stage(folder, seed) as (stage, bot):
        asked = [user for user in stage.users.values() if user is not stage.facilitator][:6]
        await starts(stage, asked)
        killer = Killer(bot, kills, len(asked) * len(QUESTIONS), Random(seed))
        taken = [await answers(stage, user, killer) for user in asked]
        assert killer.left == 0
        await stage.comes_to_rest()
        with stage.database.reading() as session:
            kept = sorted((row.question, row.text) for row in session.exec(select(SealedAnswer)).all())
        assert kept == sorted(one for said in taken for one in said.items())
        bot.kill()  # away while answers fall due
        await bot.ended()
        await bot.start()
        with stage.database.reading() as session:
            due = session.exec(select(Review)).one().due
        await stage.comes_to(stage.now.replace(year=due.year, month=due.month, day=due.day, hour=17))
        with stage.database.reading() as session:
            shown = sorted((row.question, row.text) for row in session.exec(select(ShownAnswer)).all())
            assert session.exec(select(SealedAnswer)).all() == []
        assert shown == kept
        assert whatever_stands_twice(stage) == []


async def test_two_kills_lose_no_answer(tmp_path: Path) -> None:
    await review_and_kill(tmp_path, seed="1", kills=2)


async def presses(stage: Rehearsal, user: User, action: str, killer: Killer) -> None:
    """Press it, and again until the app has answered or the button has gone: then an earlier press did it."""
    await stage.comes_to_rest()
    assert stage.slack.people.newest_with(user, action)
    for _ in range(TRIES):
        await puts_away_any_form(stage, user)
        message = stage.slack.people.newest_with(user, action)
        if message is None:
            return
        with suppress(CannotDo):
            outcome = await killer.around(asyncio.create_task(stage.slack.people.presses(user, message, action)))
            if outcome.went_well:
                return
        await asyncio.sleep(0.1)
    raise AssertionError(f"{action} never got an answer")


async def agree_and_kill(folder: Path, seed: str, kills: int) -> None:
    async with on_stage(folder, seed) as (stage, bot):
        people, chief = stage.slack.people, stage.facilitator
        asked = [user for user in stage.users.values() if user is not chief][:6]
        await starts(stage, asked)
        spared = Killer(bot, 0, 1, Random(seed))
        for user in asked:
            await answers(stage, user, spared)
        await presses(stage, chief, "review.close", spared)
        await presses(stage, chief, "review.summary_form", spared)
        outcome = await people.submits(chief, await people.modal(chief), {"summary": "Pipes burst at night."})
        assert outcome.went_well, outcome.errors
        killer = Killer(bot, kills, 1 + len(asked), Random(seed))
        await presses(stage, chief, "review.circulate", killer)
        for user in asked:
            await presses(stage, user, "review.agree", killer)
        assert killer.left == 0
        await stage.comes_to_rest()
        with stage.database.reading() as session:
            assert session.exec(select(Review.phase)).one() == "filed"
            assert session.exec(select(Record.summary)).one().startswith("Pipes burst at night.")
        assert whatever_stands_twice(stage) == []


@pytest.mark.slow
async def test_a_kill_while_it_goes_round_files_it_once(tmp_path: Path) -> None:
    await agree_and_kill(tmp_path, seed="3", kills=1)


@pytest.mark.slow
async def test_kills_around_every_word_on_it_file_it_once(tmp_path: Path) -> None:
    await agree_and_kill(tmp_path, seed="4", kills=7)


@pytest.mark.slow
async def test_twenty_kills_lose_no_answer(tmp_path: Path) -> None:
    await review_and_kill(tmp_path, seed="2", kills=20)
