"""How things stand for somebody: `/coffee status` and the home page."""

from activities.coffee.cards import signup as signup_cards
from activities.coffee.cards import trial as cards
from activities.coffee.feedback import awaited
from activities.coffee.meeting import home_part
from activities.coffee.trial import BEFORE_PAIRS, RUNNING, TRIAL, match_day
from activities.kit.cards import Card, Part
from activities.kit.events import Command
from activities.kit.turn import Turn
from storage import meetings, trials
from storage.tables import Trial


def status(turn: Turn, command: Command) -> Card:
    """`/coffee status`."""
    return everything(turn)


def everything(turn: Turn) -> Card:
    """Everything that concerns this person."""
    return signup_cards.status(home(turn))


def home(turn: Turn) -> tuple[Part, ...]:
    """My meetings and what they wait for, my trials, what I can join; for facilitators every trial that is running."""
    mine = trials.joined_by(turn.here, turn.person.id, BEFORE_PAIRS)
    rows = [(trial, cards.waits_for(trial, match_day(trial.signups_close))) for trial in mine]
    rows += [(trial, signup_cards.NOBODY_YET) for trial in _without_partner(turn)]
    open_ones = [one for one in trials.in_phases(turn.here, TRIAL.where("join")) if one not in mine]
    looked_after = _looked_after(turn) if turn.person.facilitates else ()
    return (
        *awaited(turn),
        *home_part(turn),
        *signup_cards.mine(rows),
        *signup_cards.to_join(open_ones),
        *looked_after,
    )


def _without_partner(turn: Turn) -> list[Trial]:
    """Trials in which everybody was introduced but this person, for whom nobody was found."""
    me = turn.person.id
    meeting = trials.joined_by(turn.here, me, ("waiting_for_meetings",))
    return [one for one in meeting if not meetings.places_of(turn.here, one.id, me)]


def _looked_after(turn: Turn) -> tuple[Part, ...]:
    running = trials.in_phases(turn.here, RUNNING)
    rows = [(trial, match_day(trial.signups_close), trials.count_signups(turn.here, trial.id)) for trial in running]
    return cards.for_facilitators(rows) if rows else ()
