"""What there is in the library to choose from, counted over what one reader may read."""

from storage import catalogue, records
from storage.database import Database
from storage.membership import Reader
from tests.storage.test_records import organisation, record, somebody


def test_topics_and_sites_are_counted_by_record_and_only_what_may_be_read(database: Database) -> None:
    with database.writing() as session:
        here, elsewhere = organisation(session), organisation(session)
        ann, bo = somebody(session, here, "Ann"), somebody(session, here, "Bo")
        for place, topics in enumerate((["falls", "Café"], ["falls", "Café"], ["Café", "falls"], ["tea", "tea"], [])):
            records.file(session, record(here, "R", f"open:{place}", topics=topics, sites=['O’Brien "House"']))
        closed = {"topics": ["falls", "secret"], "sites": ["Secret"], "visibility": "participants"}
        records.file(session, record(here, "R", "closed:1", **closed), [ann])
        withdrawn = records.file(session, record(here, "R", "gone:1", topics=["gone"], sites=["Gone"]))
        records.withdraw(session, withdrawn, withdrawn.filed_at)
        records.file(session, record(elsewhere, "R", "theirs:1", topics=["theirs"]))
    with database.reading() as session:
        for reader in (Reader(here), Reader(here, bo)):
            assert list(catalogue.topics(session, reader).items()) == [("Café", 3), ("falls", 3), ("tea", 1)]
            assert catalogue.sites(session, reader) == {'O’Brien "House"': 5}
        assert catalogue.topics(session, Reader(here, ann)) == {"Café": 3, "falls": 4, "secret": 1, "tea": 1}
        assert catalogue.sites(session, Reader(here, ann)) == {'O’Brien "House"': 5, "Secret": 1}
        assert catalogue.topics(session, Reader(elsewhere)) == {"theirs": 1}
