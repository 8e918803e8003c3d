"""The app package for Teams, written from the registry: what the app is called, takes, and where it may be added."""

import json
import zipfile
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from importlib.resources import files
from io import BytesIO
from itertools import zip_longest

from activities import ACTIVITIES
from activities.kit.activity import HELP, Activity
from activities.kit.wording import THE_BOT
from bot import THE_DISTRIBUTION
from bot.platforms.shortening import shorten
from bot.teams.text import Json

SCHEMA = "https://developer.microsoft.com/json-schemas/teams/v1.19/MicrosoftTeams.schema.json"
MANIFEST_VERSION = "1.19"

PERMISSIONS: dict[str, str] = {
    "identity": "know who writes to it: their name, e-mail address and id in your directory",
    "messageTeamMembers": "write to members of a team in their own chat, once the app is in that team",
}
"""Everything that the app asks for, and what for. It asks for nothing in Microsoft Graph, and reads no channel."""

SCOPES = ("personal", "team", "groupChat")

ICONS = ("color.png", "outline.png")

MOST_COMMANDS = 10

EXAMPLE_SITE = "https://www.example.com"
"""Stands for a page of the organisation's own: Teams takes no app without one."""

_SAYS = "Brings colleagues together to share what they know."
_SAYS_MORE = (
    "Knowhow helps the people who run knowledge management in a hospital, such as a library and knowledge service or "
    "an improvement team. It invites people, introduces them to each other, reminds them, asks what came of it, and "
    "keeps what was learned where others can find it. It reads no channel: it hears only what is said to it. "
    "Please put nothing about patients into it."
)
_FIRST = {HELP: "Say what I can do", "home": "Show what is waiting for you"}


def app_package(app_id: str, site: str = EXAMPLE_SITE, activities: Iterable[Activity] = ACTIVITIES) -> bytes:
    """Build the zip file that is uploaded to Teams; the same every time, to the byte.

    `app_id`: the id under which the bot is registered, a GUID. `site`: a page about it for your own people.
    """
    written = json.dumps(manifest(app_id, site, activities), indent=2, ensure_ascii=False) + "\n"
    icons = files("bot.teams") / "icons"
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        _add(package, "manifest.json", written.encode())
        for name in ICONS:
            _add(package, name, (icons / name).read_bytes())
    return packed.getvalue()


def manifest(app_id: str, site: str = EXAMPLE_SITE, activities: Iterable[Activity] = ACTIVITIES) -> Json:
    """Build the manifest for these activities."""
    color, outline = ICONS
    return {
        "$schema": SCHEMA,
        "manifestVersion": MANIFEST_VERSION,
        "version": version(THE_DISTRIBUTION),
        "id": app_id,
        "developer": {"name": THE_BOT, "websiteUrl": site, "privacyUrl": site, "termsOfUseUrl": site},
        "name": {"short": THE_BOT, "full": f"{THE_BOT}: knowledge management for hospitals"},
        "description": {"short": _SAYS, "full": _SAYS_MORE},
        "icons": {"color": color, "outline": outline},
        "accentColor": "#1f4e5f",
        "bots": [
            {
                "botId": app_id,
                "scopes": list(SCOPES),
                "supportsFiles": True,  # to send somebody the file that they asked for
                "isNotificationOnly": False,
                "commandLists": [{"scopes": list(SCOPES), "commands": _commands(activities)}],
            }
        ],
        "permissions": sorted(PERMISSIONS),
        "validDomains": [],  # it shows no page of its own
        "defaultInstallScope": "personal",
    }


def _commands(activities: Iterable[Activity]) -> list[Json]:
    """List what Teams offers while somebody types. All the rest can be typed too, and help has it."""
    listed = [*_FIRST.items(), *_in_turn(activities)][:MOST_COMMANDS]
    return [{"title": shorten(title, 32), "description": shorten(says, 128)} for title, says in listed]


def _in_turn(activities: Iterable[Activity]) -> Iterator[tuple[str, str]]:
    """Yield the first command of each activity, then the second of each; those for facilitators after all the rest."""
    several = list(activities)
    for for_facilitators in (False, True):
        verbs = [
            [
                (f"{activity.name} {name}", verb.says)
                for name, verb in activity.commands.items()
                if verb.for_facilitators is for_facilitators
            ]
            for activity in several
        ]
        for row in zip_longest(*verbs):
            yield from (command for command in row if command)


def _add(package: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    package.writestr(entry, content)
