"""“I used this”: what somebody did with a record, counted, and told to whoever filed it."""

from activities.kit.answers import Reader as Answers
from activities.kit.cards import Card
from activities.kit.events import Pressed, Submitted
from activities.kit.forms import FieldErrors, Form
from activities.kit.turn import Turn, mention
from activities.library.cards import using as cards
from activities.library.cards.unread import USE_WAITS
from activities.library.reading import the_record
from activities.library.showing import show
from activities.library.unread import must_wait
from activities.library.unread_uses import let_wait
from storage import people, records, uses
from storage.membership import is_member
from storage.readers import Reader
from storage.tables import Person, Record, Use


def ask(turn: Turn, pressed: Pressed) -> Form:
    """“I used this”. Raises `MovedOn` where this person may not read it."""
    return cards.form(the_record(turn, pressed.subject))


def save(turn: Turn, form: Submitted) -> Card | FieldErrors:
    """Count it, and tell whoever looks after the record."""
    record, answers = the_record(turn, form.subject), Answers(form.values)
    used_in = answers.line("used_in", missing=cards.NO_PLACE, longest=cards.LONGEST_PLACE)
    places = [str(place) for place in range(len(record.lessons))]
    adapted, came_of_it, did_not_work = (
        answers.text(field, longest=cards.LONGEST_ANSWER) for field in ("adapted", "came_of_it", "did_not_work")
    )
    use = Use(
        organisation_id=turn.org,
        record_id=record.id,
        person_id=turn.person.id,
        used_at=turn.now,
        used_in=used_in,
        adapted=adapted,
        came_of_it=came_of_it,
        did_not_work=did_not_work,
        lessons=[record.lessons[int(place)] for place in answers.choices("lessons", places, missing="")],
    )
    if answers.errors:
        return FieldErrors(answers.errors)
    uses.note(turn.session, use)
    waits = must_wait(turn, [("", text) for text in (used_in, adapted, came_of_it, did_not_work)])
    if waits:
        let_wait(turn, use)
    for person in looked_after_by(turn, record):
        if person.id != turn.person.id:
            turn.tell(person, cards.told(record, use, mention(turn.person)), ("used", use.id))
    times = uses.counts(turn.here, [record.id])[record.id]
    return show(turn, record).led_by(USE_WAITS if waits else cards.thanks(times))


def looked_after_by(turn: Turn, record: Record) -> list[Person]:
    """Whoever filed it and whom to ask, as far as they are still here and may read it."""
    ids = dict.fromkeys(one for one in (record.filed_by_id, record.contact_id) if one is not None)
    here = [person for person in people.several(turn.here, ids) if is_member(person)]
    return [person for person in here if may_read(turn, record, person)]


def may_read(turn: Turn, record: Record, person: Person) -> bool:
    """Whether somebody else than who caused the turn may read it."""
    return records.get(turn.session, Reader(turn.org, person.id), record.id) is not None
