"""What becomes of a record: used, changed, published, looked at again, withdrawn."""

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from activities.kit.cards import Button
from activities.kit.events import People
from storage import audit
from storage.here import Here
from storage.tables import Record, RecordText, Revision, Use, Wake
from tests.fronts.differences import NOT_THEIRS
from tests.library.shelf import files, record
from tests.privacy.test_forgetting import traces
from tests.town import THE_BEGINNING, Town, Townsperson

USED = {"used_in": "Ward 9", "adapted": "Mats instead of beds", "came_of_it": "No falls in May", "did_not_work": ""}


@pytest.fixture
def ann(town: Town) -> Townsperson:
    return town.person("Ann Anders")


def test_who_uses_something_says_so_and_its_lesson_is_reused(town: Town, ann: Townsperson) -> None:
    bo = town.person("Bo")
    number = files(ann)
    bo.types(f"/library show {number}")
    bo.presses("I used this")
    bo.fills("library.used", **{**USED, "used_in": ""})
    bo.is_shown_errors(used_in="Please say where you used it")
    bo.corrects(**USED, lessons=("1",))
    bo.is_answered("You are the first who told us")
    bo.is_answered("Put the low bed by the door. (reused)")
    bo.does_not_see("which bell. (reused)")
    bo.is_answered("Reuse: used once")
    bo.is_answered("Ward 9. Adapted: Mats instead of beds. What came of it: No falls in May.")
    ann.is_told("Bo has used Falls at night on Ward 7.")
    bo.repeats()
    ann.types(f"/library show {number}")
    ann.is_answered("Reuse: used once")
    ann.does_not_see("Used by Bo")


def test_a_change_is_kept_and_shown_to_whoever_filed_it_and_to_facilitators(town: Town, ann: Townsperson) -> None:
    bo = town.person("Bo")
    number = files(ann)
    ann.types(f"/library show {number}")
    ann.has_no_button("History")
    ann.presses("Edit")
    ann.fills("library.record", title="Falls before dawn", topics="falls")
    ann.is_answered("Saved.")
    ann.is_answered("Falls before dawn")
    ann.presses("History")
    ann.is_answered("Title: Falls at night on Ward 7")
    ann.is_answered("Topics: falls / night shift")
    town.lee.types(f"/library show {number}")
    town.lee.presses("History")
    town.lee.is_answered("by Ann Anders")
    bo.types(f"/library show {number}")
    bo.has_no_button("History")
    bo.types("/library search night shift dawn")
    bo.is_answered("1 record")


def test_saving_without_a_change_keeps_nothing_and_whom_to_ask(town: Town, ann: Townsperson) -> None:
    number = files(ann)
    town.lee.types(f"/library show {number}")
    town.lee.presses("Edit")
    town.lee.fills("library.record")
    town.lee.is_answered("Ask: Ann Anders")
    assert record(town, number).revision == 1


def test_a_reused_lesson_that_is_put_better_stays_reused(town: Town, ann: Townsperson) -> None:
    number = files(ann)
    ann.types(f"/library show {number}")
    ann.presses("I used this")
    ann.fills("library.used", **USED, lessons=("1",))
    ann.presses("Edit")
    ann.fills("library.record", lessons="Ask first.\nPut the low bed close by the door.")
    ann.is_answered("Put the low bed close by the door. (reused)")
    ann.does_not_see("Ask first. (reused)")


def test_public_takes_two_facilitators_who_have_read_the_same(town: Town, ann: Townsperson) -> None:
    max_ = town.person("Max", facilitates=True)
    number = files(ann)
    ann.types(f"/library show {number}")
    ann.has_no_button("Make public")
    town.lee.types(f"/library show {number}")
    town.lee.presses("Make public")
    town.lee.is_answered("Another facilitator has to agree.")
    town.lee.has_no_button("Agree: make it public")
    max_.is_told("Lee Librarian would like to make Falls at night on Ward 7 public")
    max_.presses("Open")
    stale = max_.button("Agree: make it public")
    ann.presses("Edit")
    ann.fills("library.record", title="Falls, and Mrs Miggins")
    max_.presses_old(stale)
    max_.is_answered("This has moved on since.")
    town.lee.types(f"/library show {number}")
    town.lee.presses("Make public")
    max_.presses_old(stale)
    max_.is_answered("This has moved on since.")  # what Lee asks for now is not what Max has read
    assert record(town, number).visibility == "organisation"
    max_.types(f"/library show {number}")
    max_.presses("Agree: make it public")
    max_.is_answered("Everybody, and it may be shared outside")
    ann.types(f"/library show {number}")
    ann.presses("Edit")
    ann.fills("library.record", title="Falls")
    assert record(town, number).visibility == "organisation"


