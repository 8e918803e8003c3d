"""What people read who are asked by a prompt, whichever activity it belongs to, and what is kept of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from activities.kit.cards import Button, Buttons, Card, Paragraph, Small, say
from activities.kit.personal_data import PersonalData
from activities.kit.runs import Bold, Mention, Run, spoken, words
from activities.kit.wording import day, listed_runs
from storage.tables import Prompt


@dataclass(frozen=True)
class Words:
    """What an activity's prompts ask, and what stands on the button that says yes; see `Kind`."""

    activity: str
    question: str
    start: str
    of_others: bool


# ---- for those who are asked -----------------------------------------------------------------------------------------

NOT_NOW = "Not this time"


def prompt(told: Words, prompt: Prompt, set_by: Mention, alone: bool) -> Card:
    """The question. `alone`: in somebody's own chat, where nobody else reads it."""
    text = words(Bold(told.question), f" It’s about {prompt.about}." if prompt.about else "")
    buttons = (start_button(told, prompt), Button(NOT_NOW, f"{told.activity}.prompt_not_now", str(prompt.id)))
    if told.of_others:
        why = words(set_by, f" asked me to ask {'you' if alone else 'here'}, {often(prompt)}. It’s for you to decide.")
    else:
        why = words(f"You asked me to ask, {often(prompt)}.")
    return Card(spoken(text), (Paragraph(text), Buttons(buttons), Small(why)))


def passed_on(facilitators: Sequence[Run]) -> Card:
    """In answer to a yes of somebody who does not facilitate."""
    if not facilitators:
        return say("Thank you! Nobody facilitates here just now, so please ask whoever set Knowhow up.")
    return say("Thank you! I’ve told ", listed_runs(facilitators), ", who can start it.")


def not_this_time(prompt: Prompt, today: date, goes_on: bool) -> Card:
    """In answer to a no."""
    again = f" I’ll ask again on {day(prompt.next_on, today)}." if goes_on else ""
    return say(f"That’s fine, nothing follows.{again}")


def is_over(told: Words) -> Card:
    """For a click that came when the prompt had long gone."""
    return say(f"I don’t ask “{told.question}” here any more.")


# ---- what is kept ----------------------------------------------------------------------------------------------------


def keeps(told: Words) -> str:
    """What is kept about people, in a sentence."""
    return f"Prompts: who set one and whom it asks “{told.question}”, until it is stopped."


def personal_data(told: Words, prompt: Prompt, is_theirs: bool) -> PersonalData:
    """A prompt that somebody set, or by which they are asked."""
    title = f"Prompt “{told.question}” that you set" if is_theirs else f"Prompt “{told.question}” that asks you"
    return PersonalData(
        title,
        (
            ("about", prompt.about),
            ("how often", often(prompt)),
            ("next, or last", f"{day(prompt.next_on)} {prompt.next_on.year}"),
        ),
        f"A facilitator sees it with /{told.activity} prompts and presses “Stop”; “Set a prompt” sets another. Ask one "
        "of them if you would rather not be asked: /knowhow facilitators.",
    )


# ----------------------------------------------------------------------------------------------------------------------


def start_button(told: Words, prompt: Prompt) -> Button:
    """The button that says yes."""
    return Button(told.start, f"{told.activity}.prompt_start", str(prompt.id), style="primary")


def often(prompt: Prompt) -> str:
    """Once, or every how many weeks."""
    match prompt.weeks:
        case 0:
            return "once"
        case 1:
            return "every week"
        case weeks:
            return f"every {weeks} weeks"


def about(prompt: Prompt) -> str:
    """What it is about, as the end of a sentence; empty where nothing was said."""
    return f", about {prompt.about}" if prompt.about else ""
