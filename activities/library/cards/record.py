"""A record, whole: lessons first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from activities.kit.cards import Bullets, Button, Buttons, Card, Fact, Facts, Heading, Paragraph, Part, Quote, Small
from activities.kit.runs import Bold, Text, spoken, words
from activities.kit.wording import NOT_GUIDANCE, dated, listed
from activities.library.cards.labels import VISIBILITIES, action, figures, kind, used, when
from activities.library.cards.leaving import let_go_button
from activities.library.cards.publishing import asked_for, publishing_buttons
from activities.library.cards.unread import note, reading_buttons
from activities.library.cards.withdrawing import NOT_MINE, SURE
from storage.tables import Record
from storage.tables.records import FILED
from storage.waiting import FOR_READING, GOING

MOST_USES = 5
"""How many of its uses a record tells of: the newest."""


@dataclass(frozen=True)
class Shown:
    """A record, and what goes with it for one reader.

    `reused`: which of its lessons have been. `uses`: how often it was used, and `told`, what was said of it, oldest
    first. `asks`: whom to ask. `phases`: how each of its actions stands, by its text, where that is known. `overdue`:
    it should have been looked at again. The rest is about the reader; `says_mine`: words of theirs stand in it;
    `has_author`: whoever filed it is still here, and somebody else.
    """

    record: Record
    reused: frozenset[str]
    uses: int
    told: tuple[str, ...]
    asks: Text
    phases: Mapping[str, str]
    overdue: bool
    may_change: bool
    facilitates: bool
    says_mine: bool
    has_author: bool
    me: int


def card(shown: Shown, back: str = "") -> Card:
    """The whole record. `back`: the search with which it was found, packed."""
    record = shown.record
    parts: list[Part] = [
        Heading(record.title),
        Small(words(f"Record {record.id}. {NOT_GUIDANCE}")),
        *(note(record) if record.phase != FILED else ()),
        *_overdue(shown),
        *_listed("What the next team should know", [_lesson(shown, lesson) for lesson in record.lessons]),
        *([Paragraph(words(record.summary))] if record.summary.strip() else []),
        *_listed("Actions", [words(action(one, shown.phases)) for one in record.actions]),
        *_figures(record),
        *(Quote(quote["text"], quote["said_by"]) for quote in record.quotes),
        *_listed("Where it was used", [words(one) for one in shown.told[-MOST_USES:]]),
        Facts(tuple(_about(shown))),
        *(asked_for(record, shown.me) if shown.facilitates else ()),
        Buttons(tuple(_buttons(shown, back))),
    ]
    return Card(f"Record {record.id}: {record.title}", tuple(parts))


def _overdue(shown: Shown) -> list[Part]:
    on = shown.record.review_on
    if not (shown.overdue and on):
        return []
    since = f" since {dated(on)}: please ask whether it still holds before you rely on it."
    return [Paragraph(words(Bold("Overdue for review"), since))]


def _lesson(shown: Shown, lesson: str) -> Text:
    return words(lesson, Bold(" (reused)")) if lesson in shown.reused else words(lesson)


def _listed(title: str, lines: Sequence[Text]) -> list[Part]:
    return [Paragraph(words(Bold(title))), Bullets(tuple(lines))] if lines else []


def _figures(record: Record) -> list[Part]:
    rows = tuple(Fact(label, words(value)) for label, value in figures(record))
    return [Paragraph(words(Bold("Figures"))), Facts(rows)] if rows else []


def _about(shown: Shown) -> list[Fact]:
    record = shown.record
    rows: list[tuple[str, Text]] = [
        ("Kind", words(kind(record.activity))),
        ("When", words(when(record))),
        ("Sites", words(listed(record.sites))),
        ("Topics", words(listed(record.topics))),
        ("Learned by", words(record.attribution)),
        ("Ask", shown.asks),
        ("Reuse", words(used(shown.uses))),
        ("Filed", words(dated(record.filed_at.date()))),
        ("Review by", words(dated(record.review_on) if record.review_on else "")),
        ("Seen by", words(VISIBILITIES.get(record.visibility, record.visibility))),
        ("Licence", words(record.licence)),
    ]
    return [Fact(label, value) for label, value in rows if spoken(value)]


def _buttons(shown: Shown, back: str) -> list[Button]:
    record, subject = shown.record, str(shown.record.id)
    if record.phase == GOING:
        return [let_go_button(record)]
    if record.phase == FOR_READING and shown.facilitates:
        return reading_buttons(record, has_author=shown.has_author)
    buttons = [] if record.phase != FILED else [Button("I used this", "library.use", subject, style="primary")]
    if shown.says_mine:
        buttons.append(Button("Take my words out", "library.take_back", subject, confirm=NOT_MINE))
    if shown.may_change:
        buttons.append(Button("Edit", "library.edit", subject))
        if record.revision > 1:
            buttons.append(Button("History", "library.history", subject))
        buttons.append(Button("Withdraw", "library.withdraw", subject, style="danger", confirm=SURE))
    if shown.facilitates and record.phase == FILED:
        buttons += publishing_buttons(record, shown.me)
    if back:
        buttons.append(Button("Back to the results", "library.page", back))
    return buttons
