"""Opening, announcing, changing and cancelling a trial."""

from collections.abc import Sequence
from datetime import date

from activities.kit.views import (
    Bold,
    Button,
    Buttons,
    Card,
    ChannelField,
    ChannelName,
    ChoiceField,
    Confirm,
    Copyable,
    DateField,
    Fact,
    Facts,
    Form,
    Heading,
    Option,
    Paragraph,
    Part,
    Small,
    TextField,
    say,
    words,
)
from activities.kit.wording import count, day, listed
from storage.tables import Trial

METHOD = (
    "Sign up, and you’re introduced to a colleague you would probably never have met. You find half an hour, have a "
    "hot drink and talk about anything, work or not. There is no agenda."
)
NOT_QUITE_RANDOM = (
    "Matching is not entirely random: you meet somebody from another department who can come to the same site, "
    "clinical with non-clinical where possible, and not somebody you met in an earlier trial if it can be helped."
)
NEW = "new"
"""The subject of the form that opens a trial, which has no id yet."""

LONGEST_TITLE, LONGEST_SITE, MOST_SITES, LONGEST_NOTE = 70, 60, 10, 1000  # so that they fit buttons and lists
FEWEST = 2
"""Fewer people than this cannot be matched."""

# ---- the forms -------------------------------------------------------------------------------------------------------


def form(signups_close: date, meet_by: date, sites: Sequence[str]) -> Form:
    """The form that opens a trial, with what can be guessed in place."""
    return Form(
        "coffee.trial",
        NEW,
        "New coffee trial",
        "Open sign-ups",
        (
            TextField("title", "What is it called?", hint="For example “KNOWvember”.", max_length=LONGEST_TITLE),
            ChannelField("channel", "Where shall I announce it?", hint="A channel that I’m in."),
            _signups_close(signups_close),
            _meet_by(meet_by),
            TextField("sites", "Sites where people can meet, one a line", value="\n".join(sites), multiline=True),
            _note(""),
            ChoiceField(
                "approve",
                "When people have been matched",
                (Option("review", "Show me the pairs first"), Option("automatic", "Introduce them straight away")),
                value="review",
            ),
        ),
    )


def change_form(trial: Trial, with_signups: bool) -> Form:
    """The form that moves a trial's dates and changes its note; without the closing date once people have met."""
    fields = (_meet_by(trial.meet_by), _note(trial.note))
    return Form(
        "coffee.trial",
        str(trial.id),
        "Change the trial",
        "Save",
        (_signups_close(trial.signups_close), *fields) if with_signups else fields,
        (Paragraph(words(Bold(trial.title), ". Everybody who joined is told if a date moves.")),),
    )


NO_TITLE = "Please give the trial a name; people will see it."
NO_SITES = "Please name at least one site where people can meet."
LONG_SITE = f"Please keep each site to {LONGEST_SITE} characters, and put one on each line."
MANY_SITES = f"Please name {MOST_SITES} sites at most."


def closes_in_the_past(today: date) -> str:
    """For a closing date whose 17:00 has passed."""
    return f"Sign-ups would close in the past: please choose a day after {day(today)}."


def no_time_to_meet(matched: date) -> str:
    """For a meet-by date that leaves no time after people have been introduced."""
    return f"Pairs go out on {day(matched)}; please choose a day after that, so that people have time to meet."


def too_late_to_meet(today: date) -> str:
    """For a new meet-by date that has passed."""
    return f"Please choose a day after {day(today)}."


def _signups_close(value: date) -> DateField:
    return DateField(
        "signups_close", "Sign-ups close on", value, hint="At 17:00. I match people the working day after."
    )


def _meet_by(value: date) -> DateField:
    return DateField("meet_by", "People meet by", value, hint="About three weeks suits most people.")


def _note(value: str) -> TextField:
    hint = "Goes into each introduction: a voucher for the drinks, perhaps."
    return TextField("note", "A note for everybody", value, True, required=False, hint=hint, max_length=LONGEST_NOTE)


# ---- the announcement ------------------------------------------------------------------------------------------------


def announcement(trial: Trial, matched: date, joined: int) -> Card:
    """What stands in the channel: it changes with every sign-up, and when sign-ups close."""
    dates = Facts(
        (
            Fact("Sign up by", words(f"{day(trial.signups_close)} at 17:00")),
            Fact("You hear whom you meet", words(day(matched))),
            Fact("Meet by", words(day(trial.meet_by))),
            Fact("Sites", words(listed(trial.sites))),
        )
    )
    about: tuple[Part, ...] = (
        Heading(f"☕ {trial.title}"),
        Paragraph(words(METHOD)),
        Paragraph(words(NOT_QUITE_RANDOM)),
    )
    match trial.phase:
        case "waiting_for_signups":
            so_far = f"{_people(joined)} signed up so far." if joined else "Be the first to sign up."
            join = Button("Join", "coffee.join", str(trial.id), "primary")
            return Card(f"{trial.title}: {METHOD}", (*about, dates, Paragraph(words(so_far)), Buttons((join,))))
        case "cancelled":
            return say(Bold(trial.title), ": this coffee trial has been cancelled.")
        case _:
            ended = f"Sign-ups have closed: {_people(joined)} joined. Look out for the next one!"
            return Card(f"{trial.title}: {ended}", (*about, Paragraph(words(ended))))


