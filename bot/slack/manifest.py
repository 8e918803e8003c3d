"""Slack's app manifest, written from the registry: what the app is called, listens to and may do."""

import json
from collections.abc import Iterable

from activities import ACTIVITIES
from activities.kit.activity import HELP, Activity
from activities.kit.wording import THE_BOT
from bot.platforms.shortening import shorten
from bot.slack.text import Json

SCOPES: dict[str, str] = {
    "channels:read": "see whether the bot is in the channel chosen for an announcement",
    "chat:write": "write to people, to pairs, and to channels that have invited it",
    "commands": "answer slash commands",
    "files:write": "send somebody the file that they asked for",
    "groups:read": "hear that a private channel in which it announces something is archived, renamed or deleted",
    "im:history": "find out, in its own chats only, whether a message cut off in sending has arrived",
    "im:write": "open its own chat with somebody",
    "mpim:write": "introduce people to each other in a group message, which it cannot read",
    "users:read": "know people’s names, and who is a guest, a bot or gone",
    "users:read.email": "recognise people of the staff list, and of other platforms, by their e-mail address",
}
"""Every scope that the bot asks for, and what for."""

EVENTS: dict[str, str] = {
    "app_home_opened": "show the home page",
    "channel_archive": "say what can be done where a channel in which it announces something is archived",
    "channel_deleted": "say what can be done where it is deleted",
    "channel_id_changed": "follow it where Slack calls it by another id",
    "channel_left": "say what can be done where the bot is taken out of it",
    "channel_rename": "call it by its name",
    "channel_unarchive": "go on there",
    "group_archive": "the same where it is private by now",
    "group_deleted": "the same where it is private by now",
    "group_left": "the same where it is private by now",
    "group_rename": "the same where it is private by now",
    "group_unarchive": "the same where it is private by now",
    "member_joined_channel": "go on where the bot is invited again; of anybody else nothing is kept",
    "team_join": "know who is new",
    "user_change": "know who has another name, or has gone",
}
"""Every event that the bot listens to, and what for."""

MOST_COMMANDS = 50

_SAYS = "Brings colleagues together to share what they know: coffee trials and other ways of learning at work."
_SAYS_MORE = (
    "Knowhow helps the people who run knowledge management in a hospital, such as a library and knowledge service or "
    "an improvement team. It invites people, introduces them to each other, reminds them, asks what came of it, and "
    "keeps what was learned where others can find it. It reads no channel, and none of the chats in which people are "
    "introduced."
)


def manifest(activities: Iterable[Activity] = ACTIVITIES) -> Json:
    """Build the manifest for these activities, with every command that leads to them, and Socket Mode on.

    Raises `ValueError` where there are more than Slack takes.
    """
    commands = [_command(activity, typed) for activity in activities for typed in activity.typed]
    if len(commands) > MOST_COMMANDS:
        raise ValueError(f"Slack takes {MOST_COMMANDS} commands; here are {len(commands)}")
    return {
        "display_information": {
            "name": THE_BOT,
            "description": _SAYS,
            "long_description": _SAYS_MORE,
            "background_color": "#1f4e5f",
        },
        "features": {
            # Not read-only: commands are typed in the bot's own chat too.
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": THE_BOT, "always_online": True},
            "slash_commands": commands,
        },
        "oauth_config": {"scopes": {"bot": sorted(SCOPES)}},
        "settings": {
            "event_subscriptions": {"bot_events": sorted(EVENTS)},
            "interactivity": {"is_enabled": True},
            "org_deploy_enabled": False,
            "socket_mode_enabled": True,
            "token_rotation_enabled": False,
        },
    }


def manifest_json(activities: Iterable[Activity] = ACTIVITIES) -> str:
    """Write out the manifest as it stands in `manifest.json`."""
    return json.dumps(manifest(activities), indent=2, ensure_ascii=False) + "\n"


def _command(activity: Activity, typed: str) -> Json:
    verbs = " | ".join([*(f"{name} {verb.then}".strip() for name, verb in activity.commands.items()), HELP])
    return {
        "command": shorten(f"/{typed}", 32),
        "description": shorten(activity.says, 2000),
        "usage_hint": shorten(f"[{verbs}]", 1000),
        "should_escape": False,
    }
