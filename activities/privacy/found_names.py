"""The name of somebody who was forgotten, in words of others: shown place by place to whoever may read it.

It is taken out only where they say so, for somebody else may have the same name. Whose it was is kept nowhere: a place
is known by where it lies and what its text was, and shown again only while it is that.
"""

from datetime import timedelta

from activities.kit.cards import Card, Part
from activities.kit.events import Due, Pressed
from activities.kit.personal_data import PersonalData
from activities.kit.phases import MovedOn
from activities.kit.subjects import number
from activities.kit.turn import Key, Turn
from activities.kit.working import moment
from activities.privacy.cards import found_names as cards
from activities.privacy.unled import LOOKS_AGAIN_AT
from storage import people, records
from storage.naming import found, taking_out
from storage.naming.names import Sought, sought
from storage.readers import Reader
from storage.tables import FoundName, Person

REMINDS_AFTER = timedelta(days=7)


def count(turn: Turn) -> int:
    """In how many places whoever caused this turn is named in words of others, that somebody could be asked about."""
    who = sought_or_none(turn.person.name, turn.person.email)
    if who is None:
        return 0
    me, places = turn.person.id, list(found.places_naming(turn.here, who))
    others = [place for place, _ in places if not found.is_own(turn.session, place, me)]
    return sum(found.asked_about(turn.here, place) is not None for place in others)


def personal_data(turn: Turn) -> tuple[PersonalData, ...]:
    """Where words of others name whoever caused this turn, in what they may read; the rest is none of theirs to see."""
    who, me = sought_or_none(turn.person.name, turn.person.email), turn.person.id
    if who is None:
        return ()
    shown = [
        (record.id, place, passages)
        for place, passages in list(found.places_naming(turn.here, who))
        if place.table == "records" and not found.is_own(turn.session, place, me)
        if (record := records.get(turn.session, Reader(turn.org, me), int(place.row[0])))
    ]
    return (cards.named(shown),) if shown else ()


def note(turn: Turn) -> int:
    """Note where whoever is being forgotten (`turn.forgets`) is still named, and ask about it; gives back how many."""
    who = sought_or_none(*turn.forgets)
    number = found.note(turn.here, who, turn.today) if who else 0
    if number:
        _ask(turn, ("names", turn.today.isoformat()))
        _remind_later(turn)
    return number


def look(turn: Turn, pressed: Pressed) -> Card:
    """“Look at it”: the first of what this person is asked about."""
    return next_place(turn)


def take_out(turn: Turn, pressed: Pressed) -> Card:
    """“Take it out”. Raises `MovedOn` where the text has changed since it was shown, or somebody was quicker."""
    name = _the_name(turn, pressed.subject)
    place = taking_out.at(turn.here, name.place)
    if place is None or taking_out.digest(place.text) != name.digest:
        raise MovedOn
    taking_out.take_out(turn.here, place, name.passages)
    turn.session.delete(name)
    turn.session.flush()
    turn.erases = True
    return next_place(turn).led_by(cards.TAKEN_OUT)


def leave(turn: Turn, pressed: Pressed) -> Card:
    """“Leave it”: it is somebody else's name, or no name."""
    turn.session.delete(_the_name(turn, pressed.subject))
    turn.session.flush()
    return next_place(turn).led_by(cards.LEFT)


def remind(turn: Turn, due: Due) -> None:
    """Each week while something waits."""
    if found.asked(turn.here):
        _ask(turn, ("names", turn.today.isoformat()))
        _remind_later(turn)


def at_home(turn: Turn) -> tuple[Part, ...]:
    """On the home page of whoever is asked."""
    waiting = found.waiting_for(turn.here, turn.person)
    return cards.at_home(len(waiting)) if waiting else ()


def _ask(turn: Turn, key: Key) -> None:
    asked = found.asked(turn.here)
    theirs = people.several(turn.here, sorted(asked))
    everybody = [*theirs, *(turn.facilitators() if 0 in asked else [])]
    for person in {person.id: person for person in everybody}.values():
        turn.tell(person, cards.please_look(len(found.waiting_for(turn.here, person))), key)


def _remind_later(turn: Turn) -> None:
    turn.wake(moment(turn.today + REMINDS_AFTER, LOOKS_AGAIN_AT, turn.zone), "names", turn.org)


def next_place(turn: Turn) -> Card:
    """The next place that still is what it was; those that have changed since are shown whole, to be looked at."""
    waiting = found.waiting_for(turn.here, turn.person)
    for name in waiting:
        if place := taking_out.at(turn.here, name.place):
            fits = taking_out.digest(place.text) == name.digest
            return cards.one_place(name, place, fits, len(waiting))
    return cards.nothing_waits()


def _the_name(turn: Turn, subject: str) -> FoundName:
    """What was noted under this id, for somebody who is asked about it; raises `MovedOn` for anybody else."""
    name = found.locked(turn.here, number(subject))
    if name is None or not found.is_asked(turn.session, name, turn.person):
        raise MovedOn
    turn.audited = True
    turn.concerns(name.id)
    return name


def sought_or_none(*said: str | None) -> Sought | None:
    """Whom a name and an address are of; `None` where they hold no name that could be looked for."""
    try:
        return sought(*filter(None, said))
    except ValueError:  # a name of one letter, or in signs
        return None


def erase(turn: Turn, person: Person) -> None:
    """What they were asked about is asked of facilitators no more than before: it was theirs to read alone."""
    for name in found.waiting_for(turn.here, person):
        if name.asks_id == person.id:
            turn.session.delete(name)
