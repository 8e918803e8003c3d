"""What waits because it raised a warning: asking a facilitator to read it, and what comes of that.

No card that asks says a word of it: cards stay in chats, and the words may identify a patient.
"""

from collections.abc import Sequence
from datetime import date

from activities.kit.cards import Button, Buttons, Card, Confirm, Heading, Paragraph, Part, Small, say
from activities.kit.forms import Form, TextField
from activities.kit.runs import Bold, Mention, words
from activities.kit.subjects import PLACE
from activities.kit.wording import count, dated
from activities.library.cards.opening import open_record
from activities.library.cards.withdrawing import SURE
from storage.tables import Record, Use
from storage.waiting import FOR_CHANGES, GOING

LONGEST_WORDS = 1000
SAID_ON_FORMS = (
    "Where something raises a warning and you send it all the same, a facilitator reads it before anybody else can. "
    "They do so even where only those who took part can see it."
)
"""On each form whose words may have to wait."""

WAITS = (
    "Saved. Something in it could identify a patient, so a facilitator reads it first. Until then only you see it; "
    "I’ll tell you what they say."
)
READ_BY_YOU = "Filed, and others can see it now. Something in it raised a warning; as a facilitator you have read it."
USE_WAITS = (
    "Thank you, that’s counted. Something in it could identify a patient, so a facilitator reads your words before "
    "others can."
)
NO_WORDS = "Please say what should be put otherwise."

_RELEASE = Confirm("Have you read it, and does it identify nobody? Everybody who may see it finds it then.", "Let them")


def please_read(record: Record, by: Mention) -> Card:
    """To every facilitator, as soon as it waits."""
    return say(
        by,
        " has filed something in which a passage could identify a patient. Nobody else sees it until a facilitator has "
        "read it. Could you?",
        buttons=[_read(record)],
    )


def please_read_use(use: Use, by: Mention) -> Card:
    """The same for what was said of having used a record."""
    return say(
        by,
        " has said how they used a record, and a passage could identify a patient. Nobody else reads it until a "
        "facilitator has. Could you?",
        buttons=[_read_use(use)],
    )


def remind(number: int, records: Sequence[Record], uses: Sequence[Use]) -> Card:
    """To facilitators, each week while something waits. `records` and `uses`: the first of what waits."""
    first = _read(records[0], "Read the first") if records else _read_use(uses[0], "Read the first")
    return say(
        f"{count(number, 'text waits', 'texts wait')} until a facilitator has read it, because something in it could "
        "identify a patient. Nobody else sees it. Imported records may be among them.",
        buttons=[first],
    )


def settled() -> Card:
    """In place of the question, once somebody has read it, or it has gone."""
    return say("That has been dealt with: a facilitator has read it, or it has gone. Thank you!")


def note(record: Record) -> tuple[Part, ...]:
    """At the head of a record that waits."""
    if record.phase == GOING:
        text = "Whoever filed it has been forgotten, and it goes with them. File what others need in your own words."
    elif record.phase == FOR_CHANGES:
        text = "A facilitator has asked for changes. Only whoever filed it sees this until it has been read again."
    else:
        text = "It waits for a facilitator’s reading: something in it could identify a patient. Nobody else sees it."
    return (Paragraph(words(Bold("Not shown to others yet. "), text)),)


def reading_buttons(record: Record, has_author: bool) -> list[Button]:
    """What a facilitator decides."""
    read = PLACE.spell(record.id, record.revision)
    buttons = [Button("Let others see it", "library.release", read, style="primary", confirm=_RELEASE)]
    if has_author:
        buttons.append(Button("Send it back", "library.send_back", read))
    buttons.append(Button("Withdraw", "library.withdraw", str(record.id), style="danger", confirm=SURE))
    return buttons


def send_back_form(record: Record) -> Form:
    """What its author should put otherwise."""
    return _send_back(
        "library.send_back", PLACE.spell(record.id, record.revision), "They can change it and file it again."
    )


def send_use_back_form(use: Use) -> Form:
    """The same for a use: its words go, and its author may say them otherwise."""
    return _send_back("library.send_use_back", str(use.id), "Their words are taken out; they can say it anew.")


def is_released(record: Record) -> Card:
    """To its author."""
    return say(
        "A facilitator has read ",
        Bold(record.title),
        ". Everybody who may see it finds it from now on.",
        buttons=[open_record(record)],
    )


