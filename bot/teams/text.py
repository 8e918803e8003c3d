"""Text for Teams: runs as the inlines of a rich text block, labels, and the fallback line.

What people typed must appear as they typed it, but for the slash of a command. Teams reads Markdown in a `TextBlock`,
in facts and in the labels of radio buttons and checkboxes, and has no way to write it literally that every client
honours. So text stands in `TextRun`s, in which `*`, `[a](b)` and `<at>` are only characters; where a client insists on
reading Markdown, the few characters that make it are replaced by others that look alike.

Commands stand as people type them in Teams: without a slash, which opens a menu of Teams' own there.
"""

import re
from typing import Any, TypeAlias, assert_never

from activities import ACTIVITIES
from activities.kit.activity import HELP, Activity
from activities.kit.runs import Bold, ChannelName, Link, Mention, Plain, Run, Text
from bot.platforms.shortening import length, shorten

Json: TypeAlias = dict[str, Any]

NOTHING = "–"
"""Stands where Teams insists on a text and there is none."""

LONGEST_URL = 2000
LONGEST_FALLBACK = 300

_LOOK_ALIKES = str.maketrans(
    {
        "*": "∗", "_": "＿", "[": "［", "]": "］", "`": "ˋ", "~": "∼", "\\": "＼", "<": "‹", ">": "›",
        "#": "＃", "&": "＆", "|": "ǀ", "{": "｛", "}": "｝",
    }
)  # fmt: skip

_MAY_BE_MARKUP = re.compile(r"[*_\[\]`~\\<>#&|{}\r\n]|://|www\.|^\s*([-+=]|\d+[.)])|^\s|\s$", re.IGNORECASE)


def is_only_text(text: str) -> bool:
    """Say whether nobody could take this for Markdown, however they read it."""
    return bool(text) and not _MAY_BE_MARKUP.search(text)


def without_markup(text: str) -> str:
    """Write a text for where Markdown is read: on one line, and what could be markup looks the same but is none."""
    return " ".join(text.split()).translate(_LOOK_ALIKES).replace("://", "∶//")


def label(text: str, longest: int) -> str:
    """Write a label, a title or an option on one line, no longer than `longest`."""
    return shorten(" ".join(text.split()), longest) or NOTHING


def fallback(summary: str) -> str:
    """Write the line that notifications, and clients without cards, show instead of a card."""
    return label(without_markup(without_slashes(summary)), LONGEST_FALLBACK)


def rich(text: Text, longest: int, **dress: Any) -> list[Json]:
    """Build the rich text block of a text, all of it in the same `dress`; none where it says nothing."""
    inlines = _inlines(text, longest, dress)
    return [{"type": "RichTextBlock", "inlines": inlines}] if inlines else []


def _inlines(text: Text, longest: int, dress: Json) -> list[Json]:
    inlines: list[Json] = []
    left = longest
    for run in _read(text):
        if left <= 0:
            break
        inline = {**_inline(run, left), **dress}
        left -= length(inline["text"])
        if inlines and _dress_of(inlines[-1]) == _dress_of(inline):
            inlines[-1]["text"] += inline["text"]
        elif inline["text"]:
            inlines.append(inline)
    return inlines if any(inline["text"].strip() for inline in inlines) else []


def _read(text: Text) -> list[Run]:
    return [part for run in text for part in (with_commands_bold(run.text) if isinstance(run, Plain) else [run])]


def _inline(run: Run, longest: int) -> Json:
    match run:
        case Plain(text=text):
            return _bare(text, longest)
        case Bold(text=text):
            return {**_bare(without_slashes(text), longest), "weight": "Bolder"}
        case Link(text=text, url=url) if url.startswith(("https://", "http://")) and length(url) <= LONGEST_URL:
            return {**_bare(text.strip() or url, longest), "selectAction": {"type": "Action.OpenUrl", "url": url}}
        case Link(text=text):
            return _bare(text, longest)
        case Mention(name=name) | ChannelName(name=name):
            # A card can mention people only in text that is read as Markdown, so they are named.
            return _bare(name, longest)
        case _:
            assert_never(run)


def _bare(text: str, longest: int) -> Json:
    return {"type": "TextRun", "text": shorten(text, longest)}


def _dress_of(inline: Json) -> Json:
    return {name: value for name, value in inline.items() if name != "text"}


def _typed(activity: Activity) -> str:
    names = "|".join(map(re.escape, activity.typed))
    whole = (f"{name} {verb.then}".rstrip() for name, verb in activity.commands.items())
    verbs = "|".join(map(re.escape, [*whole, *activity.commands, HELP]))
    return rf"(?:{names})(?: (?:{verbs})\b)?"


_COMMAND = re.compile(rf"(?<![^\s(“\"])/({'|'.join(map(_typed, ACTIVITIES))})(?![\w/])")


def without_slashes(text: str) -> str:
    """Take the slashes off our commands, in our own sentences too: `/coffee join` becomes `coffee join`."""
    return _COMMAND.sub(r"\1", text)


def with_commands_bold(text: str) -> list[Plain | Bold]:
    """Set commands in bold, without slashes: else nothing would tell them from the words around them."""
    return [Bold(part) if place % 2 else Plain(part) for place, part in enumerate(_COMMAND.split(text)) if part]
