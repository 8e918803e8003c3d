"""What was gathered on a theme, made up: as a pull would find it."""

from datetime import UTC, date, datetime
from typing import Any

from activities.library.document.gathering import Gathered, Source, themes
from activities.library.reading import Wanted
from storage.tables import Record, Use

FILED_AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
PHASES = {"Order two low beds": "done"}
ASKED_ON = date(2026, 11, 20)


def a_record(number: int, title: str, lessons: list[str], **more: object) -> Record:
    """A record with this number."""
    said = {
        "activity": "review",
        "happened_from": date(2026, 10, 5),
        "happened_until": date(2026, 10, 5),
        "sites": ["Northgate"],
        "summary": f"What happened: {title}.",
    }
    fixed = {"id": number, "organisation_id": 1, "came_from": f"test:{number}", "filed_at": FILED_AT}
    return Record(**{**said, **more, **fixed, "title": title, "lessons": lessons})  # type: ignore[arg-type]


def a_use(record: int, *lessons: str) -> Use:
    """Somebody used it, in these lessons or all of it."""
    return Use(organisation_id=1, record_id=record, person_id=1, used_at=FILED_AT, lessons=list(lessons))


def gathered(
    records: list[Record], used: dict[int, list[Use]] | None = None, wanted: Wanted | None = None, **more: Any
) -> Gathered:
    """All of these records, in this order."""
    theirs = used or {}
    sources = tuple(
        Source(one, theirs.get(one.id, []), one.review_on is not None, one.contact, PHASES) for one in records
    )
    return Gathered(wanted or Wanted("falls"), "Lee Librarian", ASKED_ON, themes(sources), sources, **more)


def on_falls() -> Gathered:
    """Three records and a use: two share a topic, one is overdue, one holds what people might type."""
    records = [
        a_record(
            17,
            "Falls at night on Ward 7",
            ["Agree before the night shift who answers which bell.", "Put the low bed by the door."],
            topics=["night shift", "falls"],
            actions=[{"text": "Order two low beds", "owner": "ward manager", "due": "2026-11-30"}],
            quotes=[{"text": "I had never seen the ward at three.", "said_by": "Ward manager", "person": "4"}],
            contact="The falls team",
            attribution="Nurses, porters and a physiotherapist",
            licence="CC BY 4.0",
        ),
        a_record(
            21,
            "Bed rails: *less* is more | or is it?",
            ["=HYPERLINK(1) is no formula, and # is no heading.", "Ask the patient first."],
            topics=["falls"],
            sites=["Southfield"],
            review_on=date(2026, 11, 1),
            figures={"in_words": [["Falls in October", "4 of 61 patients (7%)"]]},
        ),
        a_record(22, "KNOWvember", ["Meet by the coffee cart, not in the office."], activity="coffee"),
    ]
    used = {17: [a_use(17, "Put the low bed by the door."), a_use(17, "Put the low bed by the door.")]}
    return gathered(
        records, used, Wanted(about="falls", site="Northgate", since=date(2026, 1, 1)), beyond=3, withheld=1
    )
