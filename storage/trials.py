"""Coffee trials, who signed up for them, and the draws made for them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TypedDict

from sqlmodel import col, func, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from storage.here import Here
from storage.prepared import finds_all, finds_one, reads
from storage.tables import Draw, Meeting, Person, Signup, Trial


class DrawnGroup(TypedDict):
    """One of `Draw.groups`. People by id, in the order in which `why` speaks of them; `third` is who joined a pair."""

    members: list[int]
    site: str
    why: str
    third: int | None


class NotDrawn(TypedDict):
    """One of `Draw.left_out`: a meeting somebody asked for and could not have. `site`: empty for no particular one."""

    person: int
    site: str
    why: str


# ---- trials ----------------------------------------------------------------------------------------------------------


def of_meetings(here: Here) -> dict[int, int]:
    """Map each meeting to its trial, by their ids."""
    rows = select(col(Meeting.id), Meeting.trial_id).where(Meeting.organisation_id == here.org)
    return dict(here.session.exec(rows).all())


def of_draws(here: Here) -> dict[int, int]:
    """Map each draw to its trial, by their ids."""
    rows = select(col(Draw.id), Draw.trial_id).where(Draw.organisation_id == here.org)
    return dict(here.session.exec(rows).all())


@finds_all
def met_before(here: Here, day: date) -> SelectOfScalar[Trial]:
    """Return trials whose last day to meet was before this one, oldest first, locked until the transaction ends."""
    wanted = select(Trial).where(Trial.organisation_id == here.org, Trial.meet_by < day)
    return wanted.order_by(col(Trial.id)).with_for_update()


@finds_one
def latest(here: Here) -> SelectOfScalar[Trial]:
    """Return the trial opened last, whatever became of it."""
    return select(Trial).where(Trial.organisation_id == here.org).order_by(col(Trial.id).desc()).limit(1)


# ---- sign-ups --------------------------------------------------------------------------------------------------------


@finds_one
def signup(here: Here, trial: int, person: int) -> SelectOfScalar[Signup]:
    """Return this person's place in a trial, even if they have left it."""
    return select(Signup).where(
        Signup.organisation_id == here.org, Signup.trial_id == trial, Signup.person_id == person
    )


@finds_all
def signups_of(here: Here, person: int) -> Select[Signup, Trial]:
    """Return every place that this person ever had in a trial, oldest first."""
    rows = (
        select(Signup, Trial)
        .join(Trial, col(Trial.id) == col(Signup.trial_id))
        .where(Signup.organisation_id == here.org, Signup.person_id == person)
    )
    return rows.order_by(col(Signup.id))


@finds_one
def last_signup(here: Here, person: int) -> SelectOfScalar[Signup]:
    """Return what this person said when they last signed up for any trial."""
    said = select(Signup).where(Signup.organisation_id == here.org, Signup.person_id == person)
    return said.order_by(col(Signup.id).desc()).limit(1)


def signups(here: Here, trial: int) -> Sequence[tuple[Signup, Person]]:
    """Return everybody who is in a trial, in the order in which they first joined."""
    return here.session.exec(_signups(here.org, trial)).all()


def signups_after(here: Here, trial: int, signup: int, limit: int) -> Sequence[tuple[Signup, Person]]:
    """Return the first sign-ups of a trial after this one, each with its person, at most `limit`."""
    return here.session.exec(_signups(here.org, trial).where(col(Signup.id) > signup).limit(limit)).all()


def _signups(organisation: int, trial: int) -> Select[Signup, Person]:
    rows = (
        select(Signup, Person)
        .join(Person, col(Person.id) == col(Signup.person_id))
        .where(Signup.organisation_id == organisation, Signup.trial_id == trial, Signup.state == "in")
    )
    return rows.order_by(col(Signup.id))


@reads
def count_signups(here: Here, trial: int) -> SelectOfScalar[int]:
    """Count those who are in a trial."""
    rows = select(func.count()).select_from(Signup)
    return rows.where(Signup.organisation_id == here.org, Signup.trial_id == trial, Signup.state == "in")


def count_signups_of(here: Here, trials: Collection[int]) -> Mapping[int, int]:
    """Map each of these trials in which there is anybody to how many there are."""
    return dict(_signups_by_trial(here, trials))


@finds_all
def _signups_by_trial(here: Here, trials: Collection[int]) -> Select[int, int]:
    rows = select(Signup.trial_id, func.count()).where(Signup.organisation_id == here.org, Signup.state == "in")
    return rows.where(col(Signup.trial_id).in_(trials)).group_by(col(Signup.trial_id))


@finds_all
def joined_by(here: Here, person: int, phases: Collection[str]) -> SelectOfScalar[Trial]:
    """Return the trials in these phases that this person has joined and not left, oldest first."""
    wanted = (
        select(Trial)
        .join(Signup, col(Signup.trial_id) == col(Trial.id))
        .where(Trial.organisation_id == here.org, col(Trial.phase).in_(phases))
        .where(Signup.person_id == person, Signup.state != "left")
    )
    return wanted.order_by(col(Trial.opened_at), col(Trial.id))


# ---- draws -----------------------------------------------------------------------------------------------------------


@finds_one
def draw(here: Here, draw: int) -> SelectOfScalar[Draw]:
    """Return the draw with this id in this organisation."""
    return select(Draw).where(Draw.organisation_id == here.org, Draw.id == draw)


@finds_one
def newest_draw(here: Here, trial: int) -> SelectOfScalar[Draw]:
    """Return the draw made last for a trial."""
    rows = select(Draw).where(Draw.organisation_id == here.org, Draw.trial_id == trial)
    return rows.order_by(col(Draw.id).desc()).limit(1)
