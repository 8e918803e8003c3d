"""What people read when somebody has heard nothing from whom they were introduced to."""

from collections.abc import Sequence

from activities.coffee.cards.introduction import no_time_button
from activities.coffee.cards.meeting import leave_button
from activities.kit.cards import Button, Card, say
from activities.kit.runs import Mention, Run
from activities.kit.wording import listed_runs


def nudge(who: Mention, meeting: int, then: str) -> Card:
    """The one private word to a partner who has not answered; `then` says what follows."""
    return say(
        who,
        f" would still like to meet you and hasn’t heard back. Are you still in? {then} No hard feelings either way.",
        buttons=[
            Button("I’m still in", "coffee.still_in", str(meeting), style="primary"),
            no_time_button(meeting),
        ],
    )


def then_somebody_else(until: str) -> str:
    """What follows for the partner while there is time to look for somebody else."""
    return f"If I hear nothing by {until}, I’ll look for somebody else for them."


def time_until(meet_by: str) -> str:
    """What follows for the partner towards the end of a trial."""
    return f"There’s time to meet until {meet_by}."


def nudged(others: Sequence[Run], until: str) -> Card:
    """To whoever pressed “No answer yet”."""
    return say(
        "I’ve sent a private word to ",
        listed_runs(others),
        f". If there’s no answer by {until}, I’ll look for somebody new for you.",
    )


def nudged_late(others: Sequence[Run], meet_by: str) -> Card:
    """The same towards the end of a trial."""
    return say(
        "I’ve sent a private word to ",
        listed_runs(others),
        f". There’s time to meet until {meet_by}: too little for me to find you somebody new, so do try once more.",
    )


def already_nudged(others: Sequence[Run]) -> Card:
    """To whoever presses it again."""
    return say(
        "I’ve asked ",
        listed_runs(others),
        " already, and ask only once. If you can’t agree on a time, press “Can’t find a time” and I’ll look for "
        "somebody new for you.",
    )


def still_in_after_all(who: Mention) -> Card:
    """To whoever asked: an answer has come."""
    return say(who, " is still in and would like to meet you. Why not suggest a day or two right now?")


def glad_you_are_in(others: Sequence[Run]) -> Card:
    """In answer to “I’m still in”, in time."""
    return say("Good to hear. I’ve told ", listed_runs(others), "; please suggest a day or two that suit you.")


def silence_ended(others: Sequence[Run], meeting: int) -> Card:
    """To whoever asked, when nobody has answered."""
    return say(
        "I haven’t heard from ",
        listed_runs(others),
        " either; they may simply be away. I’m looking for somebody new for you now.",
        buttons=[leave_button(meeting)],
    )


def silence_ended_in_a_three(silent: Sequence[Run], others: Sequence[Run]) -> Card:
    """To whoever asked and those who did answer: they go on without the silent one."""
    return say(
        "I haven’t heard from ", listed_runs(silent), ", so you and ", listed_runs(others), " carry on together."
    )


def you_were_silent(who: Sequence[Run], meeting: int) -> Card:
    """To the silent one."""
    return say(
        "I haven’t heard from you, so that nobody waits in vain ",
        listed_runs(who),
        " carry on without you. If you’d still like to meet somebody, tell me and I’ll look for you.",
        buttons=[Button("I’m still in", "coffee.still_in", str(meeting), style="primary")],
    )
