"""Words that raised a warning and that nobody let others see: what stays of them once they are put otherwise, or go."""

from datetime import timedelta

from sqlmodel import col, select

from bot.register.filing import keep_register
from bot.register.register import RegisterRow
from storage import traces
from storage.tables import Message, Record, Revision, Use
from tests.library.shelf import FALLS, files, record
from tests.library.test_unread import waits
from tests.privacy.test_mine import file_of
from tests.town import Town, Townsperson

PATIENT = "The patient in bed 4"


def test_what_was_never_let_out_is_in_no_history_once_it_is_put_otherwise(town: Town) -> None:
    ann, max_ = town.person("Ann"), town.person("Max", facilitates=True)
    number = waits(ann)
    town.lee.presses("Read it")
    town.lee.presses("Send it back")
    town.lee.fills("library.send_back", words="Please leave the patient out.")
    ann.presses("Edit", near="Please leave the patient out.")
    ann.fills("library.record", summary="Somebody fell.")
    town.lee.presses("Read it")
    town.lee.presses("Let others see it")
    for facilitator in (town.lee, max_, ann):
        facilitator.types(f"/library show {number}")
        facilitator.presses("History")
        facilitator.does_not_see(PATIENT)
    assert PATIENT not in file_of(town, ann)
    with town.database.reading() as session:
        assert session.exec(select(Revision)).all() == []


def test_how_it_stood_before_stays_where_others_had_seen_it(town: Town) -> None:
    ann = town.person("Ann")
    number = files(ann)
    ann.presses("Edit")
    ann.fills("library.record", summary=f"{PATIENT} fell.")
    ann.corrects(summary=f"{PATIENT} fell.")
    ann.presses("Edit")
    ann.fills("library.record", summary="Somebody fell.")
    town.lee.presses("Read it")
    town.lee.presses("Let others see it")
    town.lee.types(f"/library show {number}")
    town.lee.presses("History")
    town.lee.is_answered(str(FALLS["summary"]))
    town.lee.does_not_see(PATIENT)


def test_what_goes_unread_is_told_anew_wherever_it_was_told(town: Town) -> None:
    ann, bo = town.person("Ann"), town.person("Bo")
    number = files(ann)
    bo.types(f"/library show {number}")
    bo.presses("I used this")
    bo.fills("library.used", used_in="Ward 3", came_of_it="Bed 9 was quiet.")
    bo.corrects(used_in="Ward 3", came_of_it="Bed 9 was quiet.")
    ann.is_told(f"Bo has used {FALLS['title']}")
    ann.types(f"/library show {number}")
    ann.presses("Edit")
    ann.fills("library.record", summary=f"{PATIENT} fell.")
    ann.corrects(summary=f"{PATIENT} fell.")
    town.passes(timedelta(weeks=13))
    assert record(town, number).withdrawn_at is not None
    ann.is_told("That record has been withdrawn.")
    ann.is_not_told(f"Bo has used {FALLS['title']}")
    town.lee.has_no_button("Read it")


def test_a_use_that_goes_with_its_record_is_asked_about_no_more(town: Town) -> None:
    ann, bo = town.person("Ann"), town.person("Bo")
    number = files(ann)
    bo.types(f"/library show {number}")
    bo.presses("I used this")
    bo.fills("library.used", used_in="Ward 3", came_of_it="Bed 9 was quiet.")
    bo.corrects(used_in="Ward 3", came_of_it="Bed 9 was quiet.")
    town.lee.button("Read it")
    ann.types(f"/library show {number}")
    ann.presses("Withdraw")
    town.lee.is_told("That has been dealt with")
    town.lee.has_no_button("Read it")


def test_who_has_become_a_guest_is_told_nothing_of_a_use_sent_back(town: Town) -> None:
    ann, bo = town.person("Ann"), town.person("Bo")
    number = files(ann)
    bo.types(f"/library show {number}")
    bo.presses("I used this")
    bo.fills("library.used", used_in="Ward 3", came_of_it="Bed 9 was quiet.")
    bo.corrects(used_in="Ward 3", came_of_it="Bed 9 was quiet.")
    bo.becomes_a_guest()
    town.lee.presses("Read it")
    town.lee.presses("Send it back")
    town.lee.fills("library.send_use_back", words="Without the bed, please.")
    with town.database.reading() as session:
        told = session.exec(select(Message).where(col(Message.key).startswith("use_sent_back"))).all()
    assert told == []


def test_what_somebody_filed_who_is_a_guest_now_is_not_sent_back_to_them(town: Town) -> None:
    ann = town.person("Ann")
    waits(ann)
    ann.becomes_a_guest()
    town.lee.presses("Read it")
    town.lee.has_no_button("Send it back")
    town.lee.presses("Let others see it")


def test_a_row_that_is_put_right_before_anybody_has_read_it_leaves_no_history(town: Town) -> None:
    def rows(summary: str) -> list[RegisterRow]:
        return [RegisterRow.model_validate({"id": "7", "title": "Falls", "lessons": "Ask early", "summary": summary})]

    town.lee.types("/library topics")
    assert keep_register(town.engine, rows(f"{PATIENT} fell.")).waiting == 1
    assert keep_register(town.engine, rows("Somebody fell.")).changed == 1
    with town.database.reading() as session:
        assert session.exec(select(Revision)).all() == []
        assert traces.are_noted(session)


def says_of_bed_9(town: Town, number: int, somebody: Townsperson) -> None:
    somebody.types(f"/library show {number}")
    somebody.presses("I used this")
    somebody.fills("library.used", used_in="Ward 3", came_of_it="Bed 9 was quiet.")
    somebody.corrects(used_in="Ward 3", came_of_it="Bed 9 was quiet.")


def test_who_said_how_they_used_it_is_told_before_their_words_go_and_when_they_have(town: Town) -> None:
    number, bo = files(town.person("Ann")), town.person("Bo")
    says_of_bed_9(town, number, bo)
    town.passes(timedelta(weeks=7, days=5))
    bo.is_not_told("your words go by themselves")
    town.passes(timedelta(weeks=1))
    bo.is_told("your words go by themselves")
    bo.is_told(f"What you said of having used {FALLS['title']} still waits")
    town.passes(timedelta(weeks=4))
    bo.is_not_told("your words go by themselves")
    bo.is_told("has gone: it had waited twelve weeks to be read.")
    with town.database.reading() as session:
        (use,) = session.exec(select(Use)).all()
        assert (use.came_of_it, use.waits_since) == ("", None)


def test_what_is_read_after_all_is_no_longer_said_to_go(town: Town) -> None:
    ann, bo = town.person("Ann"), town.person("Bo")
    says_of_bed_9(town, files(ann), bo)
    waits(ann)
    town.passes(timedelta(weeks=9))
    ann.is_told("it goes by itself")
    bo.is_told("your words go by themselves")
    for _ in range(2):
        town.lee.presses("Read the first")
        town.lee.presses("Let others see it")
        town.passes(timedelta(weeks=1))
    ann.is_not_told("it goes by itself")
    bo.is_not_told("your words go by themselves")


def test_who_may_not_read_the_record_any_more_hears_no_title_of_it(town: Town) -> None:
    ann, bo = town.person("Ann"), town.person("Bo")
    number = files(ann)
    says_of_bed_9(town, number, bo)
    with town.database.writing() as session:
        session.get_one(Record, number).visibility = "participants"
    town.passes(timedelta(weeks=9))
    bo.is_told("What you said of a record still waits")
