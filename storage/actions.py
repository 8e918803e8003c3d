"""What people said they would do: opened by whatever it came from, and kept by the activity `actions`."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, text
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from storage import calendar
from storage.here import Here
from storage.prepared import finds_all, finds_one, reads
from storage.tables import Action
from storage.tables.actions import FIRST_PHASE, OPEN, STILL_OPEN

ACTIVITY, OPENED = "actions", "opened"
"""The activity that looks after actions, and the wake by which it learns of a new one."""


def open_action(
    here: Here,
    *,
    came_from: str,
    title: str,
    text: str,
    owner: int | str,
    due: date,
    asked_by: int,
    now: datetime,
    waited_for: bool = True,
) -> Action:
    """Let somebody have something to do by a local date. They are told right after this transaction.

    `came_from` is `activity:id`, and `title` says it in words: “After-action review: Winter ward move”. `owner`: a
    person's id, or a role in words, for which a facilitator is then asked to find somebody. `asked_by`: the facilitator
    who looks after it. `waited_for` is the turn's: what the clock opens is told in office hours.
    """
    action = Action(
        organisation_id=here.org,
        came_from=came_from,
        title=title,
        phase=FIRST_PHASE,
        text=text,
        owner_id=owner if isinstance(owner, int) else None,
        owner_role=owner if isinstance(owner, str) else "",
        due=due,
        asked_by_id=asked_by,
    )
    return _opened(here.session, action, now, waited_for)


def remind(here: Here, person: int, due: date, now: datetime) -> Action:
    """Let somebody be reminded on a local date of something that they said in their own chat, and that stands there.

    Nothing of it is kept here, nor from what it came, and nobody else ever sees that there is a reminder.
    """
    own = Action(organisation_id=here.org, phase=FIRST_PHASE, owner_id=person, asked_by_id=person, due=due, own=True)
    return _opened(here.session, own, now, waited_for=False)


def _opened(session: Session, action: Action, now: datetime, waited_for: bool) -> Action:
    session.add(action)
    session.flush()
    calendar.set_wake(Here(session, action.organisation_id), ACTIVITY, OPENED, str(action.id), now, prompted=waited_for)
    return action


@finds_one
def locked(here: Here, action: int) -> SelectOfScalar[Action]:
    """Return the action with this id in this organisation, as it stands now, locked until the transaction ends."""
    wanted = select(Action).where(Action.organisation_id == here.org, Action.id == action).with_for_update()
    return wanted.execution_options(populate_existing=True)


def from_source(here: Here, source: str, locked: bool = False) -> Sequence[Action]:
    """Return the actions that came from `source`, which is `activity:id`; without anybody's own reminders."""
    wanted = select(Action).where(Action.organisation_id == here.org, Action.came_from == source)
    wanted = wanted.where(col(Action.own).is_(False)).order_by(col(Action.id))
    return here.session.exec(wanted.with_for_update() if locked else wanted).all()


@finds_all
def latest_sources(here: Here, most: int) -> SelectOfScalar[str]:
    """Return the sources, as `activity:id`, of the newest actions that facilitators look after, the newest first."""
    wanted = select(Action.came_from).where(Action.organisation_id == here.org, col(Action.own).is_(False))
    wanted = wanted.group_by(Action.came_from).order_by(func.max(col(Action.id)).desc())
    return wanted.limit(most)


def phases_by_text(here: Here, source: str) -> Mapping[str, str]:
    """Map the text of each action that came from `source` to how it stands.

    For a record, which keeps actions as words.

    The phases are those of the activity `actions`; those in `OPEN` are open.
    """
    return phases_by_source(here, [source]).get(source, {})


def phases_by_source(here: Here, sources: Collection[str]) -> Mapping[str, Mapping[str, str]]:
    """Map each of these sources to the phase of each of its actions, by its text; leave out those without any."""
    wanted = select(Action.came_from, Action.text, Action.phase)
    wanted = wanted.where(Action.organisation_id == here.org, col(Action.own).is_(False)).order_by(col(Action.id))
    phases: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for source, said, phase in here.session.exec(wanted.where(col(Action.came_from).in_(sources))).all():
        phases[source][said] = phase
    return phases


@finds_all
def of_owner(here: Here, person: int, phases: Collection[str] = OPEN) -> SelectOfScalar[Action]:
    """Return this person's actions in these phases, those due first at the front."""
    mine = select(Action).where(Action.organisation_id == here.org, Action.owner_id == person)
    return mine.where(col(Action.phase).in_(phases)).order_by(col(Action.due), col(Action.id))


@finds_all
def all_of_owner(here: Here, person: int) -> SelectOfScalar[Action]:
    """Return everything that was ever this person's to do, oldest first."""
    mine = select(Action).where(Action.organisation_id == here.org, Action.owner_id == person)
    return mine.order_by(col(Action.id))


@finds_all
def asked_by(here: Here, person: int) -> SelectOfScalar[Action]:
    """Return the open actions that this person looks after because they asked for them, oldest first."""
    theirs = select(Action).where(_looked_after(here.org), Action.asked_by_id == person)
    return theirs.order_by(col(Action.id))


@finds_all
def open_page(here: Here, skipping: int, most: int) -> SelectOfScalar[Action]:
    """Return a page of the open actions that facilitators look after, those due first at the front."""
    wanted = select(Action).where(_looked_after(here.org)).order_by(col(Action.due), col(Action.id))
    return wanted.offset(skipping).limit(most)


@reads
def count_open(here: Here, due_before: date = date.max) -> SelectOfScalar[int]:
    """Count the open actions that facilitators look after, of those due before a day."""
    return select(func.count()).select_from(Action).where(_looked_after(here.org), Action.due < due_before)


@finds_all
def ended_before(here: Here, day: date, limit: int) -> SelectOfScalar[Action]:
    """Return the first actions, locked, that ended or fell due before a day and are not on hold.

    An action that never ended counts by the day on which it was due. At most `limit` of them, by id.
    """
    old = func.coalesce(col(Action.ended_on), col(Action.due)) < day
    wanted = select(Action).where(Action.organisation_id == here.org, old, col(Action.on_hold).is_(False))
    return wanted.order_by(col(Action.id)).limit(limit).with_for_update()


def delete(session: Session, action: Action) -> None:
    """Let an action go, with whatever was due about it."""
    for what in (OPENED, "remind_week", "remind_day"):
        calendar.cancel_wake(Here(session, action.organisation_id), ACTIVITY, what, str(action.id))
    session.delete(action)
    session.flush()


def _looked_after(organisation: int) -> ColumnElement[bool]:
    return and_(col(Action.organisation_id) == organisation, text(STILL_OPEN))
