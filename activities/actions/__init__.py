"""Actions: what people said they would do, in a review, after a café or anywhere else."""

from activities.actions import ending, held, keeping, overview, owning, reminding
from activities.actions.cards.held import KEEPS
from activities.kit.activity import Activity, Verb, facilitator
from storage import actions

ACTIONS = Activity(
    name=actions.ACTIVITY,
    says="What people said they would do after a review or a café",
    commands={
        "list": Verb("See what is yours to do, and for facilitators everybody’s, overdue first", overview.show),
        "hold": Verb("See until when actions are kept, or keep them longer", facilitator(keeping.ask)),
    },
    buttons={
        "done": ending.ask_what_came_of_it,
        "later": ending.ask_when,
        "not_applicable": ending.ask_why_not,
        "reword": ending.ask_for_other_words,
        "give": facilitator(owning.ask_whom),
        "tell_again": facilitator(owning.tell_again),
        "close": facilitator(owning.close),
        "page": overview.turn_page,
        "hold": facilitator(keeping.show),
        "put_on_hold": facilitator(keeping.KEEPING.put_on_hold),
        "release": facilitator(keeping.KEEPING.release),
    },
    forms={
        "done": ending.finish,
        "later": ending.postpone,
        "not_applicable": ending.dismiss,
        "reword": ending.reword,
        "give": facilitator(owning.give),
    },
    wakes={
        actions.OPENED: owning.opened,
        "remind_week": reminding.remind,
        "remind_day": reminding.remind,
    },
    present=overview.present,
    home=overview.home,
    undelivered=owning.undelivered,
    renews={"reminder": reminding.renew},
    left=owning.left,
    keeps=(KEEPS,),
    held=held.held,
    forget=held.forget,
    expire=keeping.expire,
)
