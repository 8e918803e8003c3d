"""What a form says of a record, read field by field."""

import re
from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta

from activities.kit.answers import Reader
from activities.kit.turn import Turn
from activities.kit.typed_days import typed_day
from activities.library.cards import filing as cards
from activities.library.reading import reader
from storage import catalogue, people
from storage.records import Action

FAR_OFF = timedelta(days=366 * 10)
"""A date further off has the wrong year."""


def known(turn: Turn) -> cards.Known:
    """The sites and topics that this person can see in use."""
    here = dict.fromkeys([*people.sites(turn.here), *catalogue.sites(turn.session, reader(turn))])
    return cards.Known(list(here), list(catalogue.topics(turn.session, reader(turn))))


def read_content(turn: Turn, answers: Reader, asked: Collection[str]) -> dict[str, object]:
    """The fields of a record that were `asked` for, by their names in `Record`. Errors are noted in `answers`."""
    in_use = known(turn)
    read: dict[str, Callable[[], dict[str, object]]] = {
        "title": lambda: {"title": answers.line("title", cards.NO_TITLE, cards.LONGEST_TITLE)},
        "activity": lambda: {"activity": answers.choice("activity", [one.value for one in cards.OFFERED_KINDS])},
        "date": lambda: _dates(answers, turn.today),
        "site": lambda: {"sites": _names(answers, "site", in_use.sites)},
        "topics": lambda: {"topics": _names(answers, "topics", in_use.topics)},
        "summary": lambda: {"summary": answers.text("summary", longest=cards.LONGEST_TEXT)},
        "lessons": lambda: {"lessons": _lines(answers, "lessons")},
        "actions": lambda: {"actions": _actions(answers, turn.today)},
        "visibility": lambda: {"visibility": _visibility(answers)},
        "contact": lambda: _contact(turn, answers),
        "licence": lambda: {"licence": answers.line("licence", longest=cards.LONGEST_LINE)},
        "review_on": lambda: {"review_on": answers.day_if_any("review_on", turn.today + FAR_OFF)},
    }
    content: dict[str, object] = {}
    for field, reading in read.items():
        if field in asked:
            content |= reading()
    return content


def _dates(answers: Reader, today: date) -> dict[str, object]:
    first, last = answers.day("date", missing=cards.NO_DATE), answers.day_if_any("until")
    if first > today:
        answers.errors["date"] = cards.IN_THE_FUTURE
    if last and last > today:
        answers.errors["until"] = cards.IN_THE_FUTURE
    elif last and last < first:
        answers.errors["until"] = cards.ENDS_BEFORE
    return {"happened_from": first, "happened_until": last or first}


def _names(answers: Reader, field: str, known: Sequence[str]) -> list[str]:
    """As they are written elsewhere already; the same one twice is one."""
    as_written = {name.casefold(): name for name in known}
    typed = [" ".join(name.split()) for name in re.split(r"[;\n]", answers.text(field))]
    names = list({name.casefold(): as_written.get(name.casefold(), name) for name in typed if name}.values())
    if any(len(name) > cards.LONGEST_NAME for name in names):
        answers.errors[field] = cards.LONG_NAME
    elif len(names) > cards.MOST_NAMES:
        answers.errors[field] = cards.MANY_NAMES
    return names


def _lines(answers: Reader, field: str) -> list[str]:
    """A line each, without the bullets that people paste; the same one twice is one."""
    text = answers.text(field, longest=cards.LONGEST_TEXT)
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
            answers.errors["actions"] = cards.NO_ACTION
        elif when and due is None:
            answers.errors["actions"] = cards.NO_DUE
        actions.append(Action(text=what, owner=who, due=due.isoformat() if due else ""))
    return actions


def _visibility(answers: Reader) -> str:
    return answers.choice("visibility", [one.value for one in cards.OFFERED_VISIBILITIES])


def _contact(turn: Turn, answers: Reader) -> dict[str, object]:
    """Somebody of ours where an e-mail address is theirs, words otherwise, and who filed it where there are none."""
    said = answers.line("contact", longest=cards.LONGEST_LINE)
    person = people.by_email(turn.here, said) if "@" in said else turn.person if not said else None
    return {"contact": "" if person else said, "contact_id": person.id if person else None}
