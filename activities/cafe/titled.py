"""Which café a message is about, by its question. Every facilitator sees cafés."""

from collections.abc import Collection, Mapping

from activities.kit.prompts import is_of_a_prompt
from activities.kit.titled import Titled, id_in, known_to_facilitators
from activities.kit.turn import Turn
from storage import cafes


def titles(turn: Turn, keys: Collection[str]) -> Mapping[str, Titled]:
    """The cafés that messages are about."""
    named = known_to_facilitators(turn, cafes.questions(turn.here))
    return {key: named[id_in(key)] for key in keys if id_in(key) in named and not is_of_a_prompt(key)}
