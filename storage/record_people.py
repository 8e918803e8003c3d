"""What records say of somebody: where they filed, took part, are whom to ask, or are quoted; and forgetting it."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlmodel import Session, col, delete, or_, select, update
from sqlmodel.sql.expression import SelectOfScalar

from storage import uses
from storage.here import Here
from storage.membership import is_member
from storage.prepared import finds_all
from storage.search import shelving
from storage.tables import Participant, Person, Record, Revision, Use


def quoting(here: Here, person: int) -> Sequence[Record]:
    """Return the records that quote this person, under whatever name."""
    rows = here.session.exec(select(Record).where(Record.organisation_id == here.org)).all()
    return [record for record in rows if any(is_by(quote, person) for quote in record.quotes)]


def is_by(quote: Mapping[str, str], person: int) -> bool:
    """Say whether a record's quote is this person's, even one that is not by name: they may take it back."""
    return quote.get("person") == str(person)


def contact(session: Session, record: Record) -> Person | None:
    """Return whom to ask about a record, where that is somebody of ours who is still here."""
    found = session.get(Person, record.contact_id) if record.contact_id else None
    return found if found and is_member(found) else None


@finds_all
def naming(here: Here, person: int) -> SelectOfScalar[Record]:
    """Return the records that this person filed, took part in, or is whom to ask about, oldest first."""
    took_part = select(Participant.record_id).where(
        Participant.organisation_id == here.org, Participant.person_id == person
    )
    theirs = or_(col(Record.filed_by_id) == person, col(Record.contact_id) == person, col(Record.id).in_(took_part))
    rows = select(Record).where(Record.organisation_id == here.org, theirs)
    return rows.order_by(col(Record.id))


def take_quotes_out(here: Here, person: int) -> None:
    """Let no record quote this person any more, nor what is kept of how it stood before."""
    for record in quoting(here, person):
        _quote_no_more(here.session, record, person)
    revisions = select(Revision).where(Revision.organisation_id == here.org)
    _never_quoted(here.session.exec(revisions).all(), person)
    here.session.flush()


def take_words_out(session: Session, record: Record, person: int) -> Sequence[Use]:
    """Let one record quote this person no more, and say nothing they said of having used it, which still counts.

    Gives back those uses of theirs that said something.
    """
    _quote_no_more(session, record, person)
    revisions = select(Revision).where(
        Revision.organisation_id == record.organisation_id, Revision.record_id == record.id
    )
    _never_quoted(session.exec(revisions).all(), person)
    told = [
        use
        for use, by in uses.of_record(Here(session, record.organisation_id), record.id)
        if by.id == person and uses.says_something(use)
    ]
    uses.say_nothing(told)
    return told


def _quote_no_more(session: Session, record: Record, person: int) -> None:
    record.quotes = [quote for quote in record.quotes if not is_by(quote, person)]
    shelving.index(session, record)


def _never_quoted(stood: Iterable[Revision], person: int) -> None:
    for revision in stood:
        quotes = revision.content["quotes"]
        if isinstance(quotes, list) and any(is_by(quote, person) for quote in quotes):
            revision.content = {**revision.content, "quotes": [quote for quote in quotes if not is_by(quote, person)]}


def forget(here: Here, person: int, *names: str) -> None:
    """Let nothing in the library say who this person is: not as a quote, a reader, whom to ask or who filed.

    `names`: those of their name and e-mail address that are known, for whom to ask, and who is to do something, may be
    said in words. Records stay; what this person said of one that they used goes, and that use still counts.
    """
    take_quotes_out(here, person)
    uses.take_words_out(here, person)
    _own_no_action(here, names)
    mine = col(Record.organisation_id) == here.org
    for column in (Record.filed_by_id, Record.contact_id, Record.public_asked_by_id):
        here.session.exec(update(Record).where(mine, col(column) == person).values({col(column): None}))
    here.session.exec(update(Record).where(mine, col(Record.contact).in_(names)).values(contact=""))
    for revision in here.session.exec(select(Revision).where(Revision.organisation_id == here.org)).all():
        if revision.content["contact_id"] == person or revision.content["contact"] in names:
            revision.content = {**revision.content, "contact": "", "contact_id": None}
    here.session.exec(
        delete(Participant).where(col(Participant.organisation_id) == here.org, col(Participant.person_id) == person)
    )
    here.session.exec(
        update(Revision)
        .where(col(Revision.organisation_id) == here.org, col(Revision.changed_by_id) == person)
        .values(changed_by_id=None)
    )


def _own_no_action(here: Here, names: Collection[str]) -> None:
    """Let no action in a record be owned by these names, nor be found by them; what was to be done stays."""
    for record in here.session.exec(select(Record).where(Record.organisation_id == here.org)).all():
        if any(action["owner"] in names for action in record.actions):
            record.actions = [_of_nobody(action, names) for action in record.actions]
            shelving.index(here.session, record)
    for revision in here.session.exec(select(Revision).where(Revision.organisation_id == here.org)).all():
        stood = revision.content["actions"]
        if isinstance(stood, list) and any(action["owner"] in names for action in stood):
            revision.content = {**revision.content, "actions": [_of_nobody(action, names) for action in stood]}
    here.session.flush()


def _of_nobody(action: dict[str, str], names: Collection[str]) -> dict[str, str]:
    return {**action, "owner": ""} if action["owner"] in names else action
