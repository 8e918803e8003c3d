"""In Teams, in a tenant of many: whom a menu finds, whom it never does, and what becomes of a choice."""

from collections.abc import AsyncIterator

import pytest

from activities.kit.events import People, Submitted
from activities.kit.forms import Option
from bot.settings.members import members
from bot.teams.fields import LONGEST_OPTION, as_choice
from bot.teams.menus import FOUND, MOST_SHOWN, SEARCHED
from storage import called, people, staff_list
from storage.here import Here
from tests.fronts.teams_bot import TeamsBot
from tests.fronts.teams_cards import carried_by, errors_on, inputs, page_of
from tests.fronts.teams_menus import about
from tests.fronts.teams_service import TEAM, Fault, Posted
from tests.slack.tea import Tea
from tests.teams.conftest import TENANT, an_office
from tests.teams.installing import OTHER_TEAM, installs
from tests.teams.test_talking import types

RULES = (f"teams:{TEAM}", "addresses:@example.org", "staff-list", "name-ends:(NORTHGATE)", f"teams:{TEAM}; staff-list")


@pytest.fixture
async def office(request: pytest.FixtureRequest, tea: Tea, sqlite_url: str) -> AsyncIterator[TeamsBot]:
    """The bot in two teams, by a rule: Anna, of another trust, is only in the other, and Gil is a guest there."""
    async with an_office(tea, sqlite_url, members(getattr(request, "param", RULES[0]))) as bot:
        bot.service.add("ann", "OKAFOR, Ann (NORTHGATE)", "ann@example.org")
        bot.service.add("bo", "LINDQVIST, Bo (NORTHGATE)", "bo@example.org")
        bot.service.add("anna", "OUTSIDER, Anna (SOUTHPORT)", "anna@elsewhere.example")
        bot.service.add("gil", "Gil Guest", "gil@council.example", userRole="guest")
        bot.service.absent |= {(TEAM, "anna"), (TEAM, "gil"), (OTHER_TEAM, "ann")}
        with bot.engine.database.writing() as session:
            at = bot.engine.reception.workspace(session, "teams", TENANT)
            for name in ("ann", "bo"):
                said: dict[str, object] = {"name": name, "email": f"{name}@example.org", "sites": [], "department": ""}
                staff_list.save(Here(session, at.organisation_id), name, said)
        await installs(bot)
        await installs(bot, OTHER_TEAM)
        yield bot


async def finds(office: TeamsBot, typed: object, user: str = "ann", **details: object) -> list[str]:
    """Whom a menu offers somebody for what they typed."""
    own_chat = office.service.own_chat(user)
    value = {"value": about(typed) if isinstance(typed, str) else typed}
    asked = office.service.activity("invoke", user, own_chat, name=SEARCHED, **{**value, **details})
    status, answer = await office.service.sends(asked)
    assert (status, answer["statusCode"], answer["type"]) == (200, 200, FOUND)
    return [one["title"] for one in answer["value"]["results"]]


async def invites(office: TeamsBot, user: str = "ann") -> Posted:
    """The form that asks for people, in front of somebody."""
    await types(office, "tea invite", user)
    return office.service.in_conversation(office.service.own_chat(user))[-1]


async def sends(office: TeamsBot, form: Posted, user: str = "ann", **typed: str) -> None:
    """Send it as it stands, with this typed or chosen."""
    stands = {name: str(one.get("value", "")) for name, one in inputs(form.card).items()}
    filled = {**carried_by(form.card), **stands, **{name.replace("_", "."): said for name, said in typed.items()}}
    sent = office.service.activity("message", user, form.conversation, value=filled, replyToId=form.id)
    assert (await office.service.sends(sent))[0] == 200
    await office.connection.has_answered()


def chosen(office: TeamsBot, tea: Tea) -> list[str]:
    """Who was chosen in the form that was sent last."""
    heard = tea.heard[-1]
    assert isinstance(heard, Submitted)
    value = heard.values["people"]
    assert isinstance(value, People)
    return [profile.account.user for profile in value.profiles]


BO = as_choice(Option("bo", "Bo Lindqvist"))["value"]


