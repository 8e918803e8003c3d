"""Commands about one café: done to the only one that it can mean, else people choose."""

from collections.abc import Callable

from activities.cafe.cafe import KNOWLEDGE_CAFES
from activities.cafe.wording import short
from activities.kit.facilitated import AboutOne
from activities.kit.turn import Turn
from activities.kit.views import Answer
from storage import cafes
from storage.tables import Cafe


def about_one(
    action: str, phases: tuple[str, ...], then: Callable[[Turn, Cafe], Answer], mine: bool = False
) -> AboutOne[Cafe]:
    """Make a command about one café in these phases. `mine`: of those alone that the person is in."""
    joined, none = cafes.joined_by if mine else None, NONE.get(action, "")  # what is only pressed never says so

    def called(cafe: Cafe) -> str:
        return short(cafe.question)

    return KNOWLEDGE_CAFES.about_one(action, phases, then, which=WHICH, none=none, mine=joined, called=called)


# ---- what people see ------------------------------------------------------------------------------------------------

WHICH = "Which café do you mean?"
NONE = {
    "join": "No café is open just now. The next one will be announced.",
    "leave": "You are in no café just now, so there is nothing to leave.",
    "start": "There is no café to start. Type /cafe new to plan one.",
    "next": "No café is under way, so there is no next round. Type /cafe start to start one.",
    "close": "There is no café to close.",
    "hold": "There is no café that could be put on hold.",
}
