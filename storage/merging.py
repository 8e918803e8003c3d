"""Making one person of two, because a facilitator has said that they are one."""

from sqlalchemy import Column, Table, UniqueConstraint, and_
from sqlmodel import Session, col, delete, exists, select, update

from storage import joining, likeness, people
from storage.called import goes_on
from storage.tables import Person, Prompt, Record, Revision

_TWICE_IS_ONCE = frozenset({"record_participants"})
"""Tables in which it makes no difference that both stood there."""


class TogetherInSomething(Exception):
    """Raised where both people are part of one thing, each in their own right, so that they cannot be made one."""


def merge(session: Session, kept: Person, gone: Person, called: str) -> None:
    """Give everything that `gone` did and is to `kept`, and leave an empty row: what still names it finds nobody.

    `called`: what stands in place of its name. Raises `TogetherInSomething`, and then nothing has changed.
    """
    places = [(table, column) for table, column in likeness.naming_people() if table.name not in _TWICE_IS_ONCE]
    if any(_clash(session, table, column, kept, gone) for table, column in places):
        raise TogetherInSomething
    for table, column in likeness.naming_people():
        if table.name in _TWICE_IS_ONCE:
            _leave_once(session, table, column, kept, gone)
        session.exec(update(table).where(column == gone.id).values({column.name: kept.id}))
    _rename_in_lists(session, kept, gone)
    said = gone.model_dump(include=set(people.LISTED)) if gone.staff_id and not kept.staff_id else {}
    address, facilitates = kept.email or gone.email, kept.facilitates or gone.facilitates
    hours = kept.hours or gone.hours
    goes_on(kept, gone)
    joining.move_accounts(session, gone, kept)
    people.forget(session, gone, called)
    kept.sqlmodel_update(said | {"email": address, "facilitates": facilitates, "hours": hours})
    session.flush()
    session.expire_all()


def _clash(session: Session, table: Table, column: Column[int], kept: Person, gone: Person) -> bool:
    """Say whether both stand in rows of which there may be only one for somebody."""
    alone = [one for one in table.constraints if isinstance(one, UniqueConstraint) and column.name in one.columns]
    for constraint in alone:
        others = [one for one in constraint.columns if one is not column]
        again = table.alias()
        both = [column == kept.id, again.c[column.name] == gone.id, *(one == again.c[one.name] for one in others)]
        if session.exec(select(exists().where(and_(*both)))).one():
            return True
    return False


def _leave_once(session: Session, table: Table, column: Column[int], kept: Person, gone: Person) -> None:
    again = table.alias()
    other = next(one for one in table.primary_key if one is not column)
    too = select(again.c[other.name]).where(again.c[column.name] == kept.id)
    session.exec(delete(table).where(column == gone.id, other.in_(too)))


def _rename_in_lists(session: Session, kept: Person, gone: Person) -> None:
    """Put `kept` in the place of `gone` in lists that name people: those asked by prompts, and authors of quotes."""
    here, before, after = kept.organisation_id, gone.id, kept.id
    for prompt in session.exec(select(Prompt).where(Prompt.organisation_id == here)).all():
        if before in prompt.people:
            prompt.people = list(dict.fromkeys(after if one == before else one for one in prompt.people))
    for record in session.exec(select(Record).where(Record.organisation_id == here)).all():
        record.quotes = _renamed(record.quotes, before, after)
    for revision in session.exec(select(Revision).where(col(Revision.organisation_id) == here)).all():
        if isinstance(quotes := revision.content.get("quotes"), list):
            revision.content = {**revision.content, "quotes": _renamed(quotes, before, after)}
    session.flush()


def _renamed(quotes: list[dict[str, str]], before: int, after: int) -> list[dict[str, str]]:
    return [{**quote, "person": str(after)} if quote.get("person") == str(before) else quote for quote in quotes]
