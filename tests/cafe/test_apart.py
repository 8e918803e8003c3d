"""What people take away, what they will do, and whom it reminds: nothing that is kept joins one to another."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from sqlmodel import select

from activities.cafe import takeaways
from activities.kit.cards import CARD
from storage.tables import Action, Message, Record, ShownTakeaway, Takeaway, Wake
from storage.takeaways import TAKES_AWAY, WILL_DO
from tests.cafe.round_the_tables import minutes_pass, the_cafe, under_way
from tests.fronts.through import front_called
from tests.privacy.test_mine import file_of
from tests.review.test_anonymity import bytes_of
from tests.town import LONDON, Town, Townsperson

A_WEEK_LATER = datetime(2026, 11, 16, 9, tzinfo=LONDON)


def says(person: Townsperson, **said: str) -> None:
    person.presses("Say what you take away")
    person.fills("cafe.takeaway", **{"share": "yes", **said})


def all_say(town: Town, number: int = 6) -> Sequence[Townsperson]:
    """So many sat in a café and have said both, each in words of their own."""
    joined = town.people(number)
    under_way(town, *joined)
    minutes_pass(town, 75)
    for one, person in enumerate(joined):
        says(person, takes_away=f"Quiet {one}", will_do=f"Ring {one}")
    return joined


def shown(town: Town, kind: str) -> list[str]:
    """The texts of a kind, in the order in which they are kept."""
    with town.database.reading() as session:
        rows = select(ShownTakeaway).where(ShownTakeaway.kind == kind).order_by(ShownTakeaway.id)  # type: ignore[arg-type]
        return [row.text for row in session.exec(rows).all()]


def test_what_i_said_stands_in_my_own_chat_and_changes_there_until_it_is_shown(town: Town) -> None:
    [ann, *_] = all_say(town)
    ann.is_told("Quiet 0")
    ann.presses("Change it", near="Ring 0")
    ann.fills("cafe.takeaway", will_do="Ring twice")
    ann.is_told("Ring twice")
    ann.is_not_told("Ring 0")
    ann.presses("Change it", near="Ring twice")
    ann.fills("cafe.takeaway", takes_away="", will_do="")
    ann.is_told("Nothing is kept of what you take away")
    town.lee.types("/cafe close")
    town.lee.does_not_see("Ring twice")
    ann.presses("Change it")
    ann.is_answered("moved on")


def test_whoever_asked_is_reminded_in_a_week_and_the_reminder_has_no_words(anywhere: Town) -> None:
    [ann, bo, *_] = all_say(anywhere)
    bo.presses("Change it")
    bo.fills("cafe.takeaway", remind="no")
    with anywhere.database.reading() as session:
        assert not session.exec(select(Action)).all(), "nothing is written beside the answer that names its author"
    anywhere.lee.types("/cafe close")
    with anywhere.database.reading() as session:
        own = session.exec(select(Action)).all()
        assert len(own) == 5
        assert {(one.text, one.title, one.came_from, one.outcome) for one in own} == {("", "", "", "")}
        assert len({one.due for one in own}) == 1
        assert [one.owner_id for one in own] == sorted(one.owner_id or 0 for one in own), "in no order of theirs"
    anywhere.comes_to(A_WEEK_LATER)
    ann.is_told("You asked me to come back to what you wrote after a knowledge café")
    bo.is_not_told("You asked me to come back")
    ann.presses("Done")
    ann.is_answered("Done, thank you")


def test_the_words_still_stand_in_my_own_chat_when_the_reminder_points_to_them(tmp_path: Path) -> None:
    town = Town(tmp_path, front=front_called("slack"))
    [ann, *_] = all_say(town, 5)
    town.lee.types("/cafe close")
    town.comes_to(A_WEEK_LATER)
    ann.is_told("it stands further up in our chat")
    ann.is_told("Ring 0")
    town.close()


def test_a_reminder_does_not_say_which_of_two_things_somebody_said(town: Town) -> None:
    joined = town.people(6)
    under_way(town, *joined)
    minutes_pass(town, 75)
    for one, person in enumerate(joined):
        says(person, takes_away=f"Quiet {one}", will_do="Ring the ward" if one == 3 else "")
    town.lee.types("/cafe close")
    with town.database.reading() as session:
        assert len(session.exec(select(Action)).all()) == 6, "one text of six, and nobody is told apart by a reminder"


def test_once_shown_no_row_and_no_byte_joins_words_to_whoever_said_them(town: Town) -> None:
    joined = all_say(town)
    town.settle()
    cafe = the_cafe(town)
    kept = [Takeaway(cafe_id=1, author="", takes_away=f"Quiet {n}", will_do=f"Ring {n}", remind=True) for n in range(6)]
    digests = [sha256(CARD.dump_json(takeaways.kept_card(cafe, said))).hexdigest() for said in kept]
    with town.database.reading() as session:
        assert {one.digest for one in session.exec(select(Message)).all()} >= set(digests), "that is how they were told"
    on_disk = bytes_of(town)
    assert all(digest.encode() in on_disk for digest in digests)
    town.lee.types("/cafe close")
    on_disk = bytes_of(town)
    assert not [digest for digest in digests if digest.encode() in on_disk]
    with town.database.reading() as session:
        for message in session.exec(select(Message)).all():
            assert not ("Ring" in (message.body or "") and set(message.people) & {person.id for person in joined})
        assert not session.exec(select(Takeaway)).all()
        assert not [one.subject for one in session.exec(select(Wake)).all() if "Ring" in one.subject]


@pytest.mark.parametrize("turned_round", [False, True])
def test_the_two_kinds_are_shuffled_apart_before_they_are_shown_and_filed(town: Town, turned_round: bool) -> None:
    joined = town.people(9)
    under_way(town, *joined)
    minutes_pass(town, 75)
    numbered = list(enumerate(joined))
    for one, person in reversed(numbered) if turned_round else numbered:
        says(person, takes_away=f"Quiet {one}", will_do=f"Ring {one}")
    town.lee.types("/cafe close")
    quiet, ring = shown(town, TAKES_AWAY), shown(town, WILL_DO)
    assert sorted(quiet) == [f"Quiet {one}" for one in range(9)]
    assert [one.replace("Quiet", "Ring") for one in quiet] != ring
    town.lee.presses("File it in the library")
    town.lee.fills("cafe.record", themes="Quiet places help")
    with town.database.reading() as session:
        quotes = [quote["text"] for quote in session.exec(select(Record)).one().quotes]
    assert quotes == [*quiet, *ring]


def test_the_facilitators_own_does_not_count_towards_five(town: Town) -> None:
    joined = town.people(4)
    under_way(town, *joined, town.lee)
    minutes_pass(town, 75)
    for person in (*joined, town.lee):
        says(person, takes_away=f"Words of {person.name}")
    town.lee.types("/cafe close")
    town.lee.is_answered("Fewer than 5 besides you answered without their name")
    assert shown(town, TAKES_AWAY) == []


def test_my_file_says_that_there_is_a_reminder_and_never_of_what(town: Town) -> None:
    [ann, *_] = all_say(town)
    assert "you are reminded in a week: yes" in file_of(town, ann)
    town.lee.types("/cafe close")
    file = file_of(town, ann)
    assert "A reminder, of what you wrote after a knowledge café" in file
    assert "Ring 0" not in file
    ann.types("/knowhow forget me")
    ann.presses("Forget me")
    with town.database.reading() as session:
        assert ann.profile.account.user not in str(session.exec(select(Action)).all())
        assert len(session.exec(select(Action)).all()) == 5
    town.passes(timedelta(days=14))
    town.lee.is_not_told("You asked me to come back")
