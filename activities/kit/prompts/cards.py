"""What people read of prompts, whichever activity they belong to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from activities.kit.held import Held
from activities.kit.turn import mention
from activities.kit.views import (
    Bold,
    Button,
    Buttons,
    Card,
    ChannelField,
    ChannelName,
    ChoiceField,
    DateField,
    Field,
    Form,
    Heading,
    Mention,
    Option,
    Paragraph,
    Part,
    PeopleField,
    Run,
    Small,
    Text,
    TextField,
    say,
    spoken,
    words,
)
from activities.kit.wording import day, listed_runs
from storage.tables import Person, Prompt

LONGEST_ABOUT = 100
IN_THE_PAST = "Please choose a day after today."
NOBODY = "Please choose people, a channel, or both."
NEW = "new"

_WEEKS = (1, 2, 3, 4, 5, 6, 8, 10, 12, 26, 52)
EVERY = (
    Option("0", "Only once"),
    *(Option(str(weeks), "Every week" if weeks == 1 else f"Every {weeks} weeks") for weeks in _WEEKS),
)


@dataclass(frozen=True)
class Words:
    """What an activity's prompts ask, and what stands on the button that says yes; see `Kind`."""

    activity: str
    question: str
    start: str
    of_others: bool


def says(question: str) -> str:
    """The verb in help."""
    return f"Be prompted on a date or every few weeks: “{question}”"


# ---- for facilitators ------------------------------------------------------------------------------------------------


def overview(told: Words, going_on: Sequence[tuple[Prompt, Sequence[Person]]], today: date) -> Card:
    """Every prompt that goes on, with a button to stop it."""
    parts: list[Part] = [Heading(f"Prompts: “{told.question}”")]
    if not going_on:
        parts.append(Paragraph(words("There are none yet.")))
    for prompt, asked in going_on:
        parts += [Paragraph(words(_what(told, prompt, asked, today), ".")), Buttons((_stop(told, prompt),))]
    parts.append(Buttons((Button("Set a prompt", f"{told.activity}.prompt_form", NEW, style="primary"),)))
    return Card(f"Prompts: “{told.question}”", tuple(parts))


def form(told: Words, suggested: date) -> Form:
    """When, how often, and whom."""
    whom: tuple[Field, ...] = (
        PeopleField("people", "Who is asked?", required=False, hint="Each in their own chat."),
        ChannelField("channel", "Or which channel?", required=False, hint="I must have been invited there."),
    )
    return Form(
        f"{told.activity}.prompt",
        NEW,
        "Set a prompt",
        "Set it",
        (
            DateField("on", "When first?", suggested, hint="At nine in the morning."),
            ChoiceField("every", "How often?", EVERY, "0", as_list=True),
            *(whom if told.of_others else ()),
            TextField(
                "about",
                "What is it about?",
                required=False,
                hint="Such as “the ward round”. It is shown.",
                max_length=LONGEST_ABOUT,
            ),
        ),
        (Paragraph(words(f"I’ll ask “{told.question}”, with the buttons {told.start} and {NOT_NOW}.")),),
    )


def is_set(told: Words, prompt: Prompt, asked: Sequence[Person], today: date) -> Card:
    """In answer to the form."""
    return say("I’ll do that: ", _what(told, prompt, asked, today), ".", buttons=[_stop(told, prompt)])


def too_many(most: int) -> str:
    """Where there are as many as fit on a card."""
    return f"There are {most} prompts already. Please stop one first."


def handed_on(told: Words, prompt: Prompt) -> Card:
    """To the facilitator who has it now."""
    return say(
        f"Whoever set a prompt (“{told.question}”{_about(prompt)}) does not facilitate any more, so it is yours now: "
        f"I go on asking {_often(prompt)}.",
        buttons=[_stop(told, prompt)],
    )


def channel_gone(told: Words, prompt: Prompt) -> Card:
    """To whoever set it."""
    return say(
        f"I can’t write in #{prompt.channel_name} any more, so I’ve stopped asking “{told.question}”{_about(prompt)} "
        "there. Please invite me again and set the prompt anew if you’d like it to go on.",
        buttons=[Button("Set a prompt", f"{told.activity}.prompt_form", NEW)],
    )


def somebody_wants_it(told: Words, prompt: Prompt, who: Mention) -> Card:
    """To whoever set the prompt: it was answered with yes by somebody who cannot start it."""
    return say(
        who,
        f" says yes to “{told.question}”{_about(prompt)}. Please start it if you agree.",
        buttons=[_start(told, prompt)],
    )


# ---- for those who are asked -----------------------------------------------------------------------------------------

NOT_NOW = "Not this time"


def prompt(told: Words, prompt: Prompt, set_by: Mention, alone: bool) -> Card:
    """The question. `alone`: in somebody's own chat, where nobody else reads it."""
    text = words(Bold(told.question), f" It’s about {prompt.about}." if prompt.about else "")
    buttons = (_start(told, prompt), Button(NOT_NOW, f"{told.activity}.prompt_not_now", str(prompt.id)))
    if told.of_others:
        why = words(set_by, f" asked me to ask {'you' if alone else 'here'}, {_often(prompt)}. It’s for you to decide.")
    else:
        why = words(f"You asked me to ask, {_often(prompt)}.")
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


def held(told: Words, prompt: Prompt, is_theirs: bool) -> Held:
    """A prompt that somebody set, or by which they are asked."""
    title = f"Prompt “{told.question}” that you set" if is_theirs else f"Prompt “{told.question}” that asks you"
    return Held(
        title,
        (
            ("about", prompt.about),
            ("how often", _often(prompt)),
            ("next, or last", f"{day(prompt.next_on)} {prompt.next_on.year}"),
        ),
    )


# ----------------------------------------------------------------------------------------------------------------------


def _start(told: Words, prompt: Prompt) -> Button:
    return Button(told.start, f"{told.activity}.prompt_start", str(prompt.id), style="primary")


def _stop(told: Words, prompt: Prompt) -> Button:
    return Button("Stop", f"{told.activity}.stop_prompt", str(prompt.id))


def _what(told: Words, prompt: Prompt, asked: Sequence[Person], today: date) -> Text:
    """Whom it asks, how often, from when."""
    whom: list[Run] = [mention(person) for person in asked] if told.of_others else []
    if prompt.channel:
        whom.append(ChannelName(prompt.channel, prompt.channel_name))
    asks = words("I ask ", listed_runs(whom) if whom else "nobody any more") if told.of_others else words("I ask you")
    return words(asks, f" {_often(prompt)}, next on {day(prompt.next_on, today)}{_about(prompt)}")


def _often(prompt: Prompt) -> str:
    match prompt.weeks:
        case 0:
            return "once"
        case 1:
            return "every week"
        case weeks:
            return f"every {weeks} weeks"


def _about(prompt: Prompt) -> str:
    return f", about {prompt.about}" if prompt.about else ""
