"""Every activity, through the whole life of somebody who takes part in it, runs it, is named in it and is forgotten.

What is gone through is read from the registry, and what happens in it from the tests of each activity: a new one is met
by all of this without anybody thinking of it.
"""

from collections.abc import Collection, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select as select_columns
from sqlmodel import SQLModel, select

import storage.tables as tables
from activities import ACTIVITIES
from activities.kit.activity import Activity
from activities.kit.wording import A_COLLEAGUE
from storage.tables import Record
from tests.front import Page, Sheet
from tests.lives import NAME, WRITTEN, life_of
from tests.privacy.test_anywhere import everything
from tests.privacy.test_forgetting import is_forgotten, traces
from tests.privacy.test_mine import file_of
from tests.town import COFFEE, Town, Townsperson

OTHERS = ("Bo", "Cat", "Dan", "Eve", "Fay")
LOOKING = ("knowhow.look_at_name", "knowhow.take_name_out")

MADE_ANEW = ("RecordText", "RecordTerm")
"""By what records are searched: made anew from their words."""


def standing_in(text: str, *words: str) -> list[str]:
    """Those of these words that stand in a text."""
    return [word for word in words if word.lower() in text.lower()]


def places_with(town: Town, *words: str) -> list[str]:
    """Where in which table any of these words stands, but for what others wrote of them."""
    with town.database.reading() as session:
        return [
            f"{table.__tablename__}.{column}: {value}"
            for table in (getattr(tables, name) for name in tables.__all__ if name not in MADE_ANEW)
            for row in session.exec(select(table)).all()
            for column, value in row.model_dump().items()
            if standing_in(str(value).replace(WRITTEN, ""), *words)
        ]


def look_at_names(*people: Townsperson) -> None:
    """Whoever is asked about the name in words of others takes it out, wherever it stands."""
    for person in people:
        person.types("/knowhow privacy")
        person.goes_home()
        while [button for page in person._pages()[:1] for button in page.buttons if button.action.startswith(LOOKING)]:
            labels = {button.label for button in person._pages()[0].buttons}
            person.presses("Take it out" if "Take it out" in labels else "Look at it")


def messages_to(person: Townsperson) -> list[str]:
    """What stands in somebody's chats and in the channel."""
    return [page.text for page in (*person.told, *person.town.front.channel(COFFEE.id))]


def shown_to(person: Townsperson, activity: Activity, sent_before: Collection[str]) -> Iterator[str]:
    """All that somebody is told from now on, or gets by asking: home, commands, the library, their file.

    What a platform has sent before stays with whoever got it.
    """
    person.goes_home()
    yield str(person.shown)
    for verb in activity.commands:
        person.types(f"/{activity.name} {verb}")
        match person.shown:
            case Page(text=text) | Sheet(text=text):
                yield text
            case _:
                pass
    person.types("/library search porters")
    yield str(person.shown)
    yield file_of(person.town, person)
    yield from (text for text in messages_to(person) if text not in sent_before)


ABOUT_ANYBODY = {"accounts", "audit", "messages", "parcels", "people", "record_people", "records"}
"""Tables that name people whatever they were named for: their file has these by itself."""


def tables_naming(town: Town, somebody: Townsperson) -> set[str]:
    """The tables that name them in whichever column, but for those that everybody may be in."""
    with town.database.reading() as session:
        me = somebody.row(session).id
        return {
            table.name
            for table in SQLModel.metadata.tables.values()
            for column in table.columns
            if any(key.target_fullname == "people.id" for key in column.foreign_keys)
            and table.name not in ABOUT_ANYBODY
            if session.connection().execute(select_columns(column).where(column == me)).first()
        }


@pytest.mark.parametrize("activity", ACTIVITIES, ids=lambda activity: activity.name)
def test_whom_others_named_finds_that_among_what_is_kept_of_them(town: Town, activity: Activity) -> None:
    somebody, another = town.person(NAME, facilitates=True), town.person("Gus", facilitates=True)
    others, life = [town.person(name) for name in OTHERS], life_of(activity)
    life.takes_part(town, another, others)
    life.facilitates(town, another, others)
    before = tables_naming(town, somebody)
    life.is_named(town, somebody, others)
    named = tables_naming(town, somebody) - before
    with town.turn() as turn:
        turn.by = somebody.row(turn.session)
        kept = activity.personal_data(turn, turn.by)
    assert kept or not named, f"`personal_data` of “{activity.name}” says nothing of what stands in {named} about them"


@pytest.mark.parametrize("activity", ACTIVITIES, ids=lambda activity: activity.name)
def test_whoever_lived_in_it_and_is_forgotten_is_found_nowhere(town: Town, tmp_path: Path, activity: Activity) -> None:
    life = life_of(activity)
    somebody = town.person(NAME, department="Theatres", facilitates=True)
    others = [town.person(name) for name in OTHERS]
    life.is_lived(town, somebody, others)
    profile = somebody.profile
    theirs = (*NAME.split(), str(profile.email), profile.account.user, *life.said)
    lived = everything(town)
    missing = [word for word in (*theirs, *([WRITTEN] if activity.keeps else [])) if word not in lived]
    assert not missing, f"nothing of “{activity.name}” keeps {missing}: tests/…/life.py says that somebody says so"
    with town.database.reading() as session:
        filed = {record.activity for record in session.exec(select(Record)).all()}
    assert not activity.files or activity.name in filed, "what it files is filed in the life of somebody"

    everybody = (*others, town.lee)
    before = {person.name: messages_to(person) for person in everybody}
    is_forgotten(somebody)

    left = places_with(town, *theirs)
    assert not left, (
        f"nobody wrote this of them, and it stands there still: let `erase` of “{activity.name}” take it out"
    )
    look_at_names(*everybody)
    assert standing_in(everything(town), *theirs) == []
    assert traces(town, tmp_path, *theirs) == []
    for person in everybody:
        for text in shown_to(person, activity, before[person.name]):
            assert standing_in(text, *theirs[:2], *life.said) == [], f"{person} reads:\n{text}"
    assert A_COLLEAGUE in everything(town), "figures still count somebody"
