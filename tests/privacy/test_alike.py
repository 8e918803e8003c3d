"""Two who share an e-mail address: facilitators are asked once, and what they decide is done and audited."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from activities.kit.events import Kind, People
from storage import joining, likeness, people
from storage.tables import AccountRow, Act, Person, SharedAddress, Signup
from tests.fronts.differences import NOT_THEIRS
from tests.library.shelf import files
from tests.town import Town, Townsperson

ASKED = "Two people here have the same e-mail address"
ADDRESS = "ann@hospital.example"


def elsewhere(town: Town) -> str:
    """The platform on which the town is not."""
    return "slack" if town.front.platform == "teams" else "teams"


def says(session: Session, town: Town, email: str | None, kind: str = "member") -> Person:
    """Ann's other account says this address."""
    at = people.workspace(session, elsewhere(town), "tenant", "Europe/London")
    return joining.know(session, at, "A1", name="Ann A", email=email, kind=kind, active=True)[0]


@pytest.fixture
def ann(town: Town) -> Townsperson:
    """Ann on Slack, who filed something, and an account on Teams that did too, before it said her address."""
    town.trial("An older one")
    ann = town.person("Ann Able")
    files(ann)
    with town.database.writing() as session:
        other = says(session, town, None)
        theirs = ann.row(session)
        session.add(Act(organisation_id=1, person_id=other.id, done_at=town.now, what="x.y", about=""))
        people.accounts_of(session, other)[0].acted_at = town.now
        assert says(session, town, ann.profile.email) is other
        assert other is not theirs
    return ann


def a_night_passes(town: Town) -> None:
    town.passes(timedelta(days=1))


def behind_both(town: Town) -> list[int]:
    """Who is behind Ann's two accounts."""
    with town.database.reading() as session:
        rows = session.exec(select(AccountRow).where(AccountRow.user.in_(["A1", "U0001"]))).all()  # type: ignore[attr-defined]
        return sorted({row.person_id for row in rows})


def test_facilitators_are_asked_once_and_join_them(town: Town, ann: Townsperson) -> None:
    assert len(behind_both(town)) == 2
    a_night_passes(town)
    a_night_passes(town)
    town.lee.is_told(ASKED, times=1)
    town.lee.presses("Join them")
    town.lee.is_answered("They are one person now: Ann Able")
    town.lee.is_not_told(ASKED)
    assert len(behind_both(town)) == 1
    with town.database.reading() as session:
        me = ann.row(session)
        acts = session.exec(select(Act).where(Act.what == "x.y")).all()
        assert [act.person_id for act in acts] == [me.id]
        done = [act.what for act in session.exec(select(Act)).all()]
        assert "knowhow.join_people" in done
    a_night_passes(town)
    town.lee.is_not_told(ASKED)


def test_who_wants_to_be_called_otherwise_is_told_apart_by_the_platforms_name(town: Town, ann: Townsperson) -> None:
    ann.types("/knowhow name")
    ann.fills("knowhow.name", name="Annie")
    a_night_passes(town)
    town.lee.is_told("there called Ann Able) and ")
    town.lee.presses("Join them")
    with town.database.reading() as session:
        assert (ann.row(session).name, ann.row(session).directory_name) == ("Annie", "Ann Able")


def test_whoever_is_forgotten_leaves_no_pair_and_no_address(town: Town, ann: Townsperson) -> None:
    a_night_passes(town)
    ann.types("/knowhow forget me")
    ann.presses("Forget me")
    with town.database.reading() as session:
        assert session.exec(select(SharedAddress)).all() == []


def test_nobody_is_asked_where_they_say_different_addresses_by_then(town: Town, ann: Townsperson) -> None:
    with town.database.writing() as session:
        says(session, town, "another@hospital.example")
    a_night_passes(town)
    town.lee.is_not_told(ASKED)
    with town.database.reading() as session:
        assert session.exec(select(SharedAddress)).all() == []


def test_whoever_has_the_address_may_have_given_it_up(town: Town, ann: Townsperson) -> None:
    with town.database.writing() as session:
        at = town.engine.reception.workspace(session, town.front.platform, town.front.tenant)
        said = {"email": "anna@hospital.example", "kind": "member", "active": True}
        joining.know(session, at, ann.profile.account.user, name=ann.name, **said)  # type: ignore[arg-type]
    a_night_passes(town)
    town.lee.is_not_told(ASKED)


