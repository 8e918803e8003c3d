"""The announcement: one message in the channel, told again with every sign-up and when sign-ups close."""

from datetime import date

from activities.coffee.trial import BEFORE_PAIRS, TRIALS, match_day
from activities.kit.cards import Button, Buttons, Card, Fact, Facts, Heading, Paragraph, Part, say
from activities.kit.runs import Bold, ChannelName, words
from activities.kit.turn import Turn
from activities.kit.wording import count, day, listed
from storage import trials
from storage.tables import Trial


def _card(turn: Turn, trial: Trial) -> Card:
    joined = trials.count_signups(turn.here, trial.id)
    return announcement_card(trial, match_day(turn, trial), joined)


ANNOUNCING = TRIALS.announcing(_card, BEFORE_PAIRS)


# ---- what people see ------------------------------------------------------------------------------------------------

METHOD = (
    "Sign up, and you’re introduced to a colleague you would probably never have met. You find half an hour, have a "
    "hot drink and talk about anything, work or not. There is no agenda."
)
NOT_QUITE_RANDOM = (
    "Matching is not entirely random: you meet somebody from another department who can come to the same site, "
    "clinical with non-clinical where possible, and not somebody you met in an earlier trial if it can be helped."
)


def announcement_card(trial: Trial, matched: date, joined: int) -> Card:
    """Build the card that stands in the channel: it changes with every sign-up, and when sign-ups close."""
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


def opened_card(trial: Trial, matched: date) -> Card:
    """Build the card for whoever opened a trial."""
    where = ChannelName(trial.channel, trial.channel_name)
    then = "you get the pairs to look at" if trial.approve == "review" else "I match people and introduce them"
    return say(
        Bold(trial.title),
        " is open, and I’m announcing it in ",
        where,
        f". Sign-ups close on {day(trial.signups_close)} at 17:00; on {day(matched)} {then}. "
        "What to invite people with is in your own chat with me: a text for an e-mail, and a poster.",
    )


def _people(number: int) -> str:
    return count(number, "person", "people")
