"""Whatever files a record keeps no passage that identifies a patient by today's rules, whatever older ones let in."""

from sqlmodel import select

from storage.tables import Cafe, Record
from tests.cafe.round_the_tables import minutes_pass, under_way
from tests.town import Town

PATIENT = "Beds for NHS no 943 476 5919"


def test_a_cafe_whose_question_names_a_patient_is_filed_under_another_title(town: Town) -> None:
    under_way(town, *town.people(4))
    with town.database.writing() as session:
        session.exec(select(Cafe)).one().question = PATIENT
    minutes_pass(town, 75)
    town.lee.types("/cafe close")
    minutes_pass(town, 5 * 24 * 60)
    town.lee.presses("File it in the library")
    town.lee.fills("cafe.record", themes="Quiet places help")
    with town.database.reading() as session:
        record = session.exec(select(Record)).one()
    assert (record.title, record.lessons) == ("A knowledge café", ["Quiet places help"])
    assert "943" not in record.model_dump_json()
