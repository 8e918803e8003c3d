"""Everybody presses at once, under Slack's published tiers: nobody is without an answer, and all get in soon."""

import asyncio
import time

from activities.kit.wording import takes_long
from bot.sandbox.faults import TooMany
from bot.sandbox.limits import TIERS
from bot.sandbox.records import Message, User
from bot.slack.calls import METHODS
from bot.slack.connection import connect
from tests.slack.conftest import Office, flat, slack_settings

CROWD = 160
"""More than Slack looks up, or opens forms for, in a minute."""


def newcomers(office: Office, number: int = CROWD) -> list[User]:
    """People of whom the bot has never heard, in the channel."""
    found = [office.slack.workspace.add_user(f"P {one}", email=f"p{one}@example.org") for one in range(number)]
    office.general.members += [user.id for user in found]
    return found


def heard_of(office: Office, user: User, already: int) -> bool:
    """Whether somebody has a form or a sentence that they did not have before."""
    whispers = [one for one in office.slack.workspace.messages[office.general.id] if one.only_for == user.id]
    return office.slack.workspace.modal(user.id) is not None or len(whispers) > already


async def answered(office: Office, user: User, announcement: Message) -> float:
    """Press Join, and wait for what comes of it; gives back the real seconds until then."""
    already = sum(one.only_for == user.id for one in office.slack.workspace.messages[office.general.id])
    began = time.monotonic()
    outcome = await office.slack.people.presses(user, announcement, "tea.join")
    assert outcome.went_well
    await office.slack.people.until(lambda: heard_of(office, user, already))
    return time.monotonic() - began


async def test_a_crowd_gets_forms_as_fast_as_slack_opens_them_and_sentences_meanwhile(office: Office) -> None:
    people = office.slack.people
    crowd = newcomers(office)
    await people.types(office.bo, office.general, f"/tea announce {office.general.id}")
    announcement = await people.message(office.bo, "Who is in?")

    waiting, rounds = crowd, 0
    while waiting:
        await asyncio.gather(*(answered(office, user, announcement) for user in waiting))
        waiting = [user for user in crowd if office.slack.workspace.modal(user.id) is None]
        rounds += 1
        if rounds == 1:
            assert len(crowd) - len(waiting) >= TIERS["tier_4"]
        await office.connection.platform.calls.pace.sleep(60)

    assert rounds <= 10
    said = {flat(one) for one in office.slack.workspace.messages[office.general.id] if one.only_for}
    on_a_slow_machine = {takes_long().summary}
    assert said <= {"Slack is busy just now. Please press “Join” again in a minute."} | on_a_slow_machine


async def test_an_announcement_has_everybody_looked_up_in_pages_before_it_is_posted(office: Office) -> None:
    people = office.slack.people
    crowd = newcomers(office)
    await people.types(office.bo, office.general, f"/tea announce {office.general.id}")
    announcement = await people.message(office.bo, "Who is in?")
    calls = office.slack.front_door.calls
    assert "users.list" in calls
    asked_before = calls.count("users.info")

    for user in crowd[:20]:
        await answered(office, user, announcement)

    assert calls.count("users.info") == asked_before


async def test_a_list_of_everybody_that_does_not_come_holds_up_no_announcement(office: Office) -> None:
    office.slack.faults.on("users.list", TooMany(300), times=9)

    await office.slack.people.types(office.bo, office.general, f"/tea announce {office.general.id}")

    assert await office.slack.people.message(office.bo, "Who is in?")


async def test_what_was_used_is_remembered_by_whoever_starts_next(office: Office) -> None:
    tier = METHODS["conversations.open"].tier
    await asyncio.gather(*(office.platform.own_chat(office.ann.id) for _ in range(tier.at_once + 5)))
    await office.connection.close()

    after = await connect(office.engine, slack_settings(office.slack), office.platform.calls.pace)

    # Slack refuses what is too much, which would raise here.
    await asyncio.gather(*(after.platform.own_chat(office.ann.id) for _ in range(tier.calls)))
