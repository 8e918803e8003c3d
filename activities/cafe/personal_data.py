"""What cafés keep about somebody, and forgetting them."""

from activities.cafe.cafe import RUNNING, the_cafe
from activities.cafe.cards import personal_data as cards
from activities.cafe.joining import on_leaver
from activities.cafe.showing import together
from activities.kit.given_words import GivenWords
from activities.kit.personal_data import PersonalData
from activities.kit.turn import Turn
from storage import cafes, people, record_people, takeaways
from storage.tables import Cafe, Person

GIVEN = GivenWords[Cafe](
    "cafe",
    the_cafe,
    RUNNING,
    lambda turn, cafe: {"question": cards.unasked(cafe.starts_at.astimezone(turn.zone).date())},
    titled="question",
)
"""The question of a café is its planner's."""


def of(turn: Turn, person: Person) -> tuple[PersonalData, ...]:
    """Their places and whom they sat with, what they take away as far as it is theirs, and the cafés they planned."""
    me = person.id
    places = cafes.places_of(turn.here, me)
    sealed = [takeaways.of(turn.session, cafe, me) for _, cafe in places]
    return (
        *(cards.place(cafe, guest, _sat_with(turn, cafe, me)) for guest, cafe in places),
        *map(cards.sealed, filter(None, sealed)),
        *map(cards.shown, takeaways.by_name(turn.here, me)),
        *map(cards.looks_after, cafes.looked_after_by(turn.here, me)),
    )


def erase(turn: Turn, person: Person) -> None:
    """Leave what is under way, and take back their words wherever it can be told that they are theirs.

    That somebody sat at a table stays, as a figure: they are called a colleague there.
    """
    me = person.id
    on_leaver(turn, person)
    for _, cafe in cafes.places_of(turn.here, me):
        takeaways.take_back(turn.session, cafe, me)
        if cafe.phase == "waiting_for_filing":
            for reader in turn.were_told(("takeaways", cafe.id)):
                turn.tell(reader, together(turn, cafe, reader), ("takeaways", cafe.id))
    record_people.take_quotes_out(turn.here, me)
    GIVEN.erase(turn, cafes.looked_after_by(turn.here, me))


def _sat_with(turn: Turn, cafe: Cafe, me: int) -> list[str]:
    tables = [table for tables in cafe.plan[: cafe.told] for table in tables if me in table]
    others = dict.fromkeys(one for table in tables for one in table if one != me)
    return [person.name for person in people.several(turn.here, others)]
