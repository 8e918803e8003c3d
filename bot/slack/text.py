"""Text for Slack: runs as rich text, labels as plain text, and the fallback line; each no longer than Slack takes.

What people typed must appear as they typed it. Slack reads markup in `mrkdwn` and has no way to write a literal `*` or
`_` there, so nothing that we show is `mrkdwn`: rich text carries its dress in fields of its own, and in it, as in plain
text, `*`, `<!channel>` and `:smile:` are only characters. The fallback line is the one place that Slack parses; there
`&`, `<` and `>` are escaped, which is all that Slack's documentation asks for.
"""

from typing import Any, TypeAlias, assert_never

from activities.kit.runs import Bold, ChannelName, Link, Mention, Plain, Run, Text
from bot.platforms.platform import Accounts
from bot.platforms.shortening import length, shorten

Json: TypeAlias = dict[str, Any]

NOTHING = "–"
"""Stands where Slack insists on a text and there is none."""

LONGEST_URL = 3000
_OPENS = ("https://", "http://", "mailto:")
LONGEST_FALLBACK = 600
"""Notifications show less; and escaped five to one it still passes chat.update, which takes 4,000."""


def plain(text: str, longest: int) -> Json:
    """Build a text object of Slack's without markup. `emoji: false` keeps `:smile:` from becoming a picture."""
    return {"type": "plain_text", "text": shorten(text.strip(), longest) or NOTHING, "emoji": False}


def fallback(summary: str) -> str:
    """Write the line that notifications and screen readers get, with Slack's three control characters escaped."""
    short = shorten(" ".join(summary.split()), LONGEST_FALLBACK) or NOTHING
    return short.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def rich(text: Text, accounts: Accounts, longest: int) -> list[Json]:
    """Build the elements of one rich text section, quote or line; none where there is nothing to say."""
    elements: list[Json] = []
    left = longest
    for run in text:
        if left <= 0:
            break
        element = _element(run, accounts, left)
        left -= length(_seen(run))
        if elements and _are_both_bare(elements[-1], element):
            elements[-1]["text"] += element["text"]
        elif element.get("text") != "":
            elements.append(element)
    return elements


def _element(run: Run, accounts: Accounts, longest: int) -> Json:
    match run:
        case Plain(text=text):
            return _bare(text, longest)
        case Bold(text=text):
            return {**_bare(text, longest), "style": {"bold": True}}
        case Link(text=text, url=url) if url.startswith(_OPENS) and length(url) <= LONGEST_URL:
            return {"type": "link", "url": url, "text": shorten(text, longest) or url}
        case Link(text=text):
            return _bare(text, longest)
        case Mention(person=person, name=name):
            account = accounts.get(person)
            return {"type": "user", "user_id": account} if account else _bare(name, longest)
        case ChannelName(channel=channel, name=name):
            return {"type": "channel", "channel_id": channel} if channel else _bare(f"#{name}", longest)
        case _:
            assert_never(run)


def _bare(text: str, longest: int) -> Json:
    return {"type": "text", "text": shorten(text, longest)}


def _seen(run: Run) -> str:
    return run.name if isinstance(run, Mention | ChannelName) else run.text


def _are_both_bare(one: Json, other: Json) -> bool:
    return one["type"] == other["type"] == "text" and "style" not in one and "style" not in other
