"""How a trial stands, in words, and the buttons by which facilitators look after it."""

from datetime import date

from activities.kit.cards import Button, Card, Confirm, say
from activities.kit.runs import Bold
from activities.kit.wording import count, day
from storage.tables import Trial

# ---- what people see ------------------------------------------------------------------------------------------------


def pairs_follow(runs_it: bool) -> str:
    """Say where a facilitator finds the pairs that are being drawn."""
    return "You get the pairs to look at in a moment." if runs_it else "In a moment, /coffee pairs shows the pairs."


def longer_button(trial: Trial) -> Button:
    """Build the button that leads to the form that moves the closing date."""
    return Button("Keep sign-ups open longer", "coffee.change", str(trial.id), "primary")


def cancel_button(trial: Trial, joined: int) -> Button:
    """Build the button that cancels the trial, once confirmed."""
    return Button("Cancel the trial", "coffee.cancel_trial", str(trial.id), "danger", confirm_cancel(joined))


def confirm_cancel(joined: int) -> Confirm:
    """Say what cancelling means, for whoever has yet to confirm it."""
    return Confirm(
        f"{people_counted(joined).capitalize()} will be told that it does not take place.", "Cancel the trial"
    )


def waits_for(trial: Trial, matched: date) -> str:
    """Say what a trial waits for, as a clause."""
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


def present_card(trial: Trial, matched: date, is_in: bool) -> Card:
    """Build the card of how a trial stands now, for somebody who came too late."""
    is_in = is_in and trial.phase not in ("filed", "cancelled")
    return say(Bold(trial.title), f": {'you’re in; ' if is_in else ''}{waits_for(trial, matched)}.")


def see_pairs_button(trial: Trial) -> Button:
    """Build the button that leads to the pairs that wait for a facilitator's word."""
    return Button("See the pairs", "coffee.pairs", str(trial.id), "primary")


def people_counted(number: int) -> str:
    """Write so many people, in words."""
    return count(number, "person", "people")
