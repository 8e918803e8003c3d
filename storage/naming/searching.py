"""Looking for a name everywhere, numbered so that a number means the same until something changes; and who did so."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Delete
from sqlmodel import Session, col, delete, select
from sqlmodel.sql.expression import SelectOfScalar

from storage import people
from storage.here import Here
from storage.naming.names import WHOLE, Sought, Span, sought, spans
from storage.naming.places import Place, number, walk
from storage.naming.taking_out import without
from storage.prepared import changes, finds_all, finds_first
from storage.progress import UNSEEN, Progress
from storage.tables import NameSearch, Person, Revision, Use

SEARCHED, TAKEN_OUT = "searched", "taken out"

_NOT_SEARCHED = frozenset({"name_searches", "found_names"})
"""What says that names were looked for, or where one stands."""


@dataclass(frozen=True)
class Found:
    """A place in which somebody is named, by its number, and the passages that do."""

    number: int
    place: Place
    passages: tuple[Span, ...]

    @property
    def how(self) -> str:
        """How the surest of its passages was recognised."""
        return min((span.how for span in self.passages), key=("name", "part of it", "initials", "one letter off").index)


def whom(here: Here, said: str) -> Sought:
    """Return whom a name or an e-mail address is of: with the other of the two, where that is known here.

    Raises `ValueError` where there is no name in it.
    """
    known = [people.by_email(here, said)] if "@" in said else _called(here, said)
    more = [text for person in known if person for text in (person.name, person.email) if text]
    return sought(said, *more)


def everywhere(here: Here, who: Sought, progress: Progress = UNSEEN) -> tuple[Found, ...]:
    """Find every place in which they may be named; never one that is still sealed."""
    of = number(here) if progress is not UNSEEN else None
    named = ((place, tuple(spans(place.text, who))) for place in walk(here, progress=progress, of=of))
    found = [(place, passages) for place, passages in named if passages and place.table not in _NOT_SEARCHED]
    return tuple(Found(number, place, passages) for number, (place, passages) in enumerate(found, start=1))


def fingerprint(found: Sequence[Found]) -> str:
    """Return a digest that stays the same for as long as every number means the same passages of the same text."""
    said = [[one.place.key, one.place.text, [[span.start, span.end] for span in one.passages]] for one in found]
    return sha256(json.dumps(said).encode()).hexdigest()


def note(
    here: Here,
    now: datetime,
    what: str,
    found: Sequence[Found],
    *,
    requested_by: str,
    why: str,
    all_found: Sequence[Found],
) -> NameSearch:
    """Write down that a name was looked for, on whose request, why, and in which records; never whose name it was."""
    records = sorted({number for one in found if (number := record_of(here.session, one.place)) is not None})
    done = NameSearch(
        organisation_id=here.org,
        done_at=now,
        what=what,
        requested_by=requested_by,
        why=why,
        records=records,
        others=sum(record_of(here.session, one.place) is None for one in found),
        digest=fingerprint(all_found),
    )
    here.session.add(done)
    here.session.flush()
    return done


@finds_first
def newest(here: Here) -> SelectOfScalar[NameSearch]:
    """Return the search for a name, or the taking out, that was noted last."""
    rows = select(NameSearch).where(NameSearch.organisation_id == here.org).order_by(col(NameSearch.id).desc())
    return rows.limit(1)


@finds_all
def since(here: Here, then: datetime) -> SelectOfScalar[NameSearch]:
    """Return all that was done since a moment, oldest first."""
    rows = select(NameSearch).where(NameSearch.organisation_id == here.org, col(NameSearch.done_at) >= then)
    return rows.order_by(col(NameSearch.done_at), col(NameSearch.id))


def requested_by(here: Here, who: Sought) -> Sequence[NameSearch]:
    """Return the searches that somebody of this full name, or address, requested; oldest first."""
    rows = select(NameSearch).where(NameSearch.organisation_id == here.org).order_by(col(NameSearch.id))
    return [one for one in here.session.exec(rows).all() if _in_full(one.requested_by, who)]


def name_no_more(here: Here, who: Sought) -> None:
    """Let nothing that was said of who asked, and why, name them in full any more."""
    for one in here.session.exec(select(NameSearch).where(NameSearch.organisation_id == here.org)).all():
        one.requested_by = without(one.requested_by, _in_full(one.requested_by, who))
        one.why = without(one.why, _in_full(one.why, who))
    here.session.flush()


def _in_full(said: str, who: Sought) -> list[list[int]]:
    """Find where somebody is named in full, or by an address: a part of their name may be anybody's."""
    known = spans(said, who, loosely=False)
    return [[span.start, span.end] for span in known if span.how == WHOLE or len(who.parts) == 1]


@changes
def forget_before(here: Here, then: datetime) -> Delete:
    """Drop what was noted before a moment."""
    return delete(NameSearch).where(col(NameSearch.organisation_id) == here.org, col(NameSearch.done_at) < then)


def record_of(session: Session, place: Place) -> int | None:
    """Return the id of the record that a place belongs to, if any."""
    match place.table:
        case "records":
            return int(place.row[0])
        case "record_revisions":
            return session.get_one(Revision, int(place.row[0])).record_id
        case "record_uses":
            return session.get_one(Use, int(place.row[0])).record_id
        case _:
            return None


def _called(here: Here, name: str) -> Sequence[Person]:
    """Return everybody here of this name; several may be."""
    rows = select(Person).where(Person.organisation_id == here.org)
    return [person for person in here.session.exec(rows).all() if person.name.casefold() == name.strip().casefold()]
