"""What members file and raised a warning waits until a facilitator has read it; nobody else sees anything of it."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from activities.kit.cards import Button
from activities.kit.events import People, Value
from activities.library.reading import Wanted
from storage.tables import Act, Record, Revision, Use
from tests.fronts.differences import NOT_THEIRS
from tests.library.hidden import Case, elsewhere, facilitates, presses
from tests.library.shelf import FALLS, files, newest, record
from tests.library.test_hidden import WAYS_IN
from tests.privacy.test_mine import file_of
from tests.town import Town, Townsperson

KNOWN, SECRET = "Quistgaardian", "Zebrawood"
GIVES_IT_AWAY = (SECRET, SECRET.lower(), "bleep", "Ask twice")
WARNED: dict[str, Value] = {
    "title": f"{KNOWN} handover at {SECRET}",
    "topics": f"{KNOWN}; {SECRET}; falls",
    "lessons": f"Never trust a {KNOWN} bleep at {SECRET}.\nAsk twice at {SECRET}.",
    "summary": f"The patient in bed 4 at {SECRET} fell.",
    "actions": f"Ask {KNOWN}; {SECRET}; 30/11/2026",
}


def waits(person: Townsperson, **said: Value) -> int:
    """File something that raises a warning, and send it all the same."""
    person.types("/library new")
    person.sheet("library.record")
    person.is_answered("a facilitator reads it before anybody else can")
    person.fills("library.record", **{**FALLS, **WARNED, **said})
    person.is_shown_errors(summary="bed")
    person.corrects(**{**FALLS, **WARNED, **said})
    person.is_answered("Saved. Something in it could identify a patient, so a facilitator reads it first.")
    return newest(person.town)


@pytest.fixture
def ann(town: Town) -> Townsperson:
    return town.person("Ann")


def test_a_facilitator_reads_it_and_then_others_find_it(town: Town, ann: Townsperson) -> None:
    bo = town.person("Bo")
    number = waits(ann)
    ann.types(f"/library show {number}")
    ann.is_answered("Not shown to others yet.")
    bo.types(f"/library search {KNOWN}")
    bo.is_answered("Nothing found")
    bo.types("/library search Quistgardian")
    bo.is_answered("Nothing found")
    town.lee.is_told("Ann has filed something in which a passage could identify a patient.")
    town.lee.does_not_see(SECRET)
    town.lee.presses("Read it")
    town.lee.is_answered(f"The patient in bed 4 at {SECRET} fell.")
    town.lee.presses("Let others see it")
    town.lee.is_answered("whoever may see it finds it now")
    town.lee.is_told("That has been dealt with")
    ann.is_told("A facilitator has read Quistgaardian handover")
    bo.types(f"/library search {KNOWN}")
    bo.is_answered("1 record")
    with town.database.reading() as session:
        acts = [(act.what, act.about) for act in session.exec(select(Act)).all()]
    assert ("library.release", str(number)) in acts


def test_it_moves_nothing_for_anybody_else(case: Case) -> None:
    """The same attack as on what only participants may read; to the end nothing of it is counted or guessed."""
    with case.town.database.writing() as session:  # in its stead, so that only the one that waits is hidden
        session.delete(session.get_one(Record, case.hidden))
    case.hidden = waits(case.ann)
    for who, outsider in case.outsiders():
        for way, go in WAYS_IN.items():
            if outsider is case.max and way == "button withdraw":
                continue  # a facilitator may, and has not read it by that
            go(case, outsider)
            assert not [word for word in GIVES_IT_AWAY if word in str(outsider.shown)], f"{who} was shown it: {way}"
        if outsider is not case.max:
            for action in ("read", "release", "send_back"):
                presses(action, "{hidden}:1")(case, outsider)
                outsider.does_not_see(SECRET)
    assert record(case.town, case.hidden).phase == "waiting_for_reading"
    case.bo.types("/library topics")
    case.bo.button("falls: 1 record")
    presses("page", Wanted(topic=SECRET).packed())(case, case.bo)
    case.bo.is_answered("Nothing found")


ACROSS_LINES = "The hospital number\n1234567"
"""It says what it is on one line and on the next which: no line by itself raises a warning."""


def test_what_stands_across_lines_waits_too(town: Town, ann: Townsperson) -> None:
    said: dict[str, Value] = {**FALLS, "lessons": ACROSS_LINES}
    ann.types("/library new")
    ann.fills("library.record", **said)
    ann.is_shown_errors(lessons="hospital or patient number")
    ann.corrects(**said)
    ann.is_answered("Saved. Something in it could identify a patient, so a facilitator reads it first.")
    number = newest(town)
    town.lee.presses("Read it")
    town.lee.presses("Let others see it")
    ann.types(f"/library show {number}")
    ann.presses("Edit")
    ann.fills("library.record", summary="Three falls.")
    ann.corrects(summary="Three falls.", lessons=ACROSS_LINES)
    assert record(town, number).phase == "filed", "what was read is not read again for other words"


@pytest.mark.not_through("slack", reason="names are typed on one line, in which Slack's client breaks none")
@pytest.mark.parametrize("field", ["topics", "site"])
def test_what_stands_across_names_waits_too(town: Town, ann: Townsperson, field: str) -> None:
    files_across(town, ann, field)


def test_what_stands_across_actions_waits_too(town: Town, ann: Townsperson) -> None:
    files_across(town, ann, "actions")


def files_across(town: Town, ann: Townsperson, field: str) -> None:
    """File what raises a warning across lines of a field; it waits."""
    said: dict[str, Value] = {**FALLS, field: ACROSS_LINES}
    ann.types("/library new")
    ann.fills("library.record", **said)
    ann.corrects(**said)
    assert record(town, newest(town)).phase == "waiting_for_reading"


def test_the_file_of_others_does_not_say_its_title(town: Town, ann: Townsperson) -> None:
    bo, cat = town.person("Bo"), town.person("Cat")
    waits(ann, took_part=People((bo.profile,)), contact=cat.profile.email)
    for person in (bo, cat):
        text = file_of(town, person)
        assert f"Library: record {newest(town)}, which you cannot see now" in text
        assert SECRET not in text
    assert SECRET in file_of(town, ann)


@pytest.mark.quick_through("slack")
def test_sent_back_it_is_changed_and_waits_again(town: Town, ann: Townsperson) -> None:
    number = waits(ann)
    town.lee.presses("Read it")
    first = town.lee.button("Let others see it")
    town.lee.presses("Send it back")
    town.lee.fills("library.send_back", words="Please leave the bed out.")
    ann.is_told("Please leave the bed out.")
    town.lee.presses_old(first)
    town.lee.is_answered("This has moved on since.")
    ann.presses("Edit", near="Please leave the bed out.")
    ann.fills("library.record", summary="A patient fell.")
    ann.is_answered("Saved. Something in it could identify a patient")
    assert record(town, number).phase == "waiting_for_reading", "what was never read is read, whatever it says now"
    town.lee.presses_old(first)
    town.lee.is_answered("This has moved on since.")
    town.lee.presses("Read it")
    town.lee.presses("Let others see it")
    assert record(town, number).phase == "filed"


def test_two_facilitators_who_press_at_once_do_it_once(town: Town, ann: Townsperson) -> None:
    max_ = town.person("Max", facilitates=True)
    waits(ann)
    for facilitator in (town.lee, max_):
        facilitator.presses("Read it")
    late = max_.button("Let others see it")
    town.lee.presses("Let others see it")
    max_.sees("That has been dealt with")
    max_.presses_old(late)
    max_.is_answered("This has moved on since.")
    ann.is_told("A facilitator has read")


def test_a_facilitator_has_read_what_they_file_themselves(town: Town) -> None:
    max_ = town.person("Max", facilitates=True)
    max_.types("/library new")
    max_.fills("library.record", **{**FALLS, **WARNED})
    max_.corrects(**{**FALLS, **WARNED})
    max_.is_answered("as a facilitator you have read it")
    assert record(town, newest(town)).phase == "filed"


def test_new_words_in_a_record_that_was_filed_wait_too(town: Town, ann: Townsperson) -> None:
    number = files(ann)
    ann.presses("Edit")
    ann.fills("library.record", summary="The patient in bed 4 fell.")
    ann.corrects(summary="The patient in bed 4 fell.")
    ann.is_answered("Saved. Something in it could identify a patient")
    town.lee.presses("Read it")
    town.lee.presses("Let others see it")
    ann.types(f"/library show {number}")
    ann.presses("Edit")
    ann.fills("library.record", title="Falls by night")
    if "Saved" not in str(ann.shown):  # the form is asked about once more; the record need not be read again
        ann.corrects(title="Falls by night")
    assert record(town, number).phase == "filed"


def test_what_was_said_of_a_use_waits_and_the_use_counts(town: Town, ann: Townsperson) -> None:
    bo, cat = town.person("Bo"), town.person("Cat")
    number = files(ann)
    bo.types(f"/library show {number}")
    bo.presses("I used this")
    bo.fills("library.used", used_in="Ward 3", came_of_it=f"Bed 9 at {SECRET} was quiet.")
    bo.corrects(used_in="Ward 3", came_of_it=f"Bed 9 at {SECRET} was quiet.")
    bo.is_answered("a facilitator reads your words before others can")
    ann.is_told("Bo has used Falls at night")
    for other in (ann, cat):
        other.types(f"/library show {number}")
        other.is_answered("used once")
        other.does_not_see(SECRET)
    town.lee.does_not_see(SECRET)
    town.lee.presses("Read it")
    town.lee.is_answered(f"Bed 9 at {SECRET} was quiet.")
    town.lee.presses("Let others see it")
    ann.is_told(f"Bed 9 at {SECRET} was quiet.")
    cat.types(f"/library show {number}")
    cat.is_answered(f"Bed 9 at {SECRET} was quiet.")


def test_a_use_that_is_sent_back_is_gone_and_can_be_said_anew(town: Town, ann: Townsperson) -> None:
    bo = town.person("Bo")
    number = files(ann)
    bo.types(f"/library show {number}")
    bo.presses("I used this")
    bo.fills("library.used", used_in="Ward 3", came_of_it=f"Bed 9 at {SECRET} was quiet.")
    bo.corrects(used_in="Ward 3", came_of_it=f"Bed 9 at {SECRET} was quiet.")
    town.lee.presses("Read it")
    town.lee.presses("Send it back")
    town.lee.fills("library.send_use_back", words="Without the bed, please.")
    bo.is_told("Without the bed, please.")
    ann.is_told("was taken back")
    with town.database.reading() as session:
        assert session.exec(select(Use)).all() == []
    bo.presses("Say it anew")
    bo.fills("library.used", used_in="Ward 3")
    bo.is_answered("You are the first who told us")


def test_nobody_who_facilitates_is_left_out_and_nothing_waits_for_ever(town: Town, ann: Townsperson) -> None:
    number = waits(ann)
    with town.database.writing() as session:
        town.lee.row(session).facilitates = False
    max_ = town.person("Max", facilitates=True)
    max_.goes_home()
    max_.is_answered("1 text waits for a facilitator’s reading")
    town.comes_to(date(2026, 11, 9))
    max_.is_told("1 text waits until a facilitator has read it")
    town.passes(timedelta(weeks=9))
    ann.is_told("still waits to be read or changed")
    town.passes(timedelta(weeks=4))
    ann.is_told("had waited twelve weeks")
    gone = record(town, number)
    assert gone.withdrawn_at is not None
    assert gone.summary == ""
    max_.goes_home()
    max_.does_not_see("text waits for a facilitator’s reading")


def test_what_waits_can_be_withdrawn_by_its_author_and_by_a_facilitator(town: Town, ann: Townsperson) -> None:
    mine, theirs = waits(ann), waits(ann, title="Another", summary="Bed 5 stood empty.")
    ann.types(f"/library show {mine}")
    ann.presses("Withdraw")
    ann.is_answered("That record has been withdrawn.")
    town.lee.presses("Read it")
    town.lee.presses("Withdraw")
    town.lee.is_answered("That record has been withdrawn.")
    with town.database.reading() as session:
        assert all(session.get_one(Record, number).withdrawn_at for number in (mine, theirs))
        assert session.exec(select(Revision)).all() == []


@pytest.mark.not_through("slack", "teams", reason=NOT_THEIRS)
def test_another_organisations_facilitator_cannot_read_it(town: Town, ann: Townsperson) -> None:
    if town.front.platform != "slack":
        pytest.skip("the other organisation is on Slack")
    number = waits(ann)
    olive = elsewhere(town)
    for action in ("read", "release", "send_back", "withdraw"):
        olive.presses_old(Button("x", f"library.{action}", f"{number}:1"))
        olive.does_not_see(SECRET)
    assert record(town, number).phase == "waiting_for_reading"


def test_whoever_facilitates_by_now_may_let_others_see_their_own(town: Town, ann: Townsperson) -> None:
    number = waits(ann)
    facilitates(ann)
    ann.types(f"/library show {number}")
    ann.presses("Let others see it")
    assert record(town, number).phase == "filed"
