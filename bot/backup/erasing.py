"""Erasing from a restored backup whoever was forgotten after it was taken, as they were: everywhere, and for good."""

from collections.abc import Set
from datetime import date, datetime

from sqlmodel import Session, select

from activities.privacy.erasing import Forgetting
from activities.privacy.facilitators import gone
from bot.backup.backup_file import About
from bot.engine.appointing import unused, use
from bot.engine.engine import Engine
from bot.settings.forgotten_list import Forgotten, ForgottenList, WrongList
from storage import organisations, people
from storage.tables import Organisation, Person

OR_WITHOUT = (
    "Or restore with --without-forgotten: then whoever was forgotten since is back, and has to be forgotten again."
)


class CannotErase(Exception):
    """Raised where it cannot be known who was forgotten since the backup; the text says why, and what to do."""


def forgotten_since(about: About, listed: ForgottenList | None) -> frozenset[str]:
    """Return digests of those who were forgotten after a backup was taken. Raises `CannotErase`."""
    if listed is None:
        raise CannotErase(
            "Whoever was forgotten since could come back with this backup: KNOWHOW_FORGOTTEN_KEY is not set, so there "
            f"is no list of them. Set it as it was when the bot ran. {OR_WITHOUT}"
        )
    try:
        found = listed.read()
    except FileNotFoundError:
        raise CannotErase(
            f"The list of those who were forgotten is not there: {listed.file}. Bring it back with `knowhow forgotten "
            f"import`, or name it in KNOWHOW_FORGOTTEN. {OR_WITHOUT}"
        ) from None
    except OSError as error:
        raise CannotErase(f"{listed.file} cannot be read: {error.strerror}. {OR_WITHOUT}") from None
    except WrongList as wrong:
        raise CannotErase(
            f"{listed.file} {wrong}. Bring a whole one back with `knowhow forgotten import`. {OR_WITHOUT}"
        ) from None
    taken, after = datetime.fromisoformat(about.taken_at).date(), _number_at(about, found)
    _must_reach(found, taken, after)
    since = [entry for entry in found.entries if entry.day >= taken and entry.number > (after or 0)]
    if not all(listed.keys.made(entry.digest) for entry in since):
        raise CannotErase(
            "Some on the list of the forgotten cannot be recognised: it was made with another key. Put that one after "
            f"yours in KNOWHOW_FORGOTTEN_KEY, with a comma between. {OR_WITHOUT}"
        )
    return frozenset(entry.digest for entry in since)


def erase(session: Session, engine: Engine, digests: Set[str]) -> int:
    """Forget everybody who is known by one of these, by the code that runs when they ask; gives back how many."""
    number = 0
    for organisation in organisations.every(session) if digests else ():
        for person in session.exec(select(Person).where(Person.organisation_id == organisation.id)).all():
            known_by = people.recognised_by(session, person)
            if not digests.isdisjoint(digest for one in known_by for digest in engine.rules.keys.digests(one)):
                _erase(session, engine, organisation, person)
                number += 1
    return number


def _erase(session: Session, engine: Engine, organisation: Organisation, person: Person) -> None:
    turn = engine.turn(session, organisation, "knowhow", f"restored:{person.id}")
    turn.waited_for = False
    names = [person.email, *(account.user for account in people.accounts_of(session, person))]
    use(session, organisation, unused(organisation, engine.rules.named(names), engine.rules.keys))
    gone(turn, person)
    Forgetting(tuple(engine.activities.values())).let_go(turn, person)


def _number_at(about: About, found: Forgotten) -> int | None:
    """Return how far this list had come when the backup was taken, where the backup says."""
    name, _, number = about.forgotten.partition(":")
    return int(number) if name == found.name and number.isdigit() else None


def _must_reach(found: Forgotten, taken: date, after: int | None) -> None:
    begins_too_late = found.since > taken or (found.since == taken and after is None)
    ends_too_early = (found.until is not None and found.until < taken) or (after is not None and found.newest < after)
    if begins_too_late:
        raise CannotErase(
            f"The list of the forgotten goes back to {found.since}, and this backup is older: nobody can know who was "
            f"forgotten in between. {OR_WITHOUT}"
        )
    if ends_too_early:
        raise CannotErase(
            "The list of the forgotten is older than this backup. Bring the newest one back with `knowhow forgotten "
            f"import`. {OR_WITHOUT}"
        )