def test_what_was_asked_need_not_be_answered_once_they_differ(town: Town, ann: Townsperson) -> None:
    a_night_passes(town)
    shown = town.lee.button("Join them")
    with town.database.writing() as session:
        says(session, town, "another@hospital.example")
    town.lee.presses_old(shown)
    town.lee.is_answered("moved on")
    assert len(behind_both(town)) == 2
    a_night_passes(town)
    town.lee.is_told("have different e-mail addresses by now")
    town.lee.has_no_button("Join them")


def test_who_shares_an_address_once_more_is_asked_about(town: Town, ann: Townsperson) -> None:
    with town.database.writing() as session:
        says(session, town, "another@hospital.example")
    a_night_passes(town)
    with town.database.writing() as session:
        says(session, town, ann.profile.email)
    a_night_passes(town)
    town.lee.is_told(ASKED)


def test_they_leave_them_apart_for_good(town: Town, ann: Townsperson) -> None:
    a_night_passes(town)
    town.lee.presses("Leave them apart")
    town.lee.is_answered("stay two people")
    with town.database.writing() as session:
        says(session, town, ann.profile.email)
    a_night_passes(town)
    town.lee.is_not_told(ASKED)
    assert len(behind_both(town)) == 2


@pytest.mark.not_through("slack", "teams", reason=NOT_THEIRS)
def test_nobody_but_a_facilitator_decides_who_is_who(town: Town, ann: Townsperson) -> None:
    a_night_passes(town)
    bo = town.person("Bo")
    bo.presses_old(town.lee.button("Join them"))
    bo.is_answered("Only a facilitator can do that.")
    assert len(behind_both(town)) == 2


def test_facilitators_decide_only_once(town: Town, ann: Townsperson) -> None:
    a_night_passes(town)
    button = town.lee.button("Join them")
    town.lee.presses("Leave them apart")
    town.lee.presses_old(button)
    town.lee.is_answered("moved on")
    assert len(behind_both(town)) == 2


def test_whoever_took_part_in_the_same_thing_is_not_joined(town: Town, ann: Townsperson) -> None:
    trial = town.trial("Summer", joined=[ann])
    with town.database.writing() as session:
        other = says(session, town, ann.profile.email)
        session.add(Signup(organisation_id=1, trial_id=trial.id, person_id=other.id, sites=["Northgate"]))
    a_night_passes(town)
    town.lee.presses("Join them")
    town.lee.is_answered("They cannot be joined yet")
    assert len(behind_both(town)) == 2
    assert "knowhow.join_people" not in _acts(town)


def test_facilitators_hear_of_accounts_that_an_update_has_parted(town: Town) -> None:
    ann = town.person("Ann Able")
    files(ann)
    with town.database.writing() as session:
        other = says(session, town, ann.profile.email, kind="stranger")
        pair = SharedAddress(organisation_id=1, person_id=ann.id, other_id=other.id, phase=likeness.PARTED)
        session.add(pair)
    a_night_passes(town)
    a_night_passes(town)
    town.lee.is_told(f"the account {elsewhere(town).capitalize()}, A1 counted as Ann Able", times=1)


@pytest.mark.not_through("teams", reason="Teams has no bots among people")
def test_a_facilitators_address_on_a_bots_profile_opens_nothing(town: Town) -> None:
    opens_nothing(town, Kind.BOT)


@pytest.mark.parametrize("kind", [Kind.GUEST, Kind.STRANGER])
def test_a_facilitators_address_on_an_outsiders_profile_opens_nothing(town: Town, kind: Kind) -> None:
    opens_nothing(town, kind)


def opens_nothing(town: Town, kind: Kind) -> None:
    """Somebody of this kind, whose profile carries a facilitator's address, is nobody by it."""
    ann = town.person("Ann")
    town.lee.types("/knowhow facilitators")
    town.lee.presses("Add somebody")
    town.lee.fills("knowhow.appoint", people=People((ann.profile,)))
    sal = town.person("Sal", staff=False)
    sal.profile = replace(sal.profile, kind=kind, email=ann.profile.email, is_admin=True)
    town.front.hears_of(sal.profile)
    for command in ("/coffee new", "/knowhow facilitators", "/knowhow mine", "/knowhow forget me"):
        sal.types(command)
        sal.is_answered("for members of this organisation")
    ann.types("/coffee new")
    assert ann.sheet("trial")


def _acts(town: Town) -> list[str]:
    with town.database.reading() as session:
        return [act.what for act in session.exec(select(Act)).all()]
