"""Coffee trials, who signed up for them, and the draws made for them."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import TypedDict

from sqlmodel import col, func, select
from sqlmodel.sql.expression import Select

from storage.here import Here
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


def met_before(here: Here, day: date) -> Sequence[Trial]:
    """Return trials whose last day to meet was before this one, oldest first, locked until the transaction ends."""
    wanted = select(Trial).where(Trial.organisation_id == here.org, Trial.meet_by < day)
    return here.session.exec(wanted.order_by(col(Trial.id)).with_for_update()).all()


def latest(here: Here) -> Trial | None:
    """Return the trial opened last, whatever became of it."""
    newest = select(Trial).where(Trial.organisation_id == here.org).order_by(col(Trial.id).desc()).limit(1)
    return here.session.exec(newest).one_or_none()


# ---- sign-ups --------------------------------------------------------------------------------------------------------


def signup(here: Here, trial: int, person: int) -> Signup | None:
    """Return this person's place in a trial, even if they have left it."""
    return here.session.exec(
        select(Signup).where(Signup.organisation_id == here.org, Signup.trial_id == trial, Signup.person_id == person)
    ).one_or_none()


def signups_of(here: Here, person: int) -> Sequence[tuple[Signup, Trial]]:
    """Return every place that this person ever had in a trial, oldest first."""
    rows = (
        select(Signup, Trial)
        .join(Trial, col(Trial.id) == col(Signup.trial_id))
        .where(Signup.organisation_id == here.org, Signup.person_id == person)
    )
    return here.session.exec(rows.order_by(col(Signup.id))).all()


def last_signup(here: Here, person: int) -> Signup | None:
    """Return what this person said when they last signed up for any trial."""
    said = select(Signup).where(Signup.organisation_id == here.org, Signup.person_id == person)
    return here.session.exec(said.order_by(col(Signup.id).desc()).limit(1)).one_or_none()


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


def count_signups(here: Here, trial: int) -> int:
    """Count those who are in a trial."""
    rows = select(func.count()).select_from(Signup)
    rows = rows.where(Signup.organisation_id == here.org, Signup.trial_id == trial, Signup.state == "in")
    return here.session.exec(rows).one()


def joined_by(here: Here, person: int, phases: Collection[str]) -> Sequence[Trial]:
    """Return the trials in these phases that this person has joined and not left, oldest first."""
    wanted = (
        select(Trial)
        .join(Signup, col(Signup.trial_id) == col(Trial.id))
        .where(Trial.organisation_id == here.org, col(Trial.phase).in_(phases))
        .where(Signup.person_id == person, Signup.state != "left")
    )
    return here.session.exec(wanted.order_by(col(Trial.opened_at), col(Trial.id))).all()


# ---- draws -----------------------------------------------------------------------------------------------------------


def draw(here: Here, draw: int) -> Draw | None:
    """Return the draw with this id in this organisation."""
    return here.session.exec(select(Draw).where(Draw.organisation_id == here.org, Draw.id == draw)).one_or_none()


def newest_draw(here: Here, trial: int) -> Draw | None:
    """Return the draw made last for a trial."""
    rows = select(Draw).where(Draw.organisation_id == here.org, Draw.trial_id == trial)
    return here.session.exec(rows.order_by(col(Draw.id).desc()).limit(1)).one_or_none()
