"""Nothing says who gave which answer, once answers have been shown: not a row, not an order, not a byte of the file."""

import logging
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlmodel import Session, SQLModel, select, text

from activities.kit.cards import Button
from activities.kit.wording import A_COLLEAGUE
from bot.faults.lines import JsonLines
from storage.tables import Review, SealedAnswer, ShownAnswer
from tests.fronts.differences import NEVER_MADE
from tests.review.looking_back import answers, says, starts, the_review
from tests.review.test_whole import CLOSED
from tests.town import LONDON, Town, Townsperson

WORDS = ("Nobody told us.", "The lift was out.", "It went well.", "The list was old.", "Two wards at once.", "Fine.")


def answer_all(people: list[Townsperson]) -> None:
    for person, word in zip(people, WORDS, strict=True):
        answers(person, word, f"And then: {word}")


def rows(session: Session) -> Iterator[tuple[str, str]]:
    """Every row of every table, as a table's name and the row as it reads."""
    for name in SQLModel.metadata.tables:
        for row in session.exec(text(f'SELECT * FROM "{name}"')):  # type: ignore[call-overload]  # noqa: S608
            yield name, str(tuple(row))


def bytes_of(town: Town) -> bytes:
    """The database's file with its log, as somebody who stole them would read them."""
    file = Path(str(town.database.url.database))
    return b"".join(found.read_bytes() for found in sorted(file.parent.glob(f"{file.name}*")))


@pytest.fixture
def six(town: Town) -> list[Townsperson]:
    return town.people(6)


def test_an_answer_is_tied_to_its_author_by_a_digest_alone_and_to_no_moment(town: Town, six: list[Townsperson]) -> None:
    starts(town, six)
    answer_all(six)
    with town.database.reading() as session:
        sealed = session.exec(select(SealedAnswer)).all()
        assert len(sealed) == 12
        for row in sealed:
            assert row.model_dump().keys() == {"id", "organisation_id", "review_id", "author", "question", "text"}
            assert len(row.author) == 64
        for name, row_said in rows(session):
            assert name == "sealed_answers" or not any(word in row_said for word in WORDS), name


