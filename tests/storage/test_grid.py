"""A workspace that joins an Enterprise Grid, and an installation that becomes the organisation's: everybody stays."""

from dataclasses import replace

import pytest
from sqlmodel import Session, func, select

from activities.kit.events import Account
from storage import grid, people
from storage.tables import AccountRow, Organisation, Person, Workspace
from tests.town import Town, Townsperson


def counted(town: Town) -> tuple[int, ...]:
    with town.database.reading() as session:
        rows = (Person, AccountRow, Workspace, Organisation)
        return tuple(session.exec(select(func.count()).select_from(row)).one() for row in rows)


def is_called(town: Town, somebody: Townsperson, tenant: str, user: str, *also: str) -> None:
    """From now on Slack calls somebody so."""
    somebody.profile = replace(somebody.profile, account=Account("slack", tenant, user), also=also)


def at(town: Town, tenant: str) -> int:
    with town.database.reading() as session:
        return town.engine.reception.workspace(session, "slack", tenant).id


def adopted(town: Town, session: Session, tenant: str, before: list[str]) -> bool:
    return grid.adopt(session, "slack", tenant, town.engine.serving.app("slack"), before) is not None


def goes_on(town: Town, ann: Townsperson) -> None:
    """Ann is still in the trial, and Lee still runs it and may."""
    ann.types("/coffee status")
    ann.is_answered("KNOWvember")
    town.lee.types("/coffee pairs")
    town.lee.is_answered("They have been introduced")


@pytest.mark.parametrize("how", ["by a list of ids", "one by one"])
def test_with_other_ids_all_are_who_they_were(anywhere: Town, how: str) -> None:
    ann, *others = anywhere.people(4)
    anywhere.introduced(ann, *others)
    before, home = counted(anywhere), at(anywhere, "T0TOWN")
    ann_was, lee_was = ann.id, anywhere.lee.id
    if how == "by a list of ids":
        names = {one.profile.account.user: f"W{one.profile.account.user}" for one in (anywhere.lee, ann, *others)}
        with anywhere.database.writing() as session:
            grid.settle(session, home, "E1", names, "A colleague")
            assert grid.is_settled(session, home, "E1")
    for one in (anywhere.lee, ann, *others):
        user = one.profile.account.user
        is_called(anywhere, one, "T0TOWN", f"W{user}", *([user] if how == "one by one" else []))
    goes_on(anywhere, ann)
    assert (ann.id, anywhere.lee.id) == (ann_was, lee_was)
    assert counted(anywhere) == before


@pytest.mark.parametrize("there_and_back", [False, True])
def test_an_installation_of_the_organisation_goes_on_as_that_of_the_workspace(
    anywhere: Town, there_and_back: bool
) -> None:
    ann, *others = anywhere.people(4)
    anywhere.introduced(ann, *others)
    before, home = counted(anywhere), at(anywhere, "T0TOWN")
    with anywhere.database.writing() as session:
        assert adopted(anywhere, session, "E1", ["T0OTHER", "T0TOWN"])
        assert not adopted(anywhere, session, "E1", ["T0OTHER", "T0TOWN"])
        if there_and_back:
            assert adopted(anywhere, session, "T0TOWN", ["E1"])
    tenant = "T0TOWN" if there_and_back else "E1"
    for one in (anywhere.lee, ann, *others):
        is_called(anywhere, one, tenant, one.profile.account.user)
    goes_on(anywhere, ann)
    assert at(anywhere, "T0TOWN") == at(anywhere, tenant) == home  # whatever an older process still calls it
    assert counted(anywhere) == before


def test_whoever_was_taken_for_two_is_one_again(anywhere: Town) -> None:
    ann, *others = anywhere.people(4)
    anywhere.introduced(ann, *others)
    before, ann_was, was_called = counted(anywhere), ann.id, ann.profile.account.user
    is_called(anywhere, ann, "T0TOWN", "W1")
    ann.types("/coffee status")
    is_called(anywhere, ann, "T0TOWN", "W1", was_called)
    goes_on(anywhere, ann)
    assert ann.id == ann_was
    assert counted(anywhere)[1:] == before[1:]


def test_an_old_backup_still_knows_whoever_is_forgotten_later(anywhere: Town) -> None:
    (ann,) = anywhere.people(1)
    anywhere.trial(joined=[ann])
    with anywhere.database.writing() as session:
        ann_row = ann.row(session)
        known_before = set(people.known_by(session, ann_row))
        assert adopted(anywhere, session, "E1", ["T0TOWN"])
        home = anywhere.engine.reception.workspace(session, "slack", "E1")
        grid.rename(session, home, {ann.profile.account.user: "W1"}, "A colleague")
        assert known_before < set(people.known_by(session, ann_row))