def please_change(record: Record, asks: str) -> Card:
    """To its author, with a facilitator's words."""
    return say(
        "A facilitator has read ",
        Bold(record.title),
        f" and asks you to put something otherwise: “{asks}” Only you see the record until then.",
        buttons=[Button("Edit", "library.edit", str(record.id), style="primary"), open_record(record)],
    )


def use_sent_back(record: Record | None, asks: str) -> Card:
    """To whoever said it; their words are no longer kept."""
    again = [Button("Say it anew", "library.use", str(record.id), style="primary")] if record else []
    text = "A facilitator has read what you said of having used a record, and asks you to put it otherwise: "
    return say(text, f"“{asks}” Your words have been taken out.", buttons=again)


def have_released(following: Record | None) -> Card:
    """In answer."""
    return say("Done: whoever may see it finds it now, and I’ve told its author.", buttons=_following(following))


def have_sent_back(following: Record | None) -> Card:
    """In answer."""
    return say("Sent back: its author sees your words, and nobody else sees the record.", buttons=_following(following))


def a_use(use: Use, said: str) -> Card:
    """What was said, for a facilitator to read. Which record it is about does not matter, and may be none of theirs."""
    return Card(
        "What somebody said of having used a record",
        (
            Heading("What somebody said of having used a record"),
            Paragraph(words(said)),
            Buttons(
                (
                    Button("Let others see it", "library.release_use", str(use.id), style="primary", confirm=_RELEASE),
                    Button("Send it back", "library.send_use_back", str(use.id)),
                )
            ),
        ),
    )


def will_go(record: Record, on: date) -> Card:
    """To its author, four weeks before."""
    return say(
        Bold(record.title),
        f" still waits to be read or changed, and nobody else sees it. On {dated(on)} it goes by itself. You can "
        "change it, or ask a facilitator: /knowhow facilitators says who they are.",
        buttons=[Button("Edit", "library.edit", str(record.id), style="primary"), open_record(record)],
    )


def has_gone(title: str) -> Card:
    """To its author, when it has."""
    return say(Bold(title), " has gone: it had waited twelve weeks to be read or changed. You can file it anew.")


def use_will_go(record: Record | None, on: date) -> Card:
    """To whoever said it, four weeks before. `record`: what it was said of, if they may still read it."""
    return say(
        *_said_of(record),
        f" still waits for a facilitator’s reading. On {dated(on)} your words go by themselves; that it was used still "
        "counts. You can ask a facilitator: /knowhow facilitators says who they are.",
        buttons=[open_record(record)] if record else [],
    )


def use_has_gone(record: Record | None) -> Card:
    """To whoever said it, when their words have."""
    return say(*_said_of(record), " has gone: it had waited twelve weeks to be read. That it was used still counts.")


def at_home(number: int, first: Sequence[Record], uses: Sequence[Use], sent_back: Sequence[Record]) -> tuple[Part, ...]:
    """On a home page: what waits for a facilitator, and what this person is to put otherwise."""
    parts: list[Part] = []
    if number:
        parts.append(Paragraph(words(Bold(f"{count(number, 'text waits', 'texts wait')} for a facilitator’s reading"))))
        parts.append(Buttons((_read(first[0], "Read the first") if first else _read_use(uses[0], "Read the first"),)))
    for record in sent_back:
        parts.append(Paragraph(words(Bold(record.title), ": a facilitator asked for changes")))
        parts.append(Buttons((Button("Edit", "library.edit", str(record.id)), open_record(record))))
    return tuple(parts)


def _said_of(record: Record | None) -> tuple[str | Bold, ...]:
    return ("What you said of having used ", Bold(record.title)) if record else ("What you said of a record",)


def _read(record: Record, label: str = "Read it") -> Button:
    return Button(label, "library.read", PLACE.spell(record.id, record.revision), style="primary")


def _read_use(use: Use, label: str = "Read it") -> Button:
    return Button(label, "library.read_use", str(use.id), style="primary")


def _following(record: Record | None) -> list[Button]:
    return [_read(record, "Read the next")] if record else []


def _send_back(form: str, subject: str, what_follows: str) -> Form:
    return Form(
        form,
        subject,
        "Send it back",
        "Send it back",
        (TextField("words", "What should be put otherwise?", multiline=True, max_length=LONGEST_WORDS),),
        (Small(words(what_follows)),),
    )
