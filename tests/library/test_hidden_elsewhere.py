"""The same record, attacked from outside the library's commands, from the command line, and by old buttons."""

import json
from collections.abc import Callable
from datetime import date, datetime
from itertools import product
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from activities.kit.cards import Button
from activities.kit.events import Value
from bot.cli.program import FAILED, knowhow
from storage.database import Database
from storage.membership import Reader
from storage.schema import upgrade
from storage.search import similar
from tests.front import Page
from tests.library.hidden import GIVES_IT_AWAY, HIDDEN, KNOWN, SECRET, Case, facilitates, rows, sends
from tests.library.shelf import FALLS, files, record
from tests.review.looking_back import of
from tests.town import COFFEE, LONDON, Town, Townsperson

ALIKE = f"{KNOWN} handover and falls at night on Ward 7"
USED: dict[str, Value] = {"used_in": "Ward 9", "adapted": "", "came_of_it": "Fewer calls", "did_not_work": ""}
Starts = Callable[[Case, Townsperson], None]


def sees_nothing_of_it(*people: Townsperson) -> None:
    for person in people:
        for word in GIVES_IT_AWAY:
            person.does_not_see(word)


# ---- earlier records -------------------------------------------------------------------------------------------------


def test_similar_records_are_those_that_the_reader_may_read(case: Case) -> None:
    text = f"{ALIKE} {HIDDEN['summary']}"
    olive = case.olive
    with case.town.database.reading() as session:

        def like(reader: Reader) -> set[int | None]:
            return {one.id for one in similar(session, reader, text)}

        here, theirs = case.ann.row(session).organisation_id, olive.row(session).organisation_id
        ids = {name: person.row(session).id for name, person in case.townspeople().items()}
        for insider in ("Ann", "Bo"):
            assert like(Reader(here, ids[insider])) == {case.hidden, case.open}, insider
        for outsider in ("Cat", "Max", "Fay"):
            assert like(Reader(here, ids[outsider])) == {case.open}, outsider
        assert like(Reader(here)) == {case.open}
        for person in (*ids.values(), olive.row(session).id, None):
            assert like(Reader(theirs, person)) == set()


def a_review(case: Case, by: Townsperson) -> None:
    by.types("/aar new")
    by.fills(
        "review.review",
        title=ALIKE,
        happened_on=date(2026, 10, 26),
        due=date(2026, 11, 16),
        participants=of(case.cat, case.bo),
    )


def a_cafe(case: Case, by: Townsperson) -> None:
    by.types("/cafe new")
    noon = datetime(2026, 11, 6, 12, tzinfo=LONDON)
    by.fills("cafe.cafe", question=f"{ALIKE}?", starts_at=noon, channel=COFFEE, place="Seminar room 2")


def a_trial(case: Case, by: Townsperson) -> None:
    by.types("/coffee new")
    days = {"signups_close": date(2026, 11, 6), "meet_by": date(2026, 11, 30)}
    by.fills("trial", title=ALIKE, channel=COFFEE, sites="Northgate", **days)


def a_record(case: Case, by: Townsperson) -> None:
    files(by, title=ALIKE)


@pytest.mark.parametrize("begins", [a_review, a_cafe, a_trial, a_record])
def test_whoever_begins_something_like_it_is_shown_nothing_of_it(case: Case, begins: Starts) -> None:
    begins(case, case.max)
    if begins is not a_trial:  # for which the library is not asked
        case.max.is_answered("1 earlier record looks similar")
    case.town.comes_to(datetime(2026, 11, 2, 12, tzinfo=LONDON))
    sees_nothing_of_it(case.max, case.cat, case.fay)
    assert not [page for page in case.town.front.channel(COFFEE.id) if SECRET in page.text]


@pytest.mark.parametrize("begins", [a_review, a_cafe, a_record])
def test_whoever_may_read_it_is_shown_it_and_nobody_else_with_them(case: Case, begins: Starts) -> None:
    facilitates(case.ann)
    begins(case, case.ann)
    case.ann.is_answered("2 earlier records look similar")
    case.ann.is_answered(SECRET)
    if begins is a_review:
        case.ann.presses("Send this to those who take part")
        case.cat.is_told("Put the low bed by the door.")
    case.town.comes_to(datetime(2026, 11, 2, 12, tzinfo=LONDON))
    sees_nothing_of_it(case.max, case.cat, case.fay)
    assert not [page for page in case.town.front.channel(COFFEE.id) if SECRET in page.text]


def test_beside_a_question_each_is_shown_what_they_may_read(case: Case) -> None:
    case.max.types("/review new")
    dates: dict[str, Value] = {"happened_on": date(2026, 12, 7), "due": date(2026, 11, 27)}
    fills_in = {**dates, "template": "bar", "title": ALIKE, "participants": of(case.cat, case.bo, case.ann)}
    case.max.fills("review.review", **fills_in)
    shown = {}
    for person in (case.cat, case.bo):
        person.presses("Answer")
        while "similar" not in person.sheet("review.answer").text:
            person.fills("review.answer")
        shown[person.name] = person.sheet("review.answer").text
    assert SECRET in shown["Bo"]
    sees_nothing_of_it(case.cat)
    assert "1 earlier record looks similar" in shown["Cat"]


