"""A kind of prompt, the phases of each, finding one, and who looks after it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from zoneinfo import ZoneInfo

from activities.kit.phases import MovedOn, Phases
from activities.kit.prompts import cards
from activities.kit.prompts.facilitators_cards import handed_on
from activities.kit.subjects import number
from activities.kit.turn import Turn
from activities.kit.views import Answer
from activities.kit.working import moment
from storage import people, prompts
from storage.membership import is_member
from storage.tables import Person, Prompt

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
    def words(self) -> cards.Words:
        """What the cards need to know of it."""
        return cards.Words(self.activity, self.question, self.start, self.of_others)


def the_prompt(kind: Kind, turn: Turn, subject: str | int) -> Prompt:
    """The prompt of this kind with this id in the turn's organisation, locked; raises `MovedOn` where there is none."""
    found = prompts.locked(turn.here, kind.activity, number(subject))
    if found is None:
        raise MovedOn
    return found


def going_on(kind: Kind, turn: Turn) -> list[Prompt]:
    """Those that wait for their day, the next one first."""
    return list(prompts.in_phase(turn.here, kind.activity, PROMPT.first))


def those_asked(kind: Kind, turn: Turn, prompt: Prompt) -> list[Person]:
    """Whom it asks in their own chat, as far as they are still members here."""
    ids = prompt.people if kind.of_others else [prompt.set_by_id]
    return [person for person in people.several(turn.here, ids) if is_member(person)]


def wait(turn: Turn, prompt: Prompt) -> None:
    """Ask at nine by the clock on the wall, whatever daylight saving has done meanwhile."""
    turn.wake(moment(prompt.next_on, ASKS_AT, ZoneInfo(prompt.timezone)), "prompt", prompt.id)


def end(turn: Turn, prompt: Prompt) -> None:
    """Ask no more. Raises `MovedOn` where it has ended."""
    PROMPT.step(prompt, "stop")
    turn.cancel_wake("prompt", prompt.id)
    turn.session.flush()


def keeper(kind: Kind, turn: Turn, prompt: Prompt) -> Person | None:
    """Whoever set it, or else the facilitator to whom it is now handed on; `None` where it concerned only them."""
    own = people.get(turn.here, prompt.set_by_id)
    if is_member(own) and own.facilitates:
        return own
    others = [person for person in turn.facilitators() if person.id != own.id]
    if not kind.of_others or not others:
        return None
    prompt.set_by_id = others[0].id
    turn.session.flush()
    turn.tell(others[0], handed_on(kind.words, prompt), ("handed_on", prompt.id, turn.now.isoformat()))
    return others[0]
