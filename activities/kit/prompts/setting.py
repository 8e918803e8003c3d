"""Setting prompts, listing them, and stopping them."""

from collections.abc import Sequence
from datetime import date, timedelta

from activities.kit.answers import Reader
from activities.kit.cards import Button, Buttons, Card, Heading, Paragraph, Part, say
from activities.kit.events import Command, Pressed, Submitted
from activities.kit.forms import (
    ChannelField,
    ChoiceField,
    DateField,
    Field,
    FieldErrors,
    Form,
    Option,
    PeopleField,
    TextField,
)
from activities.kit.prompts.kind import (
    NOT_NOW,
    PROMPT,
    Kind,
    Words,
    end,
    going_on,
    often,
    stop_button,
    the_prompt,
    those_asked,
    wait,
    what_about,
)
from activities.kit.runs import ChannelName, Run, Text, words
from activities.kit.turn import Turn, mention
from activities.kit.wording import day, listed_runs
from storage.tables import Person, Prompt

LONGEST_ABOUT = 100
_WEEKS = (1, 2, 3, 4, 5, 6, 8, 10, 12, 26, 52)

FURTHEST = timedelta(days=2 * 366)
"""A date further off has the wrong year."""

MOST_PROMPTS = 20
"""As many can wait at a time, in one activity of one organisation: a list of them is one card."""


def show(kind: Kind, turn: Turn, command: Command) -> Card:
    """Answer `/… prompts`."""
    return overview(kind, turn)


def overview(kind: Kind, turn: Turn) -> Card:
    """Show every prompt that goes on."""
    rows = [(prompt, those_asked(kind, turn, prompt)) for prompt in going_on(kind, turn)]
    return overview_card(kind.words, rows, turn.today)


def ask_when(kind: Kind, turn: Turn, pressed: Pressed) -> Form:
    """Show the form after “Set a prompt”."""
    return setting_form(kind.words, turn.today + timedelta(days=1))


def save(kind: Kind, turn: Turn, form: Submitted) -> Card | FieldErrors:
    """Keep a prompt that was set, and ask when its day comes."""
    answers = Reader(form.values)
    prompt = Prompt(
        organisation_id=turn.org,
        activity=kind.activity,
        set_by_id=turn.person.id,
        phase=PROMPT.first,
        about=answers.line("about", longest=LONGEST_ABOUT),
        next_on=answers.day("on", latest=turn.today + FURTHEST),
        weeks=int(answers.choice("every", [option.value for option in EVERY]) or 0),
        timezone=turn.organisation.timezone,
    )
    if "on" not in answers.errors and prompt.next_on <= turn.today:
        answers.errors["on"] = IN_THE_PAST
    if len(going_on(kind, turn)) >= MOST_PROMPTS:
        answers.errors["on"] = too_many(MOST_PROMPTS)
    if kind.of_others:
        _read_whom(turn, answers, prompt)
    if answers.errors:
        return FieldErrors(answers.errors)
    turn.session.add(prompt)
    turn.session.flush()
    turn.concerns(prompt.id)
    wait(turn, prompt)
    return is_set_card(kind.words, prompt, those_asked(kind, turn, prompt), turn.today)


def stop(kind: Kind, turn: Turn, pressed: Pressed) -> Card:
    """Stop a prompt. Raises `MovedOn` where it goes on no longer."""
    end(turn, the_prompt(kind, turn, pressed.subject))
    return overview(kind, turn)


def _read_whom(turn: Turn, answers: Reader, prompt: Prompt) -> None:
    channel = answers.channel("channel", missing="")
    chosen = answers.people("people", missing="")
    if not answers.errors.keys() & {"people", "channel"} and not chosen and not channel.id:
        answers.errors["people"] = NOBODY
    if answers.errors:
        return
    prompt.people = sorted({turn.meet(profile).id for profile in chosen})
    prompt.channel, prompt.channel_name = channel.id, channel.name
    prompt.workspace_id = turn.workspace if channel.id else None


# ---- what people see ------------------------------------------------------------------------------------------------


def is_over_card(told: Words) -> Card:
    """Build the card for a click that came when the prompt had long gone."""
    return say(f"I don’t ask “{told.question}” here any more.")


IN_THE_PAST = "Please choose a day after today."
NOBODY = "Please choose people, a channel, or both."
NEW = "new"
EVERY = (
    Option("0", "Only once"),
    *(Option(str(weeks), "Every week" if weeks == 1 else f"Every {weeks} weeks") for weeks in _WEEKS),
)


def overview_card(told: Words, going_on: Sequence[tuple[Prompt, Sequence[Person]]], today: date) -> Card:
    """Build the card on which facilitators see every prompt that goes on, with a button to stop each."""
    parts: list[Part] = [Heading(f"Prompts: “{told.question}”")]
    if not going_on:
        parts.append(Paragraph(words("There are none yet.")))
    for prompt, asked in going_on:
        parts += [Paragraph(words(_what(told, prompt, asked, today), ".")), Buttons((stop_button(told, prompt),))]
    parts.append(Buttons((Button("Set a prompt", f"{told.activity}.prompt_form", NEW, style="primary"),)))
    return Card(f"Prompts: “{told.question}”", tuple(parts))


def setting_form(told: Words, suggested: date) -> Form:
    """Build the form in which a facilitator sets a prompt: when, how often, and whom to ask."""
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


def is_set_card(told: Words, prompt: Prompt, asked: Sequence[Person], today: date) -> Card:
    """Build the card for the facilitator who has just set a prompt."""
    return say("I’ll do that: ", _what(told, prompt, asked, today), ".", buttons=[stop_button(told, prompt)])


def too_many(most: int) -> str:
    """Say to a facilitator that there are as many prompts as fit on a card."""
    return f"There are {most} prompts already. Please stop one first."


def _what(told: Words, prompt: Prompt, asked: Sequence[Person], today: date) -> Text:
    """Say whom a prompt asks, how often, from when."""
    whom: list[Run] = [mention(person) for person in asked] if told.of_others else []
    if prompt.channel:
        whom.append(ChannelName(prompt.channel, prompt.channel_name))
    asks = words("I ask ", listed_runs(whom) if whom else "nobody any more") if told.of_others else words("I ask you")
    return words(asks, f" {often(prompt)}, next on {day(prompt.next_on, today)}{what_about(prompt)}")