@pytest.mark.parametrize("office", RULES, indirect=True)
async def test_a_menu_finds_members_and_nobody_else(office: TeamsBot) -> None:
    assert await finds(office, "an") == ["Ann Okafor"]
    assert await finds(office, "lind b") == ["Bo Lindqvist"]
    assert await finds(office, "ANN@example.org") == ["Ann Okafor"]
    for typed in ("OUTSIDER, Anna", "outsider", "SOUTHPORT", "anna@elsewhere.example", "gil", "guest", "Knowhow"):
        assert await finds(office, typed) == []


@pytest.mark.parametrize("office", RULES, indirect=True)
async def test_whoever_does_not_belong_is_shown_nobody(office: TeamsBot) -> None:
    assert await finds(office, "an", "bo") == ["Ann Okafor"]
    assert [await finds(office, "an", user) for user in ("anna", "gil")] == [[], []]


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "a",
        " a ",
        "%",
        "a" * 5000,
        "🎉🎉",
        None,
        [],
        {"queryText": "ann"},
        {"queryText": 7, "dataset": "knowhow.people"},
        {"queryText": {"a": "b"}, "dataset": "knowhow.people"},
        about("ann", "graph.microsoft.com/users"),
        about("ann", ""),
    ],
)
async def test_an_odd_request_finds_nobody(office: TeamsBot, asked: object) -> None:
    assert await finds(office, asked) == []


async def test_a_request_that_microsoft_has_not_signed_is_refused(office: TeamsBot) -> None:
    asked = office.service.activity("invoke", "ann", office.service.own_chat("ann"), name=SEARCHED, value=about("an"))
    assert await office.service.sends(asked, token="") == (401, {})
    assert (await office.service.sends({**asked, "from": {"id": "29:zed", "aadObjectId": "zed"}}))[1]["value"] == {
        "results": []
    }


async def test_where_everybody_in_the_tenant_belongs_names_are_typed(tea: Tea, sqlite_url: str) -> None:
    async with an_office(tea, sqlite_url, members("tenant")) as office:
        await installs(office)
        assert "people.found" not in inputs((await invites(office)).card)
        assert await finds(office, "an") == []


async def test_whoever_is_chosen_in_it_is_who_is_meant(office: TeamsBot, tea: Tea) -> None:
    await sends(office, await invites(office), title="Tea", people_found=BO)
    assert chosen(office, tea) == ["bo"]


async def test_a_choice_stays_while_something_else_is_wrong_and_can_be_taken_back(office: TeamsBot, tea: Tea) -> None:
    ann = as_choice(Option("ann", "Ann Okafor"))["value"]
    form = await invites(office)
    await sends(office, form, people_found=f"{BO},{ann}")
    assert errors_on(form.card) == {"title": "Please give it a name."}
    ticks = inputs(form.card)["people.chosen"]
    assert [one["title"] for one in ticks["choices"]] == ["Bo Lindqvist", "Ann Okafor"]
    await sends(office, form, people_chosen=ticks["value"].split(",")[0])
    assert [one["title"] for one in inputs(form.card)["people.chosen"]["choices"]] == ["Bo Lindqvist"]
    await sends(office, form, title="Tea")
    assert chosen(office, tea) == ["bo"]


async def test_a_choice_stays_where_the_turn_fails(office: TeamsBot, tea: Tea) -> None:
    form = await invites(office)
    office.connection.platform.lookups.forget("ann")
    office.service.faults["member"] += [Fault(503)] * 9
    await sends(office, form, title="Tea", people_found=BO)
    assert errors_on(form.card)
    assert inputs(form.card)["people.chosen"]["value"] == BO
    office.service.faults["member"].clear()
    await sends(office, form)
    assert chosen(office, tea) == ["bo"]


async def test_who_is_chosen_and_who_is_named_are_taken_together(office: TeamsBot, tea: Tea) -> None:
    await sends(office, await invites(office), title="Tea", people_found=BO, people="Ann Ok")
    assert chosen(office, tea) == ["bo", "ann"]