def newsletter(trial: Trial, matched: date) -> Card:
    """The announcement as text, for the facilitator to take elsewhere."""
    text = "\n\n".join(
        (
            f"{trial.title}: a randomised coffee trial",
            f"{METHOD} {NOT_QUITE_RANDOM}",
            f"Sign up by {day(trial.signups_close)} at 17:00. You hear whom you meet on {day(matched)}, and have until "
            f"{day(trial.meet_by)} to meet, at {listed(trial.sites, 'or')}.",
            f"To join, press Join in #{trial.channel_name}, or type /coffee join.",
        )
    )
    lead = f"Most people sign up from an e-mail. Here is {trial.title} as text, to paste into one or into a newsletter:"
    return Card(lead, (Paragraph(words(lead)), Copyable(text)))


def opened(trial: Trial, matched: date) -> Card:
    """For whoever opened it."""
    where = ChannelName(trial.channel, trial.channel_name)
    then = "you get the pairs to look at" if trial.approve == "review" else "I match people and introduce them"
    return say(
        Bold(trial.title),
        " is open, and I’m announcing it in ",
        where,
        f". Sign-ups close on {day(trial.signups_close)} at 17:00; on {day(matched)} {then}. "
        "The announcement as text for an e-mail is in your own chat with me.",
    )


def not_announced(trial: Trial, may_have_arrived: bool) -> Card:
    """For the facilitator, where the channel may not have got the announcement."""
    where = ChannelName(trial.channel, trial.channel_name)
    again = Button("Send again", "coffee.announce", str(trial.id), "primary")
    if may_have_arrived:
        text = words(
            "The announcement of ", Bold(trial.title), " in ", where, " was cut off: it may or may not be there."
        )
        advice = "Please look. If it is missing, press Send again."
    else:
        text = words("I could not announce ", Bold(trial.title), " in ", where, ".")
        advice = "Am I still a member of that channel? Invite me, then press Send again."
    return Card(f"The announcement of {trial.title}", (Paragraph(text), Paragraph(words(advice)), Buttons((again,))))


def announced_again(trial: Trial) -> Card:
    """For whoever pressed Send again."""
    return say("I’m announcing ", Bold(trial.title), " in ", ChannelName(trial.channel, trial.channel_name), " again.")


# ---- which trial? ----------------------------------------------------------------------------------------------------

WHICH = {
    "join": "Several coffee trials are open. Which would you like to join?",
    "leave": "You are in several coffee trials. Which would you like to leave?",
    "change": "Which trial would you like to change?",
    "close": "Which trial shall I close sign-ups for, and match people now?",
    "pairs": "Whose pairs would you like to see?",
    "cancel": "Which trial would you like to cancel?",
    "feedback": "Which trial shall I ask for feedback on now?",
    "report": "Whose report would you like to see?",
}
NONE = {
    "join": "No coffee trial is open for sign-ups just now. The next one will be announced.",
    "leave": "You are in no coffee trial just now, so there is nothing to leave.",
    "change": "There is no trial that could be changed. Type /coffee new to open one.",
    "close": "No trial is taking sign-ups or waiting to be matched. Type /coffee new to open one.",
    "pairs": "There are no pairs to show yet: people are matched the working day after sign-ups close.",
    "cancel": "There is no trial that could be cancelled.",
    "feedback": "There is no trial to ask about: feedback is asked for once people have been introduced.",
    "report": "There is nothing to report yet: a trial has a report once people have been introduced.",
}


def which(action: str, trials: Sequence[Trial]) -> Card:
    """Which of several trials somebody means."""
    return say(WHICH[action], buttons=[Button(trial.title, f"coffee.{action}", str(trial.id)) for trial in trials])


def none(action: str) -> Card:
    """There is no trial with which that could be done."""
    return say(NONE[action])


# ---- closing, changing, cancelling -----------------------------------------------------------------------------------


def closed(trial: Trial, matched: date, joined: int) -> Card:
    """For the facilitator, when the clock has closed sign-ups."""
    if joined < FEWEST:
        return say(
            f"Sign-ups for {trial.title} have closed with {_people(joined)}, too few to match. ",
            "You can keep them open longer, or cancel the trial.",
            buttons=(longer(trial), cancel_button(trial, joined)),
        )
    then = "I’ll show you the pairs" if trial.approve == "review" else "I’ll match people and introduce them"
    return say(f"Sign-ups for {trial.title} have closed: {_people(joined)} joined. On {day(matched)} at 09:00 {then}.")


def too_few(trial: Trial, joined: int) -> Card:
    """For a facilitator who would close sign-ups before there is anybody to match."""
    return say(
        f"{_people(joined).capitalize()} signed up for {trial.title} so far, too few to match, so sign-ups stay open "
        f"until {day(trial.signups_close)} at 17:00."
    )


def matching_now(trial: Trial, joined: int) -> Card:
    """For a facilitator who closed sign-ups."""
    then = "You get the pairs to look at in a moment." if trial.approve == "review" else "Introductions go out now."
    return say(f"Sign-ups for {trial.title} have closed: {_people(joined)} joined. {then}")


def changed(trial: Trial, matched: date, moved: bool) -> Card:
    """For the facilitator who changed a trial."""
    told = " Everybody who joined is being told." if moved else ""
    if trial.phase == "waiting_for_signups":
        dates = (
            f"sign-ups close on {day(trial.signups_close)} at 17:00, pairs go out on {day(matched)}, and people meet by"
        )
    else:
        dates = "people meet by"
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


def is_cancelled(trial: Trial, told: int) -> Card:
    """For the facilitator who cancelled it."""
    return say(Bold(trial.title), f" is cancelled; {_people(told)} told.")


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
