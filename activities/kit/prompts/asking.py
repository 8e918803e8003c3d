"""Asking when the day has come, and what people answer."""

from datetime import timedelta

from activities.kit.cards import Card
from activities.kit.events import Due, Pressed
from activities.kit.phases import MovedOn
from activities.kit.prompts import cards
from activities.kit.prompts.facilitators_cards import somebody_wants_it
from activities.kit.prompts.kind import PROMPT, Kind, end, keeper, the_prompt, those_asked, wait
from activities.kit.runs import Mention
from activities.kit.subjects import word_of
from activities.kit.turn import Key, Turn, mention
from activities.kit.views import Answer
from storage import people
from storage.tables import Prompt

KEYS = ("prompt", "wanted", "handed_on", "prompt_channel", "prompt_lost")
"""The first words of the keys under which prompts tell anything."""


def is_of_a_prompt(key: str) -> bool:
    """Whether a message was told under this key by a prompt, rather than by the activity that has it."""
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
    """“Yes”: a facilitator starts at once; anybody else’s wish is told to whoever looks after the prompt."""
    prompt = _that_asks_me(kind, turn, pressed.subject)
    if turn.person.facilitates:
        return kind.opens(turn, prompt.about)
    looks_after = keeper(kind, turn, prompt)
    told = [looks_after] if looks_after else turn.facilitators()
    for person in told:
        card = somebody_wants_it(kind.words, prompt, mention(turn.person))
        turn.tell(person, card, ("wanted", prompt.id, f"{prompt.asked_on}", turn.person.id))
    return cards.passed_on([mention(person) for person in told])


def not_this_time(kind: Kind, turn: Turn, pressed: Pressed) -> Card:
    """“Not this time”: nothing follows."""
    prompt = _that_asks_me(kind, turn, pressed.subject)
    return cards.not_this_time(prompt, turn.today, goes_on=prompt.phase == PROMPT.first)


def ask_anew(kind: Kind, turn: Turn, prompt: Prompt) -> None:
    """Change what was asked last, in place, because the prompt says something else now."""
    turn.tell_anew(ask_alone(kind, turn, prompt), key(prompt))
    if prompt.asked_on is not None:
        _announce(kind, turn, prompt)


def _that_asks_me(kind: Kind, turn: Turn, subject: str) -> Prompt:
    """The prompt on a button; raises `MovedOn` for somebody whom it has not asked, alone or in a channel."""
    prompt = the_prompt(kind, turn, subject)
    if not (prompt.channel or turn.person.facilitates or turn.person in those_asked(kind, turn, prompt)):
        raise MovedOn
    return prompt


def _tell(kind: Kind, turn: Turn, prompt: Prompt) -> None:
    for person in those_asked(kind, turn, prompt):
        turn.tell(person, ask_alone(kind, turn, prompt), key(prompt))
    _announce(kind, turn, prompt)


def ask_alone(kind: Kind, turn: Turn, prompt: Prompt) -> Card:
    """The question as somebody reads it in their own chat."""
    return cards.prompt(kind.words, prompt, _set_by(turn, prompt), alone=True)


def in_its_channel(kind: Kind, turn: Turn, prompt: Prompt) -> Card:
    """The question as its channel reads it."""
    return cards.prompt(kind.words, prompt, _set_by(turn, prompt), alone=False)


def _set_by(turn: Turn, prompt: Prompt) -> Mention:
    return mention(people.get(turn.here, prompt.set_by_id))


def _announce(kind: Kind, turn: Turn, prompt: Prompt) -> None:
    if prompt.channel and prompt.workspace_id is not None:
        turn.announce(prompt.workspace_id, prompt.channel, in_its_channel(kind, turn, prompt), key(prompt))


def key(prompt: Prompt) -> Key:
    """Under what a prompt is told, anew each time that it asks."""
    return ("prompt", prompt.id, f"{prompt.asked_on}")
