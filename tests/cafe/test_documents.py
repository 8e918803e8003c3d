"""The files of a café: the entry for a calendar, and the page to print."""

import re
from datetime import UTC, datetime

from activities.cafe.calendar import LONGEST_LINE, entry
from activities.cafe.printing import printed_page
from storage.tables import Cafe, Person
from tests.town import LONDON


def cafe(question: str = "What would make handover safer?", number: int = 1, seed: int = 7) -> Cafe:
    at = datetime(2026, 7, 3, 12, tzinfo=LONDON)
    said = {"question": question, "place": "Room 2, east", "phase": "waiting_to_start", "channel": "C0COFFEE"}
    return Cafe.model_validate(
        {"id": number, "organisation_id": 1, "starts_at": at, "opened_at": at, "seed": seed, **said}
    )


def read(file: bytes) -> list[tuple[str, str]]:
    """The file as RFC 5545 has it: lines end with CRLF, and one that begins with a space goes on the line before."""
    assert file.endswith(b"\r\n")
    assert not set(b"\r\n") & set(file.replace(b"\r\n", b""))
    unfolded = file.replace(b"\r\n ", b"").decode()
    return [(name, value) for name, _, value in (line.partition(":") for line in unfolded.splitlines())]


def text(value: str) -> str:
    """What an escaped text says."""
    return re.sub(r"\\(.)", lambda escaped: "\n" if escaped[1] in "nN" else escaped[1], value)


def test_the_entry_is_one_event_in_utc_with_all_that_calendars_ask_for() -> None:
    entries = read(entry(cafe()))
    assert [one for one in entries if one[0] in ("BEGIN", "END")] == [
        ("BEGIN", "VCALENDAR"),
        ("BEGIN", "VEVENT"),
        ("END", "VEVENT"),
        ("END", "VCALENDAR"),
    ]
    said = dict(entries)
    assert said["VERSION"] == "2.0"
    assert said["PRODID"]
    assert said["DTSTAMP"] == said["DTSTART"] == f"{datetime(2026, 7, 3, 11, tzinfo=UTC):%Y%m%dT%H%M%SZ}"
    assert said["DTEND"] > said["DTSTART"]
    assert len(said) == len(entries) - 2, "nothing else is said twice"


def test_whatever_was_typed_reads_back_and_every_line_fits() -> None:
    question = r"Was wäre, wenn; handover took place \n or \\ 🙂 " + "é" * 100
    file = entry(cafe(question))
    assert all(len(line) <= LONGEST_LINE for line in file.split(b"\r\n"))
    said = dict(read(file))
    assert text(said["SUMMARY"]) == question
    assert text(said["LOCATION"]) == "Room 2, east"
    assert not re.search(r"(?<!\\)[,;]", said["SUMMARY"].replace("\\\\", ""))


def test_a_cafe_is_known_again_by_its_entry_and_no_other_is_taken_for_it() -> None:
    entries = [cafe(), cafe("Another question?"), cafe(number=2), cafe(seed=8)]
    known = [dict(read(entry(one)))["UID"] for one in entries]
    assert known[0] == known[1]
    assert len(set(known)) == 3


def test_the_page_says_who_sits_where_and_runs_nothing_that_somebody_typed() -> None:
    held = cafe("<script>alert(1)</script>")
    held.plan = [[[1, 2]]]
    shown = printed_page(held, {1: Person(id=1, name="Ann"), 2: Person(id=2, name="<b>Bo</b>")}, LONDON)
    assert "<script>" not in shown
    assert "&lt;b&gt;Bo&lt;/b&gt; and Ann" in shown
