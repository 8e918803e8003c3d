"""Knowledge cafés: one question, small groups that mix, and everybody takes something away.

A café until it starts is planned, announced, joined, put into a calendar, reminded of: `opening`, `joining`,
`calendar`, `reminding`. A café under way has its clock, who sits where, and its end: `facilitating`, `seating`,
`printing`, `ending`. What people take away is in `takeaways` and `filing`; what a café is, in `cafe`.
"""

from activities.cafe import (
    calendar,
    ending,
    facilitating,
    filing,
    inviting,
    joining,
    messages,
    opening,
    overview,
    personal_data,
    printing,
    reminding,
    seating,
    takeaways,
)
from activities.cafe.cafe import ANNOUNCING, CAFE, KNOWLEDGE_CAFES, UNDER_WAY, about_one, the_cafe
from activities.cafe.opening import QUESTION, START
from activities.cafe.personal_data import KEEPS
from activities.kit.activity import Activity, Verb, anonymous, everybody, facilitator
from activities.kit.prompts import Prompting

join = about_one("join", CAFE.where("join"), joining.join)
leave = about_one("leave", CAFE.where("leave"), joining.leave, mine=True)
start = about_one("start", CAFE.where("start"), facilitating.start)
start_now = about_one("start_now", CAFE.where("start"), facilitating.start_now)
next_step = about_one("next", UNDER_WAY, facilitating.next_typed)
close = about_one("close", ("waiting_to_start", *UNDER_WAY, "waiting_for_takeaways"), ending.ask_to_close)


CAFES = Prompting("cafe", QUESTION, START, opening.prompted, of_others=False).added_to(
    KNOWLEDGE_CAFES.added_to(
        Activity(
            name="cafe",
            says="Knowledge cafés: one question, small groups that mix, and everybody takes something away",
            commands={
                "join": Verb("Join a café that is planned or under way", join.typed),
                "leave": Verb("Leave a café", leave.typed),
                "status": Verb("See your cafés, and what happens next", overview.status),
                "new": Verb("Plan a café; espresso is the short form", facilitator(opening.ask_for_cafe), "espresso"),
                "invite": Verb("Get a text, links and a poster to invite with", facilitator(inviting.invite.typed)),
                "start": Verb("Start a café: from then on I keep the time", facilitator(start.typed)),
                "next": Verb("Begin the next round, or the circle", facilitator(next_step.typed)),
                "close": Verb("Call a café off, stop it, or see what people take away now", facilitator(close.typed)),
                "hold": Verb("See until when a café is kept, or keep it longer", facilitator(personal_data.hold.typed)),
            },
            buttons={
                "join": everybody(join.pressed),
                "leave": leave.pressed,
                "invite": facilitator(inviting.invite.pressed),
                "code": facilitator(inviting.INVITING.send_code),
                "start": facilitator(start.pressed),
                "start_now": facilitator(start_now.pressed),
                "next": facilitator(next_step.pressed),
                "next_step": facilitator(facilitating.next_pressed),
                "more": facilitator(facilitating.one_more_minute),
                "stop": facilitator(facilitating.stop),
                "rota": facilitator(printing.show),
                "tables_again": facilitator(messages.send_again),
                "close": facilitator(close.pressed),
                "call_off": facilitator(ending.call_off),
                "take_away": anonymous(takeaways.ask),
                "file": facilitator(filing.ask),
                "hold": facilitator(personal_data.hold.pressed),
            },
            forms={
                "cafe": facilitator(opening.open_cafe),
                "takeaway": anonymous(takeaways.save),
                "record": facilitator(filing.file),
            },
            wakes={
                "remind_day": reminding.remind_day,
                "remind_soon": reminding.remind_soon,
                "not_started": reminding.not_started,
                "step_over": facilitating.step_over,
                "nearly_over": facilitating.nearly_over,
                "show": takeaways.show_due,
            },
            long_work={"seat": seating.seat},
            current_state=overview.current_state,
            home=overview.home,
            titles=messages.titles,
            undelivered=messages.undelivered,
            renews={
                "tomorrow": reminding.is_still_to_come,
                "soon": reminding.is_still_to_come,
                "round": messages.is_still_on,
            },
            on_leaver=joining.on_leaver,
            away=joining.away_or_back,
            back=joining.away_or_back,
            is_in=joining.is_in,
            keeps=(KEEPS,),
            personal_data=personal_data.of,
            erase=personal_data.erase,
            files="Knowledge café",
            sealed={"takeaway": the_cafe},
            documents={
                "calendar": calendar.calendar,
                "code": inviting.INVITING.make_code,
                "poster": inviting.INVITING.make_poster,
                "rota": printing.page,
            },
        ),
        ANNOUNCING,
        personal_data.KEEPING,
        personal_data.GIVEN,
    )
)
