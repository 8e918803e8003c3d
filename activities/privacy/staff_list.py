"""What a staff list says of who has left: it names everybody there is, so whoever it names no more has gone.

It answers the question about many as a facilitator would; and where it leaves out many itself, it raises it.
"""

from collections.abc import Collection
from dataclasses import dataclass

from activities.kit.turn import Turn
from activities.privacy import many_leavers
from storage import leaving, people
from storage.belonging import LISTED
from storage.leaving import WAITING
from storage.membership import is_member
from storage.tables import Person


@dataclass(frozen=True)
class Missing:
    """Whom a complete list names no more, by id: those who have left by it, and those whose account is in use.

    `shut_out`: those of whom have left that belonged by the list alone, and have an account. `others` are long gone,
    and only still stood on it. `among`: how many the list named before. `are_many`: so many have left that a
    facilitator is asked first, unless whoever applied the list knows that they have (`on_purpose`).
    """

    gone: tuple[int, ...]
    shut_out: tuple[int, ...]
    in_use: tuple[int, ...]
    others: tuple[int, ...]
    among: int
    are_many: bool = False
    on_purpose: bool = False

    @property
    def asked(self) -> bool:
        """Whether a facilitator is asked first."""
        return self.are_many and not self.on_purpose


def missing_from(turn: Turn, before: Collection[int], named: Collection[int], on_purpose: bool) -> Missing:
    """Find who was listed `before`, and is not `named` now. Changes nothing.

    `on_purpose`: whoever applied it knows that many have left, so no facilitator need be asked.
    """
    asked_about = [leaving.those_of(turn.session, asked) for asked in leaving.in_phase(turn.here, WAITING)]
    waiting = {one.id for those in asked_about for one in those}
    left_out = [one for one in before if one not in named and (on_purpose or one not in waiting)]
    missing = people.several(turn.here, left_out)
    in_use = [one for one in missing if _belongs_otherwise(turn, one)]
    gone = [one for one in missing if one not in in_use and (is_member(one) or one.leaving_since is not None)]
    others = [one for one in missing if one not in in_use and one not in gone]
    shut_out = [one for one in gone if leaving.has_account_in_use(turn.session, one)]
    are_many = turn.policy.are_many(len(gone), len(before))
    return Missing(_ids(gone), _ids(shut_out), _ids(in_use), _ids(others), len(before), are_many, on_purpose)


def _belongs_otherwise(turn: Turn, person: Person) -> bool:
    """Say whether an account in use says that somebody belongs, whatever the list says."""
    accounts = people.accounts_of(turn.session, person)
    return any(is_member(account) and account.let_in_by != [str(LISTED)] for account in accounts)


def leave_out(turn: Turn, missing: Missing, person: int) -> None:
    """Let go of one of them: of the list, or, once they have been waited for, of the organisation."""
    people.lock(turn.session, turn.organisation)
    (one,) = people.several(turn.here, [person])
    if person not in missing.gone:
        one.staff_id = None  # an account that is in use says that they belong
    else:
        one.leaving_since = one.leaving_since or turn.now
        many_leavers.has_left(turn, one)
    turn.session.flush()


def settle(turn: Turn, missing: Missing, named: Collection[int]) -> None:
    """Ask about many who are left out; or answer what is asked already about those whom the list names."""
    people.lock(turn.session, turn.organisation)
    gone = people.several(turn.here, missing.gone)
    if missing.asked:
        for person in gone:
            if person.id not in missing.shut_out:  # these leave as whoever cannot be reached does, one by one
                person.leaving_since = person.leaving_since or turn.now
        turn.session.flush()
        many_leavers.ask(turn, gone, missing.among)
        return
    if missing.are_many:
        many_leavers.is_answered(turn, [one for one in gone if one.id in missing.shut_out], missing.among)
    for asked in leaving.in_phase(turn.here, WAITING):
        away = leaving.those_of(turn.session, asked)
        if away and all(one.id in named for one in away):
            many_leavers.decide_kept(turn, asked)
        elif missing.on_purpose and away and not any(one.id in named for one in away):
            many_leavers.decide_left(turn, asked)


def is_listed_again(turn: Turn, person: Person) -> None:
    """Note that a list names somebody again who has no account, and whom an earlier one had left out."""
    turn.cancel_wake("leaves", person.id)
    many_leavers.one_less(turn, person)
    person.leaving_since = person.vanished_id = None
    turn.session.flush()


def _ids(found: list[Person]) -> tuple[int, ...]:
    return tuple(person.id for person in found)
