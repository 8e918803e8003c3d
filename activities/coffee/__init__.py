"""Randomised coffee trials: meet somebody you would never have met."""

from activities.coffee import cancelling, changing, closing, leaving, overview, personal_data
from activities.coffee.draw import arrange, arriving, match_due, proposal, sending
from activities.coffee.feedback import filing, giving, report
from activities.coffee.meeting import asking, away, introduction, no_answer, parting, rematch
from activities.coffee.messages import titles, undelivered
from activities.coffee.overview import current_state
from activities.coffee.personal_data import KEEPS
from activities.coffee.trial import TRIAL, TRIALS, WITH_PAIRS, about_one, announcement, inviting, opening, signup
from activities.kit.activity import Activity, Verb, everybody, facilitator

join = about_one("join", TRIAL.where("join"), signup.ask_to_sign_up)
leave = about_one("leave", TRIAL.where("leave"), leaving.leave, mine=True)
change = about_one("change", TRIAL.where("change"), changing.ask_for_changes)
close = about_one("close", TRIAL.where("close"), closing.close_now)
pairs = about_one("pairs", WITH_PAIRS, proposal.pairs)
cancel = about_one("cancel", TRIAL.where("cancel"), cancelling.ask_to_cancel)

COFFEE = TRIALS.added_to(
    Activity(
        name="coffee",
        says="Randomised coffee trials: meet somebody you would never have met",
        commands={
            "join": Verb("Join a trial that is open, or change your answers", join.typed),
            "leave": Verb("Leave a trial, before or after you have been introduced", leave.typed),
            "status": Verb("See your trials and meetings, and what happens next", overview.status),
            "new": Verb("Open a trial", facilitator(opening.ask_for_trial)),
            "change": Verb("Move a trial’s dates, or change its note", facilitator(change.typed)),
            "invite": Verb("Get a text, links and a poster to invite with", facilitator(inviting.invite.typed)),
            "close": Verb("Close sign-ups and match people now", facilitator(close.typed)),
            "pairs": Verb("See who is to meet whom, and why", facilitator(pairs.typed)),
            "feedback": Verb("Ask for feedback now", facilitator(asking.ask_now.typed)),
            "report": Verb("See what a trial has come to so far", facilitator(report.show.typed)),
            "cancel": Verb("Cancel a trial", facilitator(cancel.typed)),
            "hold": Verb("See until when a trial is kept, or keep it longer", facilitator(personal_data.hold.typed)),
        },
        buttons={
            "join": join.pressed,
            "leave": leave.pressed,
            "invite": facilitator(inviting.invite.pressed),
            "code": facilitator(inviting.INVITING.send_code),
            "change": facilitator(change.pressed),
            "close": facilitator(close.pressed),
            "pairs": facilitator(pairs.pressed),
            "page": facilitator(proposal.turn_page),
            "send": facilitator(proposal.send),
            "shuffle": facilitator(proposal.shuffle),
            "cancel": facilitator(cancel.pressed),
            "cancel_trial": facilitator(cancelling.cancel_trial),
            "cancel_draw": facilitator(cancelling.cancel_instead),
            "met": giving.met,
            "no_time": parting.no_time,
            "know_each_other": parting.know_each_other,
            "no_answer": no_answer.no_answer,
            "still_in": no_answer.still_in,
            "another": parting.another,
            "leave_trial": parting.leave_trial,
            "send_again": facilitator(arriving.send_again),
            "give_feedback": giving.give_feedback,
            "feedback": facilitator(asking.ask_now.pressed),
            "report": facilitator(report.show.pressed),
            "report_page": facilitator(report.turn_page),
            "take_out": facilitator(report.take_out),
            "put_back": facilitator(report.put_back),
            "spreadsheet": facilitator(filing.ask_for_spreadsheet),
            "file": facilitator(filing.file),
            "hold": facilitator(personal_data.hold.pressed),
        },
        forms={
            "trial": facilitator(changing.open_or_change),
            "signup": everybody(signup.sign_up),
            "feedback": giving.save_feedback,
        },
        wakes={
            "close": closing.close_due,
            "match": match_due,
            "remind_approval": proposal.remind,
            "send_on": sending.send_on,
            "cancel_on": cancelling.CANCELLED.spread_on,
            "change_on": changing.MOVED.spread_on,
            "reword_on": changing.REWORDED.spread_on,
            "offer_no_answer": introduction.offer_no_answer,
            "end_silence": no_answer.end_silence,
            "ask_feedback": asking.ask_feedback,
            "ask_again": asking.ask_again,
            "ask_on": asking.ask_on,
            "report": report.report_due,
        },
        long_work={"arrange": arrange, "rematch": rematch.rematch},
        current_state=current_state,
        home=overview.home,
        titles=titles,
        undelivered=undelivered,
        renews={
            "introduction": introduction.renew,
            "introduction_alone": introduction.renew,
            "ask_feedback": asking.is_still_asked,
            "ask_again": asking.is_still_asked,
        },
        delivered={"introduction": arriving.arrived, "introduction_alone": arriving.arrived},
        on_leaver=leaving.on_leaver,
        away=away.away,
        back=away.back,
        is_in=leaving.is_in,
        files="Coffee trial",
        keeps=(KEEPS,),
        personal_data=personal_data.of,
        erase=personal_data.erase,
        documents={
            "code": inviting.INVITING.make_code,
            "poster": inviting.INVITING.make_poster,
            "report": filing.spreadsheet,
        },
    ),
    announcement.ANNOUNCING,
    personal_data.KEEPING,
    personal_data.GIVEN,
)
