"""A draw before it is sent: shown to the facilitator a page at a time, to be sent, shuffled or cancelled."""

from zoneinfo import ZoneInfo

from activities.coffee.draw.pairs import page
from activities.coffee.draw.sending import send_out
from activities.coffee.trial import (
    TRIAL,
    cancel_button,
    leaves_time_to_meet,
    longer_button,
    pairs_follow,
    see_pairs_button,
)
from activities.coffee.trial.draw import DRAW, begin, current, groups_of, morning_after, the_draw
from activities.kit.cards import Button, Card, say
from activities.kit.events import Due, Pressed, Undelivered, Why
from activities.kit.phases import MovedOn
from activities.kit.runs import Bold
from activities.kit.subjects import PLACE, about
from activities.kit.turn import Turn
from activities.kit.wording import day
from storage import trials
from storage.tables import Draw, Person, Trial


def propose(turn: Turn, trial: Trial, draw: Draw) -> None:
    """Show the facilitator the pairs, and ask again each working morning until there is an answer."""
    TRIAL.step(trial, "propose")
    DRAW.step(draw, "propose")
    _show(turn, trial, draw, turn.who_runs(trial))
    turn.wake(morning_after(turn, trial), "remind_approval", draw.id)


def send(turn: Turn, pressed: Pressed) -> Card:
    """Send the pairs that the facilitator is content with.

    An old button cannot send a newer draw: it has its own's id.
    """
    trial, draw = the_draw(turn, pressed.subject)
    if DRAW.allows(draw, "send") and not leaves_time_to_meet(turn, trial):
        return too_late_to_send_card(trial)
    send_out(turn, trial, draw)
    _settled(turn, trial, draw)
    return page(turn, trial, draw)


def shuffle(turn: Turn, pressed: Pressed) -> Card:
    """Draw again, from a new seed."""
    trial, draw = the_draw(turn, pressed.subject)
    if draw.phase != "waiting_for_approval":
        raise MovedOn
    TRIAL.step(trial, "shuffle")
    discard(turn, trial)
    begin(turn, trial, waited_for=True)
    return shuffling_card(trial, runs_it=turn.by in turn.who_runs(trial))


def discard(turn: Turn, trial: Trial) -> None:
    """Let go of the draw that waits, if there is one: its buttons will find that it has moved on."""
    draw = current(turn, trial)
    if draw is not None:
        shown = draw.phase == "waiting_for_approval"
        DRAW.step(draw, "discard")
        if shown:
            _settled(turn, trial, draw)


def turn_page(turn: Turn, pressed: Pressed) -> Card:
    """Show another ten pairs. The subject is the draw's id and the page, `17:2`."""
    wanted, at = PLACE.read(pressed.subject)
    trial, draw = the_draw(turn, wanted)
    if draw.phase == "discarded":
        raise MovedOn
    return page(turn, trial, draw, at)


def pairs(turn: Turn, trial: Trial) -> Card:
    """Show the pairs that are proposed, or those that were sent."""
    draw = trials.newest_draw(turn.here, trial.id)
    if draw is None:
        raise MovedOn
    return page(turn, trial, draw)


def remind(turn: Turn, due: Due) -> None:
    """Remind whoever runs the trial that nobody has answered; from the second morning on, every facilitator.

    One may be on leave.
    """
    trial, draw = the_draw(turn, due.subject)
    if draw.phase != "waiting_for_approval":
        return
    drawn_on = draw.drawn_at.astimezone(ZoneInfo(trial.timezone)).date()
    is_first = turn.today <= turn.working_days.after(drawn_on)
    card = _reminder(turn, trial, draw)
    for person in turn.who_runs(trial) if is_first else turn.facilitators():
        turn.tell(person, card, ("approval_reminder", draw.id, turn.today.isoformat()))
    turn.wake(morning_after(turn, trial), "remind_approval", draw.id)


def not_shown(turn: Turn, lost: Undelivered) -> None:
    """Show the pairs to the other facilitators at once, where this one cannot be reached."""
    trial, draw = the_draw(turn, about(lost.key))
    if draw.phase == "waiting_for_approval" and lost.why is not Why.UNCERTAIN:
        _show(turn, trial, draw, [person for person in turn.facilitators() if person.id not in lost.people])


def _reminder(turn: Turn, trial: Trial, draw: Draw) -> Card:
    if not groups_of(draw):
        return reminder_of_nobody_card(trial, trials.count_signups(turn.here, trial.id))
    return reminder_card(trial) if leaves_time_to_meet(turn, trial) else too_late_to_send_card(trial)


def _show(turn: Turn, trial: Trial, draw: Draw, facilitators: list[Person]) -> None:
    for person in facilitators:
        turn.tell(person, page(turn, trial, draw), ("draw", draw.id))


def _settled(turn: Turn, trial: Trial, draw: Draw) -> None:
    """Take the buttons off a draw's pages wherever they were shown, and stop reminding."""
    _show(turn, trial, draw, [one for one in turn.facilitators() if turn.has_told(one, ("draw", draw.id))])
    turn.cancel_wake("remind_approval", draw.id)


# ---- what people see ------------------------------------------------------------------------------------------------


def shuffling_card(trial: Trial, runs_it: bool) -> Card:
    """Build the card for a facilitator who wants another draw; `runs_it`: it comes to them by itself."""
    return say("I’m drawing the pairs of ", Bold(trial.title), f" again. {pairs_follow(runs_it)}")


def reminder_card(trial: Trial) -> Card:
    """Build the card for facilitators, each working morning until somebody answers."""
    return say(
        "The pairs of ",
        Bold(trial.title),
        " are waiting for your word, and everybody who joined is waiting for them. Will you look?",
        buttons=[see_pairs_button(trial)],
    )


def reminder_of_nobody_card(trial: Trial, joined: int) -> Card:
    """Build the card for facilitators, each working morning until somebody answers, where nobody can be matched."""
    return say(
        "Nobody can be matched in ",
        Bold(trial.title),
        " so far. Will you keep sign-ups open longer, or cancel it?",
        buttons=[longer_button(trial), cancel_button(trial, joined)],
    )


def too_late_to_send_card(trial: Trial) -> Card:
    """Build the card for facilitators, where people would be introduced with no time left to meet."""
    return say(
        "The pairs of ",
        Bold(trial.title),
        f" have not been sent, and people were to meet by {day(trial.meet_by)}: nobody would have the time. Please "
        "give them a later date, then send the pairs.",
        buttons=[Button("Change the date", "coffee.change", str(trial.id), "primary"), see_pairs_button(trial)],
    )
