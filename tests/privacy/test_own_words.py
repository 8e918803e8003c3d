"""Being forgotten: what happens to each kind of words that are somebody's own, and to their name in words of others."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select

from activities.kit.events import People
from storage.database import Database
from storage.tables import Act, FoundName, Record, RecordTerm, Revision
from tests.cafe.round_the_tables import plan
from tests.fronts.differences import NOT_THEIRS
from tests.library.shelf import files, record
from tests.privacy.test_forgetting import is_forgotten, traces
from tests.privacy.test_mine import file_of
from tests.review.looking_back import starts
from tests.town import Town, Townsperson

NAME = "Annabel Quistgaard"
FIRST, SECOND = "Xylophones in the sluice", "Zithers in the sluice"
TITLE, BACKGROUND = "Foundlings of the laundry", "Wombats came up the back stairs"
QUESTION, NOTE, TRIAL = "Who tuned the bassoon", "Vouchers for marzipan", "Brambles"


@pytest.fixture
def annabel(town: Town) -> Townsperson:
    return town.person(NAME, department="Theatres")


def files_and_edits(person: Townsperson) -> int:
    number = files(person, title=FIRST, lessons=f"{FIRST} are loud.")
    person.presses("Edit")
    person.fills("library.record", title=SECOND, lessons=f"{SECOND} are louder.")
    return number


def uses(person: Townsperson, number: int) -> None:
    person.types(f"/library show {number}")
    person.presses("I used this")
    person.fills("library.used", used_in="Ward 3")


def test_what_was_filed_by_hand_goes_at_once_with_its_history(town: Town, annabel: Townsperson, tmp_path: Path) -> None:
    number = files_and_edits(annabel)
    uses(annabel, number)  # their own use keeps nothing
    annabel.types("/knowhow forget me")
    annabel.is_answered("the records that you filed by hand, with history")
    annabel.does_not_see("Colleagues have reused")
    annabel.presses("Forget me")
    assert traces(town, tmp_path, "Quistgaard", FIRST, SECOND) == []
    assert record(town, number).withdrawn_at is not None


def test_what_others_reused_is_hidden_at_once_and_goes_within_a_fortnight(
    town: Town, annabel: Townsperson, tmp_path: Path
) -> None:
    bo, number = town.person("Bo"), files_and_edits(annabel)
    uses(bo, number)
    annabel.types("/knowhow forget me")
    annabel.is_answered(f"Colleagues have reused “{SECOND}”. That is hidden at once.")
    annabel.is_answered("it goes by 16 November 2026")
    annabel.presses("Forget me")
    annabel.is_answered("What others have reused is hidden, and gone by 16 November 2026.")
    bo.types(f"/library show {number}")
    bo.is_answered("There is no such record that you can see.")
    for words in ("zithers", "zithres"):
        bo.types(f"/library search {words}")
        bo.is_answered("Nothing found")
    with town.database.reading() as session:
        known = session.exec(select(RecordTerm.term).where(col(RecordTerm.term).startswith("zither"))).all()
    assert known == []
    town.lee.is_told(f"Whoever filed record {number} has asked to be forgotten, and colleagues rely on it: used once.")
    town.lee.does_not_see(SECOND)
    town.lee.presses("Read it")
    town.lee.is_answered(f"{SECOND} are louder.")
    annabel.types("/library new")  # who comes back meanwhile gets nothing back by it
    town.passes(timedelta(days=13))
    assert record(town, number).title == SECOND
    town.passes(timedelta(days=1))
    town.lee.is_told("That record has gone, with whoever filed it.")
    assert traces(town, tmp_path, FIRST, SECOND) == []


def test_a_facilitator_may_let_it_go_before(town: Town, annabel: Townsperson, tmp_path: Path) -> None:
    number = files_and_edits(annabel)
    uses(town.person("Bo"), number)
    is_forgotten(annabel)
    town.lee.presses("Let it go now")
    town.lee.is_answered("That record has gone")
    town.lee.repeats()
    assert traces(town, tmp_path, FIRST, SECOND) == []
    town.passes(timedelta(days=20))


@pytest.mark.not_through("slack", "teams", reason=NOT_THEIRS)
def test_nobody_else_reads_or_lets_go_what_is_hidden(town: Town, annabel: Townsperson) -> None:
    bo, number = town.person("Bo"), files_and_edits(annabel)
    uses(bo, number)
    is_forgotten(annabel)
    for label in ("Read it", "Let it go now"):
        bo.presses_old(town.lee.button(label))
        bo.does_not_see(SECOND)
    assert record(town, number).phase == "going"


def test_what_participants_keep_is_hidden_from_facilitators_who_took_no_part(town: Town, annabel: Townsperson) -> None:
    bo, max_ = town.person("Bo"), town.person("Max", facilitates=True)
    took_part = People((bo.profile, max_.profile))
    number = files(annabel, title=FIRST, lessons="Zebrawood.", visibility="participants", took_part=took_part)
    uses(bo, number)
    is_forgotten(annabel)
    town.lee.is_not_told("has asked to be forgotten, and colleagues rely on it")
    max_.presses("Read it")
    max_.is_answered("Zebrawood.")
    assert max_.button("Let it go now")
    town.passes(timedelta(days=14))
    assert record(town, number).withdrawn_at is not None


def test_titles_questions_notes_and_backgrounds_go_when_what_they_are_of_has_ended(town: Town, tmp_path: Path) -> None:
    max_ = town.person("Max", facilitates=True)
    others = town.people(5)
    town.trial(TRIAL, others, note=NOTE, approve="automatic")
    plan(town, question=QUESTION)
    town.lee.types("/cafe close")
    town.lee.presses("Call it off")
    town.comes_to(date(2026, 12, 11))
    town.lee.presses("File it")
    starts(town, others, title=TITLE, background=BACKGROUND, due=date(2027, 1, 15))
    known = (TITLE, BACKGROUND, QUESTION, NOTE, TRIAL)
    assert traces(town, tmp_path, *known) == list(known)
    is_forgotten(town.lee)
    assert traces(town, tmp_path, *known) == [TITLE, BACKGROUND], "others rely on what is under way"
    max_.types("/library search trial")
    max_.presses("Open")
    max_.is_answered("A coffee trial, 2 November 2026")
    max_.types("/review show")
    max_.presses("Cancel it")
    town.passes(timedelta(days=15))
    assert traces(town, tmp_path, *known) == []


@pytest.mark.quick_through("slack", "teams")
def test_a_name_in_words_of_others_is_shown_and_taken_out_where_a_facilitator_says_so(
    town: Town, annabel: Townsperson, tmp_path: Path
) -> None:
    bo = town.person("Bo")
    number = files(bo, title="Keys", lessons=f"Ask {NAME}, Theatres, for the keys.\nAnnabel’s list hangs there.")
    annabel.types("/knowhow forget me")
    annabel.is_answered("Your name, or a part of it, stands in 2 places in words of others.")
    annabel.presses("Forget me")
    annabel.is_answered("2 places in words of others")
    town.lee.is_told("their name may stand in 2 places in words of others")
    bo.does_not_see("their name may stand")
    town.lee.presses("Look at it")
    town.lee.is_answered(f"Ask {NAME}, Theatres, for the keys.")
    town.lee.presses("Take it out")
    town.lee.is_answered("Annabel’s list hangs there.")
    town.lee.presses("Take it out")
    town.lee.is_answered("No name waits to be looked at.")
    assert record(town, number).lessons == [
        "Ask a colleague, Theatres, for the keys.",
        "A colleague’s list hangs there.",
    ]
    assert traces(town, tmp_path, "Annabel", "Quistgaard") == []
    bo.types("/library search quistgaard")
    bo.is_answered("Nothing found")
    with town.database.reading() as session:
        assert "knowhow.take_name_out" in [act.what for act in session.exec(select(Act)).all()]


def test_somebody_else_of_that_name_keeps_theirs(town: Town, annabel: Townsperson) -> None:
    number = files(town.person("Bo"), lessons="Ask Annabel in Payroll.")
    town.person("Annabel Other")
    is_forgotten(annabel)
    town.lee.presses("Look at it")
    shown = town.lee.button("Take it out")
    town.lee.presses("Leave it")
    town.lee.presses_old(shown)
    town.lee.is_answered("This has moved on since.")
    assert record(town, number).lessons == ["Ask Annabel in Payroll."]


def test_what_has_changed_since_is_shown_as_it_is_and_not_cut(town: Town, annabel: Townsperson) -> None:
    bo = town.person("Bo")
    number = files(bo, lessons=f"Ask {NAME}.")
    is_forgotten(annabel)
    town.lee.presses("Look at it")
    shown = town.lee.button("Take it out")
    bo.types(f"/library show {number}")
    bo.presses("Edit")
    bo.fills("library.record", lessons="Ask at the desk, twice.")
    town.lee.presses_old(shown)
    town.lee.is_answered("This has moved on since.")
    town.lee.is_answered("It has changed since.")
    assert record(town, number).lessons == ["Ask at the desk, twice."]


def test_what_participants_keep_is_shown_to_whoever_keeps_it_and_to_no_facilitator(
    town: Town, annabel: Townsperson
) -> None:
    bo = town.person("Bo")
    files(bo, lessons=f"Ask {NAME} at Zebrawood.", visibility="participants")
    is_forgotten(annabel)
    town.lee.does_not_see("their name may stand")
    town.lee.goes_home()
    town.lee.does_not_see("may name somebody")
    bo.presses("Look at it")
    bo.is_answered(f"Ask {NAME} at Zebrawood.")
    bo.presses("Take it out")
    bo.is_answered("No name waits to be looked at.")


@pytest.mark.not_through("slack", "teams", reason=NOT_THEIRS)
def test_nobody_else_looks_at_or_lets_go_what_participants_keep(town: Town, annabel: Townsperson) -> None:
    bo, cat, max_ = town.person("Bo"), town.person("Cat"), town.person("Max", facilitates=True)
    files(bo, lessons=f"Ask {NAME} at Zebrawood.", visibility="participants")
    took_part = People((cat.profile, max_.profile))
    number = files(annabel, title=FIRST, lessons="Zebrawood.", visibility="participants", took_part=took_part)
    uses(cat, number)
    is_forgotten(annabel)
    theirs = [max_.button("Read it"), max_.button("Let it go now")]
    bo.presses("Look at it")
    for button in (*theirs, bo.button("Take it out")):
        town.lee.presses_old(button)
        town.lee.does_not_see("Zebrawood")
    assert record(town, number).phase == "going"


def test_who_runs_a_review_no_more_is_shown_nothing_of_it(town: Town, annabel: Townsperson) -> None:
    max_ = town.person("Max", facilitates=True)
    starts(town, town.people(5), title="Keys", background=f"{NAME} had them at Zebrawood.")
    is_forgotten(annabel)
    look = town.lee.button("Look at it")
    town.lee.presses("Look at it")
    town.lee.is_answered("Zebrawood")
    shown = town.lee.button("Take it out"), look
    max_.types("/knowhow facilitators")
    max_.presses("Remove", near="Lee")
    town.lee.goes_home()
    town.lee.does_not_see("may name somebody")
    for button in shown:
        town.lee.presses_old(button)
        assert "Zebrawood" not in str(town.lee.shown)


def test_facilitators_are_reminded_each_week_until_they_have_looked(town: Town, annabel: Townsperson) -> None:
    files(town.person("Bo"), lessons=f"Ask {NAME}.")
    is_forgotten(annabel)
    town.passes(timedelta(days=8))
    town.lee.is_told("their name may stand in 1 place", times=2)
    town.lee.presses("Look at it")
    town.lee.presses("Take it out")
    asked = [page for page in town.lee.told if "their name may stand" in page.text]
    town.passes(timedelta(days=8))
    town.lee.is_told("their name may stand in 1 place", times=len(asked))


def test_a_facilitator_who_is_forgotten_is_asked_about_nothing(town: Town) -> None:
    max_ = town.person("Max Marzipan", facilitates=True)
    files(town.person("Bo"), lessons="Ask Max Marzipan.")
    is_forgotten(max_)
    town.lee.is_told("their name may stand in 1 place")
    max_.does_not_see("their name may stand")


def test_the_file_names_what_is_ones_own_and_where_others_name_one(town: Town, annabel: Townsperson) -> None:
    bo = town.person("Bo")
    files_and_edits(annabel)
    files(bo, title="Keys", lessons=f"Ask {NAME}, Theatres.")
    files(bo, title="Hidden", lessons=f"Never ask {NAME} at Zebrawood.", visibility="participants")
    text = file_of(town, annabel)
    for fact in (f"version 1: {FIRST}", f"now: {SECOND}", f"Ask {NAME}, Theatres."):
        assert fact in text, text
    assert "Zebrawood" not in text


def test_rows_say_nothing_of_them_on_either_database(tmp_path: Path, database: Database) -> None:
    town = Town(tmp_path, database)
    annabel, bo = town.person(NAME, department="Theatres"), town.person("Bo")
    alone, reused = files_and_edits(annabel), files(annabel, title="Reused", lessons="Reuse me.")
    uses(bo, reused)
    named = files(bo, lessons=f"Ask {NAME}.")
    is_forgotten(annabel)
    town.lee.presses("Look at it")
    town.lee.presses("Take it out")
    town.passes(timedelta(days=14))
    with town.database.reading() as session:
        rows = {one.id: one for one in session.exec(select(Record)).all()}
        assert rows[alone].withdrawn_at
        assert rows[reused].withdrawn_at
        assert rows[named].lessons == ["Ask a colleague."]
        assert session.exec(select(Revision)).all() == []
        assert session.exec(select(FoundName)).all() == []
    town.close()
