"""A review on every kind of database, delivered twice, and with people who act at the same moment."""

from functools import partial

from sqlmodel import select

from storage.tables import Record, SealedAnswer, ShownAnswer
from tests.coffee.test_anywhere import at_once
from tests.review.looking_back import answers, sends_round, starts, the_review, words
from tests.review.test_whole import CLOSED
from tests.town import Town


def test_a_review_runs_to_its_record(anywhere: Town) -> None:
    people = anywhere.people(5)
    starts(anywhere, people)
    for person in people:
        answers(person, "One.", "Two.", "Three.", "Four.")
        person.repeats()
        person.is_answered_once()
    anywhere.comes_to(CLOSED)
    words(anywhere)
    sends_round(anywhere)
    anywhere.lee.repeats()
    for person in people:
        person.presses("I agree")
        person.repeats()
    with anywhere.database.reading() as session:
        assert session.exec(select(Record.came_from)).one() == f"review:{the_review(anywhere).id}"
        assert len(session.exec(select(ShownAnswer)).all()) == 20


def test_all_answer_at_the_same_moment(anywhere: Town) -> None:
    people = anywhere.people(6)
    starts(anywhere, people)
    for person in people:
        person.presses("Answer")
    sheets = [(person.profile, person.sheet("review.answer")) for person in people]
    at_once([partial(anywhere.front.sends, who, sheet, {"expected": f"By {who.name}"}) for who, sheet in sheets])
    with anywhere.database.reading() as session:
        assert len(session.exec(select(SealedAnswer)).all()) == 6
    anywhere.lee.is_told("6 of 6 have answered")


def test_somebody_answers_while_the_facilitator_closes(anywhere: Town) -> None:
    people = anywhere.people(6)
    starts(anywhere, people)
    for person in people[:5]:
        answers(person, "In time.")
    people[5].presses("Answer")
    sheet, close = people[5].sheet("review.answer"), anywhere.lee.button("Close answers now")
    at_once(
        [
            partial(anywhere.front.sends, people[5].profile, sheet, {"expected": "At the last moment."}),
            partial(anywhere.front.presses, anywhere.lee.profile, close),
        ]
    )
    anywhere.settle()
    with anywhere.database.reading() as session:
        assert session.exec(select(SealedAnswer)).all() == []
        assert len(session.exec(select(ShownAnswer)).all()) in (5, 6)


def test_the_last_two_agree_at_the_same_moment_and_it_is_filed_once(anywhere: Town) -> None:
    people = anywhere.people(5)
    starts(anywhere, people)
    for person in people:
        answers(person, "Yes.")
    anywhere.lee.presses("Close answers now")
    words(anywhere)
    sends_round(anywhere)
    for person in people[:3]:
        person.presses("I agree")
    last = [(person.profile, person.button("I agree")) for person in people[3:]]
    at_once([partial(anywhere.front.presses, who, button) for who, button in last])
    anywhere.settle()
    with anywhere.database.reading() as session:
        assert len(session.exec(select(Record)).all()) == 1
