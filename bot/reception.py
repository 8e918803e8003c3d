"""Who is at the door: the person behind a verified account, brought up to date and let go of where they have left."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from activities.kit.activity import Activity
from activities.kit.events import Profile
from activities.kit.turn import Turn
from bot.appointing import unused, use
from bot.rules import Rules
from storage import joining, people
from storage.membership import is_member
from storage.people import sure
from storage.tables import Organisation, Person, Workspace


@dataclass(frozen=True)
class Reception:
    """Knows people by what their platform verified. `new_turn`: the engine's, by organisation, activity and chance."""

    rules: Rules
    activities: Sequence[Activity]
    new_turn: Callable[[Session, Organisation, str, str], Turn]

    def turn_of(self, session: Session, by: Profile, activity: str, done: str, *, named: bool = True) -> Turn:
        """The turn of somebody's event. `done`: what chance is drawn from, with their account and the moment.

        Where it is not `named`, nothing notes that they have done anything.
        """
        at = self._workspace(session, by)
        organisation = session.get_one(Organisation, at.organisation_id)
        turn = self.new_turn(session, organisation, activity, f"{done}:{by.account.user}")
        turn.is_first = people.of_account(session, at, by.account.user) is None
        turn.by, turn.workspace = self._know(session, at, by, acted_at=turn.now if named else None), sure(at.id)
        turn.by_admin = by.is_admin
        return turn

    def meet(self, session: Session, profile: Profile) -> None:
        """Bring what is known of somebody up to date.

        Of people who have dealt with the bot, and of those who are to facilitate from the start. And of whoever looks
        after the workspace while nobody facilitates: they alone can say who does.
        """
        at = self._workspace(session, profile)
        here = session.get_one(Organisation, at.organisation_id)
        is_needed = is_member(profile) and (self._appointing(here, profile) or _is_to_appoint(here, profile))
        if is_needed or people.of_account(session, at, profile.account.user) is not None:
            self._know(session, at, profile)

    def _workspace(self, session: Session, profile: Profile) -> Workspace:
        return people.workspace(session, profile.account.platform, profile.account.tenant, self.rules.timezone)

    def _know(self, session: Session, at: Workspace, profile: Profile, acted_at: datetime | None = None) -> Person:
        before = people.of_account(session, at, profile.account.user)
        took_part = before.id if before and is_member(before) else None
        person, account = joining.know(
            session,
            at,
            profile.account.user,
            name=profile.name,
            email=profile.email,
            kind=profile.kind,
            active=profile.active,
            is_admin=profile.is_admin,
        )
        if acted_at is not None and (account.acted_at is None or account.acted_at.date() != acted_at.date()):
            account.acted_at = acted_at  # only its day is kept
        here = session.get_one(Organisation, at.organisation_id)
        if named := self._appointing(here, profile):
            use(session, here, named)
            person.facilitates = True
        session.flush()
        # Whoever goes on by another account has not left, though this one has.
        left = session.get(Person, took_part) if took_part else None
        if left is not None and not is_member(left):
            self._let_go(session, left)
        return person

    def _appointing(self, here: Organisation, profile: Profile) -> list[str]:
        """What the settings call somebody by, where that makes them a facilitator now: only ever a member."""
        names = (profile.account.user, profile.email) if is_member(profile) else ()
        return unused(here, self.rules.facilitators, names, self.rules.keys)

    def _let_go(self, session: Session, person: Person) -> None:
        organisation = session.get_one(Organisation, person.organisation_id)
        # The last activity is the one that says who facilitates. It comes first here, so that nothing which the others
        # hand on comes back to whoever goes.
        for activity in reversed(self.activities):
            turn = self.new_turn(session, organisation, activity.name, f"left:{person.id}")
            turn.waited_for = False
            activity.left(turn, person)


def _is_to_appoint(here: Organisation, profile: Profile) -> bool:
    """Whether they look after the workspace while nobody facilitates, and so can say who does."""
    return here.unled_since is not None and profile.is_admin
