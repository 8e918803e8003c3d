"""Inviting people who have never used the bot: a text for an e-mail, links in it, and a poster to print."""

from activities.coffee.trial import TRIALS, match_day, the_trial
from activities.coffee.trial.announcement import METHOD, NOT_QUITE_RANDOM
from activities.kit import poster
from activities.kit.cards import Buttons, Card, Copyable, Paragraph, say
from activities.kit.events import Pressed
from activities.kit.phases import MovedOn
from activities.kit.poster import Poster
from activities.kit.runs import words
from activities.kit.turn import Turn
from activities.kit.views import Document
from activities.kit.ways_in import CODE, CODE_FOLLOWS, WayIn, code_buttons, how_to_join, in_order, named
from activities.kit.wording import day, listed
from storage.tables import Trial


def send(turn: Turn, trial: Trial) -> None:
    """Send whoever has opened a trial what to invite people with."""
    turn.tell(turn.person, newsletter_card(turn, trial), ("newsletter", trial.id))
    _send_poster(turn, trial)


def _invite(turn: Turn, trial: Trial) -> Card:
    """Give a facilitator what to invite people with, as it is now."""
    _send_poster(turn, trial)
    return newsletter_card(turn, trial)


def _send_poster(turn: Turn, trial: Trial) -> None:
    key = ("poster", trial.id, turn.now.isoformat())
    turn.send_file("poster", trial.id, poster_is_coming_card(trial), key)


def make_poster(turn: Turn, subject: str) -> Document:
    """Make the poster of a trial. Raises `MovedOn` for somebody who facilitates no more."""
    if not turn.person.facilitates:
        raise MovedOn
    return poster.document(_poster(turn, the_trial(turn, subject)), in_order(turn.ways_in))


def send_code(turn: Turn, pressed: Pressed) -> Card:
    """Send a platform’s code as a picture, to be put into a newsletter or a slide."""
    identity, name = CODE.read(pressed.subject)
    trial = the_trial(turn, identity)
    way = named(turn.ways_in, name)
    turn.send_file("code", pressed.subject, code_is_coming_card(trial, way), ("code", trial.id, name, pressed.key))
    return newsletter_card(turn, trial).led_by(CODE_FOLLOWS)


def make_code(turn: Turn, subject: str) -> Document:
    """Make that picture. Raises `MovedOn` for somebody who facilitates no more."""
    if not turn.person.facilitates:
        raise MovedOn
    return poster.picture(named(turn.ways_in, CODE.read(subject)[1]), TYPED)


# ---- what people see ------------------------------------------------------------------------------------------------

KIND = "A randomised coffee trial"
TYPED = "coffee join"


def newsletter_card(turn: Turn, trial: Trial) -> Card:
    """Build the card of the announcement as text, for the facilitator to take elsewhere."""
    text = "\n\n".join(
        (
            f"{trial.title}: a randomised coffee trial",
            f"{METHOD} {NOT_QUITE_RANDOM}",
            f"Sign up by {day(trial.signups_close)} at 17:00. You hear whom you meet on {day(match_day(turn, trial))}, "
            f"and have until {day(trial.meet_by)} to meet, at {listed(trial.sites, 'or')}.",
            f"To join, press Join in #{trial.channel_name}, or type /{TYPED}.",
            how_to_join(in_order(turn.ways_in), TYPED, turn.who_runs(trial)[0]),
        )
    )
    lead = (
        f"Most people sign up from an e-mail. Here is {trial.title} as text, to paste into one or into a newsletter; a "
        "poster to print follows:"
    )
    buttons = code_buttons(in_order(turn.ways_in), "coffee.code", trial.id)
    parts = (Paragraph(words(lead)), Copyable(text))
    return Card(lead, (*parts, Buttons(buttons)) if buttons else parts)


def code_is_coming_card(trial: Trial, way: WayIn) -> Card:
    """Build the card that stands beside a code."""
    return say(f"The {way.name} code for {trial.title}, as a picture. {poster.alternative(way, TYPED)}")


def poster_is_coming_card(trial: Trial) -> Card:
    """Build the card that stands beside the poster."""
    return say(f"A poster for {trial.title}. Download it, open it in a browser, and print it on A4.")


def _poster(turn: Turn, trial: Trial) -> Poster:
    return Poster(
        kind=KIND,
        title=trial.title,
        says=METHOD,
        facts=(
            ("Sign up by", f"{day(trial.signups_close)}, 17:00"),
            ("Meet by", day(trial.meet_by)),
            ("Where", listed(trial.sites, "or")),
        ),
        typed=TYPED,
        ask=turn.who_runs(trial)[0],
    )


invite = TRIALS.about_one(
    "invite",
    ("waiting_for_signups",),
    _invite,
    which="Which trial do you want to invite people to?",
    none="No trial is open for sign-up just now, so there is nothing to invite people to.",
)
