"""What raised a warning of the patient-details screen waits until a facilitator has read it; nobody else sees it.

A facilitator who files or changes something has read it by that. A record that was released waits again only for words
that are new.
"""

from collections.abc import Iterable, Iterator, Sequence

from activities.kit.answers import Reader as Answers
from activities.kit.cards import Button, Buttons, Card, Paragraph, Part, Small, say
from activities.kit.events import Pressed, Submitted
from activities.kit.forms import FieldErrors, Form, TextField
from activities.kit.phases import MovedOn, Phases
from activities.kit.policy import Policy
from activities.kit.runs import Bold, Mention, words
from activities.kit.screen import screen_field
from activities.kit.subjects import PLACE
from activities.kit.turn import Key, Turn, mention
from activities.kit.wording import count
from activities.library.labels import open_record_button
from activities.library.records.showing import show
from storage import people, records, waiting
from storage.membership import is_member
from storage.search import shelving
from storage.tables import Person, Record, Use
from storage.tables.records import FILED

LONGEST_WORDS = 1000

READING = Phases(
    FILED,
    {
        (FILED, "wait"): waiting.FOR_READING,
        (waiting.FOR_READING, "wait"): waiting.FOR_READING,
        (waiting.FOR_CHANGES, "wait"): waiting.FOR_READING,
        (waiting.FOR_READING, "release"): FILED,
        (waiting.FOR_READING, "send_back"): waiting.FOR_CHANGES,
    },
)
"""What may become of a record that raised a warning."""


def texts_of(record: Record, policy: Policy) -> tuple[tuple[str, str], ...]:
    """Return every text in a record that somebody may have typed, each with the field in which it stands.

    What was typed as one text and is kept as a list is read across its lines too, where none raises a warning alone.
    """
    lines = ("title", "summary", "contact", "licence", "attribution")
    actions = [f"{action['text']} {action['owner']}" for action in record.actions]
    lists = (record.lessons, record.topics, record.sites, actions)
    listed = (*(text for one in lists for text in one), *(quote["text"] for quote in record.quotes))
    across = (text for one in lists for text in _across(one, policy))
    return (*((line, getattr(record, line)) for line in lines), *(("", text) for text in (*listed, *across)))


def raises_a_warning(texts: Iterable[tuple[str, str]], policy: Policy) -> bool:
    """Say whether anything in these texts could identify a patient, as a form with the same fields is asked."""
    return any(screen_field(field, text, policy) for field, text in texts)


def _across(lines: Sequence[str], policy: Policy) -> Iterator[str]:
    """Yield two and three lines that follow each other, as one text: “The hospital number” and then which."""
    raise_alone = [raises_a_warning([("", line)], policy) for line in lines]
    for size in (2, 3):
        for start in range(len(lines) - size + 1):
            if not any(raise_alone[start : start + size]):
                yield "\n".join(lines[start : start + size])


def must_wait(turn: Turn, texts: Iterable[tuple[str, str]]) -> bool:
    """Say whether somebody else has to read these texts before others do."""
    return not turn.person.facilitates and raises_a_warning(texts, turn.policy)


def let_wait(turn: Turn, record: Record) -> None:
    """Show this record to nobody but its author from now on, and ask facilitators to read it."""
    READING.step(record, "wait")
    goes_no_more(turn, record)
    record.waits_since = turn.today
    turn.session.flush()
    shelving.index(turn.session, record)
    for person in turn.facilitators():
        if person.id != record.filed_by_id:
            turn.tell(person, please_read_card(record, mention(turn.person)), _key(record))
    waiting.look_next_week(turn.session, turn.organisation, turn.now)


def read(turn: Turn, pressed: Pressed) -> Card:
    """Show the whole record, and what to decide, after “Read it”."""
    return show(turn, as_read(turn, pressed.subject))


def release(turn: Turn, pressed: Pressed) -> Card:
    """Let others see it, as the facilitator who has read it says.

    Raises `MovedOn` where the record has changed since it was read.
    """
    record = as_read(turn, pressed.subject)
    READING.step(record, "release")
    goes_no_more(turn, record)
    record.waits_since = None
    turn.session.flush()
    shelving.index(turn.session, record)
    author = author_of(turn, record)
    if author is not None and author.id != turn.person.id:
        turn.tell(author, is_released_card(record), ("released", record.id, record.revision))
    settle(turn, record, settled_card())
    return have_released_card(_next(turn))


def ask_what_to_change(turn: Turn, pressed: Pressed) -> Form:
    """Ask a facilitator what should be put otherwise, after “Send it back”."""
    return send_back_form(as_read(turn, pressed.subject))


def send_back(turn: Turn, form: Submitted) -> Card | FieldErrors:
    """Send a record back: its author alone sees it, with what a facilitator asks for."""
    record, answers = as_read(turn, form.subject), Answers(form.values)
    asks = answers.text("words", missing=NO_WORDS, longest=LONGEST_WORDS)
    if answers.errors:
        return FieldErrors(answers.errors)
    author = author_of(turn, record)
    if author is None:
        raise MovedOn
    READING.step(record, "send_back")
    goes_no_more(turn, record)
    record.waits_since = turn.today
    turn.session.flush()
    turn.tell(author, please_change_card(record, asks), ("sent_back", record.id, record.revision))
    settle(turn, record, settled_card())
    return have_sent_back_card(_next(turn))


