"""Words by which misspelt ones are guessed: once upgraded, only those of what everybody may read."""

from sqlmodel import col, select, update

from storage import schema
from storage.database import Database
from storage.membership import Reader, may_read
from storage.search.indexing import Fields, terms_in
from storage.tables import Organisation, Record, RecordTerm, RecordText
from tests.upgrades.filling import fill


def test_words_of_what_not_everybody_may_read_go(empty: Database) -> None:
    fill(empty)
    with empty.writing() as session:
        first = select(Record.id).order_by("id").limit(1).scalar_subquery()
        session.connection().execute(update(Record).where(col(Record.id) == first).values(visibility="participants"))
    schema.upgrade(empty)
    with empty.reading() as session:
        assert session.exec(select(RecordText.record_id).where(RecordText.record_id == first)).all()
        for organisation in session.exec(select(Organisation.id)).all():
            fields = select(RecordText.title, RecordText.advice, RecordText.rest).join(Record)
            readable = session.exec(fields.where(may_read(Reader(organisation or 0)))).all()
            known = session.exec(select(RecordTerm.term).where(RecordTerm.organisation_id == organisation)).all()
            assert set(known) == {term for found in readable for term in terms_in(Fields(*found))}
            assert known
