"""A kind of prompt, the phases of each, finding one, and who looks after it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from zoneinfo import ZoneInfo

from activities.kit.cards import Button, Card, say
from activities.kit.days import moment
from activities.kit.phases import MovedOn, Phases
from activities.kit.runs import Bold, ChannelName, Text, words
from activities.kit.subjects import number
from activities.kit.turn import Turn
from activities.kit.views import Answer
from storage import people, prompts
from storage.membership import is_member
from storage.tables import Person, Prompt


@dataclass(frozen=True)
class Words:
    """What an activity's prompts ask, and what stands on the button that says yes; see `Kind`."""

    activity: str
    question: str
    start: str
    of_others: bool


PROMPT = Phases(
    "waiting_for_its_day",
    {
        ("waiting_for_its_day", "ask_and_wait"): "waiting_for_its_day",
        ("waiting_for_its_day", "ask_once"): "asked",
        ("waiting_for_its_day", "stop"): "stopped",
    },
)

ASKS_AT = time(9)


@dataclass(frozen=True)
class Kind:
    """The prompts of one activity.

    `question` is what is asked, and `start` stands on the button that says yes. `opens` answers a facilitator who
    presses it; it is given what the prompt is about, in words, which may be none. `of_others`: people or a channel are
    asked; otherwise only whoever set the prompt is.
    """

    activity: str
    question: str
    start: str
    opens: Callable[[Turn, str], Answer]
    of_others: bool = True

    @property
    def words(self) -> Words:
        """What the cards need to know of it."""
        return Words(self.activity, self.question, self.start, self.of_others)


def the_prompt(kind: Kind, turn: Turn, subject: str | int) -> Prompt:
    """Return this kind's prompt with this id in the organisation, locked; raise `MovedOn` where there is none."""
    found = prompts.locked(turn.here, kind.activity, number(subject))
    if found is None:
        raise MovedOn
    return found


def going_on(kind: Kind, turn: Turn) -> list[Prompt]:
    """Return the prompts that wait for their day, the next one first."""
    return list(prompts.in_phase(turn.here, kind.activity, PROMPT.first))


def those_asked(kind: Kind, turn: Turn, prompt: Prompt) -> list[Person]:
    """Return those whom a prompt asks in their own chat, as far as they are still members here."""
    ids = prompt.people if kind.of_others else [prompt.set_by_id]
    return [person for person in people.several(turn.here, ids) if is_member(person)]


def wait(turn: Turn, prompt: Prompt) -> None:
    """Wake for a prompt at nine by the clock on the wall, whatever daylight saving has done meanwhile."""
    turn.wake(moment(prompt.next_on, ASKS_AT, ZoneInfo(prompt.timezone)), "prompt", prompt.id)


def end(turn: Turn, prompt: Prompt) -> None:
    """Ask no more. Raises `MovedOn` where the prompt has ended."""
    PROMPT.step(prompt, "stop")
    turn.cancel_wake("prompt", prompt.id)
    turn.session.flush()


def keeper(kind: Kind, turn: Turn, prompt: Prompt) -> Person | None:
    """Return whoever set a prompt, or who gets it now; `None` where it concerned only whoever has gone.

    Who gets it is another facilitator, to whom it is handed on.
    """
    own = people.get(turn.here, prompt.set_by_id)
    if is_member(own) and own.facilitates:
        return own
    others = [person for person in turn.facilitators() if person.id != own.id]
    if not kind.of_others or not others:
        return None
    prompt.set_by_id = others[0].id
    turn.session.flush()
    turn.tell(others[0], handed_on_card(kind.words, prompt), ("handed_on", prompt.id, turn.now.isoformat()))
    return others[0]


# ---- what people see ------------------------------------------------------------------------------------------------

NOT_NOW = "Not this time"


def start_button(told: Words, prompt: Prompt) -> Button:
    """Build the button by which somebody says yes to a prompt."""
    return Button(told.start, f"{told.activity}.prompt_start", str(prompt.id), style="primary")


def often(prompt: Prompt) -> str:
    """Say how often a prompt asks: once, or every how many weeks."""
    match prompt.weeks:
        case 0:
            return "once"
        case 1:
            return "every week"
        case weeks:
            return f"every {weeks} weeks"


def what_about(prompt: Prompt) -> str:
    """Say what a prompt is about, as the end of a sentence; empty where nothing was said."""
    return f", about {prompt.about}" if prompt.about else ""


def says(question: str) -> str:
    """Say in help what the verb does."""
    return f"Be prompted on a date or every few weeks: “{question}”"


def handed_on_card(told: Words, prompt: Prompt) -> Card:
    """Build the card for the facilitator to whom a prompt was handed on."""
    return say(
        f"Whoever set a prompt (“{told.question}”{what_about(prompt)}) does not facilitate any more, so it is yours "
        f"now: I go on asking {often(prompt)}.",
        buttons=[stop_button(told, prompt)],
    )


def asking_in_words(told: Words, prompt: Prompt) -> Text:
    """Write a prompt's question, and what it is about."""
    return words(Bold(f"“{told.question}”"), what_about(prompt))


def whereabouts(prompt: Prompt) -> ChannelName:
    """Name the channel in which a prompt asks."""
    return ChannelName(prompt.channel, prompt.channel_name)


def stop_button(told: Words, prompt: Prompt) -> Button:
    """Build the button that stops a prompt for good."""
    return Button("Stop", f"{told.activity}.stop_prompt", str(prompt.id))
