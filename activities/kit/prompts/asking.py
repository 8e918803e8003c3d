"""Asking when the day has come, and what people answer."""

from collections.abc import Sequence
from datetime import date, timedelta

from activities.kit.cards import Button, Buttons, Card, Paragraph, Small, say
from activities.kit.events import Due, Pressed
from activities.kit.phases import MovedOn
from activities.kit.prompts.kind import (
    NOT_NOW,
    PROMPT,
    Kind,
    Words,
    end,
    keeper,
    often,
    start_button,
    the_prompt,
    those_asked,
    wait,
    what_about,
)
from activities.kit.runs import Bold, Mention, Run, spoken, words
from activities.kit.subjects import word_of
from activities.kit.turn import Key, Turn, mention
from activities.kit.views import Answer
from activities.kit.wording import day, listed_runs
from storage import people
from storage.tables import Prompt

KEYS = ("prompt", "wanted", "handed_on", "prompt_channel", "prompt_lost")
"""The first words of the keys under which prompts tell anything."""


def is_of_a_prompt(key: str) -> bool:
    """Say whether a message was told under this key by a prompt, rather than by the activity that has it."""
    return word_of(key) in KEYS


def ask(kind: Kind, turn: Turn, due: Due) -> None:
    """Ask, and wait for the next time. What was missed while the bot was away is asked once."""
    prompt = the_prompt(kind, turn, due.subject)
    if prompt.phase != PROMPT.first:
        return
    if keeper(kind, turn, prompt) is None:
        end(turn, prompt)
        return
    prompt.asked_on = turn.today
    PROMPT.step(prompt, "ask_and_wait" if prompt.weeks else "ask_once")
    while prompt.weeks and prompt.next_on <= turn.today:
        prompt.next_on += timedelta(weeks=prompt.weeks)
    turn.session.flush()
    if prompt.weeks:
        wait(turn, prompt)
    _tell(kind, turn, prompt)


def start(kind: Kind, turn: Turn, pressed: Pressed) -> Answer:
    """Take “Yes”: a facilitator starts at once; anybody else’s wish is told to whoever looks after the prompt."""
    prompt = _that_asks_me(kind, turn, pressed.subject)
    if turn.person.facilitates:
        return kind.opens(turn, prompt.about)
    looks_after = keeper(kind, turn, prompt)
    told = [looks_after] if looks_after else turn.facilitators()
    for person in told:
        card = somebody_wants_it_card(kind.words, prompt, mention(turn.person))
        turn.tell(person, card, ("wanted", prompt.id, f"{prompt.asked_on}", turn.person.id))
    return passed_on_card([mention(person) for person in told])


def not_this_time(kind: Kind, turn: Turn, pressed: Pressed) -> Card:
    """Take “Not this time”: nothing follows."""
    prompt = _that_asks_me(kind, turn, pressed.subject)
    return not_this_time_card(prompt, turn.today, goes_on=prompt.phase == PROMPT.first)


def ask_anew(kind: Kind, turn: Turn, prompt: Prompt) -> None:
    """Change what was asked last, in place, because the prompt says something else now."""
    turn.tell_anew(ask_alone(kind, turn, prompt), key(prompt))
    if prompt.asked_on is not None:
        _announce(kind, turn, prompt)


def _that_asks_me(kind: Kind, turn: Turn, subject: str) -> Prompt:
    """Return the prompt on a button; raise `MovedOn` for somebody whom it has not asked, alone or in a channel."""
    prompt = the_prompt(kind, turn, subject)
    if not (prompt.channel or turn.person.facilitates or turn.person in those_asked(kind, turn, prompt)):
        raise MovedOn
    return prompt


def _tell(kind: Kind, turn: Turn, prompt: Prompt) -> None:
    for person in those_asked(kind, turn, prompt):
        turn.tell(person, ask_alone(kind, turn, prompt), key(prompt))
    _announce(kind, turn, prompt)


def ask_alone(kind: Kind, turn: Turn, prompt: Prompt) -> Card:
    """Build the card with which somebody is asked in their own chat."""
    return prompt_card(kind.words, prompt, _set_by(turn, prompt), alone=True)


def in_its_channel(kind: Kind, turn: Turn, prompt: Prompt) -> Card:
    """Build the card with which a channel is asked."""
    return prompt_card(kind.words, prompt, _set_by(turn, prompt), alone=False)


def _set_by(turn: Turn, prompt: Prompt) -> Mention:
    return mention(people.get(turn.here, prompt.set_by_id))


def _announce(kind: Kind, turn: Turn, prompt: Prompt) -> None:
    if prompt.channel and prompt.workspace_id is not None:
        turn.announce(prompt.workspace_id, prompt.channel, in_its_channel(kind, turn, prompt), key(prompt))


def key(prompt: Prompt) -> Key:
    """Make the key under which a prompt is told, anew each time that it asks."""
    return ("prompt", prompt.id, f"{prompt.asked_on}")


# ---- what people see ------------------------------------------------------------------------------------------------


def prompt_card(told: Words, prompt: Prompt, set_by: Mention, alone: bool) -> Card:
    """Build the card that asks the question. `alone`: in somebody's own chat, where nobody else reads it."""
    text = words(Bold(told.question), f" It’s about {prompt.about}." if prompt.about else "")
    buttons = (start_button(told, prompt), Button(NOT_NOW, f"{told.activity}.prompt_not_now", str(prompt.id)))
    if told.of_others:
        why = words(set_by, f" asked me to ask {'you' if alone else 'here'}, {often(prompt)}. It’s for you to decide.")
    else:
        why = words(f"You asked me to ask, {often(prompt)}.")
    return Card(spoken(text), (Paragraph(text), Buttons(buttons), Small(why)))


def passed_on_card(facilitators: Sequence[Run]) -> Card:
    """Build the card for somebody who said yes and does not facilitate."""
    if not facilitators:
        return say("Thank you! Nobody facilitates here just now, so please ask whoever set Knowhow up.")
    return say("Thank you! I’ve told ", listed_runs(facilitators), ", who can start it.")


def not_this_time_card(prompt: Prompt, today: date, goes_on: bool) -> Card:
    """Build the card for somebody who said no to a prompt."""
    again = f" I’ll ask again on {day(prompt.next_on, today)}." if goes_on else ""
    return say(f"That’s fine, nothing follows.{again}")


def somebody_wants_it_card(told: Words, prompt: Prompt, who: Mention) -> Card:
    """Build the card for whoever set the prompt, when somebody who cannot start it has said yes."""
    return say(
        who,
        f" says yes to “{told.question}”{what_about(prompt)}. Please start it if you agree.",
        buttons=[start_button(told, prompt)],
    )