# ---- what others had before them -------------------------------------------------------------------------------------


def test_buttons_of_somebody_who_may_read_it_show_nobody_else_anything(case: Case) -> None:
    for place in range(6):
        files(case.ann, title=f"{KNOWN} talk {place}")
    pages: list[Page] = []
    for typed in (f"/library search {KNOWN}", f"/library show {case.hidden}", "/library topics"):
        case.ann.types(typed)
        assert isinstance(case.ann.shown, Page)
        pages.append(case.ann.shown)
    buttons = [button for page in pages for button in page.buttons]
    assert {"library.show", "library.page", "library.use", "library.withdraw"} <= {one.action for one in buttons}
    for _, outsider in case.outsiders():
        before = rows(case.town)
        for button in buttons:
            outsider.presses_old(button)
            if SECRET in button.subject:
                assert "Nothing found" in str(outsider.shown) or outsider in (case.gil, case.hal)
            else:
                sees_nothing_of_it(outsider)
        assert rows(case.town) == before


def test_a_record_that_one_may_read_is_not_theirs_to_change(case: Case) -> None:
    """Nor is it any more once they facilitate no longer, or have left, or are a guest."""
    for who, person in case.outsiders():
        if person is case.max:
            continue
        before = rows(case.town)
        for action in ("edit", "history", "withdraw", "make_public", "agree_public", "keep_inside", "take_back"):
            for subject in (str(case.open), f"{case.open}:1"):
                person.presses_old(Button("x", f"library.{action}", subject))
                assert isinstance(person.shown, Page), f"{who}: {action}"
        sends(person, "record", str(case.open), **{**FALLS, "title": "Mine now"})
        assert rows(case.town) == before, who
    assert record(case.town, case.open).title == FALLS["title"]


def test_nobody_says_that_they_used_what_they_may_not_read(case: Case) -> None:
    case.bo.types(f"/library show {case.hidden}")
    case.bo.presses("I used this")
    case.bo.fills("library.used", **USED)
    case.bo.is_answered("You are the first who told us")
    for _, outsider in case.outsiders():
        before = rows(case.town)
        outsider.presses_old(Button("x", "library.use", str(case.hidden)))
        sees_nothing_of_it(outsider)
        assert SECRET not in str(sends(outsider, "used", str(case.hidden), **USED))
        assert rows(case.town) == before


def test_whoever_facilitates_no_more_gets_no_document(case: Case) -> None:
    case.fay.types("/library pull")
    case.fay.is_answered("Only a facilitator can do that.")
    before = rows(case.town)
    sends(case.fay, "pull", "", about="falls", format="docx")
    assert rows(case.town) == before


# ---- the command line ------------------------------------------------------------------------------------------------


@pytest.fixture
def served(tmp_path: Path, empty: Database, monkeypatch: pytest.MonkeyPatch) -> Case:
    """The same in a database as the command line makes it, on which it runs from now on."""
    upgrade(empty)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", empty.url.render_as_string(hide_password=False))
    return Case(Town(tmp_path, empty))


def run(*words: object) -> Result:
    """Run `knowhow library …`."""
    return CliRunner().invoke(knowhow, ["library", *map(str, words)])


def test_the_command_line_searches_with_the_rights_of_whoever_is_named(served: Case) -> None:
    case = served
    for words, person in product((f'"{KNOWN} handover"', "falls", SECRET), (None, case.cat, case.max, case.fay)):
        rights = ("--as", person.profile.email) if person else ()
        for form in ((), ("--json", "--limit", "1000")):
            result = run("search", words, *rights, *form)
            assert result.exit_code == 0, result.stderr
            assert not [word for word in GIVES_IT_AWAY if word in result.stdout], (words, person)
    for insider in (case.ann, case.bo):
        found = json.loads(run("search", "falls", "--as", insider.profile.email, "--json").stdout)
        assert len(found) == 2
    assert len(json.loads(run("search", "falls", "--as", case.cat.profile.email, "--json").stdout)) == 1


def test_nobody_who_is_not_here_has_any_rights_on_the_command_line(served: Case) -> None:
    for person in (served.gil, served.hal):
        result = run("search", KNOWN, "--as", person.profile.email)
        assert (result.exit_code, result.stdout) == (FAILED, ""), person
        assert "Nobody here has the e-mail address" in result.stderr


@pytest.mark.usefixtures("served")
def test_the_command_line_writes_nothing_of_it_into_a_document_or_an_export() -> None:
    for about, form in product((KNOWN, "falls", ""), ("markdown", "csv", "json")):
        result = run("pull", "--about", about, "--format", form)
        assert not [word for word in GIVES_IT_AWAY if word in result.stdout], (about, form)
        assert ("Falls at night on Ward 7" in result.stdout) == (about != KNOWN), (about, form)
    assert SECRET not in run("export").stdout
