"""Guided reviews: after-action reviews and their relatives, each from a template that a librarian can word."""

from collections.abc import Mapping

from activities.kit.activity import Activity, Verb, anonymous, facilitator
from activities.kit.prompts import Prompting
from activities.review import leaving, overview, personal_data, review
from activities.review.asking import answering, closing, consent, hosts, inviting, learned, somebody_else
from activities.review.asking.opening import QUESTION, START, Opening
from activities.review.drafting import desk, reading, wording
from activities.review.filing import agreement, record
from activities.review.filing.recording import Recording
from activities.review.messages import INVITATION, SUMMARY, titles, undelivered
from activities.review.overview import current_state
from activities.review.personal_data import KEEPS
from activities.review.review import REVIEWS, ByWhoRunsIt, by_whoever_runs_it, the_review
from activities.review.template import Templates


def guided_reviews(templates: Templates, beside: Mapping[str, Verb]) -> Activity:
    """Build the activity that runs reviews from these templates.

    `beside`: verbs of other activities that belong to it.
    """
    starting, recording = Opening(templates), Recording(templates)
    prompts = Prompting("review", QUESTION, START, starting.prompted)
    return prompts.added_to(
        REVIEWS.added_to(
            Activity(
                name="review",
                also=("aar",),
                says="Reviews: look together at what was expected, what happened, and what to learn from it",
                commands={
                    "list": Verb("See the reviews that you take part in or run", overview.list_all),
                    "show": Verb("See how a review stands, and what it waits for", overview.show),
                    "new": Verb("Start a review: who is asked, about what, and by when", facilitator(starting.typed)),
                    "record": Verb(
                        "Write down a review that was held in a meeting or elsewhere", facilitator(recording.typed)
                    ),
                    "hold": Verb(
                        "See until when reviews are kept, or keep one longer", facilitator(personal_data.hold)
                    ),
                    **beside,
                },
                buttons={
                    "show": overview.show_one,
                    "answer": anonymous(answering.answer),
                    "leave": leaving.leave,
                    "read": reading.read,
                    "take_out": reading.take_out,
                    "let_read": anonymous(reading.let_read),
                    "not_let_read": anonymous(reading.not_let_read),
                    "let_join": somebody_else.let_join,
                    "keep_closed": somebody_else.keep_closed,
                    "show_mine": anonymous(consent.show_mine),
                    "keep_mine": anonymous(consent.keep_mine),
                    "read_summary": agreement.read_summary,
                    "wording": agreement.read_wording,
                    "agree": agreement.agree,
                    "change_form": anonymous(agreement.ask_what_to_change),
                    "new": facilitator(starting.pressed),
                    "about": facilitator(starting.about),
                    "after": facilitator(ByWhoRunsIt(starting.after)),
                    "hosts_form": facilitator(ByWhoRunsIt(hosts.ask_for_hosts)),
                    "ask_again": facilitator(ByWhoRunsIt(INVITATION.send_again)),
                    "show_again": facilitator(ByWhoRunsIt(SUMMARY.send_again)),
                    "send_on": facilitator(ByWhoRunsIt(learned.send_on)),
                    "close": facilitator(ByWhoRunsIt(closing.close_now)),
                    "extend_form": facilitator(ByWhoRunsIt(closing.ask_for_more_time)),
                    "ask_more_form": facilitator(ByWhoRunsIt(somebody_else.ask_whom)),
                    "ask_consent": facilitator(ByWhoRunsIt(consent.ask_consent)),
                    "close_unseen": facilitator(ByWhoRunsIt(closing.close_unseen)),
                    "cancel": facilitator(ByWhoRunsIt(closing.cancel)),
                    "desk": facilitator(ByWhoRunsIt(desk.show_desk)),
                    "summary_form": facilitator(ByWhoRunsIt(wording.ask_for_summary)),
                    "lessons_form": facilitator(ByWhoRunsIt(wording.ask_for_lessons)),
                    "action_form": facilitator(ByWhoRunsIt(wording.ask_for_action)),
                    "drop_action": facilitator(ByWhoRunsIt(wording.drop_action)),
                    "circulate": facilitator(ByWhoRunsIt(agreement.circulate)),
                    "disagreement_form": facilitator(ByWhoRunsIt(record.ask_for_disagreement)),
                    "file": facilitator(ByWhoRunsIt(record.file_now)),
                    "hand_over_form": facilitator(ByWhoRunsIt(leaving.ask_whom)),
                    "take_over": facilitator(leaving.take_over),
                    "ask_to_read": facilitator(ByWhoRunsIt(reading.ask_to_read)),
                },
                forms={
                    "review": facilitator(starting.open),
                    "hosts": facilitator(ByWhoRunsIt(hosts.save_hosts)),
                    "record": facilitator(recording.save),
                    "answer": anonymous(answering.save),
                    "extend": facilitator(ByWhoRunsIt(closing.extend)),
                    "ask_more": facilitator(ByWhoRunsIt(somebody_else.ask_more)),
                    "summary": facilitator(ByWhoRunsIt(wording.save_summary)),
                    "lessons": facilitator(ByWhoRunsIt(wording.save_lessons)),
                    "action": facilitator(ByWhoRunsIt(wording.save_action)),
                    "change": anonymous(agreement.suggest),
                    "disagreement": facilitator(ByWhoRunsIt(record.file_with_disagreement)),
                    "hand_over": facilitator(ByWhoRunsIt(leaving.hand_over)),
                },
                sealed={"answer": the_review},
                wakes={
                    "remind": inviting.remind,
                    "remind_today": inviting.remind_today,
                    "close": closing.close_due,
                    "silence": agreement.silence_over,
                    "follow": record.follow,
                },
                current_state=current_state,
                home=overview.home,
                titles=titles,
                undelivered=undelivered,
                renews={
                    "invitation": inviting.is_still_asked,
                    "remind": inviting.is_still_reminded,
                    "agree": agreement.is_still_round,
                },
                on_leaver=leaving.on_leaver,
                back=leaving.back,
                is_in=leaving.is_in,
                files="Review",
                keeps=(KEEPS,),
                personal_data=personal_data.of,
                erase=personal_data.erase,
                withdrawn=record.withdrawn,
            ),
            review.ANNOUNCING,
            personal_data.KEEPING,
            personal_data.GIVEN,
            guard=by_whoever_runs_it,
        )
    )
