"""What else happens in the workspace, and whether the app hears of it."""

import pytest
from slack_bolt.async_app import AsyncApp

from bot.sandbox.installation import App
from tests.sandbox.conftest import Town
from tests.sandbox.ear import Ear


@pytest.fixture
def ear(bolt: AsyncApp) -> Ear:
    """The app, hearing everything."""
    return Ear(bolt)


async def test_somebody_joins_changes_and_goes(town: Town, ear: Ear, app: App) -> None:
    eve = await town.slack.happenings.joins_team("Eve Adams", email="eve@example.org")
    joined = await ear.next()
    await town.slack.happenings.changes_profile(eve, title="Dietitian")
    changed = await ear.next()
    await town.slack.happenings.is_deactivated(eve)
    gone = await ear.next()

    assert joined["type"] == "event_callback"
    assert joined["api_app_id"] == app.id
    assert joined["authorizations"][0]["user_id"] == app.bot_user
    assert joined["event"]["type"] == "team_join"
    assert joined["event"]["user"]["profile"]["email"] == "eve@example.org"
    assert changed["event"]["user"]["profile"]["title"] == "Dietitian"
    assert (gone["event"]["type"], gone["event"]["user"]["deleted"]) == ("user_change", True)


async def test_who_comes_into_a_channel_and_goes(town: Town, ear: Ear) -> None:
    place = town.slack.workspace.add_conversation("channel", [town.ann.id], name="knowledge")
    bot = town.slack.workspace.users[town.slack.app.bot_user]
    await town.slack.happenings.joins_channel(town.cat, place)  # the bot is not there to hear it
    await town.slack.happenings.joins_channel(bot, place, inviter=town.ann)
    invited = await ear.next()
    await town.slack.happenings.leaves_channel(town.cat, place)
    left = await ear.next()

    assert invited["event"]["user"] == bot.id
    assert invited["event"]["inviter"] == town.ann.id
    assert invited["event"]["channel_type"] == "C"
    assert (left["event"]["type"], left["event"]["user"]) == ("member_left_channel", town.cat.id)


async def test_the_app_hears_only_what_it_listens_to_and_may_hear(town: Town, ear: Ear, app: App) -> None:
    app.events = frozenset({"user_change", "team_join", "message.im", "app_mention", "channel_archive"})
    app.scopes = frozenset({"im:history", "channels:read"})

    await town.slack.happenings.joins_team("Eve Adams")
    await town.slack.people.opens_home(town.ann)
    await town.slack.people.types(town.ann, town.general, f"Hello <@{app.bot_user}>")
    await town.slack.people.types(town.ann, town.chat(town.ann), "Hello bot")
    heard = await ear.next()
    await town.slack.happenings.is_archived(town.general, by=town.ann)
    last = await ear.next()

    assert (heard["event"]["type"], heard["event"]["text"]) == ("message", "Hello bot")
    assert last["event"]["type"] == "channel_archive"
    assert ear.bodies.empty()


def test_an_app_is_as_its_manifest_describes_it() -> None:
    app = App.from_manifest(
        {
            "display_information": {"name": "Knowhow"},
            "features": {"bot_user": {"display_name": "knowhow"}, "slash_commands": [{"command": "/coffee"}]},
            "oauth_config": {"scopes": {"bot": ["commands", "chat:write"]}},
            "settings": {"event_subscriptions": {"bot_events": ["app_home_opened"]}},
        },
        request_url="http://127.0.0.1:1/slack/events",
    )

    assert app.name == "knowhow"
    assert app.scopes == {"commands", "chat:write"}
    assert app.commands == frozenset({"/coffee"})
    assert app.events == {"app_home_opened"}
    assert app.request_url == "http://127.0.0.1:1/slack/events"
