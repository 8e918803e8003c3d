"""People typed into a form: by a name, by some of it or by an address; chosen where several fit, and never guessed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from activities.kit.forms import FieldErrors
from activities.kit.wording import NOBODY_CALLED_THAT, SEVERAL_CALLED_THAT, SEVERAL_LOOK_ALIKE
from bot.settings.members import members
from storage import staff_list
from storage.belonging import TEAMS
from storage.here import Here
from tests.front import Page
from tests.fronts.teams import TeamsFront
from tests.town import Town, Townsperson

TYPED = {
    "title": "Falls at night on Ward 7",
    "activity": "review",
    "date": "2026-10-05",
    "summary": "Two bells, *one* nurse.",
    "lessons": "Agree who answers which bell.",
    "visibility": "participants",
}


@pytest.fixture
def front(teams: Town) -> TeamsFront:
    """The small Teams in which the town is."""
    assert isinstance(teams.front, TeamsFront)
    return teams.front


@pytest.fixture
def anns(teams: Town) -> tuple[Townsperson, Townsperson]:
    """Two people called Ann Okafor, and others."""
    for name in ("Bo Lindqvist", "Patti Fernández", "Zoë Quist"):
        teams.person(name)
    return teams.person("Ann Okafor"), teams.person("Ann Okafor")


def files(teams: Town, front: TeamsFront, **typed: str) -> None:
    """Lee files a record by hand, with this typed beside what it takes."""
    teams.lee.types("/library new")
    teams.lee.shown = front.types_into(teams.lee.profile, **{**TYPED, **typed})


def offered(teams: Town, front: TeamsFront) -> list[str]:
    """Among whom Lee is to choose."""
    return sorted(one["title"] for one in front.stands_in(teams.lee.profile)["took_part.which"]["choices"])


def sees_it(person: Townsperson) -> bool:
    person.types("/library search falls")
    assert isinstance(person.shown, Page)
    return TYPED["title"] in person.shown.text


def test_a_name_that_two_people_have_is_chosen_with_everything_typed_still_there(
    teams: Town, front: TeamsFront, anns: tuple[Townsperson, Townsperson]
) -> None:
    files(teams, front, took_part="Ann Okafor")
    assert teams.lee.shown == FieldErrors({"took_part": SEVERAL_CALLED_THAT})
    shown = front.stands_in(teams.lee.profile)
    assert {name: shown[name]["value"] for name in TYPED} == TYPED
    assert shown["took_part"]["value"] == "Ann Okafor"
    which = {one["title"]: one["value"] for one in shown["took_part.which"]["choices"]}
    first, second = anns
    assert list(which) == [f"Ann Okafor ({one.profile.email})" for one in anns]
    teams.lee.shown = front.types_into(
        teams.lee.profile, **{"took_part.which": which[f"Ann Okafor ({second.profile.email})"]}
    )
    teams.lee.is_answered("Filed")
    assert (sees_it(first), sees_it(second)) == (False, True)


def test_namesakes_without_addresses_are_told_apart_by_what_they_say_that_they_do(
    teams: Town, front: TeamsFront, anns: tuple[Townsperson, Townsperson]
) -> None:
    for ann in anns:
        front.has_no_address(ann.profile)
    files(teams, front, took_part="Ann Okafor")
    assert teams.lee.shown == FieldErrors({"took_part": teams.front.writes(SEVERAL_LOOK_ALIKE)})
    assert offered(teams, front) == ["Ann Okafor", "Ann Okafor"]
    anns[1].types("/knowhow mine")
    anns[1].presses("Put something right")
    anns[1].shown = front.types_into(anns[1].profile, job_title="Midwife")
    files(teams, front, took_part="Ann Okafor")
    assert teams.lee.shown == FieldErrors({"took_part": SEVERAL_CALLED_THAT})
    assert offered(teams, front) == ["Ann Okafor", "Ann Okafor (Midwife)"]


def test_a_guest_is_said_to_be_one(teams: Town, front: TeamsFront, anns: tuple[Townsperson, Townsperson]) -> None:
    anns[0].becomes_a_guest()
    files(teams, front, took_part="Ann Okafor")
    assert offered(teams, front) == ["Ann Okafor (a guest)", f"Ann Okafor ({anns[1].profile.email})"]


def test_a_choice_once_made_is_kept_when_something_else_is_wrong(
    teams: Town, front: TeamsFront, anns: tuple[Townsperson, Townsperson]
) -> None:
    files(teams, front, took_part="Ann Okafor", summary="NHS number 943 476 5919")
    teams.lee.shown = front.types_into(teams.lee.profile, **{"took_part.which": anns[1].profile.account.user})
    assert isinstance(teams.lee.shown, FieldErrors)
    assert list(teams.lee.shown.sentences) == ["summary"]
    teams.lee.shown = front.types_into(teams.lee.profile, summary="Two bells.")
    teams.lee.is_answered("Filed")
    assert (sees_it(anns[0]), sees_it(anns[1])) == (False, True)


def test_who_is_called_nothing_like_it_is_said_and_who_is_beside_them_can_be_chosen_at_once(
    teams: Town, front: TeamsFront, anns: tuple[Townsperson, Townsperson]
) -> None:
    files(teams, front, took_part="Nobody Known\nAnn Okafor")
    assert isinstance(teams.lee.shown, FieldErrors)
    assert teams.lee.shown.sentences["took_part"].endswith("Nobody Known")
    assert front.stands_in(teams.lee.profile)["took_part.which"]["choices"]


@pytest.mark.parametrize("asked", ["Patti F", "patti", "FERNANDEZ patti", "Fernández, Patti", "zoe", "bo lind"])
def test_so_much_of_a_name_as_fits_one_person_alone_will_do(
    teams: Town, front: TeamsFront, anns: tuple[Townsperson, Townsperson], asked: str
) -> None:
    files(teams, front, took_part=asked)
    teams.lee.is_answered("Filed")


def test_an_address_means_its_owner_alone(
    teams: Town, front: TeamsFront, anns: tuple[Townsperson, Townsperson]
) -> None:
    files(teams, front, took_part=str(anns[0].profile.email).upper())
    teams.lee.is_answered("Filed")
    assert (sees_it(anns[0]), sees_it(anns[1])) == (True, False)


def test_whoever_has_dealt_with_the_bot_can_be_named_where_no_team_has_it(teams: Town, front: TeamsFront) -> None:
    bo = teams.person("Bo Lindqvist")
    bo.types("/library new")
    bo.shown = front.types_into(bo.profile, **TYPED)
    front.bot_is_in_no_team()
    files(teams, front, took_part="Bo L", title="Pharmacy runs")
    teams.lee.is_answered("Filed")
    files(teams, front, took_part="Zed", title="Pharmacy runs again")
    assert isinstance(teams.lee.shown, FieldErrors)


def of_another_trust(teams: Town, name: str) -> Townsperson:
    """Somebody with a full account of the tenant, and in the team with everybody else, whose address is elsewhere."""
    somebody = teams.person(name, staff=False)
    somebody.profile = replace(somebody.profile, email=f"{somebody.profile.account.user}@southport.example")
    teams.front.hears_of(somebody.profile)
    return somebody


@pytest.fixture(params=["addresses:@hospital.example", "staff-list"])
def shared(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    """A town in a tenant that it shares with others."""
    made = Town(tmp_path, front=TeamsFront, members=members(request.param))
    with made.database.writing() as session:
        workspace = made.engine.reception.workspace(session, TEAMS, made.front.tenant)
        listed: dict[str, object] = {
            "name": "Lee Librarian",
            "email": made.lee.profile.email,
            "sites": [],
            "department": "",
        }
        staff_list.save(Here(session, workspace.organisation_id), "staff lee", listed)
    yield made
    made.close()


def test_a_namesake_of_another_trust_is_neither_offered_nor_taken_for_somebody(shared: Town) -> None:
    front, ann = shared.front, shared.person("Ann Okafor")
    assert isinstance(front, TeamsFront)
    stranger = of_another_trust(shared, "Ann Okafor")
    of_another_trust(shared, "Ann")
    files(shared, front, took_part="Ann")
    shared.lee.is_answered("Filed")
    assert (sees_it(ann), stranger.profile.name) == (True, "Ann Okafor")


@pytest.mark.parametrize("asked", ["Zed Zuma", "zed", "U0002@southport.example"])
def test_whoever_is_of_another_trust_is_not_found_by_name_or_address(shared: Town, asked: str) -> None:
    front = shared.front
    assert isinstance(front, TeamsFront)
    shared.person("Ann Okafor")
    zed = of_another_trust(shared, "Zed Zuma")
    files(shared, front, took_part=asked)
    assert shared.lee.shown == FieldErrors({"took_part": f"{NOBODY_CALLED_THAT} {asked}"})
    assert str(zed.profile.email) not in str(front.stands_in(shared.lee.profile)).replace(asked, "")
    assert "took_part.which" not in front.stands_in(shared.lee.profile)


def test_an_id_of_somebody_of_another_trust_is_nobodys(shared: Town) -> None:
    front = shared.front
    assert isinstance(front, TeamsFront)
    anns = [shared.person("Ann Okafor") for _ in range(2)]
    zed = of_another_trust(shared, "Zed Zuma")
    files(shared, front, took_part="Ann Okafor")
    shared.lee.shown = front.types_into(shared.lee.profile, **{"took_part.which": zed.profile.account.user})
    assert shared.lee.shown == FieldErrors({"took_part": SEVERAL_CALLED_THAT})
    assert offered(shared, front) == [f"Ann Okafor ({one.profile.email})" for one in anns]
