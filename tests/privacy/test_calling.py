"""How people want to be called: said once, it goes before platform and list; nobody is taken for somebody else."""

from dataclasses import replace

import pytest
from sqlmodel import select

from activities.kit.events import Command
from activities.kit.wording import A_COLLEAGUE
from bot.cli.who_belongs import explained
from bot.platforms.kept_profile import kept_profile
from storage import joining, people, staff_list
from storage.called import is_anothers
from storage.here import Here
from storage.tables import Person, Workspace
from tests.privacy.test_mine import file_of
from tests.town import Town, Townsperson


@pytest.fixture
def ann(town: Town) -> Townsperson:
    return town.person("Ann Able")


def wants(somebody: Townsperson, name: str) -> None:
    somebody.types("/knowhow name")
    somebody.fills("knowhow.name", name=name)


def is_called(town: Town, somebody: Townsperson) -> str:
    with town.database.reading() as session:
        return somebody.row(session).name


@pytest.mark.quick_through("slack", "teams")
def test_somebody_says_how_they_want_to_be_called_and_takes_it_back(town: Town, ann: Townsperson) -> None:
    wants(ann, "  Annie\tAble ")
    ann.is_answered("I call you Annie Able, whatever the chat platform and the staff list say")
    ann.types("/knowhow name")
    ann.presses("Change my name")
    ann.fills("knowhow.name", name="Nan Able")
    ann.is_answered("I call you Nan Able")
    assert is_called(town, ann) == "Nan Able"
    ann.presses("Take it back")
    ann.is_answered("I call you Ann Able, as the chat platform or the staff list has it")
    wants(ann, "Nan")
    ann.types("/knowhow name off")
    ann.is_answered("I call you Ann Able")


def test_what_platform_and_list_say_is_kept_beside_and_comes_back(town: Town, ann: Townsperson) -> None:
    wants(ann, "Annie")
    with town.turn() as turn:
        turn.meet(replace(ann.profile, name="BEST, Ann (NORTHGATE TRUST)"))
        staff_list.save(turn.here, "1", {"name": "Ann E Able", "email": ann.profile.email, "sites": []})
    with town.database.reading() as session:
        assert (ann.row(session).name, ann.row(session).directory_name) == ("Annie", "Ann Best")
    town.engine.take(Command("1", replace(ann.profile, name="Ann Best"), "knowhow", "name", "off"))
    assert is_called(town, ann) == "Ann Best"


def test_while_the_platform_cannot_be_asked_they_are_called_so_too(town: Town, ann: Townsperson) -> None:
    wants(ann, "Annie")
    kept = kept_profile(town.database, "", ann.profile.account)
    assert kept
    town.engine.take(Command("1", kept, "knowhow", "mine"))
    with town.database.reading() as session:
        assert (ann.row(session).name, ann.row(session).directory_name) == ("Annie", "Ann Able")


def test_by_each_of_their_names_it_is_said_why_they_belong(town: Town, ann: Townsperson) -> None:
    wants(ann, "Annie")
    with town.database.reading() as session:
        for name in ("annie", "Ann Able", "ABLE, Ann (NORTHGATE TRUST)", "Annie (Pharmacy)"):
            assert [one.name for one in explained(Here(session, 1), town.engine.rules.policy.members, name)] == [
                "Annie"
            ]


@pytest.mark.parametrize("empty", ["", "Ann Able"])
def test_to_say_nothing_or_what_stands_there_is_to_take_it_back(town: Town, ann: Townsperson, empty: str) -> None:
    wants(ann, "Annie")
    ann.presses("Change my name")
    ann.fills("knowhow.name", name=empty)
    ann.is_answered("I call you Ann Able, as the chat platform")


@pytest.mark.parametrize(
    "name",
    ["Zoë Núñez-O’Hara", "ZOE NUNEZ OHARA", "Núñez-O'Hara, Zoë", "Dr Zoe Nunez-O'Hara", "Zoe Nunez-O'Hara (Pharmacy)"],
)
def test_nobody_is_called_as_somebody_else_is(town: Town, ann: Townsperson, name: str) -> None:
    zoe = town.person("Zoë Núñez-O’Hara")
    for somebody in (zoe, ann):
        somebody.types("/knowhow privacy")
    wants(ann, name)
    ann.is_shown_errors(name="Somebody else here is called that, and you could be taken for them.")
    ann.corrects(name="Zoë Able")
    ann.is_answered("I call you Zoë Able")
    wants(zoe, "Zed")
    ann.types("/knowhow name")
    ann.presses("Change my name")
    ann.fills("knowhow.name", name=name)
    ann.is_shown_errors(name="Somebody else here is called that")  # to those who look in the directory, she is


def test_nor_as_whoever_only_the_staff_list_names(town: Town, ann: Townsperson) -> None:
    with town.turn() as turn:
        staff_list.save(turn.here, "1", {"name": "Chi Chief", "email": "c@trust.example", "sites": []})
    wants(ann, "chi chief")
    ann.is_shown_errors(name="Somebody else here is called that")


def test_but_as_nobody_else_is_any_more(town: Town, ann: Townsperson) -> None:
    zoe = town.person("Zoe Quist")
    zoe.types("/knowhow forget me")
    zoe.presses("Forget me")
    wants(ann, "Zoe Quist")
    ann.is_answered("I call you Zoe Quist")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("...", "a name, with letters in it"),
        ("007", "a name, with letters in it"),
        ("Dr", "a name, with letters in it"),
        (A_COLLEAGUE, "choose another name"),
        ("knowhow", "choose another name"),
        ("Аnn Able", "in one alphabet"),  # its first letter is Cyrillic
        ("x" * 76, "Please keep this to 75 characters"),
    ],
)
def test_what_is_no_name_of_theirs_is_given_back(town: Town, ann: Townsperson, name: str, says: str) -> None:
    wants(ann, name)
    ann.is_shown_errors(name=says)


def test_a_name_in_another_alphabet_is_one(town: Town, ann: Townsperson) -> None:
    wants(ann, "Анна Петрова")
    ann.is_answered("I call you Анна Петрова")
    with town.turn() as turn:
        assert is_anothers(
            turn.here, turn.session.exec(select(Person).where(Person.name != "Анна Петрова")).all()[0], "анна петрова"
        )


def test_my_file_says_both_and_forgetting_takes_both(town: Town, ann: Townsperson) -> None:
    wants(ann, "Annie Quist")
    said = file_of(town, ann)
    assert "name: Annie Quist" in said
    assert "name on the chat platform and the staff list: Ann Able" in said
    with town.database.reading() as session:
        row = ann.row(session).id
    ann.types("/knowhow forget me")
    ann.presses("Forget me")
    with town.database.reading() as session:
        gone = session.get_one(Person, row)
        assert (gone.name, gone.directory_name) == (A_COLLEAGUE, "")


def test_whoever_turns_out_to_be_one_with_another_is_called_as_they_said(town: Town, ann: Townsperson) -> None:
    wants(ann, "Annie")
    with town.turn() as turn:
        organisation = turn.org
        at = Workspace(organisation_id=organisation, platform="teams", tenant="x")
        turn.session.add(at)
        turn.session.flush()
        person, _ = joining.know(
            turn.session, at, "ann", name="ABLE", email=ann.profile.email, kind="member", active=True
        )
        assert (person.name, person.directory_name) == ("Annie", "ABLE")
        assert people.by_email(Here(turn.session, organisation), ann.profile.email or "") is person
