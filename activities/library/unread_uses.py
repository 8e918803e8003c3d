"""What somebody said of having used a record and that raised a warning: a facilitator reads it before others do."""

from activities.kit.answers import Reader as Answers
from activities.kit.cards import Card
from activities.kit.events import Pressed, Submitted
from activities.kit.forms import FieldErrors, Form
from activities.kit.phases import MovedOn
from activities.kit.subjects import number
from activities.kit.turn import Key, Turn, mention
from activities.library.cards import unread as cards
from activities.library.cards.using import said_in, taken_back, told
from activities.library.unread import READING
from storage import people, records, waiting
from storage.membership import is_member
from storage.readers import Reader
from storage.tables import Person, Record, Use


def let_wait(turn: Turn, use: Use) -> None:
    """Show these words to nobody but their author from now on, and ask facilitators to read them."""
    READING.step(use, "wait")
    use.waits_since = turn.today
    turn.session.flush()
    for person in turn.facilitators():
        turn.tell(person, cards.please_read_use(use, mention(turn.person)), ("unread_use", use.id))
    waiting.look_next_week(turn.session, turn.organisation, turn.now)


def read(turn: Turn, pressed: Pressed) -> Card:
    """“Read it”."""
    use = _the_use(turn, pressed.subject)
    return cards.a_use(use, said_in(use))


def release(turn: Turn, pressed: Pressed) -> Card:
    """“Let others see it”. Whoever looks after the record had heard that it was used, and now reads the words."""
    use = _the_use(turn, pressed.subject)
    READING.step(use, "release")
    goes_no_more(turn, use)
    use.waits_since = None
    turn.session.flush()
    record, by = _about(turn, use), people.get(turn.here, use.person_id)
    turn.tell_anew(told(record, use, mention(by)), ("used", use.id))
    turn.tell_anew(cards.settled(), ("unread_use", use.id))
    return cards.have_released(None)


def ask_what_to_change(turn: Turn, pressed: Pressed) -> Form:
    """“Send it back”."""
    return cards.send_use_back_form(_the_use(turn, pressed.subject))


def send_back(turn: Turn, form: Submitted) -> Card | FieldErrors:
    """The words go, and that it was used goes with them: its author can say it anew, which counts once."""
    use, answers = _the_use(turn, form.subject), Answers(form.values)
    asks = answers.text("words", missing=cards.NO_WORDS, longest=cards.LONGEST_WORDS)
    if answers.errors:
        return FieldErrors(answers.errors)
    record, by = _about(turn, use), people.get(turn.here, use.person_id)
    turn.tell_anew(cards.settled(), ("unread_use", use.id))
    goes_no_more(turn, use)
    if is_member(by):
        turn.tell(by, cards.use_sent_back(may_read(turn, use, by), asks), ("use_sent_back", use.id))
    turn.tell_anew(taken_back(record), ("used", use.id))
    turn.session.delete(use)
    turn.erases = True
    return cards.have_sent_back(None)


def by_whom(turn: Turn, use: Use) -> Person | None:
    """Whoever said it, if they are still here."""
    found = people.several(turn.here, [use.person_id])
    return found[0] if found and is_member(found[0]) else None


def may_read(turn: Turn, use: Use, person: Person) -> Record | None:
    """The record of which it was said, as far as this person may read it by now."""
    return records.get(turn.session, Reader(turn.org, person.id), use.record_id)


def kept_as(use: Use) -> Key:
    """Under which its author was told that it will go."""
    return ("unread_use_goes", use.id, str(use.waits_since))


def goes_no_more(turn: Turn, use: Use) -> None:
    """Let what its author was told of its going say that this has been dealt with."""
    turn.tell_anew(cards.settled(), kept_as(use))


def _the_use(turn: Turn, subject: str) -> Use:
    use = waiting.use(turn.here, number(subject))
    if use is None:
        raise MovedOn
    turn.concerns(use.id)
    return use


def _about(turn: Turn, use: Use) -> Record:
    record = records.locked(turn.here, use.record_id)
    if record is None:
        raise MovedOn
    return record
