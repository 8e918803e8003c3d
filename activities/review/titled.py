"""Which review a message is about, by its title. That there is one knows whoever runs it; others know nothing of it."""

from collections.abc import Collection, Mapping

from activities.kit.prompts import is_of_a_prompt
from activities.kit.titled import Titled, id_in
from activities.kit.turn import Turn
from storage import reviews


def titles(turn: Turn, keys: Collection[str]) -> Mapping[str, Titled]:
    """The reviews that messages are about."""
    named = {
        review.id: Titled(review.title, frozenset(person.id for person in turn.who_runs(review)))
        for review in reviews.several(turn.here, {id_in(key) for key in keys})
    }
    return {key: named[id_in(key)] for key in keys if id_in(key) in named and not is_of_a_prompt(key)}
