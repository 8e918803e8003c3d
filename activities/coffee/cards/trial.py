"""Closing, changing and cancelling a trial, and how it stands."""

from collections.abc import Sequence
from datetime import date

from activities.kit.cards import Button, Card, Confirm, Heading, Part, Small, say
from activities.kit.runs import Bold, words
from activities.kit.wording import count, day
from storage.tables import Trial

FEWEST = 2
"""Fewer people than this cannot be matched."""

# ---- closing, changing, cancelling -----------------------------------------------------------------------------------


def closed(trial: Trial, matched: date | None, joined: int) -> Card:
    """For the facilitator, when the clock has closed sign-ups. `matched`: the day, unless it has come already."""
    if joined < FEWEST:
        return say(
            f"Sign-ups for {trial.title} have closed with {_people(joined)}, too few to match. ",
            "You can keep them open longer, or cancel the trial.",
            buttons=(longer(trial), cancel_button(trial, joined)),
        )
    then = "I’ll show you the pairs" if trial.approve == "review" else "I’ll match people and introduce them"
    when = f"On {day(matched)} at 09:00" if matched else "Now"
    return say(f"Sign-ups for {trial.title} have closed: {_people(joined)} joined. {when} {then}.")


def too_few(trial: Trial, joined: int) -> Card:
    """For a facilitator who would close sign-ups before there is anybody to match."""
    if trial.phase != "waiting_for_signups":
        return say(
            f"{_people(joined).capitalize()} signed up for {trial.title}, too few to match. ",
            "You can keep sign-ups open longer, or cancel the trial.",
            buttons=(longer(trial), cancel_button(trial, joined)),
        )
    return say(
        f"{_people(joined).capitalize()} signed up for {trial.title} so far, too few to match, so sign-ups stay open "
        f"until {day(trial.signups_close)} at 17:00."
    )


def matching_now(trial: Trial, joined: int, runs_it: bool) -> Card:
    """For a facilitator who closed sign-ups; `runs_it`: the pairs come to them by themselves."""
    then = pairs_follow(runs_it) if trial.approve == "review" else "Introductions go out now."
    return say(f"Sign-ups for {trial.title} have closed: {_people(joined)} joined. {then}")


def pairs_follow(runs_it: bool) -> str:
    """Where a facilitator finds the pairs that are being drawn."""
    return "You get the pairs to look at in a moment." if runs_it else "In a moment, /coffee pairs shows the pairs."


def changed(trial: Trial, matched: date, moved: bool) -> Card:
    """For the facilitator who changed a trial."""
    told = " Everybody who joined is being told." if moved else ""
    if trial.phase == "waiting_for_signups":
        dates = (
            f"sign-ups close on {day(trial.signups_close)} at 17:00, pairs go out on {day(matched)}, and people meet by"
        )
    elif trial.phase == "waiting_for_meetings":
        dates = "people meet by"
    else:
        dates = "sign-ups stay closed, and people meet by"
    return say("Saved. In ", Bold(trial.title), f" {dates} {day(trial.meet_by)}.{told}")


def dates_moved(trial: Trial, matched: date) -> Card:
    """For everybody who joined, when a date has moved."""
    if trial.phase == "waiting_for_signups":
        closes, hears = day(trial.signups_close), day(matched)
        rest = f"Sign-ups now close on {closes}, you hear whom you meet on {hears}, and you meet by"
    else:
        rest = "You now meet by"
    return say("The dates of ", Bold(trial.title), f" have moved. {rest} {day(trial.meet_by)}.")


def longer(trial: Trial) -> Button:
    """Leads to the form that moves the closing date."""
    return Button("Keep sign-ups open longer", "coffee.change", str(trial.id), "primary")


def cancel_button(trial: Trial, joined: int) -> Button:
    """Cancels the trial, once confirmed."""
    return Button("Cancel the trial", "coffee.cancel_trial", str(trial.id), "danger", confirm_cancel(joined))


def confirm_cancel(joined: int) -> Confirm:
    """What cancelling means."""
    return Confirm(f"{_people(joined).capitalize()} will be told that it does not take place.", "Cancel the trial")


def ask_cancel(trial: Trial, joined: int) -> Card:
    """For a facilitator who would cancel a trial."""
    return say(
        "Cancel ",
        Bold(trial.title),
        f"? I’d tell everybody who joined ({_people(joined)}), and it could not be brought back.",
        buttons=[cancel_button(trial, joined)],
    )


def cancelled(trial: Trial) -> Card:
    """For everybody who joined."""
    return say(
        "Sorry: ", Bold(trial.title), " has been cancelled, so there is nothing you need to do. Perhaps next time!"
    )


def is_cancelled(trial: Trial, joined: int) -> Card:
    """For the facilitator who cancelled it."""
    return say(Bold(trial.title), f" is cancelled; {count(joined, 'person is', 'people are')} being told.")


# ---- how a trial stands ----------------------------------------------------------------------------------------------


def waits_for(trial: Trial, matched: date) -> str:
    """What a trial waits for, as a clause."""
    match trial.phase:
        case "waiting_for_signups":
            return f"sign-ups close on {day(trial.signups_close)} at 17:00"
        case "waiting_for_draw":
            return f"sign-ups have closed, people are matched on {day(matched)} at 09:00"
        case "waiting_for_approval":
            return "people are matched, and a facilitator is looking at the pairs"
        case "waiting_for_meetings":
            return f"people meet by {day(trial.meet_by)}"
        case "waiting_for_feedback":
            return "meetings are over, feedback is coming in"
        case "waiting_for_filing":
            return "the report is ready to be filed"
        case "filed":
            return "it is over, and its report is in the library"
        case _:
            return "it has been cancelled"


def present(trial: Trial, matched: date, is_in: bool) -> Card:
    """How a trial stands now, for somebody who came too late."""
    is_in = is_in and trial.phase not in ("filed", "cancelled")
    return say(Bold(trial.title), f": {'you’re in; ' if is_in else ''}{waits_for(trial, matched)}.")


def for_facilitators(rows: Sequence[tuple[Trial, date, int]]) -> tuple[Part, ...]:
    """The facilitator's part of status and home: each trial, when people are matched, how many joined."""
    lines: list[Part] = []
    for trial, matched, joined in rows:
        look = [see_pairs(trial)] if trial.phase == "waiting_for_approval" else []
        lines += say(Bold(trial.title), f": {_people(joined)}; {waits_for(trial, matched)}.", buttons=look).parts
    hint = "/coffee change, close, pairs and cancel look after them; /coffee new opens another."
    return (Heading("Trials you look after"), *lines, Small(words(hint)))


def see_pairs(trial: Trial) -> Button:
    """Leads to the pairs that wait for a facilitator's word."""
    return Button("See the pairs", "coffee.pairs", str(trial.id), "primary")


def _people(number: int) -> str:
    return count(number, "person", "people")
