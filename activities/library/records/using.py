"""“I used this”: what somebody did with a record, counted, and told to whoever filed it."""

from collections.abc import Sequence

from activities.kit.answers import Reader as Answers
from activities.kit.cards import Card, Paragraph, Small
from activities.kit.events import Pressed, Submitted
from activities.kit.forms import ChecksField, Field, FieldErrors, Form, Option, TextField
from activities.kit.runs import Bold, words
from activities.kit.turn import Turn, mention
from activities.library.labels import SAID_ON_FORMS
from activities.library.reading import the_record
from activities.library.records import unread_uses
from activities.library.records.showing import show
from activities.library.records.unread import must_wait
from activities.library.records.unread_uses import USE_WAITS, let_wait
from storage import people, records, uses
from storage.membership import Reader, is_member
from storage.tables import Person, Record, Use

LONGEST_PLACE, LONGEST_ANSWER = 150, 1500


def ask(turn: Turn, pressed: Pressed) -> Form:
    """Show the form after “I used this”. Raises `MovedOn` where this person may not read it."""
    return using_form(the_record(turn, pressed.subject))


def save(turn: Turn, form: Submitted) -> Card | FieldErrors:
    """Count a use, and tell whoever looks after the record."""
    record, answers = the_record(turn, form.subject), Answers(form.values)
    used_in = answers.line("used_in", missing=NO_PLACE, longest=LONGEST_PLACE)
    places = [str(place) for place in range(len(record.lessons))]
    adapted, came_of_it, did_not_work = (
        answers.text(field, longest=LONGEST_ANSWER) for field in ("adapted", "came_of_it", "did_not_work")
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
            turn.tell(person, unread_uses.told_card(record, use, mention(turn.person)), ("used", use.id))
    times = uses.counts(turn.here, [record.id])[record.id]
    return show(turn, record).led_by(USE_WAITS if waits else thanks(times))


def looked_after_by(turn: Turn, record: Record) -> list[Person]:
    """Return whoever filed it and whom to ask, as far as they are still here and may read it."""
    ids = dict.fromkeys(one for one in (record.filed_by_id, record.contact_id) if one is not None)
    here = [person for person in people.several(turn.here, ids) if is_member(person)]
    return [person for person in here if may_read(turn, record, person)]


def may_read(turn: Turn, record: Record, person: Person) -> bool:
    """Say whether somebody else than who caused the turn may read it."""
    return records.get(turn.session, Reader(turn.org, person.id), record.id) is not None


# ---- what people see ------------------------------------------------------------------------------------------------

SEEN = (
    "Whoever can see this record reads what you write. Your name goes to those who look after it, and to nobody else."
)
NO_PLACE = "Please say where you used it: a ward, a team, a site."


def using_form(record: Record) -> Form:
    """Build the form in which somebody says how they used a record."""
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
    """Write the thanks that stand before the record."""
    if times > 1:
        return f"Thank you, that’s saved. This has been used {times} times now."
    return "Thank you, that’s saved. You are the first who told us of having used this."


def _which(lessons: Sequence[str]) -> list[Field]:
    """Build the field for which lessons, where there are several; by place, as they may be too long for a choice."""
    if len(lessons) < 2:
        return []
    options = tuple(Option(str(place), lesson) for place, lesson in enumerate(lessons))
    return [ChecksField("lessons", "What of it?", options, required=False, hint="Leave this empty for all of it.")]


def _answer(field: str, label: str) -> TextField:
    return TextField(field, label, multiline=True, required=False, max_length=LONGEST_ANSWER)