@pytest.mark.parametrize("user", ["anna", "gil", "nobody"])
async def test_an_id_that_no_menu_offered_is_refused_and_taken_back(office: TeamsBot, tea: Tea, user: str) -> None:
    form = await invites(office)
    forged = as_choice(Option(user, "Ann Okafor"))["value"]
    await sends(office, form, title="Tea", people_found=f"{forged},{BO}")
    assert "only members" in errors_on(form.card)["people"]
    assert chosen(office, tea) == [user, "bo"]
    await sends(office, form, people_chosen=BO)
    assert chosen(office, tea) == ["bo"]


async def test_namesakes_are_told_apart(office: TeamsBot) -> None:
    office.service.add("ann2", "OKAFOR, Ann (NORTHGATE)", "ann.okafor2@example.org")
    long = "Anastasia " + "Montgomery-" * 9
    for user in ("a.m", "m.a"):
        office.service.add(user, long, f"{user}@example.org")
    for user in ("u1", "u2"):
        office.service.add(user, "Una Umber")
    assert await finds(office, "ann ok") == [
        "Ann Okafor (ann@example.org)",
        "Ann Okafor (ann.okafor2@example.org)",
    ]
    labels = await finds(office, "anastasia")
    assert [label[-17:] for label in labels] == ["(a.m@example.org)", "(m.a@example.org)"]
    assert all(len(label) <= LONGEST_OPTION for label in labels)
    assert await finds(office, "una") == ["Una Umber (1 of 2)", "Una Umber (2 of 2)"]


async def test_no_more_are_offered_than_teams_shows(office: TeamsBot) -> None:
    for number in range(40):
        office.service.add(f"u{number}", f"Umber Person{number}")
    assert len(await finds(office, "umber")) == MOST_SHOWN


async def test_while_teams_lists_nobody_the_menu_is_empty_and_then_finds_them(office: TeamsBot) -> None:
    office.service.faults["members"] += [Fault(500)] * 2
    await finds(office, "bo")
    office.service.faults["members"].clear()
    office.connection.platform.lookups._listed_until = office.pace.now()
    assert await finds(office, "bo") == ["Bo Lindqvist"]
    assert "Knowhow is for members" in page_of((await invites(office, "anna")).card).text


async def test_whoever_is_let_go_while_a_form_is_open_is_shown_nobody_and_found_no_more(office: TeamsBot) -> None:
    await invites(office)
    await office.lists_everybody()
    office.service.absent.add((TEAM, "ann"))
    office.connection.platform.lookups.forget("ann")
    office.connection.platform.lookups._listed_until = office.pace.now()
    assert await finds(office, "bo") == []
    assert await finds(office, "okafor", "bo") == []


async def test_somebody_is_found_by_how_they_want_to_be_called_and_by_the_platforms_name(office: TeamsBot) -> None:
    await types(office, "tea wait", "bo")  # who is known from now on
    with office.engine.database.writing() as session:
        at = office.engine.reception.workspace(session, "teams", TENANT)
        person = people.holder_of(Here(session, at.organisation_id), "bo@example.org")
        assert person
        called.choose(person, "Kit Jonas")
    assert await finds(office, "jonas") == await finds(office, "lindqvist") == ["Kit Jonas"]


async def test_while_the_team_whose_members_belong_does_not_answer_whoever_is_known_is_found(office: TeamsBot) -> None:
    await types(office, "tea wait", "bo")
    await types(office, "tea wait", "anna")
    office.connection.platform.lookups._listed_until = office.pace.now()
    office.service.faults["members"] += [Fault(404)]  # the first that is asked for is that team
    assert await finds(office, "lindqvist") == ["Bo Lindqvist"]
    assert await finds(office, "outsider") == []


async def test_a_guest_whom_the_staff_list_marks_is_found_as_a_member_is(office: TeamsBot) -> None:
    said: dict[str, object] = {"name": "Gil Guest", "email": "gil@council.example", "employer": "Council", "sites": []}
    with office.engine.database.writing() as session:
        at = office.engine.reception.workspace(session, "teams", TENANT)
        staff_list.save(Here(session, at.organisation_id), "gil", said)
    assert await finds(office, "guest") == ["Gil Guest"]
    assert await finds(office, "okafor", "gil") == ["Ann Okafor"]
