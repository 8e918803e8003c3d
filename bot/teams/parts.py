"""The parts of a card as the elements of an Adaptive Card."""

from collections.abc import Sequence
from typing import assert_never

from activities.kit import cards
from activities.kit.runs import Bold, Plain, Text, words
from bot.platforms.shortening import MOST_LINES, cut
from bot.teams.actions import action, in_rows
from bot.teams.getting_in_touch import SignIns, getting_in_touch
from bot.teams.text import Json, is_only_text, label, rich, without_slashes


def elements_of(parts: Sequence[cards.Part], sign_ins: SignIns, longest: int) -> list[Json]:
    """Build the elements of parts, no text in them longer than `longest`; what says nothing has none."""
    elements: list[Json] = []
    is_divided = False
    for part in parts:
        if isinstance(part, cards.Divider):
            is_divided = True
        elif made := _elements(part, sign_ins, longest):
            # There is no line that stands by itself: whatever follows it has one above.
            first = {**made[0], "separator": True, "spacing": "Large"} if is_divided and elements else made[0]
            elements += [first, *made[1:]]
            is_divided = False
    return elements


def _elements(part: cards.Part, sign_ins: SignIns, longest: int) -> list[Json]:
    match part:
        case cards.Heading(text=text):
            return _heading(text, min(longest, 150))
        case cards.Paragraph(text=text):
            return rich(text, longest)
        case cards.Bullets(items=items):
            return _bullets(items, longest)
        case cards.Facts(rows=rows):
            return _facts(rows, longest)
        case cards.Quote() | cards.Copyable() | cards.Small():
            return _set_apart(part, longest)
        case cards.GetInTouch(people=people):
            return getting_in_touch(people, sign_ins, longest)
        case cards.Divider():
            return []
        case cards.Buttons(buttons=buttons):
            return in_rows([action(button) for button in buttons])
        case _:
            assert_never(part)


def _set_apart(part: cards.Quote | cards.Copyable | cards.Small, longest: int) -> list[Json]:
    match part:
        case cards.Quote(text=text, said_by=said_by):
            by = rich((Plain(said_by),), 150, isSubtle=True, size="Small")
            return _box([*rich((Plain(text),), longest, italic=True), *({**line, "spacing": "Small"} for line in by)])
        case cards.Copyable(text=text):  # cut last of all: it is taken away whole, and nothing in it is bold
            return _box(rich((Plain(without_slashes(text)),), 3 * longest, fontType="Monospace"))
        case cards.Small(text=text):
            return rich(text, longest, isSubtle=True, size="Small")
        case _:
            assert_never(part)


def _heading(text: str, longest: int) -> list[Json]:
    """Build a heading that screen readers announce as one; only a `TextBlock` can be that, and it reads Markdown."""
    if not text.strip():
        return []
    shown = label(text, longest)
    if is_only_text(shown):
        return [{"type": "TextBlock", "style": "heading", "text": shown, "wrap": True}]
    return rich((Plain(shown),), longest, weight="Bolder", size="Large")


def _bullets(items: tuple[Text, ...], longest: int) -> list[Json]:
    return _lines([words("•  ", item) for item in cut(items) if rich(item, longest)], longest)


def _facts(rows: tuple[cards.Fact, ...], longest: int) -> list[Json]:
    """Put each fact on a line. Teams' own two columns read Markdown, in which what people typed is not safe."""
    return _lines([words(Bold(row.label), ": ", row.value) for row in rows[:MOST_LINES]], longest)


def _lines(lines: Sequence[Text], longest: int) -> list[Json]:
    """Put each line in a block, close together."""
    blocks = [block for line in lines for block in rich(line, longest)]
    return [{**block, "spacing": "Small"} if number else block for number, block in enumerate(blocks)]


def _box(items: list[Json]) -> list[Json]:
    return [{"type": "Container", "style": "emphasis", "items": items}] if items else []
