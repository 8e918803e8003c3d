"""`/library new`, filing a record by hand; and changing one.

How it stood before a change is kept, and shown to facilitators and to whoever filed it.
"""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from hashlib import sha256
from zoneinfo import ZoneInfo

from activities.kit import library
from activities.kit.answers import Reader
from activities.kit.cards import Bullets, Buttons, Card, Heading, Paragraph, Part, Small
from activities.kit.events import Command, Pressed, Submitted
from activities.kit.forms import FieldErrors, Form
from activities.kit.library import earlier
from activities.kit.runs import Bold, Text, words
from activities.kit.turn import Turn, mention
from activities.kit.wording import dated, listed
from activities.library.labels import VISIBILITIES, action, open_record_button
from activities.library.reading import to_change
from activities.library.records.content import (
    IS_FILED,
    NOTHING_LEARNED,
    SAVED,
    edit_form,
    known,
    new_form,
    read_content,
)
from activities.library.records.publishing import stays_inside_for_now
from activities.library.records.showing import show
from activities.library.records.unread import READ_BY_YOU, WAITS, let_wait, must_wait, raises_a_warning, texts_of
from storage import people, records, uses
from storage.membership import ORGANISATION, PARTICIPANTS
from storage.tables import Person, Record, Revision
from storage.tables.records import FILED

BY_HAND = "library"
"""What a record came from that a person has filed, with a digest of the key of the form that they sent."""

MOST = 8
"""How many changes are shown: the newest."""

SAME_LESSON = 0.8
"""How alike two wordings are, of 1, for the one to be the other put better."""


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
    shown = show(turn, record).led_by(WAITS if waits else READ_BY_YOU if warned else IS_FILED)
    return Card(shown.summary, (*shown.parts, *alike))


def ask(turn: Turn, pressed: Pressed) -> Form:
    """Show the form after “Edit”. Raises `MovedOn` for somebody who may not."""
    return _form(turn, to_change(turn, pressed.subject))


def change(turn: Turn, form: Submitted) -> Card | FieldErrors:
    """Save what differs from how it stands. A public record stays inside until two have read its new words."""
    record, answers = to_change(turn, form.subject), Reader(form.values)
    asked = {field.id for field in _form(turn, record).fields}
    if answers.line("contact") == _contact(turn, record):
        asked.discard("contact")  # nothing was said about it, and no words of ours are to be taken for theirs
    content = read_content(turn, answers, asked)
    changes = {field: value for field, value in content.items() if getattr(record, field) != value}
    if not answers.errors and not {**record.model_dump(), **changes}["lessons"] and changes.get("summary") == "":
        answers.errors["lessons"] = NOTHING_LEARNED
    if answers.errors:
        return FieldErrors(answers.errors)
    waits = False
    if changes:
        before = texts_of(record, turn.policy)
        stays_inside_for_now(turn, record, changes)
        turn.erases = turn.erases or record.phase != FILED  # how it stood is not kept then
        records.change(turn.session, record, turn.person.id, turn.now, changes)
        _carry_marks_over(turn, record)
        # What has been read, or raised no warning, needs nobody to read it again; what was never read still does.
        new = [text for text in texts_of(record, turn.policy) if text not in before]
        waits = record.phase != FILED or must_wait(turn, new)
    if waits:
        let_wait(turn, record)
    return show(turn, record).led_by(WAITS if waits else SAVED)


def history(turn: Turn, pressed: Pressed) -> Card:
    """Show how the record stood before each change, after “History”."""
    record = to_change(turn, pressed.subject)
    stood = records.revisions(turn.here, record.id)
    changed_by = people.several(turn.here, [one.changed_by_id for one in stood if one.changed_by_id])
    return history_card(record, stood, {person.id: person for person in changed_by}, turn.zone)


def _form(turn: Turn, record: Record) -> Form:
    # Those who took part agreed to who would see it: only whoever filed it, who can ask them, opens it to others. What
    # is public is kept inside by a button.
    filed_it = record.filed_by_id == turn.person.id
    may_choose = record.visibility == ORGANISATION or (record.visibility == PARTICIPANTS and filed_it)
    return edit_form(record, _contact(turn, record), known(turn), may_choose)


def _contact(turn: Turn, record: Record) -> str:
    """Write whom to ask as it can be typed."""
    person = people.several(turn.here, [record.contact_id]) if record.contact_id else []
    return (person[0].email or person[0].name) if person else record.contact


def _carry_marks_over(turn: Turn, record: Record) -> None:
    """Keep a lesson marked as reused where it is only put better."""
    for use, _ in uses.of_record(turn.here, record.id):
        use.lessons = [next(iter(get_close_matches(one, record.lessons, 1, SAME_LESSON)), one) for one in use.lessons]


# ---- what people see ------------------------------------------------------------------------------------------------


def history_card(record: Record, stood: Sequence[Revision], people: Mapping[int, Person], zone: ZoneInfo) -> Card:
    """Build the card of how a record stood, for whoever may see that: the newest change first. `people` by id.

    It shows what each field said before, where it said something else.
    """
    parts: list[Part] = [Heading(f"{record.title}: how it stood before")]
    after: Mapping[str, object] = record.model_dump(mode="json")
    for revision in list(reversed(stood))[:MOST]:
        on = revision.changed_at.astimezone(zone)
        by = people.get(revision.changed_by_id or 0)
        who = words(" by ", mention(by)) if by else words("")
        parts.append(
            Paragraph(words(Bold(f"Before {dated(on.date())}, {on:%H:%M}"), words(", when it was changed"), who))
        )
        parts.append(Bullets(tuple(_differences(revision.content, after))))
        after = revision.content
    if len(stood) > MOST:
        parts.append(Small(words(f"And {len(stood) - MOST} changes before that.")))
    return Card(
        f"History of {record.title}", (*parts, Buttons((open_record_button(record, label="Back to the record"),)))
    )


def _differences(before: Mapping[str, object], after: Mapping[str, object]) -> list[Text]:
    changed = [field for field in _FIELDS if before.get(field) != after.get(field)]
    return [words(Bold(f"{_FIELDS[field]}: "), _said(field, before.get(field))) for field in changed]


def _said(field: str, value: object) -> str:
    match value:
        case list() if field == "actions":
            return listed([action(one, {}) for one in value]) or "none"
        case list() if field == "quotes":
            return listed([one["text"] for one in value]) or "none"
        case list():
            return " / ".join(map(str, value)) or "none"
        case str() if field == "visibility":
            return VISIBILITIES.get(value, value)
        case None | "":
            return "nothing"
        case _:
            return str(value)


_FIELDS = {
    "title": "Title",
    "happened_from": "When",
    "happened_until": "Until",
    "sites": "Sites",
    "topics": "Topics",
    "lessons": "Lessons",
    "summary": "Summary",
    "actions": "Actions",
    "quotes": "Quotes",
    "attribution": "Learned by",
    "visibility": "Seen by",
    "contact": "Ask",
    "licence": "Licence",
    "review_on": "Review by",
}