@pytest.mark.not_through("slack", "teams", reason=NOT_THEIRS)
def test_nobody_agrees_with_themselves(town: Town, ann: Townsperson) -> None:
    number = files(ann)
    town.lee.types(f"/library show {number}")
    town.lee.presses("Make public")
    town.lee.is_answered("That takes another facilitator who agrees, and there is none yet")
    town.person("Max", facilitates=True)
    town.lee.presses("Make public")
    for person in (town.lee, ann):
        person.presses_old(Button("x", "library.agree_public", f"{number}:1"))
    assert record(town, number).visibility == "organisation"


def test_whoever_looks_after_it_is_asked_on_its_review_date(town: Town, ann: Townsperson) -> None:
    number = files(ann, review_on=date(2026, 12, 1))
    town.comes_to(date(2026, 11, 30))
    ann.is_not_told("review date")
    ann.goes_home()
    ann.does_not_see("Do these still hold?")
    town.comes_to(date(2026, 12, 1))
    ann.is_told("Does Falls at night on Ward 7 still hold?")
    ann.goes_home()
    ann.sees("Do these still hold?")
    town.lee.types(f"/library show {number}")
    town.lee.is_answered("Overdue for review since 1 December 2026")
    town.lee.types("/library search falls")
    town.lee.is_answered("Overdue for review.")
    ann.presses("Still right", near="Its review date")
    ann.is_answered("I’ll ask again on 1 December 2027")
    town.comes_to(date(2027, 12, 1))
    ann.is_told("Its review date has come")


def test_three_that_are_due_stand_at_home_and_how_many_others_there_are(town: Town, ann: Townsperson) -> None:
    for number in range(1, 5):
        files(ann, title=f"Falls on Ward {number}", review_on=date(2026, 12, 1 if number < 4 else 2))
    town.comes_to(date(2026, 12, 1))
    ann.goes_home()
    ann.is_answered("Falls on Ward 3, since 1 December 2026")
    ann.does_not_see("And no others.")
    town.comes_to(date(2026, 12, 2))
    ann.goes_home()
    ann.is_answered("And 1 other.")


def test_what_is_too_long_for_a_form_is_left_out_of_it_and_stays(town: Town, ann: Townsperson) -> None:
    number, long = files(ann), "They fell. " * 300
    with town.turn() as turn:
        turn.session.get_one(Record, number).summary = long  # another activity may file as much
    ann.types(f"/library show {number}")
    ann.presses("Edit")
    ann.sees("Too long to change here, and stays as it is: In short: what happened?")
    assert "summary" not in ann.sheet("library.record").values
    ann.fills("library.record", title="Falls by day")
    filed = record(town, number)
    assert (filed.title, filed.summary) == ("Falls by day", long)


def test_a_facilitator_who_says_so_in_place_of_somebody_who_left_is_audited(town: Town, ann: Townsperson) -> None:
    number = files(ann, review_on=date(2026, 12, 1))
    ann.leaves_the_hospital()
    town.comes_to(date(2026, 12, 1))
    town.lee.goes_home()
    town.lee.presses("Still right", near="nobody looks after")
    with town.database.reading() as session:
        acts = [(by.name, act.what, act.about) for act, by in audit.acts(Here(session, 1), THE_BEGINNING)]
    assert acts[-1] == ("Lee Librarian", "library.still_right", str(number))


def test_a_moved_review_date_is_asked_about_once_on_its_day(town: Town, ann: Townsperson) -> None:
    number = files(ann, review_on=date(2026, 12, 1))
    ann.types(f"/library show {number}")
    ann.presses("Edit")
    ann.fills("library.record", review_on=date(2027, 1, 12))
    town.comes_to(date(2026, 12, 15))
    ann.is_not_told("review date")
    town.comes_to(date(2027, 1, 13))
    ann.is_told("review date")


