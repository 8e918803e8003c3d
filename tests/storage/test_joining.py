"""Who is behind an account: joined by an address only as members', in whatever order they come and change."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from storage import joining, likeness, organisations, people, staff_list
from storage.database import Database
from storage.here import Here
from storage.membership import is_member
from storage.tables import AccountRow, Action, Person, SharedAddress, Workspace

OUTSIDERS = [("guest", True), ("stranger", True), ("bot", True), ("member", False)]
ANN = "ann@example.org"


@dataclass(frozen=True)
class Seen:
    """What a platform says of an account."""

    platform: str
    user: str
    email: str | None = ANN
    kind: str = "member"
    active: bool = True

    @property
    def vouched(self) -> str | None:
        """The address by which they may be somebody known."""
        return self.email if self.active and self.kind == "member" else None


SLACK, TEAMS = Seen("slack", "U1"), Seen("teams", "A1")


def at(session: Session, platform: str) -> Workspace:
    return people.workspace(session, platform, "T1", "Europe/London")


def appears(session: Session, seen: Seen) -> Person:
    return joining.know(
        session,
        at(session, seen.platform),
        seen.user,
        name=f"{seen.platform} {seen.user}",
        email=seen.email,
        kind=seen.kind,
        active=seen.active,
    )[0]


def does_something(session: Session, person: Person) -> None:
    """They have a past now: something that was asked of them."""
    me = person.id
    day = date(2026, 11, 30)
    asked = Action(came_from="test:1", phase="open", text="x", due=day, owner_id=me, asked_by_id=me)
    asked.organisation_id = person.organisation_id
    session.add(asked)
    session.flush()


def pairs(session: Session) -> list[tuple[int, int, str]]:
    return [(one.person_id, one.other_id, one.phase) for one in session.exec(select(SharedAddress)).all()]


def test_accounts_of_two_platforms_with_one_address_are_one_person(database: Database) -> None:
    with database.writing() as session:
        assert at(session, "slack").organisation_id == at(session, "teams").organisation_id
        ann = appears(session, SLACK)
        assert appears(session, replace(TEAMS, email="ANN@example.org ")) is ann
        assert len(people.accounts_of(session, ann)) == 2


@pytest.mark.parametrize(("kind", "active"), OUTSIDERS)
@pytest.mark.parametrize("comes_first", ["facilitator", "outsider"])
def test_an_outsiders_address_joins_nothing(database: Database, kind: str, active: bool, comes_first: str) -> None:
    outsider = replace(TEAMS, kind=kind, active=active)
    with database.writing() as session:
        if comes_first == "outsider":
            appears(session, outsider)
        lee = appears(session, SLACK)
        lee.facilitates = True
        sal = appears(session, outsider)
        assert sal is not lee
        assert (sal.email, sal.facilitates, is_member(sal)) == (None, False, False)
        assert (appears(session, SLACK), lee.email, is_member(lee)) == (lee, ANN, True)
        assert pairs(session) == []


@pytest.mark.parametrize(("kind", "active"), OUTSIDERS)
def test_the_staff_list_joins_no_outsider(database: Database, kind: str, active: bool) -> None:
    with database.writing() as session:
        outsider = appears(session, replace(SLACK, kind=kind, active=active))
        here = outsider.organisation_id
        assert staff_list.save(Here(session, here), "17", {"name": "Ann", "email": ANN, "department": "Pharmacy"})
        assert appears(session, replace(SLACK, kind=kind, active=active)).department == ""
        ann = appears(session, TEAMS)
        assert (ann.staff_id, ann.department, ann is outsider) == ("17", "Pharmacy", False)


@pytest.mark.parametrize(("kind", "active"), OUTSIDERS)
def test_who_is_no_member_any_more_takes_nothing_along(database: Database, kind: str, active: bool) -> None:
    with database.writing() as session:
        ann = appears(session, SLACK)
        appears(session, TEAMS)
        does_something(session, ann)
        ann.facilitates = True
        outsider = appears(session, replace(TEAMS, kind=kind, active=active))
        assert outsider is not ann
        assert (outsider.facilitates, outsider.email, likeness.has_past(session, outsider)) == (False, None, False)
        assert (is_member(outsider), is_member(ann), ann.email) == (False, True, ANN)
        assert [row.user for row in people.accounts_of(session, ann)] == ["U1"]
        assert appears(session, TEAMS) is ann, "and is joined once they are a member again"
        assert pairs(session) == []


@pytest.mark.parametrize(("kind", "active"), OUTSIDERS)
def test_an_address_and_its_place_on_the_staff_list_go_to_the_member_who_has_it_now(
    database: Database, kind: str, active: bool
) -> None:
    with database.writing() as session:
        before = appears(session, SLACK)
        listed = {"name": "Ann", "email": ANN, "department": "Pharmacy"}
        staff_list.save(Here(session, before.organisation_id), "17", listed)
        does_something(session, before)
        appears(session, replace(SLACK, kind=kind, active=active))
        after = appears(session, TEAMS)
        assert (after.staff_id, after.email, after.department) == ("17", ANN, "Pharmacy")
        assert (before.staff_id, before.email, likeness.has_past(session, after)) == (None, None, False)
        does_something(session, after)
        assert appears(session, SLACK) is before, "what they did stays theirs"
        assert pairs(session) == [(after.id, before.id, "found")]


def test_an_account_that_is_given_another_address_takes_nothing_along(database: Database) -> None:
    with database.writing() as session:
        ann = appears(session, SLACK)
        appears(session, TEAMS)
        bo = appears(session, replace(TEAMS, email="bo@example.org"))
        assert (bo is ann, bo.email, ann.email) == (False, "bo@example.org", ANN)


def test_an_account_alone_keeps_its_past_whatever_its_address(database: Database) -> None:
    with database.writing() as session:
        ann = appears(session, SLACK)
        does_something(session, ann)
        assert appears(session, replace(SLACK, email="ann.able@example.org")) is ann
        assert ann.email == "ann.able@example.org"


def test_two_who_turn_out_to_share_an_address_stay_two_until_somebody_decides(database: Database) -> None:
    with database.writing() as session:
        ann, other = appears(session, SLACK), appears(session, replace(TEAMS, email=None))
        for one in (ann, other):
            does_something(session, one)
        for _ in range(2):
            assert appears(session, TEAMS) is other
            assert appears(session, SLACK) is ann
        assert (ann.email, other.email, pairs(session)) == (ANN, None, [(ann.id, other.id, "found")])


def test_who_has_no_past_is_joined_as_soon_as_the_address_is_said(database: Database) -> None:
    with database.writing() as session:
        ann, other = appears(session, SLACK), appears(session, replace(TEAMS, email=None))
        does_something(session, ann)
        assert ann is not other
        assert appears(session, TEAMS) is ann
        assert len(session.exec(select(Person)).all()) == 1


@pytest.mark.parametrize("comes_later", ["a new account", "an address that was changed"])
def test_an_account_joins_nobody_who_has_another_in_its_workspace(database: Database, comes_later: str) -> None:
    """No workspace has two members of one address: what is known of the other one is out of date, or mistaken."""
    with database.writing() as session:
        lee = appears(session, SLACK)
        lee.facilitates = True
        newcomer = replace(SLACK, user="U2")
        if comes_later == "an address that was changed":
            appears(session, replace(newcomer, email="new@example.org"))
        other = appears(session, newcomer)
        assert (other is lee, other.facilitates, other.email, lee.email) == (False, False, None, ANN)
        assert pairs(session) == [(lee.id, other.id, "found")]
        assert appears(session, newcomer) is other
        assert appears(session, replace(SLACK, email="lee@example.org")) is lee
        assert (appears(session, newcomer) is other, other.email, lee.email) == (True, ANN, "lee@example.org")


def test_whoever_comes_back_with_another_account_of_a_workspace_is_who_they_were(database: Database) -> None:
    with database.writing() as session:
        ann = appears(session, SLACK)
        appears(session, TEAMS)
        does_something(session, ann)
        appears(session, replace(SLACK, active=False))
        assert appears(session, replace(SLACK, user="U2")) is ann


def test_that_somebody_who_could_not_be_written_to_is_there_again_is_news(database: Database) -> None:
    def is_no_news(known: joining.Known) -> bool:
        return joining.is_no_news(known, name="", email=ANN, kind="member", active=True, is_admin=False, let_in_by=[])

    with database.writing() as session:
        appears(session, SLACK)
        known = joining.behind(session, "slack", "T1", "", SLACK.user)
        assert known is not None
        assert is_no_news(known)
        known.account.refused = True
        assert not is_no_news(known)


def test_whoever_looks_after_another_workspace_looks_after_none_of_ours(database: Database) -> None:
    with database.writing() as session:
        _, account = joining.know(
            session, at(session, "slack"), "U1", name="Ada", email=None, kind="stranger", active=True, is_admin=True
        )
        assert not account.is_admin
        assert people.admins(Here(session, account.organisation_id)) == []


happenings = st.lists(
    st.tuples(
        st.builds(
            Seen,
            platform=st.sampled_from(["slack", "teams"]),
            user=st.sampled_from(["1", "2", "3"]),
            email=st.sampled_from([ANN, "bo@example.org", None]),
            kind=st.sampled_from(["member", "member", "guest", "stranger", "bot"]),
            active=st.sampled_from([True, True, False]),
        ),
        st.sampled_from(["looks", "does something", "facilitates", "is listed"]),
    ),
    max_size=10,
)


@pytest.fixture(scope="module")
def hospitals(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """One database for every example; each has an organisation of its own."""
    file = tmp_path_factory.mktemp("joining") / "knowhow.sqlite3"
    shutil.copyfile(sqlite_template, file)
    database = Database(f"sqlite:///{file.as_posix()}")
    yield database
    database.close()


_tenants = count()


@settings(max_examples=60, phases=[Phase.explicit, Phase.generate])
@given(happenings=happenings)
@example(happenings=[(SLACK, "facilitates"), (replace(TEAMS, kind="stranger"), "looks"), (TEAMS, "looks")])
@example(happenings=[(replace(TEAMS, kind="guest"), "looks"), (SLACK, "facilitates"), (TEAMS, "looks")])
def test_nobody_is_ever_behind_a_person_for_whom_they_are_not_vouched(
    hospitals: Database, happenings: list[tuple[Seen, str]]
) -> None:
    last: dict[tuple[str, str], Seen] = {}
    with hospitals.writing() as session:
        homes = _a_hospital(session)
        here = homes["slack"].organisation_id
        for seen, deed in happenings:
            about = {"name": "x", "email": seen.email, "kind": seen.kind, "active": seen.active}
            person, _ = joining.know(session, homes[seen.platform], seen.user, **about)  # type: ignore[arg-type]
            last[seen.platform, seen.user] = seen
            if deed == "is listed":
                staff_list.save(Here(session, here), seen.user, {"name": "x", "email": seen.email})
            elif is_member(person) and deed == "does something":
                does_something(session, person)
            elif is_member(person) and deed == "facilitates":
                person.facilitates = True
                session.flush()
            _nobody_is_somebody_else(session, here, last)


def _a_hospital(session: Session) -> dict[str, Workspace]:
    here, tenant = organisations.new(session, "Europe/London").id, f"T{next(_tenants)}"
    homes = {one: Workspace(organisation_id=here, platform=one, tenant=tenant) for one in ("slack", "teams")}
    session.add_all(homes.values())
    session.flush()
    return homes


def _nobody_is_somebody_else(session: Session, here: int, last: dict[tuple[str, str], Seen]) -> None:
    asked = likeness.in_phase(Here(session, here), likeness.FOUND)
    behind: dict[int, dict[tuple[str, str], Seen]] = {}
    for row in session.exec(select(AccountRow).where(AccountRow.organisation_id == here)).all():
        behind.setdefault(row.person_id, {})[row.platform, row.user] = last[row.platform, row.user]
    for identity, accounts in behind.items():
        person = people.get(Here(session, here), identity)
        members = [one for one in accounts.values() if one.active and one.kind == "member"]
        said = {one.email for one in members} - {None}
        assert is_member(person) == bool(members)
        if len(accounts) > 1:
            assert len(members) == len(accounts), "an outsider shares a person with nobody"
            assert said <= {person.email}, "who shares a person has its address, as far as their platform says"
        if said and person.email not in said:
            assert person.email is None, "nobody keeps an address for which nobody vouches any more"
            assert any(identity in (one.person_id, one.other_id) for one in asked), "and facilitators are asked"
    assert all(map(is_member, people.facilitators(Here(session, here))))
