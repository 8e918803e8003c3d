"""What raised a warning of the patient-details screen waits until a facilitator has read it; nobody else sees it.

A facilitator who files or changes something has read it by that. A record that was released waits again only for words
that are new.
"""

from collections.abc import Iterable, Iterator, Sequence

from activities.kit.answers import Reader as Answers
from activities.kit.cards import Card
from activities.kit.events import Pressed, Submitted
from activities.kit.forms import FieldErrors, Form
from activities.kit.phases import MovedOn, Phases
from activities.kit.policy import Policy
from activities.kit.screen import screen_field
from activities.kit.subjects import PLACE
from activities.kit.turn import Key, Turn, mention
from activities.library.cards import unread as cards
from activities.library.showing import show
from storage import people, records, waiting
from storage.membership import is_member
from storage.search import shelving
from storage.tables import Person, Record
from storage.tables.records import FILED

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
    """Every text in a record that somebody may have typed, each with the field in which it stands.

    What was typed as one text and is kept as a list is read across its lines too, where none raises a warning alone.
    """
    lines = ("title", "summary", "contact", "licence", "attribution")
    actions = [f"{action['text']} {action['owner']}" for action in record.actions]
    lists = (record.lessons, record.topics, record.sites, actions)
    listed = (*(text for one in lists for text in one), *(quote["text"] for quote in record.quotes))
    across = (text for one in lists for text in _across(one, policy))
    return (*((line, getattr(record, line)) for line in lines), *(("", text) for text in (*listed, *across)))


def raises_a_warning(texts: Iterable[tuple[str, str]], policy: Policy) -> bool:
    """Whether anything in these texts could identify a patient, as the door asks it of the same fields."""
    return any(screen_field(field, text, policy) for field, text in texts)


def _across(lines: Sequence[str], policy: Policy) -> Iterator[str]:
    """Two and three lines that follow each other, as one text: “The hospital number” and then which."""
    raise_alone = [raises_a_warning([("", line)], policy) for line in lines]
    for size in (2, 3):
        for start in range(len(lines) - size + 1):
            if not any(raise_alone[start : start + size]):
                yield "\n".join(lines[start : start + size])


def must_wait(turn: Turn, texts: Iterable[tuple[str, str]]) -> bool:
    """Whether somebody else has to read these texts before others do."""
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
            turn.tell(person, cards.please_read(record, mention(turn.person)), _key(record))
    waiting.look_next_week(turn.session, turn.organisation, turn.now)


def read(turn: Turn, pressed: Pressed) -> Card:
    """“Read it”: the whole record, and what to decide."""
    return show(turn, as_read(turn, pressed.subject))


def release(turn: Turn, pressed: Pressed) -> Card:
    """“Let others see it”. Raises `MovedOn` where the record has changed since it was read."""
    record = as_read(turn, pressed.subject)
    READING.step(record, "release")
    goes_no_more(turn, record)
    record.waits_since = None
    turn.session.flush()
    shelving.index(turn.session, record)
    author = author_of(turn, record)
    if author is not None and author.id != turn.person.id:
        turn.tell(author, cards.is_released(record), ("released", record.id, record.revision))
    settle(turn, record, cards.settled())
    return cards.have_released(_next(turn))


def ask_what_to_change(turn: Turn, pressed: Pressed) -> Form:
    """“Send it back”."""
    return cards.send_back_form(as_read(turn, pressed.subject))


def send_back(turn: Turn, form: Submitted) -> Card | FieldErrors:
    """Its author alone sees it, with what a facilitator asks for."""
    record, answers = as_read(turn, form.subject), Answers(form.values)
    asks = answers.text("words", missing=cards.NO_WORDS, longest=cards.LONGEST_WORDS)
    if answers.errors:
        return FieldErrors(answers.errors)
    author = author_of(turn, record)
    if author is None:
        raise MovedOn
    READING.step(record, "send_back")
    goes_no_more(turn, record)
    record.waits_since = turn.today
    turn.session.flush()
    turn.tell(author, cards.please_change(record, asks), ("sent_back", record.id, record.revision))
    settle(turn, record, cards.settled())
    return cards.have_sent_back(_next(turn))


def as_read(turn: Turn, subject: str) -> Record:
    """The record that waits for this facilitator, as it stood when the button was made; else raises `MovedOn`."""
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
    """Under which its author was told that it will go."""
    return ("unread_goes", record.id, str(record.waits_since))


def goes_no_more(turn: Turn, record: Record) -> None:
    """Let what its author was told of its going say that this has been dealt with."""
    turn.tell_anew(cards.settled(), warned_of(record))


def author_of(turn: Turn, record: Record) -> Person | None:
    """Whoever filed it, if they are still here."""
    found = people.several(turn.here, [record.filed_by_id] if record.filed_by_id else [])
    return found[0] if found and is_member(found[0]) else None


def _next(turn: Turn) -> Record | None:
    return next(iter(waiting.records(turn.here)), None)


def _key(record: Record) -> Key:
    return ("unread", record.id, record.revision)
