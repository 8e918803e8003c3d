"""The name of somebody who was forgotten, in what waits for a reading: who is asked about it."""

from sqlmodel import col, update

from storage import waiting
from storage.tables import Record
from tests.library.shelf import files, newest
from tests.library.test_unread import waits
from tests.privacy.test_forgetting import is_forgotten
from tests.review.looking_back import answers, starts
from tests.town import Town, Townsperson

NAME = "Annabel Quistgaard"
ASKED = "their name may stand in 1 place"


def says_of_using(person: Townsperson, number: int, came_of_it: str) -> None:
    person.types(f"/library show {number}")
    person.presses("I used this")
    person.fills("library.used", used_in="Ward 3", came_of_it=came_of_it)
    person.corrects(used_in="Ward 3", came_of_it=came_of_it)


def test_what_was_said_of_a_use_and_waits_is_shown_to_facilitators_alone(town: Town) -> None:
    annabel, bo, cat = town.person(NAME), town.person("Bo"), town.person("Cat")
    number = files(bo)
    with town.database.writing() as session:
        session.exec(update(Record).where(col(Record.id) == number).values(visibility="organisation"))
    says_of_using(cat, number, f"{NAME} moved bed 9 to Zebrawood.")
    with town.database.writing() as session:
        session.exec(update(Record).where(col(Record.id) == number).values(visibility="participants"))
    is_forgotten(annabel)
    bo.is_not_told(ASKED)
    bo.goes_home()
    bo.does_not_see("may name somebody")
    town.lee.presses("Look at it")
    town.lee.is_answered("moved bed 9 to Zebrawood.")


def test_what_was_sent_back_is_shown_to_its_author_alone(town: Town) -> None:
    annabel, bo = town.person(NAME), town.person("Bo")
    waits(bo, lessons=f"{NAME} says: Zebrawood.")
    town.lee.presses("Read it")
    town.lee.presses("Send it back")
    town.lee.fills("library.send_back", words="Without the bed, please.")
    is_forgotten(annabel)
    town.lee.is_not_told(ASKED)
    town.lee.goes_home()
    town.lee.does_not_see("may name somebody")
    bo.presses("Look at it")
    bo.is_answered("Zebrawood")


def test_how_something_stood_that_waits_is_shown_to_its_author_alone(town: Town) -> None:
    annabel, bo = town.person(NAME), town.person("Bo")
    number = files(bo, lessons=f"{NAME} says: Zebrawood.")
    bo.presses("Edit")
    bo.fills("library.record", lessons="Somebody says so.", summary="The patient in bed 4 fell.")
    bo.corrects(lessons="Somebody says so.", summary="The patient in bed 4 fell.")
    with town.database.reading() as session:
        assert session.get_one(Record, newest(town)).phase == waiting.FOR_READING
    assert number == newest(town)
    is_forgotten(annabel)
    town.lee.is_not_told(ASKED)
    bo.presses("Look at it")
    bo.is_answered("Zebrawood")


def test_in_a_draft_of_a_new_facilitator_it_is_shown_to_them_who_read_no_answer(town: Town) -> None:
    annabel, five = town.person(NAME), town.people(5)
    starts(town, five)
    for person in five:
        answers(person, f"{NAME} says: nothing.")
    town.lee.presses("Close answers now")
    max_ = town.person("Max", facilitates=True)
    town.lee.leaves_the_hospital()
    max_.presses("Take it over")
    max_.presses("Write the summary")
    max_.fills("review.summary", summary=f"{NAME} says: Zebrawood.")
    is_forgotten(annabel)
    max_.is_told(ASKED)
    max_.presses("Look at it")
    max_.is_answered("Zebrawood")
