"""What the library keeps about somebody, and forgetting it."""

from activities.kit.held import Held
from activities.kit.turn import Turn
from activities.library.cards import held as cards
from activities.library.cards.using import told
from storage import pulls, record_people, uses
from storage.people import sure
from storage.tables import Person


def held(turn: Turn, person: Person) -> tuple[Held, ...]:
    """What they filed, took part in or are asked about; what they used; their quotes; what they asked for of late."""
    me = sure(person.id)
    return (
        *(cards.named_in(record, me) for record in record_people.naming(turn.session, turn.org, me)),
        *(
            cards.quoted(record, [quote["text"] for quote in record.quotes if record_people.is_by(quote, me)])
            for record in record_people.quoting(turn.session, turn.org, me)
        ),
        *(cards.used(record, use) for use, record in uses.by_person(turn.session, turn.org, me)),
        *(cards.asked_for(pull) for pull in pulls.of_person(turn.session, turn.org, me)),
    )


def forget(turn: Turn, person: Person) -> None:
    """Records stay, because others rely on them, and say nothing of this person; a use of theirs still counts."""
    me = sure(person.id)
    used = uses.by_person(turn.session, turn.org, me)
    record_people.forget(turn.session, turn.org, me, *turn.forgets)
    pulls.let_go_of(turn.session, turn.org, me)
    for use, record in used:
        turn.tell_anew(told(record, use, None), ("used", sure(use.id)))
