"""Who belongs, in a tenant that many organisations share: nobody from outside takes part, is chosen, or is told."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlmodel import SQLModel, func, select

from activities import ACTIVITIES
from activities.kit.activity import HELP, FromOutside
from activities.kit.events import (
    Account,
    Command,
    Event,
    HomeOpened,
    Kind,
    People,
    Pressed,
    Profile,
    Submitted,
)
from activities.kit.policy import Policy
from bot.engine.choosing import members_among
from bot.engine.engine import Engine
from bot.platforms.menus import offered
from bot.settings.members import members
from bot.settings.rules import Rules
from storage import belonging, people, staff_list
from storage.belonging import TEAMS, MemberRules
from storage.database import Database
from storage.here import Here
from storage.tables import AccountRow, Person
from tests.front import just_shown
from tests.tally import text_of

TEAM = "19:northgate-staff@thread.tacv2"
NORTHGATE = "(NORTHGATE HOSPITALS NHS FOUNDATION TRUST)"

ANN = Profile(
    Account("teams", "a tenant of many", "ann"),
    f"ABLE, Ann {NORTHGATE}",
    "ann@northgate.example",
    places=frozenset({TEAM}),
)
ZOE = Profile(Account("teams", "a tenant of many", "zoe"), "YATES, Zoe (SOUTHPORT TRUST)", "zoe@southport.example")
"""Ann is of ours; Zoe is of another trust, with as full an account."""

RULES = {
    "staff-list": "staff-list",
    "team": f"teams:{TEAM}",
    "addresses": "addresses:@northgate.example",
    "name": f"name-ends:{NORTHGATE}",
}


class Office:
    """An engine for a trust in a tenant of many, whose staff list names Ann."""

    def __init__(self, database: Database, rules: str) -> None:
        self.database = database
        policy = Policy(members=members(rules))
        self.engine = Engine(database, ACTIVITIES, Rules(seed="many", facilitators=frozenset({"ann"}), policy=policy))
        with database.writing() as session:
            here = people.workspace(session, "teams", "a tenant of many", "Europe/London").organisation_id
            staff_list.save(Here(session, here), "1", listed("Ann Able", "ann@northgate.example"))

    def rows(self) -> dict[str, int]:
        with self.database.reading() as session:
            return {
                table: session.connection().execute(select(func.count()).select_from(rows)).scalar_one()
                for table, rows in SQLModel.metadata.tables.items()
            }

    def standing(self, name: str) -> list[tuple[str, list[str]]]:
        """The kind, and the rules by which they belong, of the accounts of whoever is called so."""
        with self.database.reading() as session:
            rows = session.exec(select(AccountRow).join(Person).where(Person.name == name)).all()
            return [(row.kind, row.let_in_by) for row in rows]


def listed(name: str, email: str) -> dict[str, object]:
    return {
        "name": name,
        "email": email,
        "sites": ["Northgate"],
        "department": "Library",
        "role_group": "non_clinical",
        "job_title": "Librarian",
    }


@pytest.fixture(params=list(RULES.values()), ids=list(RULES))
def office(request: pytest.FixtureRequest, database: Database) -> Office:
    return Office(database, request.param)


def everything(engine: Engine, by: Profile) -> Iterator[Event]:
    """Every command, button and form that there is, of somebody who guesses whatever subjects they like."""
    number = 0
    for activity in engine.activities.values():
        for typed in activity.typed:
            for verb in ("", HELP, "nothing", *activity.commands):
                yield Command(f"key {(number := number + 1)}", by, typed, verb, "1")
        for action in [one for one, does in activity.buttons.items() if not isinstance(does, FromOutside)]:
            yield Pressed(f"key {(number := number + 1)}", by, activity.name, action, "1")
        for form in activity.forms:
            yield Submitted(f"key {(number := number + 1)}", by, activity.name, form, "1", {}, just_shown(engine))


def test_whoever_is_of_another_trust_gets_nothing_by_any_command_button_or_form(office: Office) -> None:
    before, events = office.rows(), list(everything(office.engine, ZOE))
    assert len(events) > 200
    for event in events:
        assert "for members of this organisation" in text_of(office.engine.take(event)), event
    assert "for members of this organisation" in text_of(office.engine.home(HomeOpened(ZOE)))
    office.engine.meet(ZOE)
    assert office.rows() == before


def test_whoever_a_rule_lets_in_takes_part_and_it_is_kept_which(office: Office) -> None:
    assert "/coffee" in text_of(office.engine.take(Command("1", ANN, "coffee", HELP)))
    office.engine.take(Command("2", ANN, "coffee", "new"))
    office.engine.meet(ANN)
    ((kind, let_in_by),) = office.standing(ANN.name) or office.standing("Ann Able")
    assert kind == "member"
    assert let_in_by == [str(one) for one in office.engine.rules.policy.members.all]


def test_the_rules_see_a_name_as_the_directory_has_it_and_people_see_it_as_its_owner_writes(office: Office) -> None:
    office.engine.take(Command("1", ANN, "coffee", "status"))
    with office.database.reading() as session:
        assert [one.name for one in session.exec(select(Person)) if one.staff_id or one.email] == ["Ann Able"]
    office.engine.meet(ANN)  # and it is no news


def test_nobody_of_another_trust_can_be_chosen(office: Office) -> None:
    chosen = {"people": People((ZOE,))}
    form = Submitted("1", ANN, "knowhow", "appoint", "", chosen, just_shown(office.engine))
    assert "only members" in str(office.engine.take(form))
    assert office.standing(ZOE.name) == []


def test_nobody_of_another_trust_is_in_a_menu_nor_is_shown_one(office: Office) -> None:
    before = office.rows()
    assert [option.value for option in offered(office.engine, ANN, [ZOE, ANN], most=9)] == ["ann"]
    assert offered(office.engine, ZOE, [ZOE, ANN], most=9) == ()
    assert members_among(office.engine, [ZOE, replace(ANN, active=False)]) == []
    assert office.rows() == before


def test_while_a_platform_cannot_be_asked_the_rules_hold_by_which_somebody_belonged(office: Office) -> None:
    office.engine.meet(ANN)
    for one, says in ((ANN, "/coffee"), (ZOE, "can’t find out just now")):
        kept = Profile(one.account, one.name, let_in_by=("tenant",), is_kept=True)
        assert says in text_of(office.engine.take(Command(says, kept, "coffee", HELP)))
    other = Engine(
        office.database,
        ACTIVITIES,
        replace(office.engine.rules, policy=Policy(members=members("addresses:@other.example"))),
    )
    kept = Profile(ANN.account, "Ann Able", let_in_by=("staff-list",), is_kept=True)
    assert "can’t find out just now" in text_of(other.take(Command("3", kept, "coffee", HELP)))
    assert office.standing("Ann Able")[0][0] == "member"


@pytest.mark.parametrize("rules", ["staff-list", f"teams:{TEAM}; addresses:@northgate.example"])
def test_whoever_is_let_in_by_one_of_several_belongs(database: Database, rules: str) -> None:
    office = Office(database, rules)
    mover = replace(ANN, places=frozenset())
    office.engine.meet(ANN)
    office.engine.meet(mover)
    with database.reading() as session:
        assert people.by_email(Here(session, 1), "ann@northgate.example") is not None


def test_of_a_team_that_does_not_answer_it_is_not_known_who_is_in_it(database: Database) -> None:
    office = Office(database, f"teams:{TEAM}; addresses:@always.example")
    office.engine.meet(ANN)
    silent = frozenset({TEAM})
    unsure = replace(ANN, places=frozenset(), unsure_places=silent)
    assert "/coffee" in text_of(office.engine.take(Command("1", unsure, "coffee", HELP)))
    office.engine.meet(unsure)
    assert [kind for kind, _ in office.standing("Ann Able")] == ["member"]
    zoe = replace(ZOE, unsure_places=silent)
    assert "can’t find out just now" in text_of(office.engine.take(Command("2", zoe, "coffee", HELP)))
    assert "can’t find out just now" in text_of(office.engine.home(HomeOpened(zoe)))
    sure = replace(zoe, email="zoe@always.example")
    assert "/coffee" in text_of(office.engine.take(Command("3", sure, "coffee", HELP)))


def test_whoever_stops_belonging_is_let_go_as_a_leaver_is(database: Database) -> None:
    office = Office(database, f"teams:{TEAM}")
    office.engine.meet(ANN)
    office.engine.meet(replace(ANN, places=frozenset()))
    with database.reading() as session:
        ann = session.exec(select(Person).where(Person.email == "ann@northgate.example")).one()
        assert (ann.kind, ann.leaving_since is not None) == (Kind.OUTSIDER, True)
    office.engine.meet(ANN)
    with database.reading() as session:
        ann = session.exec(select(Person).where(Person.email == "ann@northgate.example")).one()
        assert (ann.kind, ann.leaving_since) == (Kind.MEMBER, None)


def test_it_is_known_that_the_rules_have_changed_since_people_were_listed(database: Database) -> None:
    office = Office(database, "tenant")
    office.engine.meet(ANN)
    with database.reading() as session:
        assert not belonging.is_anybody_in_by_other_rules(Here(session, 1), members("tenant; staff-list"))
        assert belonging.is_anybody_in_by_other_rules(Here(session, 1), members("staff-list"))
        assert belonging.is_anybody_in_by_other_rules(Here(session, 1), MemberRules())


def test_in_teams_nobody_belongs_until_it_is_said_who_and_in_slack_everybody_does() -> None:
    nothing = MemberRules()
    assert nothing.of(TEAMS) == ()
    assert [str(one) for one in nothing.of("slack")] == ["tenant"]
    only_teams = members(f"teams:{TEAM}")
    assert [str(one) for one in only_teams.of(TEAMS)] == [f"teams:{TEAM}"]
    assert [str(one) for one in only_teams.of("slack")] == ["tenant"]
    both = members("channels:C0123ABCD; addresses:@A.example, @b.example; name-ends: (Northgate  Trust)")
    assert [str(one) for one in both.of("slack")] == [
        "channels:C0123ABCD",
        "addresses:a.example",
        "addresses:b.example",
    ]
    assert [str(one) for one in both.of(TEAMS)] == [
        "addresses:a.example",
        "addresses:b.example",
        "name-ends:(northgate trust)",
    ]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (";", "must say who belongs"),
        ("everybody", "there is not, everybody"),
        ("stafflist", "Did you mean staff-list?"),
        ("tenant: all", "stands alone"),
        ("teams:", "ids of teams"),
        ("teams:Northgate staff", "ids of teams"),
        ("channels:#coffee", "ids of Slack channels"),
        ("addresses:northgate.example", "such as @trust.example"),
        ("addresses:@northgate", "after the @"),
        ("name-ends:)", "how names end"),
    ],
)
def test_a_rule_that_cannot_be_read_is_refused_in_a_sentence(given: str, says: str) -> None:
    with pytest.raises(ValueError, match=r"^[a-z]") as wrong:
        members(given)
    assert says in str(wrong.value)
