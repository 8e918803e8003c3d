"""“Forget me”: everywhere and for good; at once, but for what others have reused, and names in others' words."""

from dataclasses import dataclass
from datetime import timedelta

from activities.kit.activity import Activity
from activities.kit.cards import Card
from activities.kit.events import Command, Pressed
from activities.kit.personal_data import without
from activities.kit.phases import MovedOn
from activities.kit.turn import Turn
from activities.privacy import found_names, searches
from activities.privacy.cards import erasing as cards
from activities.privacy.facilitators import is_the_last
from storage.tables import Person
from storage.withdrawing import withdraw

LATEST = timedelta(days=14)
"""Within this, whatever had to be asked about first has gone too."""


@dataclass(frozen=True)
class Forgetting:
    """Forgets somebody wherever `others` know them, which are all the activities there are."""

    others: tuple[Activity, ...]

    def ask(self, turn: Turn, command: Command) -> Card:
        """What it would mean. Nothing happens yet."""
        is_asked_to_appoint = turn.by_admin and turn.organisation.unled_since is not None
        hidden = [title for other in self.others for title in other.goes_later(turn.for_activity(other.name))]
        goes_on = turn.today + LATEST
        return cards.ask(turn.person.id, is_asked_to_appoint, hidden, goes_on, found_names.count(turn))

    def forget(self, turn: Turn, pressed: Pressed) -> Card:
        """Do it. Raises `MovedOn` for a button that was somebody else's."""
        me = turn.person
        if pressed.subject != str(me.id):
            raise MovedOn
        if is_the_last(turn, me):
            return cards.hand_over_first()
        later = [title for other in self.others for title in other.goes_later(turn.for_activity(other.name))]
        named = self.let_go(turn, me)
        return cards.forgotten(turn.today + LATEST if later else None, named)

    def let_go(self, turn: Turn, person: Person) -> int:
        """Forget somebody, everywhere, whoever asked for it; gives back in how many places others name them."""
        name = person.name
        turn.forgets = tuple(filter(None, (person.name, person.email)))
        # First of all, so that nothing which is told from here on says who it was.
        turn.let_go(person)
        for other in self.others:
            other.erase(turn.for_activity(other.name), person)
        searches.erase(turn)
        leave_no_message(turn, person, name)
        return found_names.note(turn)


def leave_no_message(turn: Turn, person: Person, name: str) -> None:
    """Take somebody who was called `name` out of what still waits to be sent."""
    me = person.id
    withdraw(turn.here, me, lambda body: without(body, me, name))
    turn.erases = True
