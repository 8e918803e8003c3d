"""People of whom nothing is kept any more are forgotten by themselves."""

from dataclasses import dataclass
from datetime import date, datetime, time

from activities.kit.activity import Activity
from activities.kit.turn import Turn
from activities.privacy.erasing import leave_no_message
from storage import audit, leaving, people
from storage.naming import found, searching

PEOPLE_A_TURN = 5
"""At how many people each turn looks: in every activity, for each."""


@dataclass(frozen=True)
class Idle:
    """Forgets people of whom none of the `others`, which are all the activities there are, keeps anything."""

    others: tuple[Activity, ...]

    def expire(self, turn: Turn, before: date) -> None:
        """Forget whoever has not used the bot since a day and of whom nothing else is held; at the end, old acts.

        Not facilitators, nor those whom the organisation's staff list names, nor who is asked to appoint somebody.
        """
        then = datetime.combine(before, time(), tzinfo=turn.zone)
        asked = people.admins(turn.here) if turn.organisation.unled_since else []
        idle = people.idle(turn.here, then, turn.begins_after, PEOPLE_A_TURN)
        for person in idle:
            turn.goes_on_after = person.id
            if person not in asked and not any(
                other.personal_data(turn.for_activity(other.name), person) for other in self.others
            ):
                name = person.name
                turn.let_go(person)
                leave_no_message(turn, person, name)
        if idle:
            return
        audit.forget_before(turn.here, then)
        leaving.forget_before(turn.here, before)
        found.forget_before(turn.here, before)
        searching.forget_before(turn.here, then)
