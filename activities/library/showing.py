"""`/library show`, and “Open”: one record, whole, as its reader may see it."""

from activities.kit.cards import Card
from activities.kit.events import Command, Pressed
from activities.kit.phases import MovedOn
from activities.kit.runs import Text, words
from activities.kit.turn import Turn, mention
from activities.library.cards import record as cards
from activities.library.cards.overview import not_there
from activities.library.cards.searching import results
from activities.library.cards.using import in_words
from activities.library.reading import may_change, reader, the_record
from activities.library.wanted import LONGEST_ABOUT, Wanted, unpacked
from storage import actions, people, record_people, records, uses
from storage.membership import is_member
from storage.search import search
from storage.tables import Record


def show(turn: Turn, record: Record, back: str = "") -> Card:
    """A record that this person may read. `back`: the search with which it was found, packed."""
    used = [use for use, _ in uses.of_record(turn.here, record.id)]
    return cards.card(
        cards.Shown(
            record=record,
            reused=frozenset(lesson for lesson in record.lessons if uses.is_reused(lesson, used)),
            uses=len(used),
            told=tuple(filter(None, map(in_words, used))),
            asks=whom_to_ask(turn, record),
            phases=actions.phases_by_text(turn.here, record.came_from),
            overdue=records.is_overdue(record, turn.today),
            may_change=may_change(turn, record),
            facilitates=turn.person.facilitates,
            says_mine=says_words_of(turn, record, turn.person.id),
            has_author=_is_of_another(turn, record),
            me=turn.person.id,
        ),
        back,
    )


def typed(turn: Turn, command: Command) -> Card:
    """`/library show 17`, or a title; where several records have such words, they are shown to choose from."""
    wanted = " ".join(command.rest.split()).strip('“”"')
    if wanted.removeprefix("#").isdecimal():
        return _numbered(turn, wanted.removeprefix("#"))
    about = Wanted(wanted[:LONGEST_ABOUT])
    found = search(turn.session, reader(turn), about.about)
    titled = [hit.record for hit in found.hits if hit.record.title.casefold() == wanted.casefold()]
    if len(titled) == 1 or (found.count == 1 and wanted):
        return show(turn, the_record(turn, (titled or [hit.record for hit in found.hits])[0].id))
    return results(about, found, turn.person.facilitates, turn.today)


def opened(turn: Turn, pressed: Pressed) -> Card:
    """“Open”. The subject is the record's id, and perhaps the search with which it was found: `17 […]`."""
    wanted, _, back = pressed.subject.partition(" ")
    if back:
        unpacked(back)
    return show(turn, the_record(turn, wanted), back)


def says_words_of(turn: Turn, record: Record, person: int) -> bool:
    """Whether the record quotes this person, or tells what they said of having used it."""
    used = uses.of_record(turn.here, record.id)
    said_of_it = any(by.id == person and uses.says_something(use) for use, by in used)
    return said_of_it or any(record_people.is_by(quote, person) for quote in record.quotes)


def _is_of_another(turn: Turn, record: Record) -> bool:
    filed = people.several(turn.here, [record.filed_by_id] if record.filed_by_id else [])
    return bool(filed and is_member(filed[0]) and filed[0].id != turn.person.id)


def _numbered(turn: Turn, wanted: str) -> Card:
    try:
        return show(turn, the_record(turn, wanted))
    except MovedOn:
        return not_there()


def whom_to_ask(turn: Turn, record: Record) -> Text:
    """Somebody of ours who is still here, or else whoever is named in words."""
    person = record_people.contact(turn.session, record)
    return words(mention(person)) if person else words(record.contact)
