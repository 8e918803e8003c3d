"""A draw: who is to meet whom in a trial, from a recorded seed. It is kept as a row, and its buttons carry its id."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import cast
from zoneinfo import ZoneInfo

from activities.coffee.matching.problem import MOST_OWED, Candidate, Pool
from activities.coffee.trial import MATCH_AT, the_trial
from activities.kit.days import moment
from activities.kit.phases import MovedOn, Phases
from activities.kit.subjects import number
from activities.kit.turn import Turn
from storage import meetings, trials
from storage.tables import Draw, Signup, Trial
from storage.trials import DrawnGroup, NotDrawn

DRAW = Phases(
    "waiting_for_groups",
    {
        ("waiting_for_groups", "propose"): "waiting_for_approval",
        ("waiting_for_groups", "send"): "waiting_for_introductions",
        ("waiting_for_groups", "discard"): "discarded",
        ("waiting_for_approval", "send"): "waiting_for_introductions",
        ("waiting_for_approval", "discard"): "discarded",
        ("waiting_for_introductions", "finish"): "sent",
    },
)

SEEDS = 2**31
"""Seeds are below this, so that anybody can copy one by hand."""


def begin(turn: Turn, trial: Trial, waited_for: bool) -> Draw:
    """Draw a seed, and work out the groups right after this turn, in one of its own.

    `waited_for`: somebody looks forward to what comes of it, so it need not wait for office hours.
    """
    draw = Draw(
        organisation_id=turn.org,
        trial_id=trial.id,
        phase=DRAW.first,
        seed=turn.random.randrange(SEEDS),
        drawn_at=turn.now,
    )
    turn.session.add(draw)
    turn.session.flush()
    if waited_for:
        turn.soon("arrange", draw.id)
    else:
        turn.wake(turn.now, "arrange", draw.id)
    return draw


def the_draw(turn: Turn, subject: str | int) -> tuple[Trial, Draw]:
    """Return a draw and its trial, locked; raise `MovedOn` where there is no such draw in this organisation."""
    found = trials.draw(turn.here, number(subject))
    if found is None:
        raise MovedOn
    return the_trial(turn, found.trial_id), found


def current(turn: Turn, trial: Trial) -> Draw | None:
    """Return the trial's draw that is still to be worked out or sent, if there is one."""
    newest = trials.newest_draw(turn.here, trial.id)
    return newest if newest and DRAW.allows(newest, "discard") else None


def is_being_sent(turn: Turn, trial: Trial) -> bool:
    """Say whether some of those who were drawn together have yet to be introduced."""
    newest = trials.newest_draw(turn.here, trial.id)
    return newest is not None and DRAW.allows(newest, "finish")


def groups_of(draw: Draw) -> list[DrawnGroup]:
    """Return who is to meet whom."""
    return cast(list[DrawnGroup], draw.groups)


def left_out_of(draw: Draw) -> list[NotDrawn]:
    """Return who could not be matched, and why."""
    return cast(list[NotDrawn], draw.left_out)


def morning_after(turn: Turn, trial: Trial) -> datetime:
    """Return 09:00 local time on the next working day."""
    return moment(turn.working_days.after(turn.today), MATCH_AT, ZoneInfo(trial.timezone))


def pool_of(turn: Turn, trial: Trial, signups: Sequence[Signup]) -> Pool:
    """Build the pool: everybody who signed up, whom they met in earlier trials, and what each is owed from those.

    Ids are people's.
    """
    ids = [signup.person_id for signup in signups]
    met = meetings.met_before(turn.here, ids)
    owed = meetings.owed(turn.here, ids)
    spelled = _spellings(signup.department for signup in signups)
    return Pool(
        candidates=tuple(
            Candidate(
                id=str(signup.person_id),
                sites=tuple(site for site in trial.sites if site in signup.sites),
                department=spelled[_key(signup.department)],
                clinical=signup.role_group == "clinical",
                each_site=signup.meetups == "each_site",
                owed=min(owed.get(signup.person_id, 0), MOST_OWED),
            )
            for signup in signups
        ),
        met={frozenset(str(person) for person in pair): ago for pair, ago in met.items()},
    )


def _spellings(departments: Iterable[str]) -> dict[str, str]:
    """Choose one spelling for each department: where there is no list, people type `radiology ` as well."""
    return {_key(department): department for department in sorted(departments, reverse=True)}


def _key(department: str) -> str:
    return " ".join(department.casefold().split())
