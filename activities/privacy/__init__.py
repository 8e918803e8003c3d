"""People and their data: what is kept about me, putting it right, being forgotten; and who facilitates."""

from collections.abc import Sequence
from datetime import date

from activities.kit.activity import Activity, FacilitatorsOnly, Verb, everybody, facilitator, from_outside
from activities.kit.cards import Card
from activities.kit.events import Command, Event, Pressed, Submitted, Undelivered
from activities.kit.turn import Turn, mention
from activities.privacy import asked_in, calling, facilitators, found_names, hours, letting_in, many_leavers
from activities.privacy.alike import Alike
from activities.privacy.erasing import Forgetting, Idle
from activities.privacy.leaving import Leaving
from activities.privacy.mine import Mine, ask_for_details, save_details
from activities.privacy.notice import notice_card
from activities.privacy.unled import ask_admins


def knowhow(others: Sequence[Activity]) -> Activity:
    """Build the activity that speaks for all `others` where somebody asks what is kept about them."""
    everywhere = tuple(others)
    mine, forgetting, alike = Mine(everywhere), Forgetting(everywhere), Alike(everywhere)
    leaving = Leaving(everywhere)

    def privacy(turn: Turn) -> Card:
        kept = [sentence for other in everywhere for sentence in other.keeps]
        holds = [f"/{other.name} hold" for other in everywhere if "hold" in other.commands]
        return notice_card(turn.policy, kept, holds, [mention(person) for person in turn.facilitators()])

    def current_state(turn: Turn, event: Event) -> Card:
        return _stands(turn, event) or privacy(turn)

    def night(turn: Turn, before: date) -> None:
        if not turn.begins_after:
            asked_in.expire(turn)
            alike.tell(turn)  # before whoever was parted is forgotten, being nobody here
        Idle(everywhere).expire(turn, before)

    return Activity(
        name="knowhow",
        says="Your data, and who facilitates",
        commands={
            "privacy": Verb("See what is kept about you, for how long, and who sees it", lambda turn, _: privacy(turn)),
            "mine": Verb(
                "Get everything that is kept about you as a file, and put right what is wrong",
                everybody[Command](mine.ask),
            ),
            "forget": Verb("Have your name, accounts and words deleted", forgetting.ask, then="me"),
            "name": Verb("Say how you want to be called", everybody[Command](calling.ask)),
            "hours": Verb(
                "Say when I may write to you of my own accord, where office hours don’t suit you",
                everybody[Command](hours.ask),
            ),
            "guests": Verb("See who is in because a facilitator let them", facilitator(letting_in.show)),
            "facilitators": Verb("See who facilitates; facilitators add, remove and hand over", facilitators.show),
        },
        buttons={
            "mine": everybody[Pressed](mine.ask),
            "details": ask_for_details,
            "forget": forgetting.forget,
            "name": calling.change,
            "name_off": everybody[Pressed](calling.off),
            "hours": hours.change,
            "hours_off": everybody[Pressed](hours.off),
            "add": FacilitatorsOnly(facilitators.ask_whom_to_add, admins_too=True),
            "hand_over": facilitator(facilitators.ask_whom_to_hand_over_to),
            "remove": facilitator(facilitators.remove),
            "look_at_name": found_names.look,
            "take_name_out": found_names.take_out,
            "leave_name": found_names.leave,
            "ask_in": from_outside(letting_in.ask),
            "ask_until_when": facilitator(letting_in.ask_until_when),
            "refuse": facilitator(letting_in.refuse),
            "end_admission": facilitator(letting_in.end),
            "join_people": facilitator(alike.join),
            "leave_apart": facilitator(alike.leave_apart),
            "who_is_away": facilitator(leaving.who_is_away),
            "who_are_away": facilitator(many_leavers.show_names),
            "many_have_left": facilitator(many_leavers.have_left),
            "wait_for_many": facilitator(many_leavers.keep),
        },
        forms={
            "details": everybody(save_details),
            "name": everybody(calling.save),
            "hours": everybody(hours.save),
            "appoint": FacilitatorsOnly(facilitators.appoint, admins_too=True),
            "hand_over": facilitator(facilitators.hand_over),
            "let_in": facilitator(letting_in.let_in),
        },
        wakes={
            "unled": ask_admins,
            "names": found_names.remind,
            "leaves": leaving.leaves,
            "remind_many": many_leavers.remind,
            "remind_of_asking": letting_in.remind,
            "ends_admission": leaving.ends_admission,
        },
        current_state=current_state,
        home=found_names.at_home,
        undelivered=_can_be_asked_for_again,
        on_leaver=facilitators.gone,
        away=leaving.away,
        back=leaving.back,
        expire=night,
        erase=found_names.erase,
        documents={"mine": mine.document},
    )


def _stands(turn: Turn, event: Event) -> Card | None:
    """Show how what an event was about stands, where that is anything but what is kept about whoever caused it."""
    match event:
        case Pressed(action="add" | "hand_over" | "remove") | Submitted(form="appoint" | "hand_over"):
            return facilitators.overview(turn)
        case Pressed(action="name" | "name_off") | Submitted(form="name") | Command(verb="name"):
            return calling.stands(turn)
        case Pressed(action="hours" | "hours_off") | Submitted(form="hours") | Command(verb="hours"):
            return hours.stands(turn)
        case Pressed(action="many_have_left" | "wait_for_many" | "who_are_away") if turn.person.facilitates:
            return many_leavers.stands(turn, event.subject)
        case Pressed(action="ask_until_when" | "refuse") | Submitted(form="let_in") if turn.person.facilitates:
            return letting_in.stands(turn, event.subject)
        case Pressed(action="look_at_name" | "take_name_out" | "leave_name"):
            return found_names.next_place(turn)
        case _:
            return None


def _can_be_asked_for_again(turn: Turn, lost: Undelivered) -> None:
    """Do nothing where a message is lost: a file can be asked for again, and who facilitates be seen at any time."""
