"""“Forget me”: whoever took part in everything leaves no trace in any file, and figures stay."""

import logging
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlmodel import select

from storage import traces as storage_traces
from storage.tables import Feedback, Message, Parcel, Person, Prompt, Record, Review, Signup
from tests.fronts.differences import NOT_THEIRS
from tests.lives import NAME
from tests.privacy.everything import SAID, takes_part_in_everything
from tests.town import LONDON, Town, Townsperson

GOOD = {"met": "yes", "knew_each_other": "no", "would_again": "yes"}
REPORTED = date(2026, 12, 11)
WORDS = "Palliative rounds astonished me"
JOB = "Perfusionist extraordinaire"


@pytest.fixture
def annabel(town: Town) -> Townsperson:
    """Somebody with a name that stands nowhere else."""
    return town.person("Annabel Quistgaard", department="Theatres")


def is_forgotten(somebody: Townsperson) -> None:
    somebody.types("/knowhow forget me")
    somebody.presses("Forget me")
    somebody.is_answered("I’ve forgotten you")


def traces(town: Town, folder: Path, *words: str) -> list[str]:
    """Which of these stand anywhere in any file of the town's database, whatever the database makes of it."""
    files = sorted(folder.glob("town.db*"))
    assert files
    content = b"".join(file.read_bytes() for file in files).lower()
    return [word for word in words if word.lower().encode() in content]


def there_may_be_traces(town: Town) -> bool:
    with town.database.reading() as session:
        return storage_traces.are_noted(session)


def test_a_large_file_is_rid_of_every_trace_in_the_small_hours(
    town: Town, annabel: Townsperson, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage_traces, "BYTES_REWRITTEN_AT_ONCE", 0)
    town.trial(joined=[annabel])
    is_forgotten(annabel)
    town.comes_to(datetime(2026, 11, 3, 2, 59, tzinfo=LONDON))
    assert there_may_be_traces(town), "people write in the day, and would have to wait"
    town.comes_to(datetime(2026, 11, 3, 3, 0, tzinfo=LONDON))
    assert not there_may_be_traces(town)
    assert traces(town, tmp_path, "Quistgaard") == []


