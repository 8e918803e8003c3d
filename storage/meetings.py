"""Meetings, the people in them, and what earlier trials left behind."""

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import combinations

from sqlalchemy import ColumnElement, not_
from sqlmodel import col, func, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from storage.here import Here
from storage.membership import are_members
from storage.prepared import finds_all, finds_one, is_there, reads
from storage.tables import Feedback, Meeting, MeetingMember, Person, Signup, Trial

Place = tuple[MeetingMember, Person]
"""A person's part in a meeting, and who they are."""

_WITHOUT = ("waiting_for_match", "matched_again")
"""Phases of a place that was no meeting in the end: they found nobody, or somebody else, whose meeting counts."""


def are_introduced() -> ColumnElement[bool]:
    """Give the condition by which a query over meetings finds those whose introduction has arrived."""
    return col(Meeting.introduced_at).is_not(None)


# ---- one meeting, one person -----------------------------------------------------------------------------------------


@finds_one
def trial_of(here: Here, meeting: int) -> SelectOfScalar[int]:
    """Return the id of the trial to which a meeting of this organisation belongs."""
    return select(Meeting.trial_id).where(Meeting.organisation_id == here.org, Meeting.id == meeting)


@reads
def get(here: Here, meeting: int) -> SelectOfScalar[Meeting]:
    """Return the meeting as it stands now; lock its trial first. Raises `NoResultFound` if there is none."""
    wanted = select(Meeting).where(Meeting.organisation_id == here.org, Meeting.id == meeting)
    return wanted.execution_options(populate_existing=True)


@finds_all
def places(here: Here, meeting: int) -> Select[MeetingMember, Person]:
    """Return everybody who was ever part of a meeting, as it stands now."""
    return (
        select(MeetingMember, Person)
        .join(Person, col(Person.id) == col(MeetingMember.person_id))
        .where(MeetingMember.organisation_id == here.org, MeetingMember.meeting_id == meeting)
        .order_by(col(MeetingMember.person_id))
        .execution_options(populate_existing=True)
    )


@finds_all
def of_person(here: Here, person: int, phases: Collection[str]) -> Select[Meeting, Trial]:
    """Return every meeting in which this person was introduced in trials in one of these phases, oldest first."""
    rows = (
        select(Meeting, Trial)
        .join(MeetingMember, col(MeetingMember.meeting_id) == col(Meeting.id))
        .join(Trial, col(Trial.id) == col(Meeting.trial_id))
        .where(Meeting.organisation_id == here.org, MeetingMember.person_id == person)
        .where(col(Trial.phase).in_(phases))
    )
    return rows.order_by(col(Meeting.id))


@finds_all
def places_of(here: Here, trial: int, person: int) -> Select[Meeting, MeetingMember]:
    """Return every place that this person had in a trial's meetings, oldest first."""
    rows = (
        select(Meeting, MeetingMember)
        .join(MeetingMember, col(MeetingMember.meeting_id) == col(Meeting.id))
        .where(Meeting.organisation_id == here.org, Meeting.trial_id == trial, MeetingMember.person_id == person)
    )
    return rows.order_by(col(Meeting.id))


# ---- one trial -------------------------------------------------------------------------------------------------------


@finds_all
def in_trial(here: Here, trial: int) -> Select[Meeting, MeetingMember]:
    """Return every place in every meeting of a trial, in the order in which people were introduced."""
    rows = (
        select(Meeting, MeetingMember)
        .join(MeetingMember, col(MeetingMember.meeting_id) == col(Meeting.id))
        .where(Meeting.organisation_id == here.org, Meeting.trial_id == trial)
    )
    return rows.order_by(col(Meeting.id), col(MeetingMember.person_id))


@finds_all
def not_introduced(here: Here, trial: int) -> Select[int, str, int]:
    """Return every place in meetings of a trial whose introduction has not arrived: the meeting, its phase, the person.

    Right after a draw these are thousands, so they come as they stand.
    """
    rows = select(col(Meeting.id), col(Meeting.phase), col(MeetingMember.person_id)).join(
        MeetingMember, col(MeetingMember.meeting_id) == col(Meeting.id)
    )
    return rows.where(Meeting.organisation_id == here.org, Meeting.trial_id == trial, not_(are_introduced()))


@finds_all
def after(here: Here, trial: int, meeting: int, limit: int) -> SelectOfScalar[int]:
    """Return the ids of the first meetings of a trial after this one, at most `limit`."""
    ids = select(Meeting.id).where(Meeting.organisation_id == here.org, Meeting.trial_id == trial)
    return ids.where(col(Meeting.id) > meeting).order_by(col(Meeting.id)).limit(limit)


@finds_all
def signups(here: Here, trial: int) -> SelectOfScalar[Signup]:
    """Return every place in a trial, of those who have left it too: some left after they had been introduced."""
    rows = select(Signup).where(Signup.organisation_id == here.org, Signup.trial_id == trial)
    return rows.order_by(col(Signup.id))


@is_there
def anybody_waits(here: Here, trial: int, ended: Collection[str]) -> SelectOfScalar[int]:
    """Say whether a meeting of a trial that has not `ended` has yet to be introduced."""
    waiting = select(Meeting.id).where(Meeting.organisation_id == here.org, Meeting.trial_id == trial)
    waiting = waiting.where(not_(are_introduced()), col(Meeting.phase).not_in(ended))
    return waiting.limit(1)


