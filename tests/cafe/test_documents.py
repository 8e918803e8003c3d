"""The files of a café: the entry for a calendar, and the page to print."""

from datetime import UTC, datetime

from activities.cafe.calendar import LONGEST_LINE, entry
from activities.cafe.cards.rota import page
from storage.tables import Cafe, Person
from tests.town import LONDON


def cafe(question: str) -> Cafe:
    at = datetime(2026, 7, 3, 12, tzinfo=LONDON)
    said = {"question": question, "place": "Room 2, east", "phase": "waiting_to_start", "channel": "C0COFFEE"}
    return Cafe.model_validate({"id": 1, "organisation_id": 1, "starts_at": at, "opened_at": at, **said})


def test_the_entry_is_in_utc_and_every_line_fits_and_reads_back() -> None:
    question = "Was wäre, wenn; handover, took place " + "é" * 100
    lines = entry(cafe(question)).split(b"\r\n")
    assert all(len(line) <= LONGEST_LINE for line in lines)
    unfolded = b"\r\n".join(lines).replace(b"\r\n ", b"").decode()
    starts = datetime(2026, 7, 3, 11, tzinfo=UTC)
    assert f"DTSTART:{starts:%Y%m%dT%H%M%SZ}\r\n" in unfolded
    assert "LOCATION:Room 2\\, east\r\n" in unfolded
    assert "SUMMARY:" + question.replace(";", "\\;").replace(",", "\\,") in unfolded


def test_the_page_says_who_sits_where_and_runs_nothing_that_somebody_typed() -> None:
    held = cafe("<script>alert(1)</script>")
    held.plan = [[[1, 2]]]
    shown = page(held, {1: Person(id=1, name="Ann"), 2: Person(id=2, name="<b>Bo</b>")}, LONDON)
    assert "<script>" not in shown
    assert "&lt;b&gt;Bo&lt;/b&gt; and Ann" in shown