@pytest.mark.parametrize("closed_by", ["the clock", "the facilitator"])
def test_once_shown_nothing_in_the_database_or_its_files_says_whose_an_answer_was(
    town: Town,
    six: list[Townsperson],
    closed_by: str,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(caplog.handler, "formatter", JsonLines())
    starts(town, six)
    answer_all(six)
    with town.database.reading() as session:
        key = session.exec(select(Review.key)).one()
        digests = {row.author for row in session.exec(select(SealedAnswer)).all()}
    assert len(digests) == 6
    assert key.encode() in bytes_of(town)
    if closed_by == "the clock":
        town.comes_to(CLOSED)
    else:
        town.lee.presses("Close answers now")
    on_disk = bytes_of(town)
    for secret in (key, *digests):
        assert secret.encode() not in on_disk
    with town.database.reading() as session:
        assert session.exec(select(SealedAnswer)).all() == []
        shown = session.exec(select(ShownAnswer)).all()
        assert sorted(row.text for row in shown if row.question == "expected") == sorted(WORDS)
        assert {(row.said_by, row.person_id) for row in shown} == {("", None)}
        for name, row_said in rows(session):
            assert name == "shown_answers" or not any(word in row_said for word in WORDS), name
            if name in ("inbox", "audit", "wakes", "shown_answers"):
                assert not any(person.profile.account.user in row_said for person in six), name
    logged = caplog.text
    assert not any(said in logged for said in (*WORDS, key, *digests, *(person.name for person in six)))


def test_the_order_shown_does_not_depend_on_the_order_in_which_answers_came(tmp_path: Path) -> None:
    orders = []
    for turn_round in (False, True):
        folder = tmp_path / str(turn_round)
        folder.mkdir()
        town = Town(folder)
        six = town.people(6)
        starts(town, six)
        pairs = list(zip(six, WORDS, strict=True))
        for person, word in reversed(pairs) if turn_round else pairs:
            answers(person, word)
        town.comes_to(CLOSED)
        with town.database.reading() as session:
            orders.append([row.text for row in session.exec(select(ShownAnswer).order_by(ShownAnswer.id)).all()])  # type: ignore[arg-type]
        town.close()
    assert orders[0] == orders[1]
    assert orders[0] != list(WORDS)
    assert orders[0] != sorted(WORDS)


def test_answers_to_two_questions_are_shuffled_apart(town: Town, six: list[Townsperson]) -> None:
    starts(town, six)
    answer_all(six)
    town.comes_to(CLOSED)
    with town.database.reading() as session:
        shown = session.exec(select(ShownAnswer).order_by(ShownAnswer.id)).all()  # type: ignore[arg-type]
    first = [row.text for row in shown if row.question == "expected"]
    second = [row.text.removeprefix("And then: ") for row in shown if row.question == "happened"]
    assert sorted(first) == sorted(second)
    assert first != second


def test_nothing_tells_later_who_was_reminded_and_so_who_had_not_answered(town: Town, six: list[Townsperson]) -> None:
    starts(town, six)
    answer_all([*six])
    late = town.person("Zoe")
    starts(town, [*six[:5], late], title="Another thing")
    for person in six[:5]:
        person.presses("Answer", near="Another thing")
        says(person, "Yes.")
    town.comes_to(datetime(2026, 11, 16, 9, tzinfo=LONDON))
    late.is_told("Your view of Another thing is still missing", times=2)
    town.comes_to(CLOSED)
    with town.database.reading() as session:
        assert not [said for name, said in rows(session) if name == "messages" and "remind" in said]


def test_by_name_and_by_role_are_shown_as_everybody_was_told(town: Town, six: list[Townsperson]) -> None:
    for title, attribution in (("With names", "by_name"), ("With roles", "by_role")):
        starts(town, six[:2], title=title, attribution=attribution)
        for person in six[:2]:
            person.presses("Answer", near=title)
            says(person, f"What {person.name} says")
    six[0].is_told("all answers appear together, each with its author’s name")
    town.comes_to(CLOSED)
    six[0].presses("Read the answers", near="With names")
    six[0].is_answered("What Bo Northgate says Bo Northgate")
    six[0].presses("Read the answers", near="With roles")
    six[0].is_answered("What Bo Northgate says Pharmacy lead")


def test_who_is_named_beside_an_answer_can_take_it_out_for_good(town: Town, six: list[Townsperson]) -> None:
    starts(town, six, attribution="by_name")
    for person in six:
        person.presses("Answer")
        says(person, f"What {person.name} says")
    ann, bo = six[:2]
    town.comes_to(CLOSED)
    ann.types("/aar list")
    ann.presses("Show")
    ann.presses("Read the answers")
    anns = ann.button("Take my answer out")
    ann.presses_old(anns)
    ann.is_answered("your answer is not among those")
    assert b"What Ann" not in bytes_of(town)
    ann.presses_old(anns)
    ann.is_answered("This has moved on")
    bo.presses("Read the answers")
    bo.is_answered("What Bo Northgate says")
    bo.does_not_see("Ann Northgate")


@pytest.mark.not_through("slack", "teams", reason=NEVER_MADE)
def test_nobody_can_take_out_what_has_no_name(town: Town, six: list[Townsperson]) -> None:
    starts(town, six)
    for person in six:
        answers(person, f"What {person.name} says")
    town.comes_to(CLOSED)
    six[0].presses("Read the answers")
    six[0].has_no_button("Take my answer out")
    six[0].presses_old(Button("Take my answer out", "review.take_out", f"{the_review(town).id}:1"))
    six[0].is_answered("This has moved on")
    six[1].presses("Read the answers")
    six[1].is_answered("What Ann Northgate says")


def test_who_asks_to_be_forgotten_takes_along_what_is_still_sealed_and_what_is_shown_as_theirs(
    town: Town, six: list[Townsperson]
) -> None:
    starts(town, six, title="Sealed")
    starts(town, six, title="Named", attribution="by_name")
    for title in ("Sealed", "Named"):
        for person in six:
            person.presses("Answer", near=title)
            says(person, f"{title} {person.name}")
    town.lee.presses("Close answers now", near="Named")
    six[0].types("/knowhow forget me")
    six[0].presses("Forget me")
    six[0].is_answered("forgotten")
    assert b"Sealed Ann" not in bytes_of(town)
    assert b"Named Ann" not in bytes_of(town)
    six[1].presses("Read the answers", near="Named")
    six[1].does_not_see("Ann")
    town.comes_to(CLOSED)
    six[1].presses("Read the answers", near="Sealed")
    six[1].is_answered("Sealed Bo Northgate")
    six[1].does_not_see(A_COLLEAGUE)
    assert the_review(town, "Sealed").phase == "waiting_for_summary"


def test_the_form_says_how_anonymous_it_is_and_that_a_backup_may_hold_more(town: Town, six: list[Townsperson]) -> None:
    starts(town, six)
    six[0].presses("Answer")
    for said in ("Nobody is named.", "A backup made before may hold it longer.", "If fewer than five answer"):
        six[0].is_answered(said)
