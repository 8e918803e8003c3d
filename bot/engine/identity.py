"""Finds the person behind a verified account, and keeps them up to date; whoever goes is waited for a while."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from activities.kit.activity import Activity
from activities.kit.events import Event, Kind, People, Profile, Submitted
from activities.kit.profiles import said_of
from activities.kit.turn import Turn
from activities.kit.wording import A_COLLEAGUE
from bot.engine.appointing import unused, use
from bot.engine.serving import Serving
from bot.faults.about import learn
from bot.settings.rules import Rules
from storage import admissions, calendar, grid, joining, leaving, people
from storage.belonging import EVERYBODY, LISTED, Rule, Shown, is_listed_guest, let_in_by
from storage.here import Here
from storage.joining import Known
from storage.membership import is_member
from storage.tables import AccountRow, Organisation, Person, Workspace


class BelongingUnknown(LookupError):
    """Raised where a platform cannot be asked what the rules go by, and nothing that holds is known of somebody."""


@dataclass(frozen=True)
class Reception:
    """Knows people by what their platform verified. `new_turn`: the engine's, by organisation, activity and chance.

    `serving`: as which app, for of another in the same tenant everybody is somebody else.
    """

    rules: Rules
    serving: Serving
    activities: Sequence[Activity]
    new_turn: Callable[[Session, Organisation, str, str], Turn]

    def turn_of(self, session: Session, by: Profile, activity: str, done: str, *, named: bool = True) -> Turn:
        """Give the turn for somebody's event. `done`: what chance is drawn from, with their account and the moment.

        Where it is not `named`, nothing notes that they have done anything.
        """
        known = self._behind(session, by)
        at = known.workspace if known else self._workspace(session, by)
        organisation = known.organisation if known else session.get_one(Organisation, at.organisation_id)
        by = self._judged(Here(session, organisation.id), by, known)
        learn(organisation=organisation.id)
        turn = self.new_turn(session, organisation, activity, f"{done}:{by.account.user}")
        acted_at = turn.now if named else None
        turn.is_first, turn.workspace, turn.by_admin = known is None, at.id, by.is_admin
        if known and self._is_no_news(known, by):
            turn.by = known.person
            if _is_another_day(known.account, acted_at):
                known.account.acted_at = acted_at  # only its day is kept
                session.flush()
        else:
            turn.by = self._know(session, at, by, known, acted_at, acts=True)
        turn.belongs = is_member(by) and is_member(turn.by)
        return turn

    def judged_in(self, turn: Turn, event: Event) -> Event:
        """Give an event in which everybody who was chosen is what the organisation's rules say of them."""
        if not isinstance(event, Submitted):
            return event
        judged = {
            field: People(tuple(self.judged(turn.here, one) for one in value.profiles))
            for field, value in event.values.items()
            if isinstance(value, People)
        }
        return replace(event, values={**event.values, **judged}) if judged else event

    def judged(self, here: Here, profile: Profile) -> Profile:
        """Say of somebody whether they belong by the organisation's rules; an outsider is of the tenant, and not of it.

        Nothing that a platform says of anybody goes further without this. Raises `BelongingUnknown`.
        """
        return self._judged(here, profile, self._behind(here.session, profile))

    def _judged(self, here: Here, profile: Profile, known: Known | None) -> Profile:
        if not profile.active or profile.kind not in (Kind.MEMBER, Kind.GUEST):
            return profile
        rules = self.serving.members(profile.account.platform).of(profile.account.platform)
        shown = Shown(profile.name, profile.email, profile.places, known.person if known else None)
        if profile.kind is Kind.GUEST:
            let_in, otherwise = [str(LISTED)] if is_listed_guest(here, shown) else [], Kind.GUEST
        elif profile.is_kept:
            let_in, otherwise = _still_let_in(rules, known), None
        else:
            let_in = let_in_by(here, rules, shown) or _still_let_in(
                [rule for rule in rules if rule.what in profile.unsure_places], known
            )
            otherwise = None if profile.unsure_places else Kind.OUTSIDER
        if let_in:
            return replace(profile, kind=Kind.MEMBER, let_in_by=tuple(let_in))
        until = self._let_in_until(here, known) if known else None
        if until is None and otherwise is None:
            raise BelongingUnknown
        if until is None:
            return replace(profile, kind=otherwise or profile.kind, email=None)
        email = None if profile.kind is Kind.GUEST else profile.email
        return replace(profile, kind=Kind.MEMBER, email=email, let_in_by=(admissions.words(until),))

    def _let_in_until(self, here: Here, known: Known) -> date | None:
        """Give the day until which a facilitator has let somebody in, if one has."""
        return admissions.let_in_until(here, known.account.id, self._today(here.session, known.person))

    def _today(self, session: Session, person: Person) -> date:
        zone = session.get_one(Organisation, person.organisation_id).timezone
        return calendar.now(session).astimezone(ZoneInfo(zone)).date()

    def meet(self, session: Session, profile: Profile) -> None:
        """Bring what is known of somebody up to date.

        Of people who have dealt with the bot, and of those who are to facilitate from the start. And of whoever looks
        after the workspace while nobody facilitates: they alone can say who does.
        """
        known = self._behind(session, profile)
        if known is None and not self._may_be_needed(profile):
            return
        at = known.workspace if known else self._workspace(session, profile)
        try:
            profile = self._judged(Here(session, at.organisation_id), profile, known)
        except BelongingUnknown:
            return  # they stay what they are until the platform can be asked
        if known and self._is_no_news(known, profile):
            return
        here = session.get_one(Organisation, at.organisation_id)
        is_needed = is_member(profile) and (self._appointing(here, profile) or _is_to_appoint(here, profile))
        if known or is_needed:
            self._know(session, at, profile, known)

    def _may_be_needed(self, profile: Profile) -> bool:
        """Say whether the bot may have to know somebody who has not dealt with it: hardly anybody of those listed."""
        return is_member(profile) and (profile.is_admin or bool(self._named(profile)))

    def _behind(self, session: Session, profile: Profile) -> Known | None:
        """Find who is behind an account, also where it has been known by another id until now."""
        account = profile.account
        if profile.also:
            at = self._workspace(session, profile)
            grid.follow(session, at, account.user, profile.also, A_COLLEAGUE)
        return joining.behind(
            session, account.platform, account.tenant, self.serving.app(account.platform), account.user
        )

    def _is_no_news(self, known: Known, profile: Profile) -> bool:
        """Say whether nothing has to be brought up to date about somebody who does something, but for when they did."""
        return (
            known.person.leaving_since is None
            and not self._appointing(known.organisation, profile)
            and joining.is_no_news(known, **said_of(profile))
        )

    def workspace(self, session: Session, platform: str, tenant: str) -> Workspace:
        """Return a workspace as its platform names it; it is made where nothing was kept of it. Raises `AnotherApp`."""
        return people.workspace(session, platform, tenant, self.rules.timezone, self.serving.app(platform))

    def moves_in(self, session: Session, platform: str, tenant: str) -> Workspace:
        """Return a workspace, in which this process is from now on. Raises `AnotherApp`."""
        at = self.workspace(session, platform, tenant)
        self.serving.serves(at, session.get_one(Organisation, at.organisation_id))
        return at

    def _workspace(self, session: Session, profile: Profile) -> Workspace:
        return self.workspace(session, profile.account.platform, profile.account.tenant)

    def refused(self, session: Session, workspace: int, person: int) -> None:
        """Note that the platform would not deliver something to somebody: it is as if their account were closed."""
        owner = leaving.refuse(session, workspace, person)
        was_here = is_member(owner)
        joining.sum_up(session, owner)
        if was_here and not is_member(owner):
            self._lose(session, owner)

    def shut_out(self, session: Session, person: Person) -> None:
        """Let somebody belong no more whom the staff list alone let in: it is as if their account were closed."""
        person.staff_id = None
        for account in people.accounts_of(session, person):
            if not (is_member(account) or account.refused):
                continue
            here, today = Here(session, person.organisation_id), self._today(session, person)
            until = admissions.let_in_until(here, account.id, today)
            if until is None:
                account.kind, account.let_in_by = Kind.OUTSIDER, []
            else:
                admissions.becomes_member(account, until)
        joining.sum_up(session, person)
        if not is_member(person):
            self._lose(session, person)

    def arrived(self, session: Session, workspace: int, person: int) -> None:
        """Note that something has reached somebody: where nothing did for a while, they are back."""
        owner = leaving.arrived(session, workspace, person)
        if owner is not None:
            joining.sum_up(session, owner)
            self._welcome(session, owner)

    def _know(
        self,
        session: Session,
        at: Workspace,
        profile: Profile,
        before: Known | None,
        acted_at: datetime | None = None,
        acts: bool = False,
    ) -> Person:
        took_part = before.person.id if before and is_member(before.person) else None
        person, account = joining.know(session, at, profile.account.user, **said_of(profile), acts=acts)
        if _is_another_day(account, acted_at):
            account.acted_at = acted_at  # only its day is kept
        here = session.get_one(Organisation, at.organisation_id)
        if named := self._appointing(here, profile):
            use(session, here, named)
            person.facilitates = True
        session.flush()
        # Whoever goes on by another account has not left, though this one has.
        left = session.get(Person, took_part) if took_part else None
        if left is not None and not is_member(left):
            self._lose(session, left)
        self._welcome(session, person)
        return person

    def _appointing(self, here: Organisation, profile: Profile) -> list[str]:
        """Return the names, as digests, by which the settings make somebody a facilitator now: only ever a member."""
        named = self._named(profile) if is_member(profile) else []
        return unused(here, named, self.rules.keys) if named else []

    def _named(self, profile: Profile) -> list[str]:
        return self.rules.named((profile.account.user, *profile.also, profile.email))

    def _lose(self, session: Session, person: Person) -> None:
        """Note that somebody cannot be reached any more. Nothing of theirs ends by that alone: they may be back."""
        self._alone_with(session, person)
        if person.leaving_since is not None:
            return
        turn = self._turn(session, person, "away")
        person.leaving_since = turn.now
        session.flush()
        # The last activity is the one that says who facilitates, and how long is waited. It comes first here, so that
        # what the others say of it is right.
        for activity in reversed(self.activities):
            activity.away(turn.for_activity(activity.name), person)

    def _welcome(self, session: Session, person: Person) -> None:
        """Welcome back whoever is back: what waited for them leaves, and who heard that they were away hears so.

        Whom a platform only lists again, after it refused them, is tried first: what reaches them proves it.
        """
        if person.leaving_since is None or not is_member(person):
            return
        self._alone_with(session, person)
        if person.leaving_since is None:
            return
        leaving.release(Here(session, person.organisation_id), person.id)
        if not leaving.can_be_reached(session, person):
            return
        turn = self._turn(session, person, "back")
        for activity in self.activities:
            activity.back(turn.for_activity(activity.name), person)
        person.leaving_since = person.vanished_id = None
        session.flush()

    def _alone_with(self, session: Session, person: Person) -> None:
        """Let nobody else leave or come back meanwhile, and read what others have said of this person until now."""
        people.lock(session, session.get_one(Organisation, person.organisation_id))
        session.refresh(person)

    def _turn(self, session: Session, person: Person, happened: str) -> Turn:
        organisation = session.get_one(Organisation, person.organisation_id)
        turn = self.new_turn(session, organisation, "", f"{happened}:{person.id}")
        turn.waited_for = False
        return turn


def _still_let_in(rules: Collection[Rule], known: Known | None) -> list[str]:
    """Return those of some rules by which somebody belonged when their platform could last be asked."""
    if known is None or not is_member(known.account):
        return []
    return [str(rule) for rule in rules if rule == EVERYBODY or str(rule) in known.account.let_in_by]


def _is_another_day(account: AccountRow, acted_at: datetime | None) -> bool:
    """Say whether somebody acts, and on another day than the last that is kept of their account."""
    return acted_at is not None and (account.acted_at is None or account.acted_at.date() != acted_at.date())


def _is_to_appoint(here: Organisation, profile: Profile) -> bool:
    """Say whether somebody looks after the workspace while nobody facilitates, and so may say who does."""
    return here.unled_since is not None and profile.is_admin
