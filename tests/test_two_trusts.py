"""Two trusts, each with an app of its own, in one tenant and on one database: neither ever sees the other.

The same people have an account with both, as in a tenant that trusts share: each is somebody else to the other.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlmodel import col, func, select

from bot.delivery.ledger import Ledger
from bot.engine.engine import Engine
from bot.platforms.pace import Pace
from storage import calendar, joining, organisations, people
from storage.database import Database
from storage.people import AnotherApp
from storage.tables import AccountRow, Message, Organisation, Person, Trial, Workspace
from tests.front import EngineFront
from tests.library.shelf import files
from tests.town import LONDON, Town, Townsperson
from tests.townsperson import COFFEE
from tests.two_trusts import two_trusts

ZONE = "Europe/London"
INTRODUCED = datetime(2026, 11, 9, 9, tzinfo=LONDON)


class InTeams(EngineFront):
    platform, tenant = "teams", "a tenant of many"


@pytest.fixture(params=[EngineFront, InTeams], ids=["Slack", "Teams"])
def trusts(tmp_path: Path, database: Database, request: pytest.FixtureRequest) -> Iterator[tuple[Town, Town]]:
    """Ours, which was there first, and theirs."""
    ours, theirs = two_trusts(tmp_path, database, request.param)
    yield ours, theirs
    ours.close()


def in_both(trusts: tuple[Town, Town], number: int) -> list[list[Townsperson]]:
    """The same people, as each of the two knows them."""
    return [town.people(number) for town in trusts]


def number_of(database: Database, rows: type[Person | Trial | Message], organisation: int) -> int:
    with database.reading() as session:
        return session.exec(select(func.count(col(rows.id))).where(rows.organisation_id == organisation)).one()


def test_neither_sees_is_told_of_or_is_matched_with_anybody_of_the_other(trusts: tuple[Town, Town]) -> None:
    ours, theirs = trusts
    (ann, bo), (ann_there, _, cat, _) = ours.people(2), theirs.people(4)
    ours.trial(title="Ours alone", joined=[ann, bo], approve="automatic")
    assert number_of(ours.database, Message, 2) == 0
    ann_there.types("/coffee status")
    ann_there.does_not_see("Ours alone")
    ann_there.goes_home()
    ann_there.does_not_see("Ours alone")
    theirs.lee.types("/coffee pairs")
    theirs.lee.does_not_see("Ours alone")
    theirs.trial(title="Theirs alone", joined=[ann_there, cat], approve="automatic")
    for town in trusts:
        town.comes_to(INTRODUCED)
    ann.sees("Bo")
    ann_there.sees("Cat")
    for somebody, other in ((ann, "Theirs alone"), (ann_there, "Ours alone"), (ann, "Cat"), (ann_there, "Bo")):
        somebody.does_not_see(other)
    assert ann.id != ann_there.id


def test_what_stands_in_one_can_be_pressed_in_it_alone(trusts: tuple[Town, Town]) -> None:
    ours, theirs = trusts
    (ann,), (ann_there,) = ours.people(1), theirs.people(1)
    ours.trial(title="Ours alone")
    (join,) = [one for page in ours.front.channel(COFFEE.id) for one in page.buttons if one.label == "Join"]
    ann_there.presses_old(join)
    ann_there.does_not_see("Ours alone")
    ann.presses_old(join)
    ann.sees("Ours alone")


def test_what_is_found_in_one_library_is_in_no_other(trusts: tuple[Town, Town]) -> None:
    ours, theirs = trusts
    (ann,), (ann_there,) = ours.people(1), theirs.people(1)
    files(ann, title="The autoclave")
    files(ann_there, title="The lift")
    for somebody, sees, does_not in ((ann, "The autoclave", "The lift"), (ann_there, "The lift", "The autoclave")):
        somebody.types("/library search falls")
        somebody.is_answered(sees)
        somebody.does_not_see(does_not)


def test_what_is_due_and_told_in_one_is_no_business_of_the_others_process(trusts: tuple[Town, Town]) -> None:
    ours, theirs = trusts
    (ann, bo), _ = in_both(trusts, 2)
    ours.trial(title="Ours alone", joined=[ann, bo])
    due = next_due(ours.database)
    assert due is not None
    theirs.stands_at(due)
    assert not theirs.waking.run_next()
    assert next_due(ours.database) == due
    theirs.nights.run_due()
    with ours.database.reading() as session:
        nights = {one.id: one.night for one in organisations.every(session)}
        assert nights[1] != nights[2]
        at = theirs.engine.reception.workspace(session, theirs.front.platform, theirs.front.tenant).id
        mine = ours.engine.reception.workspace(session, ours.front.platform, ours.front.tenant).id
    Ledger(theirs.engine, at, Pace(), frozenset()).sort()
    assert not all_are_sorted(ours.database), "another process would send apart what is to be sent together"
    Ledger(ours.engine, mine, Pace(), frozenset({ours.front.platform})).sort()
    assert all_are_sorted(ours.database)
    while ours.waking.run_next():
        pass
    assert next_due(ours.database) != due


def next_due(database: Database) -> datetime | None:
    with database.reading() as session:
        return calendar.next_due(session)


def all_are_sorted(database: Database) -> bool:
    with database.reading() as session:
        return all(session.exec(select(Message.sorted).where(Message.organisation_id == 1)).all())


def test_one_who_is_forgotten_in_one_stays_in_the_other(trusts: tuple[Town, Town]) -> None:
    (ann, *_), (ann_there, *_) = in_both(trusts, 2)
    for one in (ann, ann_there):
        one.types("/knowhow mine")
    ann.types("/knowhow forget me")
    ann.presses("Forget me")
    with ann.town.database.reading() as session:
        theirs = select(AccountRow.organisation_id).where(AccountRow.user == ann.profile.account.user)
        assert session.exec(theirs).all() == [2]
        assert ann_there.row(session).name == ann_there.name


def test_a_process_serves_nobody_of_several_until_it_has_reached_its_own(trusts: tuple[Town, Town]) -> None:
    starting = Engine(trusts[0].database, [], trusts[0].engine.rules)
    starting.serving.begins()
    with trusts[0].database.reading() as session:
        assert starting.serving.organisations(session) == []
        assert [list(town.engine.serving.organisations(session)) for town in trusts] == [[1], [2]]


def test_each_goes_by_what_it_has_set_for_itself(trusts: tuple[Town, Town]) -> None:
    ours, theirs = trusts
    with theirs.database.writing() as session:
        home = organisations.called(session, "Another trust")
        home.members, home.contact = "addresses:@elsewhere.example", "the other library"
    theirs.engine.transact(
        "workspace",
        lambda session: theirs.engine.reception.moves_in(session, theirs.front.platform, theirs.front.tenant).id,
    )
    (ann,), (ann_there,) = ours.people(1), theirs.people(1)
    ann_there.types("/coffee status")
    ann_there.is_answered("is for members")
    ann.types("/coffee status")
    ann.does_not_see("is for members")
    for town, asked in ((theirs, "the other library"), (ours, "")):
        with town.turn() as turn:
            assert turn.policy.contact == asked


# ---- which app is whose ----------------------------------------------------------------------------------------------


def of_app(database: Database, app: str, tenant: str = "T1") -> tuple[int, int]:
    """The workspace in which a bot moves in, and its organisation, by number."""
    with database.writing() as session:
        at = people.workspace(session, "slack", tenant, ZONE, app)
        return at.id, at.organisation_id


def test_a_workspace_of_which_no_app_was_known_is_that_of_the_first_to_start(database: Database) -> None:
    before = of_app(database, "")
    assert of_app(database, "A1") == before
    assert of_app(database, "A1") == before
    with pytest.raises(AnotherApp) as why:
        of_app(database, "A2")
    assert why.value.known == ["A1"]


def test_of_two_that_start_at_once_one_has_it(database: Database) -> None:
    home = of_app(database, "")
    if database.is_sqlite:
        return  # there a writer begins when the one before has ended
    with database.writing() as first:
        at = people.workspace(first, "slack", "T1", ZONE, "A1")
        assert (at.id, at.organisation_id) == home
        first.commit()
        with database.writing() as second, pytest.raises(AnotherApp):
            people.workspace(second, "slack", "T1", ZONE, "A2")


def test_an_app_that_takes_the_place_of_another_goes_on_with_everything(database: Database) -> None:
    before = of_app(database, "A1")
    with database.writing() as session:
        home = organisations.called(session, "1")
        with pytest.raises(organisations.CannotLink):
            organisations.link(session, home, "slack", "T1", "A2", in_place_of="A0")
        organisations.link(session, home, "slack", "T1", "A2", in_place_of="A1")
    assert of_app(database, "A2") == before


def test_an_app_that_people_have_used_cannot_become_anothers(database: Database) -> None:
    before = of_app(database, "A1")
    with database.writing() as session:
        another = organisations.new(session, ZONE, "Another trust")
        at = organisations.link(session, another, "slack", "T1", "A1")
        assert (at.id, at.organisation_id) == (before[0], another.id), "nobody has used it yet"
        joining.know(session, at, "U1", name="Ann", email=None, kind="member", active=True)
        with pytest.raises(organisations.CannotLink, match="Another trust’s, whose people have used it"):
            organisations.link(session, organisations.called(session, "1"), "slack", "T1", "A1")


def test_where_there_is_one_organisation_its_second_platform_joins_it(database: Database) -> None:
    _, home = of_app(database, "A1")
    with database.writing() as session:
        assert people.workspace(session, "teams", "t", ZONE, "an app").organisation_id == home


def test_where_there_are_several_nobody_guesses_whose_a_new_one_is(database: Database) -> None:
    of_app(database, "A1")
    with database.writing() as session:
        organisations.new(session, ZONE, "Another trust")
    with database.writing() as session:
        at = people.workspace(session, "teams", "t", ZONE, "an app")
        assert session.exec(select(func.count(col(Workspace.id))).where(Workspace.organisation_id == 2)).one() == 0
        assert session.get_one(Organisation, at.organisation_id).id == 3
