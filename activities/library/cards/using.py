"""“I used this”: asking what came of it, and telling whoever filed it."""

from collections.abc import Sequence

from activities.kit.cards import Buttons, Card, Paragraph, Part, Small, say
from activities.kit.forms import ChecksField, Field, Form, Option, TextField
from activities.kit.runs import Bold, Mention, words
from activities.library.cards.opening import open_record
from activities.library.cards.unread import SAID_ON_FORMS
from storage.tables import Record, Use
from storage.tables.records import FILED

LONGEST_PLACE, LONGEST_ANSWER = 150, 1500
SEEN = (
    "Whoever can see this record reads what you write. Your name goes to those who look after it, and to nobody else."
)
NO_PLACE = "Please say where you used it: a ward, a team, a site."


def form(record: Record) -> Form:
    """What to say of having used it."""
    fields: list[Field] = [
        TextField("used_in", "Where did you use it?", hint="A ward, a team, a site.", max_length=LONGEST_PLACE),
        *_which(record.lessons),
        _answer("adapted", "What did you adapt?"),
        _answer("came_of_it", "What came of it?"),
        _answer("did_not_work", "What did not work?"),
    ]
    return Form(
        "library.used",
        str(record.id),
        "I used this",
        "Send",
        tuple(fields),
        (Paragraph(words(Bold(record.title))), Paragraph(words(SEEN)), Small(words(SAID_ON_FORMS))),
    )


def thanks(times: int) -> str:
    """Led before the record."""
    if times > 1:
        return f"Thank you, that’s saved. This has been used {times} times now."
    return "Thank you, that’s saved. You are the first who told us of having used this."


def told(record: Record, use: Use, by: Mention | None) -> Card:
    """To whoever filed it, or is whom to ask. `by`: nobody, once whoever it was has been forgotten."""
    who = words(by or "A colleague", " has used ", Bold(record.title), ".")
    said = in_words(use)
    parts: list[Part] = [Paragraph(who), *([Paragraph(words(said))] if said else [])]
    parts.append(Buttons((open_record(record),)))
    return Card(f"“{record.title}” has been used", tuple(parts))


def taken_back(record: Record) -> Card:
    """In place of that, where a facilitator has sent the words back."""
    return say("That ", Bold(record.title), " has been used was taken back.", buttons=[open_record(record)])


def in_words(use: Use) -> str:
    """What others read of one use; empty where whoever said it has been forgotten, or a facilitator is to read it."""
    return said_in(use) if use.phase == FILED else ""


def said_in(use: Use) -> str:
    """What was said of one use, whoever may read it."""
    said = (
        ("", use.used_in),
        ("Adapted: ", use.adapted),
        ("What came of it: ", use.came_of_it),
        ("What did not work: ", use.did_not_work),
    )
    return " ".join(f"{label}{_sentence(text)}" for label, text in said if text)


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _which(lessons: Sequence[str]) -> list[Field]:
    """Which lessons, where there are several; by their places, because they may be longer than a choice can be."""
    if len(lessons) < 2:
        return []
    options = tuple(Option(str(place), lesson) for place, lesson in enumerate(lessons))
    return [ChecksField("lessons", "What of it?", options, required=False, hint="Leave this empty for all of it.")]


def _answer(field: str, label: str) -> TextField:
    return TextField(field, label, multiline=True, required=False, max_length=LONGEST_ANSWER)
