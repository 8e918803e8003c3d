"""The announcement: one message in the channel, told again with every sign-up and when sign-ups close."""

from activities.coffee.cards import announcement as cards
from activities.coffee.trial import BEFORE_PAIRS, match_day, the_trial
from activities.kit.announcing import Announcing
from activities.kit.cards import Card
from activities.kit.turn import Turn
from storage import trials
from storage.tables import Trial


def _card(turn: Turn, trial: Trial) -> Card:
    joined = trials.count_signups(turn.here, trial.id)
    return cards.announcement(trial, match_day(trial.signups_close), joined)


ANNOUNCING = Announcing[Trial]("coffee", Trial, the_trial, _card, BEFORE_PAIRS)
