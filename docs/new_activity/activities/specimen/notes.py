"""A note: written, given back on its day, and filed or dropped by whoever wrote it."""

from collections.abc import Sequence
from datetime import date, time, timedelta

from activities.kit import library
from activities.kit.answers import Reader
from activities.kit.cards import Button, Buttons, Card, Confirm, Paragraph, Part, say
from activities.kit.days import moment
from activities.kit.events import Command, Due, Pressed, Submitted
from activities.kit.facilitated import AboutOne
from activities.kit.forms import DateField, FieldErrors, Form, TextField
from activities.kit.personal_data import PersonalData
from activities.kit.phases import MovedOn, Phases
from activities.kit.retention import Retention
from activities.kit.runs import Bold, words
from activities.kit.subjects import number
from activities.kit.turn import Turn
from docs.new_activity.storage import specimen
from docs.new_activity.storage.tables.specimen import Specimen
from storage.tables import Person, Record

NOTE = Phases(
    "waiting_for_its_day",
    {("waiting_for_its_day", "come_back"): "waiting_for_word", ("waiting_for_word", "file"): "filed"},
)
AT_MOST = timedelta(days=366)
"""A day further off has the wrong year."""


def ask_what(turn: Turn, command: Command) -> Form:
    """Ask for a note."""
    return note_form()


def save(turn: Turn, form: Submitted) -> Card | FieldErrors:
    """Keep a note until its day."""
    answers = Reader(form.values)
    text, day = answers.text("text", EMPTY), answers.day("day", turn.today + AT_MOST)
    if "day" not in answers.errors and day <= turn.today:
        answers.errors["day"] = OVER
    if answers.errors:
        return FieldErrors(answers.errors)
    note = Specimen(organisation_id=turn.org, person_id=turn.person.id, phase=NOTE.first, text=text, day=day)
    specimen.keep(turn.here, note)
    turn.wake(moment(day, time(9), turn.zone), "come_back", note.id)
    return show(turn)


def show(turn: Turn, _event: object = None) -> Card:
    """Show somebody what they have noted."""
    return notes_card(specimen.of_person(turn.here, turn.person.id))


def come_back(turn: Turn, due: Due) -> None:
    """Give a note back to whoever wrote it, unless they have dropped it since."""
    if note := specimen.locked(turn.here, number(due.subject)):
        NOTE.step(note, "come_back")
        turn.session.flush()
        turn.tell(turn.session.get_one(Person, note.person_id), notes_card([note]), ("note", note.id))


def file(turn: Turn, pressed: Pressed) -> Card:
    """File what still holds, as words of whoever wrote it: when they are forgotten, the library lets go of a quote."""
    note = _mine(turn, pressed)
    NOTE.step(note, "file")
    note.ended_on = turn.today
    record = Record(
        organisation_id=turn.org,
        activity=turn.activity,
        came_from=f"{turn.activity}:{note.id}",
        title=note.title,
        happened_from=note.day,
        happened_until=note.day,
        filed_at=turn.now,
        quotes=[{"text": note.text, "said_by": turn.person.name, "person": str(turn.person.id)}],
    )
    library.file(turn.session, record, [turn.person.id])
    turn.tell_anew(say(FILED), ("note", note.id))
    return say(FILED)


def drop(turn: Turn, pressed: Pressed) -> Card:
    """Let go of a note that nobody need keep."""
    let_go(turn, [_mine(turn, pressed)])
    return show(turn)


def _mine(turn: Turn, pressed: Pressed) -> Specimen:
    note = the_note(turn, pressed.subject)
    if note.person_id != turn.person.id or note.phase == "filed":
        raise MovedOn
    return note


# ---- what is kept of people, and for how long -----------------------------------------------------------------------


def the_note(turn: Turn, subject: str | int) -> Specimen:
    """Find the note with this id, and lock it; raise `MovedOn` where there is none."""
    if note := specimen.locked(turn.here, number(subject)):
        return note
    raise MovedOn


def personal_data(turn: Turn, person: Person) -> tuple[PersonalData, ...]:
    """Say what is kept of somebody: their notes."""
    return tuple(map(note_data, specimen.of_person(turn.here, person.id)))


def erase(turn: Turn, person: Person) -> None:
    """Let go of everything that somebody noted: who is forgotten, or gone for good, wants none of it back."""
    let_go(turn, specimen.of_person(turn.here, person.id))


def expire(turn: Turn, before: date) -> None:
    """Delete what ended before a day, some in each turn."""
    if old := specimen.ended_before(turn.here, before):
        let_go(turn, old)
        turn.goes_on_after = turn.begins_after


def let_go(turn: Turn, notes: Sequence[Specimen]) -> None:
    """Delete these, and have nobody told of them; what was filed stays."""
    for note in notes:
        turn.cancel_wake("come_back", note.id)
        turn.tell_anew(say(GONE), ("note", note.id))
        turn.session.delete(note)
        turn.erases = True
    turn.session.flush()


# ---- what people see ------------------------------------------------------------------------------------------------

EMPTY, OVER = "Please write what you want back.", "Please choose a day that is still to come."
FILED, GONE = "Filed in the library, under your name.", "That note is gone."
KEEPS = "Specimen: what you noted, and for which day. You see it, and nobody else until you file it."


def note_form() -> Form:
    """Ask what is noted, and for when."""
    fields = (TextField("text", "What do you want back?", multiline=True), DateField("day", "When?"))
    return Form("specimen.note", "new", "Note something", "Note it", fields)


def notes_card(notes: Sequence[Specimen]) -> Card:
    """List somebody's notes, each with what can be done about it."""
    parts: list[Part] = []
    for note in notes:
        drop = Button("Drop it", "specimen.drop", str(note.id), confirm=Confirm("It is gone for good.", "Drop it"))
        file = Button("File it", "specimen.file", str(note.id), style="primary")
        can = {"waiting_for_its_day": (drop,), "waiting_for_word": (file, drop)}.get(note.phase, ())
        parts += [Paragraph(words(Bold(note.title), f": {note.text}")), *([Buttons(can)] if can else [])]
    return Card("What you noted", tuple(parts)) if parts else say("You have noted nothing. Type /specimen new.")


def note_data(note: Specimen) -> PersonalData:
    """Say what is kept of a note, in the file that whoever wrote it can ask for."""
    facts = (("what you noted", note.text), ("filed", "yes" if note.phase == "filed" else "no"))
    anew = "Type /specimen list, press “Drop it” and note it anew."
    return PersonalData(note.title, facts, f"{anew} Once it is filed: “Take my words out”, on its record.")


KEEPING = Retention[Specimen](
    "specimen", the_note, lambda _turn, note: note.ended_on or note.day, "what somebody noted there"
)
ask_to_hold = AboutOne[Specimen](
    activity="specimen",
    action="hold",
    phases=tuple(NOTE.all),
    then=KEEPING.card,
    the=the_note,
    possible=lambda turn, _phases: specimen.latest(turn.here),
    which="Which note is it about?",
    none="There is no note that could be put on hold.",
    called=lambda note: note.title,
)
"""`/specimen hold`. What somebody noted is not shown by it."""
