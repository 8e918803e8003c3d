"""Actions: what people said they would do, in a review, after a café or anywhere else."""

from activities.actions import ending, overview, owning, personal_data, telling
from activities.actions.personal_data import KEEPS
from activities.kit.activity import Activity, Verb, facilitator
from storage import actions

ACTIONS = Activity(
    name=actions.ACTIVITY,
    says="What people said they would do after a review or a café",
    commands={
        "list": Verb("See what is yours to do, and for facilitators everybody’s, overdue first", overview.show),
        "hold": Verb("See until when actions are kept, or keep them longer", facilitator(personal_data.hold)),
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
        "hold": facilitator(personal_data.show_kept),
        "put_on_hold": facilitator(personal_data.KEEPING.put_on_hold),
        "release": facilitator(personal_data.KEEPING.release),
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
        "remind_week": telling.remind,
        "remind_day": telling.remind,
    },
    current_state=overview.current_state,
    home=overview.home,
    undelivered=owning.undelivered,
    renews={"reminder": telling.renew},
    on_leaver=owning.on_leaver,
    keeps=(KEEPS,),
    personal_data=personal_data.of,
    erase=personal_data.erase,
    expire=personal_data.expire,
)
