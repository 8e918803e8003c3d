"""`/library new`: filing a record by hand."""

from hashlib import sha256

from activities.kit import library
from activities.kit.answers import Reader
from activities.kit.cards import Card
from activities.kit.events import Command, Submitted
from activities.kit.forms import FieldErrors, Form
from activities.kit.library import earlier
from activities.kit.turn import Turn
from activities.library.records.content import FILED, NOTHING_LEARNED, known, new_form, read_content
from activities.library.records.showing import show
from activities.library.records.unread import READ_BY_YOU, WAITS, let_wait, raises_a_warning, texts_of
from storage.tables import Record

BY_HAND = "library"
"""What a record came from that a person has filed, with a digest of the key of the form that they sent."""


def ask_for_record(turn: Turn, command: Command) -> Form:
    """Show the form to file a record."""
    return new_form(known(turn))


def file(turn: Turn, form: Submitted) -> Card | FieldErrors:
    """File what the form says, under whoever sent it."""
    answers = Reader(form.values)
    asked = {field.id for field in new_form(known(turn)).fields}
    content = read_content(turn, answers, asked)
    if not answers.errors and not content["lessons"] and not content["summary"]:
        answers.errors["lessons"] = NOTHING_LEARNED
    took_part = answers.people("took_part", missing="")
    if answers.errors:
        return FieldErrors(answers.errors)
    record = Record.model_validate(
        {
            **content,
            "organisation_id": turn.org,
            "came_from": f"{BY_HAND}:{sha256(form.key.encode()).hexdigest()[:16]}",
            "filed_at": turn.now,
            "filed_by_id": turn.person.id,
        }
    )
    participants = [turn.meet(profile).id for profile in took_part]
    alike = earlier(turn, " ".join([record.title, *record.lessons, record.summary]))  # before it is one of them
    warned = raises_a_warning(texts_of(record, turn.policy), turn.policy)
    library.file(turn.session, record, participants)
    waits = warned and not turn.person.facilitates
    if waits:
        let_wait(turn, record)
    shown = show(turn, record).led_by(WAITS if waits else READ_BY_YOU if warned else FILED)
    return Card(shown.summary, (*shown.parts, *alike))
