"""Inviting people to a trial who have never used the bot."""

from activities.coffee.trial import TRIALS, match_day, the_trial
from activities.coffee.trial.announcement import METHOD, NOT_QUITE_RANDOM
from activities.kit.inviting import Inviting
from activities.kit.poster import Poster
from activities.kit.turn import Turn
from activities.kit.wording import day, listed
from storage.tables import Trial

# ---- what people see ------------------------------------------------------------------------------------------------

KIND = "A randomised coffee trial"


def _lead(trial: Trial) -> str:
    return (
        f"Most people sign up from an e-mail. Here is {trial.title} as text, to paste into one or into a newsletter; a "
        "poster to print follows:"
    )


def _text(turn: Turn, trial: Trial) -> tuple[str, ...]:
    return (
        f"{trial.title}: a randomised coffee trial",
        f"{METHOD} {NOT_QUITE_RANDOM}",
        f"Sign up by {day(trial.signups_close)} at 17:00. You hear whom you meet on {day(match_day(turn, trial))}, "
        f"and have until {day(trial.meet_by)} to meet, at {listed(trial.sites, 'or')}.",
    )


def _poster_comes(trial: Trial) -> str:
    return f"A poster for {trial.title}."


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
        typed=INVITING.typed,
        ask=turn.who_runs(trial)[0],
    )


INVITING = Inviting("coffee", the_trial, _lead, _text, _poster, _poster_comes)

invite = TRIALS.about_one(
    "invite",
    ("waiting_for_signups",),
    INVITING.invite,
    which="Which trial do you want to invite people to?",
    none="No trial is open for sign-up just now, so there is nothing to invite people to.",
)
