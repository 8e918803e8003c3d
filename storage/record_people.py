"""What records say of somebody: where they filed, took part, are whom to ask, or are quoted; and forgetting it."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlmodel import Session, col, delete, or_, select, update

from storage import uses
from storage.membership import is_member
from storage.search import shelving
from storage.tables import Participant, Person, Record, Revision, Use


def quoting(session: Session, organisation: int, person: int) -> Sequence[Record]:
    """The records that quote this person, under whatever name."""
    rows = session.exec(select(Record).where(Record.organisation_id == organisation)).all()
    return [record for record in rows if any(is_by(quote, person) for quote in record.quotes)]


def is_by(quote: Mapping[str, str], person: int) -> bool:
    """Whether a record's quote is this person's, even one that is not by name: they may take it back."""
    return quote.get("person") == str(person)


def contact(session: Session, record: Record) -> Person | None:
    """Whom to ask about a record, where that is somebody of ours who is still here."""
    found = session.get(Person, record.contact_id) if record.contact_id else None
    return found if found and is_member(found) else None


def naming(session: Session, organisation: int, person: int) -> Sequence[Record]:
    """The records that this person filed, took part in, or is whom to ask about, oldest first."""
    took_part = select(Participant.record_id).where(
        Participant.organisation_id == organisation, Participant.person_id == person
    )
    theirs = or_(col(Record.filed_by_id) == person, col(Record.contact_id) == person, col(Record.id).in_(took_part))
    rows = select(Record).where(Record.organisation_id == organisation, theirs)
    return session.exec(rows.order_by(col(Record.id))).all()


def take_quotes_out(session: Session, organisation: int, person: int) -> None:
    """Let no record quote this person any more, nor what is kept of how it stood before."""
    for record in quoting(session, organisation, person):
        _quote_no_more(session, record, person)
    revisions = select(Revision).where(Revision.organisation_id == organisation)
    _never_quoted(session.exec(revisions).all(), person)
    session.flush()


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
        for use, by in uses.of_record(session, record.organisation_id, record.id)
        if by.id == person and uses.says_something(use)
    ]
    uses.say_nothing(session, told)
    return told


def _quote_no_more(session: Session, record: Record, person: int) -> None:
    record.quotes = [quote for quote in record.quotes if not is_by(quote, person)]
    shelving.index(session, record)


def _never_quoted(stood: Iterable[Revision], person: int) -> None:
    for revision in stood:
        quotes = revision.content["quotes"]
        if isinstance(quotes, list) and any(is_by(quote, person) for quote in quotes):
            revision.content = {**revision.content, "quotes": [quote for quote in quotes if not is_by(quote, person)]}


def forget(session: Session, organisation: int, person: int, *names: str) -> None:
    """Let nothing in the library say who this person is: not as a quote, a reader, whom to ask or who filed.

    `names`: those of their name and e-mail address that are known, for whom to ask, and who is to do something, may be
    said in words. Records stay; what this person said of one that they used goes, and that use still counts.
    """
    take_quotes_out(session, organisation, person)
    uses.take_words_out(session, organisation, person)
    _own_no_action(session, organisation, names)
    mine = col(Record.organisation_id) == organisation
    for column in (Record.filed_by_id, Record.contact_id, Record.public_asked_by_id):
        session.exec(update(Record).where(mine, col(column) == person).values({col(column): None}))
    session.exec(update(Record).where(mine, col(Record.contact).in_(names)).values(contact=""))
    for revision in session.exec(select(Revision).where(Revision.organisation_id == organisation)).all():
        if revision.content["contact_id"] == person or revision.content["contact"] in names:
            revision.content = {**revision.content, "contact": "", "contact_id": None}
    session.exec(
        delete(Participant).where(
            col(Participant.organisation_id) == organisation, col(Participant.person_id) == person
        )
    )
    session.exec(
        update(Revision)
        .where(col(Revision.organisation_id) == organisation, col(Revision.changed_by_id) == person)
        .values(changed_by_id=None)
    )


def _own_no_action(session: Session, organisation: int, names: Collection[str]) -> None:
    """What was to be done stays; that somebody of these names was to do it goes, and cannot be searched for."""
    for record in session.exec(select(Record).where(Record.organisation_id == organisation)).all():
        if any(action["owner"] in names for action in record.actions):
            record.actions = [_of_nobody(action, names) for action in record.actions]
            shelving.index(session, record)
    for revision in session.exec(select(Revision).where(Revision.organisation_id == organisation)).all():
        stood = revision.content["actions"]
        if isinstance(stood, list) and any(action["owner"] in names for action in stood):
            revision.content = {**revision.content, "actions": [_of_nobody(action, names) for action in stood]}
    session.flush()


def _of_nobody(action: dict[str, str], names: Collection[str]) -> dict[str, str]:
    return {**action, "owner": ""} if action["owner"] in names else action
