"""Who belongs by an organisation's own rules, of all whom a platform shows: in a tenant of many, most are others'.

`storage.membership` says who is a member by what an account's row says. Whatever a platform says of somebody passes
these rules before it comes to that row, and before anything is done for them.
"""

import json
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Text, cast
from sqlmodel import col, func, or_, select

from storage import admissions, people
from storage.here import Here
from storage.membership import are_members
from storage.tables import AccountRow, Person

SLACK, TEAMS = "slack", "teams"


class By(StrEnum):
    """What lets somebody in, as the setting calls it."""

    TENANT = "tenant"
    STAFF_LIST = "staff-list"
    TEAM = "teams"
    CHANNEL = "channels"
    ADDRESS = "addresses"
    NAME = "name-ends"


_OF_ONE_PLATFORM = {By.TEAM: TEAMS, By.NAME: TEAMS, By.CHANNEL: SLACK}
"""Rules that say nothing about the other. Names end as a directory has them; in Slack people write their own."""


@dataclass(frozen=True)
class Rule:
    """Lets in whoever fits `what`: the id of a team or channel, a domain of addresses, the end of a name."""

    by: By
    what: str = ""

    def __str__(self) -> str:
        """Return it as it stands in the setting, and as it is kept of those whom it lets in."""
        return f"{self.by}:{self.what}" if self.what else str(self.by)

    def is_of(self, platform: str) -> bool:
        """Say whether it says anything about people of a platform."""
        return _OF_ONE_PLATFORM.get(self.by, platform) == platform


EVERYBODY, LISTED = Rule(By.TENANT), Rule(By.STAFF_LIST)


@dataclass(frozen=True)
class MemberRules:
    """What an organisation has decided: whoever is let in by any of these belongs."""

    all: tuple[Rule, ...] = ()

    def of(self, platform: str) -> tuple[Rule, ...]:
        """Return those that hold for people of a platform.

        Where nothing is said everybody in a Slack workspace belongs, since it is one organisation's own, and nobody in
        a tenant of Teams: those are shared.
        """
        said = tuple(rule for rule in self.all if rule.is_of(platform))
        return (EVERYBODY,) if not said and platform != TEAMS else said

    def places(self, platform: str) -> tuple[str, ...]:
        """Return the ids of the teams or channels whose members are let in."""
        return tuple(rule.what for rule in self.of(platform) if rule.by in (By.TEAM, By.CHANNEL))


EVERYBODY_BELONGS = MemberRules((EVERYBODY,))


@dataclass(frozen=True)
class Shown:
    """What of somebody the rules go by, as their platform says it. `places`: those of the rules' that they are in.

    `email` is one that their own workspace or tenant vouches for. `person`: who they are known to be, if they are.
    """

    name: str
    email: str | None
    places: Collection[str]
    person: Person | None


def is_listed_guest(here: Here, shown: Shown) -> bool:
    """Say whether the staff list names a guest: by the address that our own workspace or tenant vouches for.

    Only a row that says who else employs them counts, and only one that no other account has become.
    """
    row = _listed_row(here, shown)
    if row is None or not row.employer:
        return False
    return row is shown.person or not people.accounts_of(here.session, row)


def let_in_by(here: Here, rules: Collection[Rule], shown: Shown) -> list[str]:
    """Return every rule that lets in somebody with a full account of the tenant; none of them does an outsider."""
    return [str(rule) for rule in rules if _lets_in(here, rule, shown)]


def _lets_in(here: Here, rule: Rule, shown: Shown) -> bool:
    match rule.by:
        case By.TENANT:
            return True
        case By.STAFF_LIST:
            return _listed_row(here, shown) is not None
        case By.TEAM | By.CHANNEL:
            return rule.what in shown.places
        case By.ADDRESS:
            return (shown.email or "").strip().lower().endswith(f"@{rule.what}")
        case By.NAME:
            return spelt(shown.name).endswith(rule.what)


def _listed_row(here: Here, shown: Shown) -> Person | None:
    """Return the staff list's row for somebody: who they are known to be, else whoever holds their address."""
    if shown.person is not None and shown.person.staff_id is not None:
        return shown.person
    holder = people.holder_of(here, shown.email) if shown.email else None
    return holder if holder is not None and holder.staff_id is not None else None


def counted(here: Here) -> dict[str, int]:
    """Count the people whom each rule lets in, by its words, of all who have an account here."""
    theirs = select(AccountRow.person_id, AccountRow.let_in_by).where(AccountRow.organisation_id == here.org)
    rows = here.session.exec(theirs.where(are_members(AccountRow)))
    let_in = {(person, rule) for person, rules in rows for rule in rules}
    return Counter(rule for _, rule in let_in)


def is_anybody_in_by_other_rules(here: Here, rules: MemberRules) -> bool:
    """Say whether somebody is a member by none of these rules: they have changed since the platforms were asked."""
    written = cast(AccountRow.let_in_by, Text)  # PostgreSQL compares no JSON
    theirs = select(AccountRow.platform, written).where(AccountRow.organisation_id == here.org)
    kept = here.session.exec(theirs.where(are_members(AccountRow)).distinct()).all()
    now = {platform: {str(rule) for rule in rules.of(platform)} for platform in (SLACK, TEAMS)}
    return any(
        not any(rule in now.get(platform, ()) or admissions.is_one(rule) for rule in json.loads(let_in_by))
        for platform, let_in_by in kept
    )


def accounts_called(here: Here, called: str) -> list[tuple[AccountRow, Person]]:
    """Return the accounts with this id, or of people with this name or e-mail address, however they are written."""
    written = called.lower()
    theirs = or_(func.lower(AccountRow.user) == written, _is_called(written), col(Person.email) == written)
    rows = select(AccountRow, Person).join(Person, col(Person.id) == col(AccountRow.person_id)).where(theirs)
    rows = rows.where(AccountRow.organisation_id == here.org)
    return list(here.session.exec(rows.order_by(col(AccountRow.id))).all())


def listed(here: Here, called: str) -> list[Person]:
    """Return those with this name, e-mail address or staff id whom the staff list names, and who have no account."""
    written = called.lower()
    theirs = or_(func.lower(Person.staff_id) == written, _is_called(written), col(Person.email) == written)
    has_none = col(Person.id).not_in(select(AccountRow.person_id))
    rows = select(Person).where(Person.organisation_id == here.org, col(Person.staff_id).is_not(None), theirs, has_none)
    return list(here.session.exec(rows.order_by(col(Person.id))).all())


def _is_called(written: str) -> ColumnElement[bool]:
    return or_(func.lower(Person.name) == written, func.lower(Person.directory_name) == written)


def spelt(name: str) -> str:
    """Return the end of a name as it is compared: case and spaces make no difference."""
    return " ".join(name.casefold().split())
