"""A staff list into the store: people are added and brought up to date.

Where the list is said to be complete, whoever it names no more is let go of.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from activities.kit.turn import Turn
from activities.kit.wording import count
from activities.privacy.staff_list import Missing, is_listed_again, leave_out, missing_from, settle
from bot.engine.batches import in_parts
from bot.engine.engine import Engine
from bot.register.staff_list import StaffRow
from storage import people, staff_list
from storage.here import Here
from storage.progress import UNSEEN, Progress

IMPORTING, LEAVING_OUT = "Importing", "Looking after those whom the list names no more"
"""What is being done, in the words of `progress`, from when the first is written."""


@dataclass(frozen=True)
class Imported:
    """How many people were new, how many were known and brought up to date, and who is missing from a complete list."""

    new: int
    known: int
    missing: Missing | None = None


def keep_staff(
    engine: Engine,
    rows: Sequence[StaffRow],
    is_whole: bool = False,
    on_purpose: bool = False,
    progress: Progress = UNSEEN,
) -> Imported:
    """Write the whole list, some rows in each transaction.

    `is_whole`: whoever was listed before and is not now has left, unless an account in use makes them a member by
    another rule. `on_purpose`: no
    facilitator need be asked first, however many they are.

    Raises `SeveralOrganisations`, and nothing is saved; or `TurnFailed`, and the same list again finishes it.
    """

    def begin(session: Session) -> tuple[int, list[int]]:
        organisation = engine.serving.organisation(session, engine.rules.timezone).id
        return organisation, [one.id for one in staff_list.listed(Here(session, organisation))]

    organisation, before = engine.write("staff import", begin)

    def save(session: Session, row: StaffRow) -> bool:
        is_new = staff_list.save(Here(session, organisation), row.id, row.said)
        person = staff_list.by_staff_id(Here(session, organisation), row.id)
        if person and person.leaving_since is not None and not people.accounts_of(session, person):
            is_listed_again(turn_of(engine, session), person)
        return is_new

    are_new = in_parts(engine, organisation, "staff import", rows, save, progress, IMPORTING, "people")
    _without_doubles(engine, organisation, before)
    missing = (
        _leave_out(engine, organisation, before, {row.id for row in rows}, on_purpose, progress) if is_whole else None
    )
    return Imported(sum(are_new), len(are_new) - sum(are_new), missing)


def _without_doubles(engine: Engine, organisation: int, before: Collection[int]) -> None:
    """Delete those whose number and words have passed on to the account with which they came meanwhile.

    They had been listed with another address, so that nothing said that they were one.
    """

    def look() -> list[int]:
        with engine.database.reading() as session:
            return [one.id for one in staff_list.in_nothing(Here(session, organisation))]

    def delete(session: Session, person: int) -> None:
        for one in people.several(Here(session, organisation), [person]):
            if one.staff_id is None and staff_list.is_only_listed(Here(session, organisation), one):
                session.delete(one)

    in_parts(engine, organisation, "staff import", sorted({*before} & {*engine.run("staff import", look)}), delete)


def _leave_out(
    engine: Engine, organisation: int, before: list[int], ids: Collection[str], on_purpose: bool, progress: Progress
) -> Missing:
    """Let whoever the list names no more leave, some in each transaction; or ask about them first."""

    def look() -> tuple[Missing, set[int]]:
        with engine.database.reading() as session:
            turn = turn_of(engine, session)
            named = {one.id for one in staff_list.listed(Here(session, turn.org)) if one.staff_id in ids}
            return missing_from(turn, before, named, on_purpose), named

    missing, named = engine.run("staff import", look)

    engine.write("staff import", lambda session: settle(turn_of(engine, session), missing, named))

    def leave(session: Session, person: int) -> None:
        if person in missing.shut_out:
            engine.reception.shut_out(session, people.get(Here(session, organisation), person))
        else:
            leave_out(turn_of(engine, session), missing, person)

    without_account = () if missing.asked else tuple(one for one in missing.gone if one not in missing.shut_out)
    leaves = (*missing.in_use, *missing.others, *missing.shut_out, *without_account)
    in_parts(engine, organisation, "staff import", leaves, leave, progress, LEAVING_OUT, "people")
    return missing


def turn_of(engine: Engine, session: Session) -> Turn:
    """Give the turn in which a staff list is looked at or applied."""
    organisation = engine.serving.organisation(session, engine.rules.timezone)
    turn = engine.turn(session, organisation, "knowhow", "staff list")
    turn.waited_for = False
    return turn


def missing_in_words(missing: Missing) -> str:
    """Say, for whoever imports a complete list, what becomes of those whom it names no more."""
    gone = f"{len(missing.gone)} of the {missing.among} people listed before are missing"
    in_use = (
        f" {count(len(missing.in_use), 'other')} are missing too, but another rule makes them members, so they stay."
    )
    rest = in_use if missing.in_use else ""
    if not missing.gone:
        return f"Nobody has left by this list.{rest}"
    if missing.asked:
        return (
            f"{gone}. That is many, so nothing of theirs ends yet: a facilitator is asked in chat. Whom the list alone "
            "let in is turned away meanwhile. If you know that they have left, import it again with --complete "
            f"--yes.{rest}"
        )
    return f"{gone}, and let go of once they have been waited for (KNOWHOW_LEAVING_GRACE).{rest}"
