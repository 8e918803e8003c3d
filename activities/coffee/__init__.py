"""Randomised coffee trials: meet somebody you would never have met."""

from activities.coffee import (
    announcement,
    arranging,
    cancelling,
    changing,
    closing,
    leaving,
    opening,
    overview,
    proposal,
    signup,
)
from activities.coffee.choosing import AboutOneTrial
from activities.coffee.present import present
from activities.coffee.trial import WITH_PAIRS, where
from activities.coffee.undelivered import undelivered
from activities.kit.activity import Activity, Verb, facilitator

join = AboutOneTrial("join", where("join"), signup.ask_to_sign_up)
leave = AboutOneTrial("leave", where("leave"), leaving.leave, mine=True)
change = AboutOneTrial("change", where("change"), changing.ask_for_changes)
close = AboutOneTrial("close", where("close"), closing.close_now)
pairs = AboutOneTrial("pairs", WITH_PAIRS, proposal.pairs)
cancel = AboutOneTrial("cancel", where("cancel"), cancelling.ask_to_cancel)

COFFEE = Activity(
    name="coffee",
    says="Randomised coffee trials: meet somebody you would never have met",
    commands={
        "join": Verb("Join a trial that is open, or change your answers", join.typed),
        "leave": Verb("Leave a trial, before or after you have been introduced", leave.typed),
        "status": Verb("See your trials and meetings, and what happens next", overview.status),
        "new": Verb("Open a trial", facilitator(opening.ask_for_trial)),
        "change": Verb("Move a trial’s dates, or change its note", facilitator(change.typed)),
        "close": Verb("Close sign-ups and match people now", facilitator(close.typed)),
        "pairs": Verb("See who is to meet whom, and why", facilitator(pairs.typed)),
        "cancel": Verb("Cancel a trial", facilitator(cancel.typed)),
    },
    buttons={
        "join": join.pressed,
        "leave": leave.pressed,
        "change": facilitator(change.pressed),
        "close": facilitator(close.pressed),
        "pairs": facilitator(pairs.pressed),
        "page": facilitator(proposal.turn_page),
        "send": facilitator(proposal.send),
        "shuffle": facilitator(proposal.shuffle),
        "cancel": facilitator(cancel.pressed),
        "cancel_trial": facilitator(cancelling.cancel_trial),
        "cancel_draw": facilitator(cancelling.cancel_instead),
        "announce": facilitator(announcement.send_again),
    },
    forms={
        "trial": facilitator(changing.open_or_change),
        "signup": signup.sign_up,
    },
    wakes={
        "close": closing.close_due,
        "match": arranging.match_due,
        "arrange": arranging.arrange,
        "remind_approval": proposal.remind,
    },
    present=present,
    home=overview.home,
    undelivered=undelivered,
    left=leaving.left,
)