@is_there
def anybody_is_introduced(here: Here, trial: int) -> SelectOfScalar[int]:
    """Say whether any meeting of a trial has been introduced."""
    there = select(Meeting.id).where(Meeting.organisation_id == here.org, Meeting.trial_id == trial)
    return there.where(are_introduced()).limit(1)


def introduced(here: Here, trial: int) -> Sequence[Person]:
    """Return everybody introduced in a trial who has not left it since.

    Introduced is whose introduction has arrived.
    """
    return here.session.exec(_introduced(here.org, trial).order_by(col(Person.id))).all()


def silent(here: Here, trial: int, after: int, limit: int) -> Sequence[Person]:
    """Return the first people `after` an id who were introduced in a trial and have given no feedback."""
    rows = _silent(here.org, trial).where(col(Person.id) > after)
    return here.session.exec(rows.order_by(col(Person.id)).limit(limit)).all()


def count_silent(here: Here, trial: int) -> int:
    """Count the people who were introduced in a trial and have given no feedback."""
    return here.session.exec(select(func.count()).select_from(_silent(here.org, trial).subquery())).one()


def _silent(organisation: int, trial: int) -> SelectOfScalar[Person]:
    heard = select(Feedback.person_id).where(Feedback.organisation_id == organisation, Feedback.trial_id == trial)
    return _introduced(organisation, trial).where(col(Person.id).not_in(heard))


def _introduced(organisation: int, trial: int) -> SelectOfScalar[Person]:
    ids = (
        select(MeetingMember.person_id)
        .join(Meeting, col(Meeting.id) == col(MeetingMember.meeting_id))
        .where(Meeting.organisation_id == organisation, Meeting.trial_id == trial, are_introduced())
    )
    return (
        select(Person)
        .join(Signup, col(Signup.person_id) == col(Person.id))
        .where(Signup.trial_id == trial, Signup.state != "left", are_members(), col(Person.id).in_(ids))
    )


def together(here: Here, trial: int) -> frozenset[frozenset[int]]:
    """Return every two people whom this trial has introduced to each other."""
    groups: dict[int, list[int]] = {}
    for meeting, place in in_trial(here, trial):
        groups.setdefault(meeting.id, []).append(place.person_id)
    return frozenset(frozenset(pair) for group in groups.values() for pair in combinations(group, 2))


# ---- all trials ------------------------------------------------------------------------------------------------------


def met_before(here: Here, people: Collection[int]) -> dict[frozenset[int], int]:
    """Map each two of these people who were introduced before to how many rounds ago they last were.

    Rounds are the trials that introduced anybody, by the order in which they opened; the last of them is 1.
    """
    rows = (
        select(Meeting.trial_id, Meeting.id, MeetingMember.person_id)
        .join(MeetingMember, col(MeetingMember.meeting_id) == col(Meeting.id))
        .where(Meeting.organisation_id == here.org, are_introduced())
    )
    wanted, groups = set(people), dict[tuple[int, int], list[int]]()
    for trial, meeting, person in here.session.exec(rows).all():
        groups.setdefault((trial, meeting), []).append(person)
    rounds = {trial: ago for ago, trial in enumerate(sorted({trial for trial, _ in groups}, reverse=True), start=1)}
    met: dict[frozenset[int], int] = {}
    for (trial, _), members in groups.items():
        for pair in combinations(sorted(wanted.intersection(members)), 2):
            met[frozenset(pair)] = min(rounds[trial], met.get(frozenset(pair), rounds[trial]))
    return met


def owed(here: Here, people: Collection[int]) -> dict[int, int]:
    """Count how often each of these people asked for a meeting and had none, or one in a three, in all trials.

    Trials in which nobody has been introduced yet owe nobody anything, and a cancelled one forgives all.
    """
    sites, sizes = _sites_of_meetings(here)
    debts: Counter[int] = Counter()
    rows = (
        select(Signup)
        .join(Trial, col(Trial.id) == col(Signup.trial_id))
        .where(Signup.organisation_id == here.org, Signup.state == "in", Trial.phase != "cancelled")
        .where(col(Signup.trial_id).in_(select(Meeting.trial_id).where(are_introduced()).distinct()))
    )
    for signup in here.session.exec(rows).all():
        asked = len(signup.sites) if signup.meetups == "each_site" else 1
        had = sites.get((signup.trial_id, signup.person_id), set())
        threes = sizes[signup.trial_id, signup.person_id]
        debts[signup.person_id] += max(0, asked - len(had)) + threes
    return {person: debts[person] for person in people}


def _sites_of_meetings(here: Here) -> tuple[dict[tuple[int, int], set[str]], Counter[tuple[int, int]]]:
    """Map (trial, person) to the sites at which they had a meeting, and how many of these were threes."""
    rows = (
        select(Meeting, MeetingMember)
        .join(MeetingMember, col(MeetingMember.meeting_id) == col(Meeting.id))
        .where(Meeting.organisation_id == here.org, are_introduced())
    )
    found = here.session.exec(rows).all()
    members = Counter(place.meeting_id for _, place in found)
    sites: dict[tuple[int, int], set[str]] = {}
    threes: Counter[tuple[int, int]] = Counter()
    for meeting, place in found:
        if place.phase not in _WITHOUT:
            sites.setdefault((meeting.trial_id, place.person_id), set()).add(meeting.site)
            threes[meeting.trial_id, place.person_id] += members[place.meeting_id] > 2
    return sites, threes
