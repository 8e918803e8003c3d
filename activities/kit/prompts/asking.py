"""Asking when the day has come, and what people answer.

Where a prompt did not arrive for certain, whoever looks after it reads whom it may not have asked.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from activities.kit.cards import Button, Buttons, Card, Paragraph, Small, say
from activities.kit.events import Due, Pressed, Undelivered, Why
from activities.kit.lost import Loss, button, may_be_there, missed, to
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
from activities.kit.runs import Bold, ChannelName, Mention, Run, spoken, words
from activities.kit.subjects import about, word_of
from activities.kit.turn import Key, Turn, mention, spelled
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


def not_asked(kind: Kind, turn: Turn, lost: Undelivered) -> None:
    """Tell whoever looks after it whom it may not have asked, unless it asks nobody else.

    A channel that is closed is news of its own.
    """
    if word_of(lost.key) != "prompt" or not kind.of_others or (lost.why is Why.UNREACHABLE and not lost.people):
        return
    prompt = the_prompt(kind, turn, about(lost.key))
    if not f"{lost.key}:".startswith(f"{spelled(key(prompt))}:") or prompt.phase == "stopped":
        return  # it has asked again since
    missing = missed(turn, key(prompt), those_asked(kind, turn, prompt))
    names: list[Run] = [mention(person) for person in missing]
    if prompt.channel and turn.has_lost(key(prompt)):
        names.append(ChannelName(prompt.channel, prompt.channel_name))
    looks_after = keeper(kind, turn, prompt)
    if names and looks_after is not None:
        in_doubt = may_be_there(turn, key(prompt), missing) or turn.may_be_there(key(prompt))
        _loss_of(kind, prompt).tell(turn, [looks_after], may_not_have_asked_card(kind.words, prompt, names, in_doubt))


def ask_again(kind: Kind, turn: Turn, pressed: Pressed) -> Card:
    """Ask again, after “Send again”. Raises `MovedOn` where the prompt asks no more."""
    prompt = the_prompt(kind, turn, pressed.subject)
    if prompt.phase == "stopped":
        raise MovedOn
    alone = ask_alone(kind, turn, prompt)
    told = [(to(key(prompt), person.id), alone) for person in those_asked(kind, turn, prompt)]
    if prompt.channel:
        told.append((key(prompt), in_its_channel(kind, turn, prompt)))
    return _loss_of(kind, prompt).send_again(turn, told, asked_again_card(kind.words, prompt))


def _loss_of(kind: Kind, prompt: Prompt) -> Loss:
    return Loss(ask_again_action(kind.words), prompt.id, ("prompt_lost", prompt.id, f"{prompt.asked_on}"))


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


def ask_again_action(told: Words) -> str:
    """Name the action of the button that sends once more what has not arrived."""
    return f"{told.activity}.prompt_ask_again"


def may_not_have_asked_card(told: Words, prompt: Prompt, whom: Sequence[Run], may_be_there: bool) -> Card:
    """Build the card for whoever set a prompt, when some may not have been asked."""
    return say(
        "I can’t be sure that I have asked ",
        listed_runs(whom),
        " “",
        told.question,
        f"”{what_about(prompt)}: my message may not have arrived. Press Send again, or ask them yourself.",
        buttons=[button(ask_again_action(told), str(prompt.id), may_be_there)],
    )


def asked_again_card(told: Words, prompt: Prompt) -> Card:
    """Build the card for the facilitator who has just had a prompt asked again."""
    return say(f"I’m asking those again “{told.question}”{what_about(prompt)}, whom my message may not have reached.")
