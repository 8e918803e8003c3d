"""What people read privately about a meeting: that it ended, what they may choose, that somebody waits for them."""

from collections.abc import Iterable, Sequence

from activities.coffee.cards.introduction import meeting_buttons, met_button
from activities.kit.cards import Button, Buttons, Card, Confirm, Paragraph, Part, say
from activities.kit.runs import Bold, Mention, Run, Text, words
from activities.kit.wording import day, listed_runs
from storage.tables import Trial

# ---- a meeting that does not come about ------------------------------------------------------------------------------


def no_time_for_you(who: Mention, meeting: int) -> Card:
    """To the partner of somebody who cannot find a time."""
    return say(
        who,
        " can’t find a time after all. That happens in a hospital, and it isn’t about you. "
        "What would you like to do next?",
        buttons=choices(meeting),
    )


def you_know_each_other(who: Mention, meeting: int) -> Card:
    """To the partner of somebody who says that they know each other."""
    return say(
        who,
        " tells me you two know each other already, so this wouldn’t be much of a surprise. "
        "By all means have that coffee! Shall I also find you somebody new?",
        buttons=choices(meeting),
    )


def what_next(others: Sequence[Run], meeting: int) -> Card:
    """To whoever ended their meeting with one other person."""
    return say(
        "Thank you for saying so. Your meeting has ended, and I’ve told ",
        listed_runs(others),
        " kindly. What would you like to do next?",
        buttons=choices(meeting),
    )


def looking_after_a_three(others: Sequence[Run], meeting: int) -> Card:
    """To whoever stepped out of a three: the others carry on."""
    return say(
        listed_runs(others),
        " carry on without you, and I’ve told them kindly. I’m looking for somebody new for you now.",
        buttons=[leave_button(meeting)],
    )


def carry_on_without(who: Mention, others: Sequence[Run], meet_by: str) -> Card:
    """To those who stay in what was a three."""
    return say(who, " can’t be part of this after all. You and ", listed_runs(others), f" carry on: meet by {meet_by}.")


def partner_left(who: Mention, meeting: int) -> Card:
    """To the partner of somebody who left the trial, or the hospital, or cannot be written to."""
    return say(
        who,
        " can’t take part after all; it isn’t about you. I’m looking for somebody new for you now.",
        buttons=[leave_button(meeting)],
    )


def private_word_sent() -> Card:
    """To whoever ended a meeting, where they pressed."""
    return say("Thank you for saying so. I’ve written to you in our own chat about what happens next.")


def choices(meeting: int) -> tuple[Button, Button]:
    """What somebody may choose whose meeting fell through."""
    return Button("Find me somebody new", "coffee.another", str(meeting), style="primary"), leave_button(meeting)


def leave_button(meeting: int) -> Button:
    """Takes somebody out of the trial whose meeting came to nothing."""
    sure = Confirm("You won’t be introduced to anybody else in this trial. Leave it?", "Leave this trial")
    return Button("Leave this trial", "coffee.leave_trial", str(meeting), confirm=sure)


# ---- somebody new ----------------------------------------------------------------------------------------------------


def looking() -> Card:
    """In answer to “Find me somebody new”."""
    return say("I’m looking for somebody new for you among those who are free at your site. You’ll hear from me soon.")


def nobody_free(trial: Trial) -> Card:
    """To somebody for whom nobody was free."""
    return say(
        "Nobody you could meet is free just now. If that changes before ",
        f"{day(trial.meet_by)}, I’ll introduce you at once; if it doesn’t, you’re first in line for the next trial.",
    )


def left_this_trial(trial: Trial) -> Card:
    """In answer to “Leave this trial”."""
    return say("You’ve left ", Bold(trial.title), ". Thank you for giving it a go; you’re welcome in the next one.")


# ---- the home page, and where things stand ---------------------------------------------------------------------------


def on_its_way(trial: Trial) -> tuple[Part, ...]:
    """Somebody is found, and the introduction has not arrived with each of them yet."""
    waiting = ": you’ve been matched. My introduction is on its way to each of you, and says who it is."
    return (Paragraph(words(Bold(trial.title), waiting)),)


def to_come(trial: Trial, others: Sequence[Run], site: str, meeting: int, no_answer_yet: bool) -> tuple[Part, ...]:
    """A meeting that is still to come, with what can be said of it."""
    return (
        Paragraph(_with(trial, others, f" at {site}, by {day(trial.meet_by)}.")),
        Buttons(tuple(meeting_buttons(meeting, no_answer_yet))),
    )


def may_have_been(trial: Trial, others: Sequence[Run], meeting: int) -> tuple[Part, ...]:
    """A meeting of which nobody has said anything, now that the time to meet is over."""
    return Paragraph(_with(trial, others, ": did you meet?")), Buttons((met_button(meeting),))


def has_been(trial: Trial, others: Sequence[Run], meeting: int) -> tuple[Part, ...]:
    """A meeting that took place."""
    how = Button("Say how it was", "coffee.met", str(meeting))
    return Paragraph(_with(trial, others, ": you’ve met.")), Buttons((how,))


def to_choose(trial: Trial, meeting: int) -> tuple[Part, ...]:
    """A meeting that fell through, and somebody who has not said yet what should follow."""
    return Paragraph(words(Bold(trial.title), ": your meeting fell through. What next?")), Buttons(choices(meeting))


def being_looked_for(trial: Trial, meeting: int) -> tuple[Part, ...]:
    """Somebody for whom somebody new is wanted."""
    waiting = words(Bold(trial.title), ": I’m looking for somebody new for you. You hear from me when I find them.")
    return Paragraph(waiting), Buttons((leave_button(meeting),))


def fallen_silent(trial: Trial, meeting: int) -> tuple[Part, ...]:
    """Somebody whose partner was matched again because they did not answer."""
    still_in = Button("I’m still in", "coffee.still_in", str(meeting), style="primary")
    return Paragraph(words(Bold(trial.title), ": would you still like to meet somebody?")), Buttons((still_in,))


def stands(parts: Iterable[Part]) -> Card:
    """Where things stand with a meeting, for a button pressed too late."""
    shown = tuple(parts)
    return Card("Your meeting", shown) if shown else say("There’s nothing more to do about that meeting.")


def _with(trial: Trial, others: Sequence[Run], rest: str) -> Text:
    return words(Bold(trial.title), ": you and ", listed_runs(others), rest)
