"""Guests and others whom no rule names: those on the staff list are members, and whoever is not may ask."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from activities.kit.events import Kind
from activities.privacy.asked_in import personal_data
from storage import organisations, people, staff_list
from storage.here import Here
from storage.tables import AccountRow, Admission, Person
from tests.test_belonging import listed
from tests.town import THE_BEGINNING, Town, Townsperson

TURNED_AWAY = "Knowhow is for members"
TODAY = THE_BEGINNING.date()


@pytest.fixture
def gil(town: Town) -> Townsperson:
    """A guest, of whom nothing is known yet. Lee has been here, and facilitates."""
    town.lee.types("/coffee help")
    town.engine.meet(town.lee.profile)
    guest = town.person("Gil Guest")
    guest.profile = replace(guest.profile, kind=Kind.GUEST)
    town.front.hears_of(guest.profile)
    return guest


def lists(town: Town, somebody: Townsperson, employer: str) -> None:
    with town.database.writing() as session:
        details = listed(somebody.name, str(somebody.profile.email)) | {"employer": employer}
        staff_list.save(Here(session, organisations.every(session)[0].id), "77", details)


def asks(gil: Townsperson) -> None:
    gil.types("/coffee join")
    gil.is_answered(TURNED_AWAY)
    gil.presses("Ask to be let in")


def lets_in(town: Town, gil: Townsperson, until: date) -> None:
    town.lee.presses("Let them in until…", near=gil.name)
    town.lee.fills("knowhow.let_in", until=until)


def kept(session: Session) -> list[str]:
    return [*session.exec(select(Admission.phase)).all(), *session.exec(select(AccountRow.user)).all()]


def test_a_guest_whom_the_list_marks_as_one_takes_part_as_anybody(town: Town, gil: Townsperson) -> None:
    lists(town, gil, "Northgate College")
    trial = town.trial(joined=[gil])
    town.comes_to(trial.signups_close)
    with town.database.reading() as session:
        row = gil.row(session)
        assert (row.kind, row.staff_id) == ("member", "77")
        assert [one.let_in_by for one in people.accounts_of(session, row)] == [["staff-list"]]


def test_a_row_that_marks_no_guest_makes_none_a_member(town: Town, gil: Townsperson) -> None:
    lists(town, gil, "")
    gil.types("/coffee help")
    gil.is_answered(TURNED_AWAY)


def test_a_row_that_is_somebodys_already_is_nobody_elses(town: Town, gil: Townsperson) -> None:
    lists(town, gil, "Northgate College")
    gil.types("/coffee help")
    gil.is_answered("/coffee join")
    town.trial(joined=[gil])
    other = town.person("Guy Guest")
    other.profile = replace(other.profile, kind=Kind.GUEST, email=gil.profile.email)
    town.front.hears_of(other.profile)
    other.types("/coffee help")
    other.is_answered(TURNED_AWAY)


def test_whoever_asks_is_let_in_until_a_day_and_let_go_after_it(town: Town, gil: Townsperson) -> None:
    asks(gil)
    gil.is_answered("I’ve asked whoever facilitates")
    town.lee.is_told("Gil Guest asks to be let in")
    until = TODAY + timedelta(days=20)
    lets_in(town, gil, until)
    town.lee.is_answered("has been let in")
    gil.is_told("You’re in, until the end of")
    gil.types("/coffee help")
    gil.is_answered("/coffee join")
    town.lee.types("/knowhow guests")
    town.lee.is_answered("Gil Guest")
    town.comes_to(until + timedelta(days=1))
    town.engine.meet(gil.profile)
    gil.types("/coffee help")
    gil.is_answered(TURNED_AWAY)
    town.has_waited()
    with town.database.reading() as session:
        assert session.exec(select(Person.kind).where(Person.name == "Gil Guest")).all() != ["member"]


def test_a_facilitator_may_say_no_which_is_read_and_think_again(town: Town, gil: Townsperson) -> None:
    asks(gil)
    town.lee.presses("No", near=gil.name)
    town.lee.is_answered("has not been let in")
    gil.types("/coffee join")
    gil.is_answered("a facilitator has said no")
    town.lee.is_not_told("asks to be let in")
    lets_in(town, gil, TODAY + timedelta(days=9))
    gil.is_told("You’re in, until the end of")


def test_a_day_ends_though_no_platform_is_asked_who_is_there(town: Town, gil: Townsperson) -> None:
    asks(gil)
    lets_in(town, gil, TODAY + timedelta(days=20))
    town.comes_to(TODAY + timedelta(days=21))
    with town.database.reading() as session:
        account = session.exec(select(AccountRow).where(AccountRow.user == gil.profile.account.user)).one()
        assert (account.kind, account.let_in_by) == ("outsider", [])


def test_whoever_is_listed_and_let_in_stays_until_that_day_when_the_list_leaves_them_out(
    town: Town, gil: Townsperson
) -> None:
    asks(gil)
    lets_in(town, gil, TODAY + timedelta(days=90))
    with town.database.writing() as session:
        account = session.exec(select(AccountRow).where(AccountRow.user == gil.profile.account.user)).one()
        account.let_in_by = ["staff-list"]
        session.flush()
        town.engine.reception.shut_out(session, session.get_one(Person, account.person_id))
    gil.types("/coffee help")
    gil.is_answered("/coffee join")


def test_a_facilitator_reads_of_which_organisation_somebody_is(town: Town, gil: Townsperson) -> None:
    gil.profile = replace(gil.profile, name="SMITH, John (SOUTHPORT TRUST)")
    town.front.hears_of(gil.profile)
    asks(gil)
    town.lee.is_told("SMITH, John (SOUTHPORT TRUST) asks to be let in")


def test_asking_twice_asks_once_and_facilitators_are_reminded_once(town: Town, gil: Townsperson) -> None:
    asks(gil)
    asks(gil)
    gil.is_answered("nobody has answered yet")
    town.lee.is_told("Gil Guest asks to be let in")
    town.comes_to(TODAY + timedelta(days=5))
    town.lee.is_told("Gil Guest asks to be let in", times=2)
    lets_in(town, gil, TODAY + timedelta(days=9))
    town.lee.is_not_told("asks to be let in")


def test_a_day_that_is_over_or_too_far_off_is_refused_in_a_sentence(town: Town, gil: Townsperson) -> None:
    asks(gil)
    lets_in(town, gil, TODAY - timedelta(days=1))
    town.lee.is_shown_errors(until="That day is over")
    town.lee.corrects(until=TODAY + timedelta(days=800))
    town.lee.is_shown_errors(until="a very long way off")


def test_whoever_asked_in_vain_is_forgotten_after_a_month(town: Town, gil: Townsperson) -> None:
    asks(gil)
    town.lee.presses("No", near=gil.name)
    town.comes_to(TODAY + timedelta(days=40))
    with town.database.reading() as session:
        assert kept(session) == ["U0LEE"]


def test_what_somebody_asked_stands_in_their_file_and_ends_with_a_press(town: Town, gil: Townsperson) -> None:
    asks(gil)
    lets_in(town, gil, TODAY + timedelta(days=20))
    with town.turn() as turn:
        (account,) = turn.session.exec(select(AccountRow).where(AccountRow.user == gil.profile.account.user)).all()
        (said,) = personal_data(turn, people.get(turn.here, account.person_id))
    assert "That you asked to be let in" in said.in_words()
    town.lee.types("/knowhow guests")
    town.lee.presses("End today")
    town.comes_to(TODAY + timedelta(days=1))
    gil.types("/coffee help")
    gil.is_answered(TURNED_AWAY)


@pytest.mark.parametrize("kind", [Kind.BOT, Kind.STRANGER])
def test_nobody_of_another_organisation_is_asked_for(town: Town, kind: Kind) -> None:
    other = town.person("Sal")
    other.profile = replace(other.profile, kind=kind)
    town.front.hears_of(other.profile)
    other.types("/coffee help")
    other.has_no_button("Ask to be let in")
