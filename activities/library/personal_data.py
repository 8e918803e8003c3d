"""What the library keeps about somebody, and forgetting it."""

from activities.kit.personal_data import PersonalData
from activities.kit.turn import Turn
from activities.library.cards import personal_data as cards
from activities.library.cards.using import told
from activities.library.leaving import Leaving, filed_by_hand
from storage import pulls, record_people, records, uses
from storage.readers import Reader
from storage.tables import Person, Record


def of(turn: Turn, person: Person) -> tuple[PersonalData, ...]:
    """What they filed, took part in or are asked about; what they used; their quotes; what they asked for of late."""
    me = person.id

    def called(record: Record) -> str:
        return cards.called(record, records.get(turn.session, Reader(turn.org, me), record.id) is not None)

    return (
        *(
            cards.named_in(record, called(record), me, _words_of(turn, record, me))
            for record in record_people.naming(turn.here, me)
        ),
        *(
            cards.quoted(
                record, called(record), [quote["text"] for quote in record.quotes if record_people.is_by(quote, me)]
            )
            for record in record_people.quoting(turn.here, me)
        ),
        *(cards.used(record, called(record), use) for use, record in uses.by_person(turn.here, me)),
        *(cards.asked_for(pull) for pull in pulls.of_person(turn.here, me)),
    )


def _words_of(turn: Turn, record: Record, me: int) -> list[tuple[str, str]]:
    """What stands in a record that this person filed by hand, and stood in it before: all of it is theirs."""
    if record not in filed_by_hand(turn, me):
        return []
    stood = records.revisions(turn.here, record.id)
    contents = [(f"version {one.number}", one.content) for one in stood]
    return cards.words_of([*contents, ("now", record.model_dump(mode="json"))])


def erase(turn: Turn, person: Person, leaving: Leaving) -> None:
    """What they filed by hand goes, and at once unless others have reused it; what others filed says nothing of them.

    A use of theirs still counts.
    """
    me = person.id
    used = uses.by_person(turn.here, me)
    leaving.begin(turn, filed_by_hand(turn, me), me)
    record_people.forget(turn.here, me, *turn.forgets)
    pulls.let_go_of(turn.here, me)
    for use, record in used:
        turn.tell_anew(told(record, use, None), ("used", use.id))
