"""What an earlier version kept of what people take away from a café is parted by the upgrade, and cut off from them."""

from sqlalchemy import text
from sqlmodel import Session, select

from storage import schema
from storage.database import Database
from storage.here import Here
from storage.search import shelving
from storage.tables import Action, Message, Organisation, Record, RecordText, ShownTakeaway, Takeaway
from tests.upgrades.filling import fill

SHOWN = "SELECT takes_away, will_do FROM takeaways JOIN cafes ON cafes.id = cafe_id WHERE cafes.key = ''"


def column(session: Session, query: str) -> list[object]:
    return list(session.connection().execute(text(query)).scalars())


def test_a_reminder_keeps_its_owner_and_its_day_and_no_word(empty: Database) -> None:
    fill(empty)
    with empty.writing() as session:
        words = {str(one) for one in column(session, "SELECT text FROM actions WHERE own")}
        words |= {"Oil the hinge number 5"}  # of one that went with its owner
        owners = column(session, "SELECT owner_id FROM actions WHERE own ORDER BY id")
        told = "SELECT id FROM messages WHERE key LIKE 'action:%'"
        [one, *_] = column(session, f"{told} ORDER BY id")
        session.connection().execute(text("UPDATE messages SET body = NULL WHERE id = :id"), {"id": one})
    assert words >= {"Befriend the switchboard", "Greet porter 0"}
    schema.upgrade(empty)
    with empty.reading() as session:
        own = session.exec(select(Action).where(Action.own).order_by(Action.id)).all()  # type: ignore[arg-type]
        assert [action.owner_id for action in own] == owners
        for action in own:
            assert (action.text, action.title, action.came_from, action.outcome) == ("", "", "", "")
            assert action.asked_by_id == action.owner_id
        messages = session.exec(select(Message).where(Message.activity == "actions")).all()
        assert not [one.key for one in messages if one.body and any(said in one.body for said in words)]
        settled = session.get_one(Message, one)
        assert settled.digest == ""
        assert [kept.key for kept in messages if kept.key.startswith("action:")] == [settled.key, "action:2:to:2"]
        assert all(one.has_traces for one in session.exec(select(Organisation)).all())


def test_two_texts_of_one_person_stand_side_by_side_no_more(empty: Database) -> None:
    fill(empty)
    with empty.reading() as session:
        pairs = session.connection().execute(text(SHOWN)).all()
        sealed = column(session, "SELECT author FROM takeaways JOIN cafes ON cafes.id = cafe_id WHERE cafes.key <> ''")
    assert pairs
    assert sealed
    schema.upgrade(empty)
    with empty.writing() as session:
        shown = session.exec(select(ShownTakeaway)).all()
        assert sorted(one.text for one in shown) == sorted(one for pair in pairs for one in pair if one)
        by_name = {(one.kind, one.text, one.person_id) for one in shown if one.share == "by_name"}
        assert by_name == {
            ("takes_away", "Serendipity needs sofas", 2),
            ("will_do", "Befriend the switchboard", 2),
        }
        assert sorted(one.author for one in session.exec(select(Takeaway)).all()) == sorted(map(str, sealed))
        assert not any(one.remind for one in session.exec(select(Takeaway)).all()), "their reminders are there already"
        filed = session.exec(select(Record).where(Record.activity == "cafe")).one()
        [stale] = [one.record_id for one in session.exec(select(RecordText)).all() if not one.edition]
        assert stale == filed.id, "the index, too, had the words in pairs"
        assert shelving.index_anew(Here(session, filed.organisation_id))