@pytest.mark.quick_through("slack")
def test_whoever_took_part_in_everything_leaves_no_trace(
    town: Town, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    annabel = town.person(NAME, department="Theatres", facilitates=True)
    trial = takes_part_in_everything(town, annabel)
    annabel.types("/knowhow mine")
    me = annabel.profile
    known = (*NAME.split(), str(me.email), me.account.user, "staff 1", *SAID)
    assert traces(town, tmp_path, *known) == list(known)

    is_forgotten(annabel)

    assert traces(town, tmp_path, *known) == []
    assert [word for word in known if word.lower() in caplog.text.lower()] == []
    with town.database.reading() as session:
        filed = {record.came_from.partition(":")[0]: record for record in session.exec(select(Record)).all()}
        assert [record.quotes for record in filed.values()] == [[]] * len(filed)
        assert filed["coffee"].came_from == f"coffee:{trial.id}"
        assert filed["review"].actions == [{"text": "Label the crates", "owner": "", "due": "2026-12-04"}]
        assert [said.met for said in session.exec(select(Feedback)).all()] == ["yes"]
        assert session.exec(select(Review).where(Review.title == "Night moves")).one().phase == "waiting_for_answers"
        assert session.exec(select(Prompt)).one().phase == "waiting_for_its_day"
    annabel.goes_home()
    annabel.types("/knowhow privacy")
    annabel.repeats()
    assert traces(town, tmp_path, *known) == [], "whoever only looks is not remembered for it"


def test_a_meeting_under_way_ends_kindly_and_without_a_name(town: Town, annabel: Townsperson) -> None:
    bo = town.person("Bo", department="Finance")
    town.introduced(annabel, bo)
    is_forgotten(annabel)
    bo.is_told("A colleague can’t take part after all; it isn’t about you. I’m looking for somebody new")
    bo.does_not_see("Annabel")


def test_figures_stay(town: Town, annabel: Townsperson) -> None:
    bo = town.person("Bo", department="Finance")
    town.introduced(annabel, bo)
    annabel.presses("We’ve met")
    annabel.fills("feedback", **GOOD, what_came_of_it=WORDS, quote_consent="by_role")
    town.lee.types("/coffee report")
    town.lee.is_answered(WORDS)
    is_forgotten(annabel)
    town.lee.types("/coffee report")
    town.lee.is_answered("Gave feedback: 1 of 2 (50%)")
    town.lee.is_answered("Nobody has agreed to be quoted")
    town.comes_to(REPORTED)
    town.lee.is_told("Matched: 2 of 2 (100%)")


def test_a_report_that_was_shown_changes_in_place(town: Town, annabel: Townsperson) -> None:
    bo = town.person("Bo", department="Finance")
    town.introduced(annabel, bo)
    annabel.presses("We’ve met")
    annabel.fills("feedback", **GOOD, what_came_of_it=WORDS, quote_consent="by_name")
    town.comes_to(REPORTED)
    town.lee.is_told(WORDS)
    is_forgotten(annabel)
    town.lee.is_not_told(WORDS)
    town.lee.is_not_told("Annabel")


def test_in_a_draw_that_waits_they_are_drawn_no_more(town: Town, annabel: Townsperson) -> None:
    town.trial(joined=[annabel, *town.people(4)])
    town.comes_to(datetime(2026, 11, 9, 9, tzinfo=LONDON))
    town.lee.is_told("Annabel")
    is_forgotten(annabel)
    town.lee.does_not_see("Annabel")
    town.lee.presses("Send")
    with town.database.reading() as session:
        signups = session.exec(select(Signup)).all()
    assert sorted(signup.state for signup in signups) == ["in", "in", "in", "in", "left"]
    town.lee.does_not_see("A colleague")


def test_nothing_waits_for_them_or_speaks_of_them_any_more(town: Town, annabel: Townsperson) -> None:
    bo = town.person("Bo", department="Finance")
    town.introduced(annabel, bo)
    number = annabel.id
    is_forgotten(annabel)
    with town.database.reading() as session:
        assert not [one for one in session.exec(select(Message)).all() if number in one.people]
        assert not [one for one in session.exec(select(Parcel)).all() if number in one.people]
        shell = session.get_one(Person, number)
        assert (shell.name, shell.email, shell.staff_id, shell.active) == ("A colleague", None, None, False)


@pytest.mark.not_through("slack", "teams", reason=NOT_THEIRS)
def test_another_persons_button_forgets_nobody(town: Town, annabel: Townsperson) -> None:
    bo = town.person("Bo", department="Finance")
    town.trial(joined=[annabel, bo])
    annabel.types("/knowhow forget me")
    bo.presses_old(annabel.button("Forget me"))
    bo.is_answered("This has moved on since.")
    annabel.types("/coffee status")
    annabel.is_answered("you’re in")
    bo.types("/coffee status")
    bo.is_answered("you’re in")


def test_who_comes_again_starts_afresh(town: Town, annabel: Townsperson) -> None:
    bo = town.person("Bo", department="Finance")
    town.trial(joined=[annabel, bo])
    before = annabel.id
    annabel.types("/knowhow forget me")
    button = annabel.button("Forget me")
    annabel.presses_old(button)
    annabel.presses("Join")
    annabel.fills("signup", sites=("Northgate",), department="Finance", role_group="clinical", job_title="Guest star")
    assert annabel.id != before
    annabel.presses_old(button)
    annabel.is_answered("This has moved on since.")
    annabel.types("/coffee status")
    annabel.is_answered("you’re in")


def test_the_last_facilitator_hands_over_first(town: Town) -> None:
    town.trial()
    town.lee.types("/knowhow forget me")
    town.lee.presses("Forget me")
    town.lee.is_answered("You are the only facilitator")
    town.lee.types("/coffee status")
    town.lee.is_answered("KNOWvember")


def test_a_facilitator_who_is_forgotten_does_not_come_back_by_the_settings(town: Town, tmp_path: Path) -> None:
    town.trial(note="Vouchers at the desk")
    town.person("Max", facilitates=True)
    is_forgotten(town.lee)
    town.engine.meet(town.lee.profile)  # the nightly listing
    town.lee.goes_home()
    assert traces(town, tmp_path, "Lee Librarian", "U0LEE") == []
    town.lee.types("/coffee new")
    town.lee.is_answered("Only a facilitator can do that. Please ask Max.")


def test_what_a_reader_keeps_in_the_files_goes_as_soon_as_they_are_done(
    town: Town, annabel: Townsperson, tmp_path: Path
) -> None:
    town.trial(joined=[annabel])
    name = annabel.name
    with town.database.reading() as session:
        assert session.exec(select(Person).where(Person.name == name)).one()
        is_forgotten(annabel)
        assert traces(town, tmp_path, name) == [name]
    town.settle()
    assert traces(town, tmp_path, name) == []
