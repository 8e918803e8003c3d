"""The bot ends between any two steps of somebody's going: nothing is shown by that, and all is asked again."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from storage.tables import FoundName, Person, Record, Review, ShownAnswer
from tests.killed import at_each_step
from tests.library.shelf import files, record
from tests.review.looking_back import the_review
from tests.review.test_consent import WAYS_OUT, four_are_asked, shown
from tests.town import Town, Townsperson

WAYS = dict(zip(("rather not", "leaves", "guest", "forgotten"), WAYS_OUT, strict=True))
NAME = "Annabel Quistgaard"


@pytest.mark.parametrize(
    "goes",
    [pytest.param(way, id=name, marks=() if name == "leaves" else pytest.mark.slow) for name, way in WAYS.items()],
)
def test_whenever_it_ends_while_one_of_those_who_agreed_goes_the_others_are_asked_again(
    tmp_path: Path, goes: Callable[[Townsperson], None]
) -> None:
    town = Town(tmp_path)
    six = four_are_asked(town)
    for person in six[:3]:
        person.presses("Show mine too")

    def going() -> None:
        goes(six[0])
        town.passes(timedelta(days=8))  # and has gone for good

    for step in at_each_step(town, tmp_path, going):
        assert shown(town) == [], step
        if _takes_part(town, six[0]):
            goes(six[0])
        town.passes(timedelta(days=8))
        assert shown(town) == [], step
        review = the_review(town)
        assert (review.phase, review.consent_of) == ("waiting_for_consent", 3), step
        for person in six[1:4]:
            assert shown(town) == [], f"{step}: an earlier word counted"
            person.presses("Show mine too")
        assert sorted(shown(town)) == sorted(f"What {person.name} says" for person in six[1:4]), step
    town.close()


def test_whenever_it_ends_while_somebody_is_forgotten_nothing_of_them_shows_and_all_is_asked_once(
    tmp_path: Path,
) -> None:
    town = Town(tmp_path)
    annabel, bo = town.person(NAME), town.person("Bo")
    hidden = files(annabel, title="Keys", lessons="Zithers hang there.")
    bo.types(f"/library show {hidden}")
    bo.presses("I used this")
    bo.fills("library.used", used_in="Ward 3")
    named = files(bo, title="Trolleys", lessons=f"Ask {NAME}.")

    def forgetting() -> None:
        annabel.types("/knowhow forget me")
        annabel.presses("Forget me")

    for step in at_each_step(town, tmp_path, forgetting):
        with town.database.reading() as session:
            known = [one.id for one in session.exec(select(Person).where(Person.name == NAME)).all()]
            found = session.exec(select(FoundName)).all()
            assert (session.get_one(Record, hidden).phase == "going") == (not known), f"{step}: half of it was done"
            assert len(found) == (0 if known else 1), step
        if known:
            forgetting()
        town.settle()
        bo.types("/library search zithers")
        bo.is_answered("Nothing found")
        town.lee.is_told("colleagues rely on it: used once.")
        town.lee.is_told("their name may stand in 1 place")
        town.passes(timedelta(days=15))
        assert record(town, hidden).withdrawn_at is not None
        assert record(town, named).withdrawn_at is None
        content = b"".join(one.read_bytes() for one in tmp_path.glob(f"step{step}.db*")).lower()
        assert b"zithers hang" not in content, step
    town.close()


def _takes_part(town: Town, person: Townsperson) -> bool:
    """Whether nothing of their going has come to stay."""
    with town.database.reading() as session:
        review = session.exec(select(Review)).one()
        return review.consent_of == 4 and not session.exec(select(ShownAnswer)).all()
