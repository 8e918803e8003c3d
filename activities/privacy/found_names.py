"""The name of somebody who was forgotten, in words of others: shown place by place to whoever may read it.

It is taken out only where they say so, for somebody else may have the same name. Whose it was is kept nowhere: a place
is known by where it lies and what its text was, and shown again only while it is that.
"""

from collections.abc import Sequence
from datetime import timedelta

from activities.kit.cards import Button, Buttons, Card, Heading, Paragraph, Part, Quote, Small, say
from activities.kit.days import moment
from activities.kit.events import Due, Pressed
from activities.kit.personal_data import PersonalData
from activities.kit.phases import MovedOn
from activities.kit.runs import Bold, Text, spoken, words
from activities.kit.subjects import number
from activities.kit.turn import Key, Turn
from activities.kit.wording import count
from activities.privacy.unled import LOOKS_AGAIN_AT
from storage import called, people, records
from storage.membership import Reader
from storage.naming import found, taking_out
from storage.naming.names import Sought, sought
from storage.naming.places import Place
from storage.tables import FoundName, Person

AROUND = 120
"""Characters that are shown on either side of a name."""

REMINDS_AFTER = timedelta(days=7)


def number_waiting(turn: Turn) -> int:
    """Count the places that somebody could be asked about, in which words of others name whoever caused this turn."""
    who = sought_or_none(*called.names_of(turn.person), turn.person.email)
    if who is None:
        return 0
    me, places = turn.person.id, list(found.places_naming(turn.here, who))
    others = [place for place, _ in places if not found.is_own(turn.session, place, me)]
    return sum(found.asked_about(turn.here, place) is not None for place in others)


def personal_data(turn: Turn) -> tuple[PersonalData, ...]:
    """Return where words of others name whoever caused this turn, as far as they may read it, for their file."""
    who, me = sought_or_none(*called.names_of(turn.person), turn.person.email), turn.person.id
    if who is None:
        return ()
    shown = [
        (record.id, place, passages)
        for place, passages in list(found.places_naming(turn.here, who))
        if place.table == "records" and not found.is_own(turn.session, place, me)
        if (record := records.get(turn.session, Reader(turn.org, me), int(place.row[0])))
    ]
    return (named_data(shown),) if shown else ()


def note(turn: Turn) -> int:
    """Note where whoever is being forgotten (`turn.forgets`) is still named, and ask about it; gives back how many."""
    who = sought_or_none(*turn.forgets)
    number = found.note(turn.here, who, turn.today) if who else 0
    if number:
        _ask(turn, ("names", turn.today.isoformat()))
        _remind_later(turn)
    return number


def look(turn: Turn, pressed: Pressed) -> Card:
    """Show the first of what this person is asked about, after “Look at it”."""
    return next_place(turn)


def take_out(turn: Turn, pressed: Pressed) -> Card:
    """Take the name out, after “Take it out”.

    Raises `MovedOn` where the text has changed since it was shown, or somebody was quicker.
    """
    name = _the_name(turn, pressed.subject)
    place = taking_out.at(turn.here, name.place)
    if place is None or taking_out.digest(place.text) != name.digest:
        raise MovedOn
    taking_out.take_out(turn.here, place, name.passages)
    turn.session.delete(name)
    turn.session.flush()
    turn.erases = True
    return next_place(turn).led_by(TAKEN_OUT)


def leave(turn: Turn, pressed: Pressed) -> Card:
    """Leave the name, after “Leave it”: it is somebody else's, or no name."""
    turn.session.delete(_the_name(turn, pressed.subject))
    turn.session.flush()
    return next_place(turn).led_by(LEFT)


def remind(turn: Turn, due: Due) -> None:
    """Remind whoever is asked, each week while something waits."""
    if found.asked(turn.here):
        _ask(turn, ("names", turn.today.isoformat()))
        _remind_later(turn)


def at_home(turn: Turn) -> tuple[Part, ...]:
    """Build the part for the home page of whoever is asked."""
    waiting = found.waiting_for(turn.here, turn.person)
    return at_home_parts(len(waiting)) if waiting else ()


def _ask(turn: Turn, key: Key) -> None:
    asked = found.asked(turn.here)
    theirs = people.several(turn.here, sorted(asked))
    everybody = [*theirs, *(turn.facilitators() if 0 in asked else [])]
    for person in {person.id: person for person in everybody}.values():
        turn.tell(person, please_look_card(len(found.waiting_for(turn.here, person))), key)


def _remind_later(turn: Turn) -> None:
    turn.wake(moment(turn.today + REMINDS_AFTER, LOOKS_AGAIN_AT, turn.zone), "names", turn.org)


def next_place(turn: Turn) -> Card:
    """Show the next place that still is what it was; one that has changed since is shown whole, to be looked at."""
    waiting = found.waiting_for(turn.here, turn.person)
    for name in waiting:
        if place := taking_out.at(turn.here, name.place):
            fits = taking_out.digest(place.text) == name.digest
            return one_place_card(name, place, fits, len(waiting))
    return nothing_waits_card()


def _the_name(turn: Turn, subject: str) -> FoundName:
    """Return what was noted under this id, for somebody who is asked about it; raise `MovedOn` for anybody else."""
    name = found.locked(turn.here, number(subject))
    if name is None or not found.is_asked(turn.session, name, turn.person):
        raise MovedOn
    turn.audited = True
    turn.concerns(name.id)
    return name


def sought_or_none(*said: str | None) -> Sought | None:
    """Return whom a name and an address are of; `None` where they hold no name that could be looked for."""
    try:
        return sought(*filter(None, said))
    except ValueError:  # a name of one letter, or in signs
        return None


def erase(turn: Turn, person: Person) -> None:
    """Drop what they were asked about.

    It was theirs to read alone, so facilitators are asked of it no more than before.
    """
    for name in found.waiting_for(turn.here, person):
        if name.asks_id == person.id:
            turn.session.delete(name)


# ---- what people see ------------------------------------------------------------------------------------------------

SUBJECT = "names"
TAKEN_OUT = "Done: “a colleague” stands there now."
LEFT = "Left as it is."
_WHERE = {
    "actions": "In an action",
    "cafes": "In a café",
    "feedback": "In feedback on a coffee trial",
    "prompts": "In a prompt",
    "record_pulls": "In a document that was asked for",
    "record_revisions": "In how a record stood before",
    "record_uses": "In what somebody said of having used a record",
    "records": "In a record",
    "review_drafts": "In the draft of a review",
    "review_suggestions": "In a change that was asked for",
    "reviews": "In a review",
    "shown_answers": "In an answer of a review",
    "signups": "In a place in a trial",
    "shown_takeaways": "In what somebody takes away from a café",
    "trials": "In a coffee trial",
}


def please_look_card(number: int) -> Card:
    """Build the card that asks somebody to look at a name. It says no name."""
    return say(
        f"Somebody has asked to be forgotten, and their name may stand in {count(number, 'place')} in words of others. "
        "Could you look, and take it out where it is theirs?",
        buttons=[_look_button()],
    )


def at_home_parts(number: int) -> tuple[Part, ...]:
    """Build the home page's part for whoever is asked about names."""
    return (
        Paragraph(words(Bold(f"{count(number, 'place')} may name somebody who was forgotten"))),
        Buttons((_look_button(),)),
    )


def one_place_card(name: FoundName, place: Place, fits: bool, left: int) -> Card:
    """Build the card of one place, with what stands around, for whoever is asked.

    `fits`: the text is what it was, so that it is known where the name is.
    """
    heading = f"{where(place.table)}: is this about whoever was forgotten?"
    shown: Part = Paragraph(_around(place.text, name.passages[0])) if fits else Quote(place.text, "as it stands now")
    buttons = [Button("Leave it", "knowhow.leave_name", str(name.id))]
    if fits:
        buttons.insert(0, Button("Take it out", "knowhow.take_name_out", str(name.id), style="primary"))
    changed = "" if fits else " It has changed since. Where a name still stands in it, edit it by hand."
    note = f"{count(left, 'place')} to look at. “Leave it” where it is somebody else of that name.{changed}"
    return Card(heading, (Heading(heading), shown, Buttons(tuple(buttons)), Small(words(note))))


def named_data(found: Sequence[tuple[int, Place, Sequence[Sequence[int]]]]) -> PersonalData:
    """Describe, in the file that somebody asks for, where records that they can read name them, or seem to."""
    return PersonalData(
        "Library: your name, or a part of it, in words of others",
        tuple((f"record {number}", spoken(_around(place.text, passages[0]))) for number, place, passages in found),
        "Ask whoever filed it, or a facilitator: they press “Edit” on /library show. With /knowhow forget me "
        "all such places are looked at. What you cannot read yourself is not listed here; whoever answers for data "
        "protection can look there too.",
    )


def nothing_waits_card() -> Card:
    """Build the card for whoever is asked, once all has been looked at."""
    return say("No name waits to be looked at. Thank you!")


def where(table: str) -> str:
    """Say in what kind of thing a place is."""
    return _WHERE.get(table, "In something that is kept")


def _around(text: str, passage: Sequence[int]) -> Text:
    start, end = passage
    before = ("…" if start > AROUND else "") + text[max(0, start - AROUND) : start]
    return words(before, Bold(text[start:end]), text[end : end + AROUND] + ("…" if len(text) - end > AROUND else ""))


def _look_button() -> Button:
    return Button("Look at it", "knowhow.look_at_name", SUBJECT, style="primary")
