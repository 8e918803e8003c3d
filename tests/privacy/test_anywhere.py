"""Forgetting, the night and the last facilitator on every kind of database."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from sqlmodel import SQLModel, select

import storage.tables as tables
from tests.lives import NAME
from tests.privacy.everything import SAID, takes_part_in_everything
from tests.town import Town


def everything(town: Town) -> str:
    """Every row of every table, as text."""
    with town.database.reading() as session:
        return "\n".join(str(row.model_dump()) for table in _tables() for row in session.exec(select(table)).all())


def _tables() -> Iterable[type[SQLModel]]:
    return [getattr(tables, name) for name in tables.__all__]


def test_whoever_took_part_in_everything_and_is_forgotten_stands_in_no_row(anywhere: Town) -> None:
    annabel = anywhere.person(NAME, department="Theatres", facilitates=True)
    takes_part_in_everything(anywhere, annabel)
    known = (*NAME.split(), str(annabel.profile.email), annabel.profile.account.user, *SAID)
    assert all(one in everything(anywhere) for one in known)
    annabel.types("/knowhow forget me")
    annabel.presses("Forget me")
    left = everything(anywhere).lower()
    assert [one for one in known if one.lower() in left] == []


def test_the_last_two_facilitators_cannot_both_go_at_the_same_moment(anywhere: Town) -> None:
    other = anywhere.person("Max", facilitates=True)
    pressing = []
    for person in (anywhere.lee, other):
        person.types("/knowhow facilitators")
        pressing.append(partial(anywhere.front.presses, person.profile, person.button("Stop facilitating")))
    with ThreadPoolExecutor(2) as threads:
        for act in [threads.submit(press) for press in pressing]:
            act.result()
    with anywhere.database.reading() as session:
        assert len(session.exec(select(tables.Person).where(tables.Person.facilitates)).all()) == 1
