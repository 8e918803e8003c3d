"""What people do in a review, as tests say it."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import col, select

from activities.kit.events import People, Value
from storage.tables import Record, Review
from tests.front import Sheet
from tests.town import Town, Townsperson

HAPPENED, DUE = date(2026, 10, 26), date(2026, 11, 16)
TITLE = "Ward 7 moves"

EXPECTED = "The beds would be ready."


def starts(town: Town, people: Sequence[Townsperson], typed: str = "/aar new", **values: Value) -> Review:
    """Lee starts a review in which these people take part: of the template of their choice, else an AAR."""
    town.lee.types(typed)
    fills(town, people, **values)
    return the_review(town, str(values.get("title", TITLE)))


def fills(town: Town, people: Sequence[Townsperson], **values: Value) -> None:
    """Lee fills in the form that lies before him."""
    said: dict[str, Value] = {"title": TITLE, "happened_on": HAPPENED, "due": DUE, **values}
    town.lee.fills("review.review", participants=of(*people), **said)


def records_the_theatre_list(town: Town, people: Sequence[Townsperson], **values: Value) -> None:
    """Lee writes down what these people reviewed in a meeting elsewhere."""
    town.lee.types("/aar record")
    said: dict[str, Value] = {
        "title": "Theatre list",
        "happened_on": date(2026, 10, 1),
        "held_on": date(2026, 10, 8),
        "present": "9",
        "summary": "The list ran late.",
        "lessons": "Start with the long case.",
        **values,
    }
    town.lee.fills("review.record", participants=of(*people), **said)


def of(*people: Townsperson) -> People | None:
    """These people, as a form carries them."""
    return People(tuple(person.profile for person in people)) if people else None


def answers(person: Townsperson, *said: str, label: str = "Answer") -> None:
    """Open the form and go through its pages, with these words in turn; pages without any are sent as they are."""
    person.presses(label)
    for text in said:
        says(person, text)
    while isinstance(person.shown, Sheet):
        person.fills("review.answer")


def says(person: Townsperson, text: str) -> None:
    """Fill in the page that lies before them, and send it. It has one field, called after its question."""
    (field,) = person.sheet("review.answer").values
    person.fills("review.answer", **{field: text})


def said(person: Townsperson) -> Value:
    """What stands on the page that lies before them."""
    (value,) = person.sheet("review.answer").values.values()
    return value or ""


def words(town: Town, summary: str = "The beds came late.", lessons: str = "Ask the porters first.") -> None:
    """Lee writes the summary and the lessons."""
    town.lee.presses("Write the summary")
    town.lee.fills("review.summary", summary=summary)
    town.lee.presses("Write the lessons")
    town.lee.fills("review.lessons", lessons=lessons)


def sends_round(town: Town) -> None:
    """Lee sends the summary to those who took part."""
    town.lee.presses("Send it to those who took part")


def the_review(town: Town, title: str = TITLE) -> Review:
    """The review of this title, as it stands now."""
    with town.database.reading() as session:
        return session.exec(select(Review).where(Review.title == title).order_by(col(Review.id).desc())).first()  # type: ignore[return-value]


def the_record(town: Town) -> Record:
    """The one record in the library."""
    with town.database.reading() as session:
        return session.exec(select(Record)).one()