def test_what_nobody_looks_after_stands_at_home_with_facilitators_and_sends_nothing(
    town: Town, ann: Townsperson
) -> None:
    files(ann, review_on=date(2026, 12, 1))
    ann.leaves_the_hospital()
    town.comes_to(date(2026, 12, 2))
    town.lee.is_not_told("review date")
    town.lee.goes_home()
    town.lee.sees("nobody looks after them")


def test_what_is_withdrawn_leaves_a_tombstone_and_no_trace(town: Town, ann: Townsperson, tmp_path: Path) -> None:
    bo = town.person("Bo")
    number = files(ann, title="Zebrawood", summary="Xylophonic", review_on=date(2026, 12, 1))
    for person in (ann, bo):
        person.types(f"/library show {number}")
        person.presses("I used this")
        person.fills("library.used", **{**USED, "came_of_it": "Marimbas"})
    ann.presses("Edit")
    ann.fills("library.record", title="Zebrawood again")
    button = bo.button("I used this")
    ann.presses("Withdraw")
    ann.is_answered("That record has been withdrawn.")
    bo.types("/library search Zebrawood")
    bo.is_answered("Nothing found")
    bo.presses_old(button)
    bo.is_answered("There is no such record that you can see.")
    bo.types("/library topics")
    bo.is_answered("Nothing in the library")
    town.comes_to(date(2026, 12, 2))
    ann.is_not_told("review date")
    ann.is_not_told("Marimbas")
    with town.database.reading() as session:
        assert not session.exec(select(Revision)).all()
        assert not session.exec(select(Use)).all()
        assert not [wake for wake in session.exec(select(Wake)).all() if wake.what == "review"]
    assert record(town, number).withdrawn_at
    assert traces(town, tmp_path, "Zebrawood", "Xylophonic", "Marimbas", "low bed") == []


def test_what_older_rules_indexed_is_found_again_after_a_night(
    town: Town, ann: Townsperson, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.search.shelving.RECORDS_INDEXED_TOGETHER", 2)
    for number in range(5):
        files(ann, title=f"Falls {number}")
    with town.database.writing() as session:
        for text in session.exec(select(RecordText)).all():
            text.edition, text.title, text.advice, text.rest = "0", "", "", ""
    ann.types("/library search falls")
    ann.is_answered("Nothing found")
    town.comes_to(date(2026, 11, 3))
    ann.types("/library search falls")
    ann.is_answered("5 records")


def test_a_forgotten_person_leaves_nothing_in_the_library_and_the_library_stays(
    town: Town, ann: Townsperson, tmp_path: Path
) -> None:
    bo = town.person("Bartholomew Quistgaard")
    by_ann = files(ann, title="Ann’s", contact=bo.name)
    by_bo = files(bo, title="His own", took_part=People((ann.profile,)))
    bo.types(f"/library show {by_ann}")
    bo.presses("I used this")
    bo.fills("library.used", **{**USED, "came_of_it": "Marimbas"})
    ann.is_told("Bartholomew Quistgaard has used")
    bo.types("/knowhow mine")
    known = (bo.name, str(bo.profile.email), "Marimbas")
    bo.types("/knowhow forget me")
    bo.presses("Forget me")
    assert traces(town, tmp_path, *known) == []
    ann.is_told("A colleague has used Ann’s.")
    ann.types(f"/library show {by_bo}")
    ann.is_answered("There is no such record")
    ann.types(f"/library show {by_ann}")
    ann.is_answered("Reuse: used once")


def test_mine_has_what_the_library_keeps_about_me(town: Town, ann: Townsperson) -> None:
    number = files(ann)
    files(ann, title="Beds by noon", contact="the bed manager")
    ann.types(f"/library show {number}")
    ann.presses("I used this")
    ann.fills("library.used", **USED)
    with town.turn() as turn:
        library = town.engine.activities["library"]
        kept = "\n".join(
            one.in_words() for one in library.personal_data(turn.for_activity("library"), ann.row(turn.session))
        )
    assert "Library: “Falls at night on Ward 7”" in kept
    assert "what came of it: No falls in May" in kept
    asked = [line.rpartition(": ")[2] for line in kept.split("\n") if "you are whom to ask" in line]
    assert asked == ["yes", "no"]
