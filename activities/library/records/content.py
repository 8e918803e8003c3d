"""What a form says of a record, read field by field."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from activities.kit.answers import Reader
from activities.kit.cards import Paragraph, Small
from activities.kit.days import typed_day
from activities.kit.forms import ChoiceField, DateField, Field, Form, Option, PeopleField, TextField
from activities.kit.runs import words
from activities.kit.turn import Turn
from activities.kit.wording import listed
from activities.library.labels import KINDS, SAID_ON_FORMS, VISIBILITIES
from activities.library.reading import reader
from storage import catalogue, people, staff_list
from storage.membership import ORGANISATION
from storage.records import Action
from storage.tables import Record

LONGEST_TITLE, LONGEST_LINE, LONGEST_TEXT = 120, 200, 3000

LONGEST_NAME, MOST_NAMES = 60, 12
"""Of each site and topic, and how many of them there may be."""


@dataclass(frozen=True)
class Known:
    """The sites and topics that are in use, as they are written."""

    sites: Sequence[str]
    topics: Sequence[str]


FAR_OFF = timedelta(days=366 * 10)
"""A date further off has the wrong year."""


def known(turn: Turn) -> Known:
    """Return the sites and topics that this person can see in use."""
    here = dict.fromkeys([*staff_list.sites(turn.here), *catalogue.sites(turn.session, reader(turn))])
    return Known(list(here), list(catalogue.topics(turn.session, reader(turn))))


def read_content(turn: Turn, answers: Reader, asked: Collection[str]) -> dict[str, object]:
    """Read the fields of a record that were `asked` for, by their names in `Record`; note errors in `answers`."""
    in_use = known(turn)
    read: dict[str, Callable[[], dict[str, object]]] = {
        "title": lambda: {"title": answers.line("title", NO_TITLE, LONGEST_TITLE)},
        "activity": lambda: {"activity": answers.choice("activity", [one.value for one in offered_kinds()])},
        "date": lambda: _dates(answers, turn.today),
        "site": lambda: {"sites": _names(answers, "site", in_use.sites)},
        "topics": lambda: {"topics": _names(answers, "topics", in_use.topics)},
        "summary": lambda: {"summary": answers.text("summary", longest=LONGEST_TEXT)},
        "lessons": lambda: {"lessons": _lines(answers, "lessons")},
        "actions": lambda: {"actions": _actions(answers, turn.today)},
        "visibility": lambda: {"visibility": _visibility(answers)},
        "contact": lambda: _contact(turn, answers),
        "licence": lambda: {"licence": answers.line("licence", longest=LONGEST_LINE)},
        "review_on": lambda: {"review_on": answers.day_if_any("review_on", turn.today + FAR_OFF)},
    }
    content: dict[str, object] = {}
    for field, reading in read.items():
        if field in asked:
            content |= reading()
    return content


def _dates(answers: Reader, today: date) -> dict[str, object]:
    first, last = answers.day("date", missing=NO_DATE), answers.day_if_any("until")
    if first > today:
        answers.errors["date"] = IN_THE_FUTURE
    if last and last > today:
        answers.errors["until"] = IN_THE_FUTURE
    elif last and last < first:
        answers.errors["until"] = ENDS_BEFORE
    return {"happened_from": first, "happened_until": last or first}


def _names(answers: Reader, field: str, known: Sequence[str]) -> list[str]:
    """Write names as they are written elsewhere already; the same one twice is one."""
    as_written = {name.casefold(): name for name in known}
    typed = [" ".join(name.split()) for name in re.split(r"[;\n]", answers.text(field))]
    names = list({name.casefold(): as_written.get(name.casefold(), name) for name in typed if name}.values())
    if any(len(name) > LONGEST_NAME for name in names):
        answers.errors[field] = LONG_NAME
    elif len(names) > MOST_NAMES:
        answers.errors[field] = MANY_NAMES
    return names


def _lines(answers: Reader, field: str) -> list[str]:
    """Read a line each, without the bullets that people paste; the same one twice is one."""
    text = answers.text(field, longest=LONGEST_TEXT)
    lines = [" ".join(line.split()).lstrip("•–-* ").strip() for line in text.splitlines()]
    return list(dict.fromkeys(line for line in lines if line))


def _actions(answers: Reader, today: date) -> list[Action]:
    actions: list[Action] = []
    for line in _lines(answers, "actions"):
        what, who, when = ([cell.strip() for cell in line.split(";", 2)] + ["", ""])[:3]
        if not when and typed_day(who, today):
            who, when = "", who  # nobody is called so
        due = typed_day(when, today)
        if not what:
            answers.errors["actions"] = NO_ACTION
        elif when and due is None:
            answers.errors["actions"] = NO_DUE
        actions.append(Action(text=what, owner=who, due=due.isoformat() if due else ""))
    return actions


def _visibility(answers: Reader) -> str:
    return answers.choice("visibility", [one.value for one in OFFERED_VISIBILITIES])


def _contact(turn: Turn, answers: Reader) -> dict[str, object]:
    """Read whom to ask: somebody of ours by their e-mail address, words otherwise; else whoever filed it."""
    said = answers.line("contact", longest=LONGEST_LINE)
    person = people.by_email(turn.here, said) if "@" in said else turn.person if not said else None
    return {"contact": "" if person else said, "contact_id": person.id if person else None}


# ---- what people see ------------------------------------------------------------------------------------------------

NEW = "new"
"""The subject of the form that files a record, which has no id yet."""

OFFERED_VISIBILITIES = (
    Option("organisation", VISIBILITIES["organisation"]),
    Option("participants", "Only those who took part, and you"),
)


def offered_kinds() -> tuple[Option, ...]:
    """Offer what a record may be of: what each activity files, what none of them does, and something else."""
    kinds = (Option(value, label) for value, label in KINDS.items() if value != "library")
    return (*kinds, Option("library", "Something else"))


def new_form(known: Known) -> Form:
    """Build the form in which somebody files a record."""
    return Form(
        "library.record",
        NEW,
        "File a record",
        "File it",
        (
            TextField("title", "Title", max_length=LONGEST_TITLE),
            ChoiceField("activity", "What was it?", offered_kinds(), as_list=True),
            *_fields(None, "", known),
            _who_sees(ORGANISATION),
            PeopleField("took_part", "Who took part?", required=False, hint="They can see it, whoever else can."),
        ),
        (
            Paragraph(words("What should the next team know? Write it as advice to them, and name nobody.")),
            Small(words(SAID_ON_FORMS)),
        ),
    )


def edit_form(record: Record, contact: str, known: Known, may_choose_who: bool) -> Form:
    """Build the form in which somebody changes a record. What is too long for a form is not in it, and stays.

    `contact`: whom to ask, as it is written there. `may_choose_who`: this person may decide who sees it.
    """
    fields = (
        TextField("title", "Title", record.title, max_length=LONGEST_TITLE),
        *_fields(record, contact, known),
        *([_who_sees(record.visibility)] if may_choose_who else []),
    )
    notes = [Small(words(f"How it stood is kept, for facilitators and whoever filed it. {SAID_ON_FORMS}"))]
    if stays := [one.label for one in fields if is_too_long(one)]:
        notes.append(Small(words(f"Too long to change here, and stays as it is: {listed(stays)}")))
    fitting = tuple(one for one in fields if not is_too_long(one))
    return Form("library.record", str(record.id), "Edit the record", "Save", fitting, tuple(notes))


def is_too_long(one: Field) -> bool:
    """Say whether what stands in a field would be cut by sending it."""
    return isinstance(one, TextField) and len(one.value) > one.max_length


def _fields(record: Record | None, contact: str, known: Known) -> list[Field]:
    first, last = (record.happened_from, record.happened_until) if record else (None, None)
    lessons, actions = ("\n".join(record.lessons), actions_in_lines(record.actions)) if record else ("", "")
    return [
        DateField("date", "When was it?", first),
        DateField("until", "Until", last if last != first else None, required=False, hint="If longer than a day."),
        _names_field("site", "Sites", record.sites if record else (), known.sites),
        _names_field("topics", "Topics", record.topics if record else (), known.topics),
        _text("lessons", "What should the next team know?", lessons, "A lesson a line, as advice."),
        _text("summary", "In short: what happened?", record.summary if record else ""),
        _text("actions", "Actions", actions, "One a line: what; who, as a role; by when, as 31/01/2027."),
        _line("contact", "Whom to ask", contact, "A team, a role, or a colleague’s e-mail address. Empty: you."),
        _line("licence", "Licence", record.licence if record else "", "Such as CC BY 4.0, where others may reuse it."),
        DateField("review_on", "Look at it again on", record.review_on if record else None, required=False),
    ]


def _who_sees(chosen: str) -> ChoiceField:
    return ChoiceField("visibility", "Who can see it?", OFFERED_VISIBILITIES, chosen)


def _names_field(field_id: str, label: str, names: Sequence[str], known: Sequence[str]) -> TextField:
    more = ["others"] if len(known) > MOST_NAMES else []
    in_use = f" In use: {listed([*known[:MOST_NAMES], *more])}." if known else ""
    return TextField(field_id, label, "; ".join(names), required=False, hint=f"With ; between them.{in_use}")


def _text(field_id: str, label: str, value: str, hint: str = "") -> TextField:
    return TextField(field_id, label, value, multiline=True, required=False, hint=hint, max_length=LONGEST_TEXT)


def _line(field_id: str, label: str, value: str, hint: str) -> TextField:
    return TextField(field_id, label, value, required=False, hint=hint, max_length=LONGEST_LINE)


IS_FILED, SAVED = "Filed. Everybody who may see it finds it from now on.", "Saved."
NO_TITLE = "Please give it a title by which others will find it."
NO_DATE = "Please say when it was."
IN_THE_FUTURE = "That is still to come. When was it?"
ENDS_BEFORE = "It can’t have ended before it began."
NOTHING_LEARNED = "Please write a lesson here, or a summary below: one of them at least."
LONG_NAME = f"Please keep each to {LONGEST_NAME} characters, with ; between them."
MANY_NAMES = f"Please name {MOST_NAMES} at most."
NO_ACTION = "Please say what is to be done before who does it, on each line."
NO_DUE = "I can’t read a date there. Please write it as 31/01/2027, or as 31 January."


def actions_in_lines(actions: Sequence[Mapping[str, str]]) -> str:
    """Write actions as the form has them: `Order spare cuffs; ward manager; 31/01/2027`."""
    return "\n".join("; ".join(_without_end([one.get("text", ""), one.get("owner", ""), _due(one)])) for one in actions)


def _due(action: Mapping[str, str]) -> str:
    try:
        return f"{date.fromisoformat(action.get('due', '')):%d/%m/%Y}"
    except ValueError:
        return action.get("due", "")


def _without_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells
