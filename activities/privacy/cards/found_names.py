"""Asking about names of people who were forgotten, in words of others."""

from collections.abc import Sequence

from activities.kit.cards import Button, Buttons, Card, Heading, Paragraph, Part, Quote, Small, say
from activities.kit.personal_data import PersonalData
from activities.kit.runs import Bold, Text, spoken, words
from activities.kit.wording import count
from storage.naming.places import Place
from storage.tables import FoundName

SUBJECT = "names"
AROUND = 120
"""Characters that are shown on either side of a name."""

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


def please_look(number: int) -> Card:
    """To whoever is asked. It says no name."""
    return say(
        f"Somebody has asked to be forgotten, and their name may stand in {count(number, 'place')} in words of others. "
        "Could you look, and take it out where it is theirs?",
        buttons=[_look()],
    )


def at_home(number: int) -> tuple[Part, ...]:
    """On their home page."""
    return (
        Paragraph(words(Bold(f"{count(number, 'place')} may name somebody who was forgotten"))),
        Buttons((_look(),)),
    )


def one_place(name: FoundName, place: Place, fits: bool, left: int) -> Card:
    """One of them, with what stands around. `fits`: the text is what it was, so that it is known where the name is."""
    heading = f"{where(place.table)}: is this about whoever was forgotten?"
    shown: Part = Paragraph(_around(place.text, name.passages[0])) if fits else Quote(place.text, "as it stands now")
    buttons = [Button("Leave it", "knowhow.leave_name", str(name.id))]
    if fits:
        buttons.insert(0, Button("Take it out", "knowhow.take_name_out", str(name.id), style="primary"))
    changed = "" if fits else " It has changed since. Where a name still stands in it, edit it by hand."
    note = f"{count(left, 'place')} to look at. “Leave it” where it is somebody else of that name.{changed}"
    return Card(heading, (Heading(heading), shown, Buttons(tuple(buttons)), Small(words(note))))


def named(found: Sequence[tuple[int, Place, Sequence[Sequence[int]]]]) -> PersonalData:
    """In the file that somebody asks for: where records that they can read name them, or seem to."""
    return PersonalData(
        "Library: your name, or a part of it, in words of others",
        tuple((f"record {number}", spoken(_around(place.text, passages[0]))) for number, place, passages in found),
        "Ask whoever filed it, or a facilitator: they press “Edit” on /library show. With /knowhow forget me "
        "all such places are looked at. What you cannot read yourself is not listed here; whoever answers for data "
        "protection can look there too.",
    )


def nothing_waits() -> Card:
    """In answer, once all has been looked at."""
    return say("No name waits to be looked at. Thank you!")


def where(table: str) -> str:
    """In what kind of thing a place is."""
    return _WHERE.get(table, "In something that is kept")


def _around(text: str, passage: Sequence[int]) -> Text:
    start, end = passage
    before = ("…" if start > AROUND else "") + text[max(0, start - AROUND) : start]
    return words(before, Bold(text[start:end]), text[end : end + AROUND] + ("…" if len(text) - end > AROUND else ""))


def _look() -> Button:
    return Button("Look at it", "knowhow.look_at_name", SUBJECT, style="primary")
