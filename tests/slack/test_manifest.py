"""The manifest: written from the registry, within Slack's limits, and asking for no more than is used."""

from dataclasses import replace
from pathlib import Path

import pytest

from activities import ACTIVITIES
from activities.kit.cards import say
from activities.kit.events import ChannelState
from activities.kit.views import Document
from bot.platforms.platform import ChannelNow, NotNow
from bot.sandbox.installation import App
from bot.slack.manifest import EVENTS, MOST_COMMANDS, SCOPES, manifest, manifest_json
from tests.slack.conftest import Office, an_office
from tests.slack.slacks_view import check_manifest
from tests.slack.tea import Tea

FILE = Path(__file__).parents[2] / "manifest.json"


def test_the_file_is_what_the_registry_says() -> None:
    assert FILE.read_text(encoding="utf-8") == manifest_json(), (
        "stale: run `knowhow manifest slack --out manifest.json`"
    )


def test_it_is_of_slacks_shape_and_within_its_limits() -> None:
    made = manifest()
    about, commands = made["display_information"], made["features"]["slash_commands"]

    check_manifest(made)
    assert len(about["name"]) <= 35
    assert len(about["description"]) <= 140
    assert 175 <= len(about["long_description"]) <= 4000
    assert [command["command"] for command in commands] == [
        f"/{typed}" for activity in ACTIVITIES for typed in activity.typed
    ]
    for command in commands:
        assert len(command["command"]) <= 32
        assert 0 < len(command["description"]) <= 2000
        assert len(command["usage_hint"]) <= 1000
    assert made["settings"]["socket_mode_enabled"]


def test_every_verb_is_hinted_at() -> None:
    hints = {command["command"]: command["usage_hint"] for command in manifest()["features"]["slash_commands"]}

    for activity in ACTIVITIES:
        typed = {f"{name} {verb.then}".strip() for name, verb in activity.commands.items()}
    assert set(hints[f"/{activity.name}"].strip("[]").split(" | ")) == {*typed, "help"}


def test_more_commands_than_slack_takes_are_refused() -> None:
    tea = Tea().activity()

    with pytest.raises(ValueError, match="51"):
        manifest([replace(tea, name=f"tea{number}") for number in range(MOST_COMMANDS + 1)])


def test_it_asks_to_read_no_chat_but_its_own() -> None:
    histories = {scope for scope in SCOPES if scope.endswith(":history")}

    assert histories == {"im:history"}
    assert not {event for event in EVENTS if event.startswith("message")}


async def test_its_scopes_are_enough(tea: Tea, sqlite_url: str) -> None:
    async with an_office(tea, sqlite_url, App.from_manifest(manifest())) as office:
        await make_every_kind_of_call(office)


@pytest.mark.parametrize("scope", sorted(set(SCOPES) - {"commands"}))
async def test_without_any_one_of_its_scopes_something_fails(scope: str, tea: Tea, sqlite_url: str) -> None:
    scopes = frozenset(SCOPES) - {scope}
    with pytest.raises((NotNow, AssertionError)):  # some are needed to start at all
        async with an_office(tea, sqlite_url, App.from_manifest(manifest(), scopes=scopes)) as office:
            await make_every_kind_of_call(office)


async def make_every_kind_of_call(office: Office) -> None:
    platform = office.platform
    chat = await platform.own_chat(office.ann.id)
    together = await platform.group_chat([office.ann.id, office.bo.id])
    await platform.post(chat, say("Hello"), {}, mark=1)
    await platform.post(together, say("Hello"), {}, mark=2)
    await platform.post_file(chat, Document("figures.csv", "Figures", b"met,40"), say("Here you are"), mark=1)
    assert await platform.find(chat, mark=1)
    assert (await platform.lookups.channel(office.general.id)).bot_is_in
    with_bot = [office.ann.id, office.slack.app.bot_user]
    private = office.slack.workspace.add_conversation("group", with_bot, name="ward-7")
    assert await platform.channel_now(private.id) == ChannelNow(ChannelState.OPEN, "ward-7", is_private=True)
    assert (await platform.lookups.profile(office.ann.id)).email == office.ann.email
