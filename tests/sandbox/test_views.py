"""Modals and home pages through the Web API: triggers, hashes, stacks, and what stays typed."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp

from bot.sandbox.records import User
from tests.sandbox.conftest import Town, Wall
from tests.sandbox.refusal import refused
from tests.sandbox.test_block_rules import TEXT_INPUT, field, modal, plain, section

FORM = modal(field(TEXT_INPUT, block_id="name"), field(TEXT_INPUT, block_id="job"))


Trigger = Callable[[User], Awaitable[str]]


@pytest.fixture
def trigger(town: Town, bolt: AsyncApp) -> Trigger:
    """Gets a trigger id: a command by a user gives it to the app."""
    heard: asyncio.Queue[str] = asyncio.Queue()

    @bolt.command("/trigger")
    async def hear(ack: Any, body: dict[str, Any]) -> None:
        await ack()
        await heard.put(body["trigger_id"])

    async def by(user: User) -> str:
        await town.slack.people.types(user, town.general, "/trigger")
        return await heard.get()

    return by


async def test_a_trigger_opens_one_modal_and_soon_expires(town: Town, trigger: Trigger, wall: Wall) -> None:
    client = town.client()
    once = await trigger(town.ann)

    opened = await client.views_open(trigger_id=once, view=FORM)
    again = await refused(client.views_open(trigger_id=once, view=FORM))
    late = await trigger(town.ann)
    wall.ahead += 3.1

    assert opened["view"]["state"]["values"]["name"]["t"] == {"type": "plain_text_input", "value": None}
    assert again == "exchanged_trigger_id"
    assert await refused(client.views_open(trigger_id=late, view=FORM)) == "expired_trigger_id"
    assert await refused(client.views_open(trigger_id="1.2.ab", view=FORM)) == "invalid_trigger_id"
    assert await refused(client.views_push(trigger_id=await trigger(town.ann), view=FORM)) == ("invalid_trigger_id")


async def test_a_refused_view_leaves_the_trigger_good(town: Town, trigger: Trigger) -> None:
    given = await trigger(town.ann)

    bad = await refused(town.client().views_open(trigger_id=given, view=modal(title=plain("x" * 25))))
    good = await town.client().views_open(trigger_id=given, view=FORM)

    assert bad == "invalid_arguments"
    assert good["ok"]


async def test_an_update_keeps_what_was_typed(town: Town, trigger: Trigger) -> None:
    client, people = town.client(), town.slack.people
    opened = await client.views_open(trigger_id=await trigger(town.ann), view=FORM)
    view = await people.modal(town.ann)
    await people.submits(town.ann, view, {"name": "Ann"})  # the job is missing, so it stays open

    updated = await client.views_update(
        view_id=opened["view"]["id"],
        hash=opened["view"]["hash"],
        view=modal(section("Nearly there"), field(TEXT_INPUT, block_id="name"), field(TEXT_INPUT, block_id="site")),
    )

    values = updated["view"]["state"]["values"]
    assert values["name"]["t"]["value"] == "Ann"
    assert values["site"]["t"]["value"] is None
    assert await refused(client.views_update(view_id="V999", view=FORM)) == "not_found"
    stale = client.views_update(view_id=opened["view"]["id"], hash=opened["view"]["hash"], view=FORM)
    assert await refused(stale) == "hash_conflict"


async def test_a_closed_modal_cannot_be_changed(town: Town, trigger: Trigger) -> None:
    opened = await town.client().views_open(trigger_id=await trigger(town.ann), view=FORM)
    await town.slack.people.closes(await town.slack.people.modal(town.ann))

    assert await refused(town.client().views_update(view_id=opened["view"]["id"], view=FORM)) == "not_found"


async def test_a_view_can_be_found_by_its_external_id_which_is_unique(town: Town, trigger: Trigger) -> None:
    client = town.client()
    named = modal(field(TEXT_INPUT), external_id="form-7")
    await client.views_open(trigger_id=await trigger(town.ann), view=named)

    again = client.views_open(trigger_id=await trigger(town.bo), view=named)

    assert await refused(again) == "duplicate_external_id"
    assert (await client.views_update(external_id="form-7", view=named))["ok"]


async def test_home_pages(town: Town) -> None:
    client, page = town.client(), {"type": "home", "blocks": [section("Your trials")]}

    first = await client.views_publish(user_id=town.ann.id, view=page)
    second = await client.views_publish(user_id=town.ann.id, view=page, hash=first["view"]["hash"])

    assert second["view"]["id"] == first["view"]["id"]
    assert town.slack.people.sees(town.ann).reads("Your trials")
    assert not town.slack.people.sees(town.bo).reads("Your trials")
    stale = client.views_publish(user_id=town.ann.id, view=page, hash=first["view"]["hash"])
    assert await refused(stale) == "hash_conflict"
    assert await refused(client.views_publish(user_id="U999", view=page)) == "user_not_found"
    assert await refused(client.views_publish(user_id=town.ann.id, view=FORM)) == "invalid_arguments"
