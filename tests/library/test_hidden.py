"""What only those who took part may read, attacked along every path in the library, by everybody, on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import select

from activities.kit.cards import Button
from activities.kit.phases import MovedOn
from activities.library.document.gathering import gather
from activities.library.document.pulling import made
from activities.library.reading import Wanted
from storage.here import Here
from storage.tables import Organisation, Pull, Record
from tests.library.hidden import (
    BUTTONS,
    GIVES_IT_AWAY,
    KNOWN,
    SECRET,
    Case,
    facilitates,
    presses,
    rows,
    sends,
    types,
)
from tests.library.shelf import FALLS, files, record
from tests.town import Town, Townsperson

pytestmark = pytest.mark.engine_alone("sends what no client would")

WORDS = (KNOWN, f'"{KNOWN} handover"', "Quistgaardina", f"{KNOWN} -falls", f"{KNOWN.lower()} falls")
WAYS_IN: dict[str, Callable[[Case, Townsperson], None]] = {
    **{f"search {words}": types(f"/library search {words}") for words in WORDS},
    "search by its topic": presses("page", Wanted(topic=KNOWN).packed()),
    "search by its site": presses("page", Wanted(site=KNOWN).packed()),
    "search what both have": types("/library search falls"),
    "everything": presses("page", Wanted().packed()),
    "a page beyond": presses("page", Wanted(about="falls").packed(7)),
    "by number": types("/library show {hidden}"),
    "by title": types(f"/library show {KNOWN} handover"),
    "topics": types("/library topics"),
    "a page of topics": presses("topics", "1"),
    "the form that files": types("/library new"),
    "the form that pulls": types("/library pull"),
    "the form that searches": presses("narrow_down", Wanted().packed()),
    "home": lambda case, person: person.goes_home(),
    **{f"button {action}": presses(action, "{hidden}") for action in BUTTONS},
    "button show, with a search": presses("show", "{hidden} " + Wanted().packed()),
    **{f"button {action}, as read": presses(action, "{hidden}:1") for action in ("make_public", "agree_public")},
    "button still right": presses("still_right", "{hidden}:2026-11-09"),
}


def test_nobody_else_sees_anything_of_it_or_changes_it(case: Case) -> None:
    for who, outsider in case.outsiders():
        before = rows(case.town)
        for way, go in WAYS_IN.items():
            go(case, outsider)
            assert not [word for word in GIVES_IT_AWAY if word in str(outsider.shown)], f"{who} was shown it: {way}"
        for word in GIVES_IT_AWAY:
            outsider.does_not_see(word)  # in no message, either
        assert rows(case.town) == before, f"{who} has changed something"


def test_it_is_counted_for_nobody_else(case: Case) -> None:
    for person, records in ((case.ann, 2), (case.bo, 2), (case.cat, 1), (case.max, 1)):
        person.types("/library search")
        person.fills("library.search")
        person.is_answered(f"{records} record")
        person.types("/library topics")
        person.button(f"falls: {records} record{'s' if records > 1 else ''}")
    case.olive.types("/library topics")
    case.olive.is_answered("Nothing in the library that you can see")


def test_a_choice_names_nothing_of_it(case: Case) -> None:
    for person in (case.cat, case.max):
        person.presses_old(Button("x", "library.narrow_down", Wanted().packed()))
        options = [one for offered in person.sheet("library.search").options.values() for one in offered]
        assert not [one for one in options if SECRET in one]


def test_a_word_that_only_it_has_is_no_suggestion(case: Case) -> None:
    for person in (case.cat, case.max):
        person.types("/library search Quistgaardina")
        assert "spelled" not in person.shown.text  # type: ignore[union-attr]
        person.is_answered("Nothing found")


def test_forged_forms_do_nothing(case: Case) -> None:
    said = {**FALLS, "used_in": "Ward 9", "visibility": "organisation"}
    for _, outsider in case.outsiders():
        before = rows(case.town)
        for form in ("used", "record"):
            answer = sends(outsider, form, str(case.hidden), **said)
            assert SECRET not in str(answer)
        assert rows(case.town) == before


def test_it_is_in_no_document_not_even_in_that_of_one_who_may_read_it(case: Case) -> None:
    facilitates(case.ann)
    for person in (case.ann, case.max):
        person.types("/library pull")
        person.fills("library.pull", about=KNOWN)
        person.is_shown_errors(about="Nothing that the whole organisation can see")
    with case.town.database.reading() as session:
        gathered = gather(Here(session, case.max.row(session).organisation_id), Wanted(), date(2026, 11, 2), "Max")
    assert [source.record.id for source in gathered.sources] == [case.open]


def test_those_who_took_part_read_it_and_only_who_filed_it_may_change_it(case: Case) -> None:
    case.bo.types(f"/library search {KNOWN}")
    case.bo.is_answered("1 record")
    case.bo.presses("Open")
    case.bo.is_answered(f"Never trust a {KNOWN} bleep at {SECRET}.")
    case.bo.has_no_button("Edit")
    before = rows(case.town)
    for action in ("edit", "history", "withdraw"):
        case.bo.presses_old(Button("x", f"library.{action}", str(case.hidden)))
    sends(case.bo, "record", str(case.hidden), **FALLS)
    assert rows(case.town) == before
    case.ann.types(f"/library show {case.hidden}")
    case.ann.presses("Edit")
    case.ann.fills("library.record", visibility="organisation")
    case.cat.types(f"/library show {case.hidden}")
    case.cat.is_answered(SECRET)


def test_a_facilitator_who_took_part_may_put_it_right_but_not_open_it_to_others(case: Case) -> None:
    facilitates(case.bo)
    case.bo.types(f"/library show {case.hidden}")
    case.bo.presses("Edit")
    assert "visibility" not in case.bo.sheet("library.record").values
    sends(case.bo, "record", str(case.hidden), **{**FALLS, "visibility": "organisation"})
    assert record(case.town, case.hidden).visibility == "participants"
    case.bo.types(f"/library show {case.hidden}")
    case.bo.has_no_button("Make public")


def test_whom_to_ask_is_not_told_of_what_they_may_not_read(case: Case) -> None:
    case.ann.types(f"/library show {case.hidden}")
    case.ann.presses("Edit")
    case.ann.fills("library.record", contact=str(case.cat.profile.email))
    case.bo.types(f"/library show {case.hidden}")
    case.bo.presses("I used this")
    case.bo.fills("library.used", used_in="Ward 9")
    case.town.comes_to(date(2026, 11, 10))
    case.ann.is_told("has used")
    case.ann.is_told("Its review date has come")
    case.cat.is_not_told("has used")
    case.cat.is_not_told("review date")


def test_another_organisations_records_are_nobodys_here(case: Case) -> None:
    theirs = files(case.olive, title="Olive’s own", topics="olives")
    with case.town.database.writing() as session:
        session.get_one(Record, theirs).visibility = "public"
    for person in (case.ann, case.cat, case.max):
        for text in ("search Olive", f"show {theirs}", "topics"):
            person.types(f"/library {text}")
            person.does_not_see("Olive’s own")
            person.does_not_see("olives")
        person.presses_old(Button("x", "library.withdraw", str(theirs)))
    assert record(case.town, theirs).title == "Olive’s own"


def test_a_guest_sees_nothing_at_all(case: Case) -> None:
    case.bo.becomes_a_guest()
    for text in (f"search {SECRET}", f"show {case.hidden}", "topics"):
        case.bo.types(f"/library {text}")
        case.bo.is_answered("Knowhow is for members")


NOT_OURS = ("", "0", "-1", "9" * 40, "1; DROP TABLE records", "x:1", "[]", "{", '["a",1]', "\x00")


def test_subjects_that_no_button_of_ours_has_carried(town: Town) -> None:
    files(town.lee)
    before = rows(town)
    for subject in NOT_OURS:
        for action in BUTTONS:
            town.lee.presses_old(Button("x", f"library.{action}", subject))
            assert town.lee.shown
        for form in ("used", "record"):
            assert sends(town.lee, form, subject, **FALLS)
    assert rows(town) == before


def test_a_document_is_made_for_nobody_but_who_asked(case: Case) -> None:
    case.max.types("/library pull")
    case.max.fills("library.pull", about="falls")
    for person in (case.town.lee, case.cat, case.olive):
        with case.town.database.reading() as session:
            me = person.row(session)
            here = session.get_one(Organisation, me.organisation_id)
            turn = replace(case.town.engine.turn(session, here, "library", "a test"), by=me)
            with pytest.raises(MovedOn):
                made(turn, str(session.exec(select(Pull.id)).one()))
