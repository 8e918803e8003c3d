"""The announcement: one message in the channel, told again with every sign-up and when sign-ups close."""

from activities.coffee.cards import announcement as cards
from activities.coffee.trial import match_day, the_trial
from activities.kit.cards import Card
from activities.kit.events import Pressed, Undelivered, Why
from activities.kit.subjects import number
from activities.kit.turn import Key, Turn
from storage import trials
from storage.people import sure
from storage.tables import Trial


def announce(turn: Turn, trial: Trial) -> None:
    """Tell the channel how the trial stands now, in place of what it was told before."""
    turn.announce(trial.workspace_id, trial.channel, _card(turn, trial), _key(trial))


def not_announced(turn: Turn, lost: Undelivered) -> None:
    """The channel may not have it: the facilitator is told, and can have it sent again."""
    trial = the_trial(turn, lost.key.split(":")[1])
    card = cards.not_announced(trial, lost.why is Why.UNCERTAIN)
    for person in turn.who_runs(trial):
        turn.tell(person, card, ("not_announced", sure(trial.id), turn.now.isoformat()))


def send_again(turn: Turn, pressed: Pressed) -> Card:
    """A facilitator has looked, and wants it sent again."""
    trial = the_trial(turn, number(pressed.subject))
    turn.send_again(_card(turn, trial), _key(trial))
    return cards.announced_again(trial)


def _card(turn: Turn, trial: Trial) -> Card:
    joined = trials.count_signups(turn.session, turn.org, sure(trial.id))
    return cards.announcement(trial, match_day(trial.signups_close), joined)


def _key(trial: Trial) -> Key:
    return ("announcement", sure(trial.id))
