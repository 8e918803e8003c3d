"""What facilitators read of prompts: the form, the list, and what became of one."""

from collections.abc import Sequence
from datetime import date

from activities.kit import channel_cards
from activities.kit.cards import Button, Buttons, Card, Heading, Paragraph, Part, say
from activities.kit.events import ChannelState
from activities.kit.forms import ChannelField, ChoiceField, DateField, Field, Form, Option, PeopleField, TextField
from activities.kit.lost import button
from activities.kit.prompts.cards import NOT_NOW, Words, about, often, start_button
from activities.kit.runs import Bold, ChannelName, Mention, Run, Text, words
from activities.kit.turn import mention
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


def says(question: str) -> str:
    """The verb in help."""
    return f"Be prompted on a date or every few weeks: “{question}”"


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
        f"Whoever set a prompt (“{told.question}”{about(prompt)}) does not facilitate any more, so it is yours now: "
        f"I go on asking {often(prompt)}.",
        buttons=[_stop(told, prompt)],
    )


def channel_closed(told: Words, prompt: Prompt, state: ChannelState) -> Card:
    """To whoever set it: it cannot be asked in its channel."""
    again = Button(channel_cards.SEND_AGAIN, f"{told.activity}.prompt_again", str(prompt.id))
    stop = () if prompt.phase == "asked" else (_stop(told, prompt),)
    return channel_cards.closed(_asking(told, prompt), _where(prompt), state, _choose(told, prompt), again, *stop)


def channel_private(told: Words, prompt: Prompt) -> Card:
    """To whoever set it: only some see it now."""
    return channel_cards.is_private(_asking(told, prompt), _where(prompt), _choose(told, prompt))


def channel_back(told: Words, prompt: Prompt) -> Card:
    """To whoever set it: it is asked in its channel again."""
    return channel_cards.is_back(_asking(told, prompt), _where(prompt))


def channel_form(told: Words, prompt: Prompt) -> Form:
    """In which channel it is asked instead."""
    return channel_cards.form(f"{told.activity}.prompt_channel", str(prompt.id), told.question)


def is_asked_there(told: Words, prompt: Prompt) -> Card:
    """The channel was chosen anew, or is tried again."""
    return say("I ask “", told.question, "” in ", _where(prompt), f" from now on{about(prompt)}.")


def ask_again(told: Words) -> str:
    """The button that sends once more what has not arrived."""
    return f"{told.activity}.prompt_ask_again"


def may_not_have_asked(told: Words, prompt: Prompt, whom: Sequence[Run], may_be_there: bool) -> Card:
    """To whoever set it: some may not have been asked."""
    return say(
        "I can’t be sure that I have asked ",
        listed_runs(whom),
        " “",
        told.question,
        f"”{about(prompt)}: my message may not have arrived. Press Send again, or ask them yourself.",
        buttons=[button(ask_again(told), str(prompt.id), may_be_there)],
    )


def asked_again(told: Words, prompt: Prompt) -> Card:
    """In answer to “Send again”."""
    return say(f"I’m asking those again “{told.question}”{about(prompt)}, whom my message may not have reached.")


def somebody_wants_it(told: Words, prompt: Prompt, who: Mention) -> Card:
    """To whoever set the prompt: it was answered with yes by somebody who cannot start it."""
    return say(
        who,
        f" says yes to “{told.question}”{about(prompt)}. Please start it if you agree.",
        buttons=[start_button(told, prompt)],
    )


def _choose(told: Words, prompt: Prompt) -> Button:
    return Button(channel_cards.CHOOSE, f"{told.activity}.prompt_channel_form", str(prompt.id), "primary")


def _asking(told: Words, prompt: Prompt) -> Text:
    return words(Bold(f"“{told.question}”"), about(prompt))


def _where(prompt: Prompt) -> ChannelName:
    return ChannelName(prompt.channel, prompt.channel_name)


def _stop(told: Words, prompt: Prompt) -> Button:
    return Button("Stop", f"{told.activity}.stop_prompt", str(prompt.id))


def _what(told: Words, prompt: Prompt, asked: Sequence[Person], today: date) -> Text:
    """Whom it asks, how often, from when."""
    whom: list[Run] = [mention(person) for person in asked] if told.of_others else []
    if prompt.channel:
        whom.append(ChannelName(prompt.channel, prompt.channel_name))
    asks = words("I ask ", listed_runs(whom) if whom else "nobody any more") if told.of_others else words("I ask you")
    return words(asks, f" {often(prompt)}, next on {day(prompt.next_on, today)}{about(prompt)}")