def as_read(turn: Turn, subject: str) -> Record:
    """Return the record that waits for this facilitator, as when the button was made; else raise `MovedOn`."""
    wanted, revision = PLACE.read(subject)
    record = records.locked(turn.here, wanted)
    if record is None or record.withdrawn_at or record.phase != waiting.FOR_READING or record.revision != revision:
        raise MovedOn
    turn.concerns(record.id)
    return record


def settle(turn: Turn, record: Record, card: Card) -> None:
    """Change what facilitators were asked about it, at whatever revision."""
    for revision in range(1, record.revision + 1):
        turn.tell_anew(card, ("unread", record.id, revision))


def warned_of(record: Record) -> Key:
    """Make the key under which a record's author was told that it will go."""
    return ("unread_goes", record.id, str(record.waits_since))


def goes_no_more(turn: Turn, record: Record) -> None:
    """Let what its author was told of its going say that this has been dealt with."""
    turn.tell_anew(settled_card(), warned_of(record))


def author_of(turn: Turn, record: Record) -> Person | None:
    """Return whoever filed a record, if they are still here."""
    found = people.several(turn.here, [record.filed_by_id] if record.filed_by_id else [])
    return found[0] if found and is_member(found[0]) else None


def _next(turn: Turn) -> Record | None:
    return next(iter(waiting.records(turn.here)), None)


def _key(record: Record) -> Key:
    return ("unread", record.id, record.revision)


# ---- what people see ------------------------------------------------------------------------------------------------

WAITS = (
    "Saved. Something in it could identify a patient, so a facilitator reads it first. Until then only you see it; "
    "I’ll tell you what they say."
)
READ_BY_YOU = "Filed, and others can see it now. Something in it raised a warning; as a facilitator you have read it."
NO_WORDS = "Please say what should be put otherwise."


def please_read_card(record: Record, by: Mention) -> Card:
    """Build the card for every facilitator, as soon as a record waits to be read."""
    return say(
        by,
        " has filed something in which a passage could identify a patient. Nobody else sees it until a facilitator has "
        "read it. Could you?",
        buttons=[read_record_button(record)],
    )


def settled_card() -> Card:
    """Build the card for facilitators in place of the question to read a record, once somebody has, or it has gone."""
    return say("That has been dealt with: a facilitator has read it, or it has gone. Thank you!")


def send_back_form(record: Record) -> Form:
    """Build the form in which a facilitator says what its author should put otherwise."""
    return sent_back_form(
        "library.send_back", PLACE.spell(record.id, record.revision), "They can change it and file it again."
    )


def is_released_card(record: Record) -> Card:
    """Build the card for a record's author, when others can see it."""
    return say(
        "A facilitator has read ",
        Bold(record.title),
        ". Everybody who may see it finds it from now on.",
        buttons=[open_record_button(record)],
    )


def please_change_card(record: Record, asks: str) -> Card:
    """Build the card for a record's author, with a facilitator's words on what to change."""
    return say(
        "A facilitator has read ",
        Bold(record.title),
        f" and asks you to put something otherwise: “{asks}” Only you see the record until then.",
        buttons=[Button("Edit", "library.edit", str(record.id), style="primary"), open_record_button(record)],
    )


def have_released_card(following: Record | None) -> Card:
    """Build the card for the facilitator who has let others see something."""
    return say("Done: whoever may see it finds it now, and I’ve told its author.", buttons=following_buttons(following))


def have_sent_back_card(following: Record | None) -> Card:
    """Build the card for the facilitator who has sent something back."""
    return say(
        "Sent back: its author sees your words, and nobody else sees the record.", buttons=following_buttons(following)
    )


def unread_parts(
    number: int, first: Sequence[Record], uses: Sequence[Use], sent_back: Sequence[Record]
) -> tuple[Part, ...]:
    """Build a home page's part: what waits for a facilitator, and what this person is to put otherwise."""
    parts: list[Part] = []
    if number:
        parts.append(Paragraph(words(Bold(f"{count(number, 'text waits', 'texts wait')} for a facilitator’s reading"))))
        label = "Read the first"
        parts.append(Buttons((read_record_button(first[0], label) if first else read_use_button(uses[0], label),)))
    for record in sent_back:
        parts.append(Paragraph(words(Bold(record.title), ": a facilitator asked for changes")))
        parts.append(Buttons((Button("Edit", "library.edit", str(record.id)), open_record_button(record))))
    return tuple(parts)


def titled(record: Record | None) -> tuple[str | Bold, ...]:
    """Write how a sentence about a use begins; its record may have gone."""
    return ("What you said of having used ", Bold(record.title)) if record else ("What you said of a record",)


def read_record_button(record: Record, label: str = "Read it") -> Button:
    """Build the button that leads to a record that waits to be read, as it stands now."""
    return Button(label, "library.read", PLACE.spell(record.id, record.revision), style="primary")


def read_use_button(use: Use, label: str = "Read it") -> Button:
    """Build the button that leads to what somebody said of having used a record."""
    return Button(label, "library.read_use", str(use.id), style="primary")


def following_buttons(record: Record | None) -> list[Button]:
    """Build the button that leads to the next record that waits, if any does."""
    return [read_record_button(record, "Read the next")] if record else []


def sent_back_form(form: str, subject: str, what_follows: str) -> Form:
    """Build the form that asks a facilitator what should be put otherwise."""
    return Form(
        form,
        subject,
        "Send it back",
        "Send it back",
        (TextField("words", "What should be put otherwise?", multiline=True, max_length=LONGEST_WORDS),),
        (Small(words(what_follows)),),
    )
