"""Randomised coffee trials: meet somebody you would never have met."""

from activities.coffee import announcement, opening, overview, signup
from activities.coffee.choosing import AboutOneTrial
from activities.coffee.trial import where
from activities.kit.activity import Activity, Verb, facilitator

join = AboutOneTrial("join", where("join"), signup.ask_to_sign_up)

COFFEE = Activity(
    name="coffee",
    says="Randomised coffee trials: meet somebody you would never have met",
    commands={
        "join": Verb("Join a trial that is open, or change your answers", join.typed),
        "status": Verb("See your trials and meetings, and what happens next", overview.status),
        "new": Verb("Open a trial", facilitator(opening.ask_for_trial)),
    },
    buttons={
        "join": join.pressed,
        "announce": facilitator(announcement.send_again),
    },
    forms={
        "trial": facilitator(opening.open_trial),
        "signup": signup.sign_up,
    },
    wakes={},
    present=overview.present,
    home=overview.home,
    undelivered=lambda turn, lost: announcement.not_announced(turn, lost),
    left=lambda turn, person: None,
)
