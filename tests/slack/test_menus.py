"""In Slack, where not everybody in the workspace belongs: whom a menu finds, and whom it never does."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from activities.kit.events import People, Submitted
from bot.platforms.menus import LONGEST_LABEL
from bot.platforms.places import LISTED_ANEW
from bot.sandbox.faults import TooMany
from bot.sandbox.records import Json, User, View
from storage import called, people, staff_list
from storage.here import Here
from tests.slack.conftest import FASTER, Office, over_http, over_sockets
from tests.slack.tea import Tea

RULES = ("channels:{general}", "addresses:@example.org", "staff-list", "channels:{general}; staff-list")


@pytest.fixture
async def office(request: pytest.FixtureRequest, tea: Tea, sqlite_url: str) -> AsyncIterator[Office]:
    """The office, by a rule, in whose workspace are others too."""
    async with over_sockets(tea, sqlite_url, getattr(request, "param", RULES[0])) as office:
        moves_in(office)
        yield office


def moves_in(office: Office) -> None:
    """Ann and Bo are on the staff list; Anna, of another trust, is in the workspace only."""
    office.slack.workspace.add_user("Anna Outsider", email="anna@elsewhere.example")
    lists(office, "ann", "bo")


def lists(office: Office, *names: str) -> None:
    with office.engine.database.writing() as session:
        at = office.engine.reception.workspace(session, "slack", office.platform.tenant)
        for name in names:
            said: dict[str, object] = {
                "name": name,
                "email": f"{name}@example.org",
                "sites": [],
                "department": "Library",
            }
            staff_list.save(Here(session, at.organisation_id), name, said)


async def invites(office: Office, user: User | None = None) -> View:
    """The form that asks for people, in front of somebody."""
    return await office.opens_form(user or office.ann, "/tea invite")


async def finds(office: Office, view: View, typed: str) -> list[str]:
    return [option["text"]["text"] for option in await searches(office, view, typed)]


async def searches(office: Office, view: View, typed: str) -> list[Json]:
    return await office.slack.people.searches(view.user, view, "people", typed)


async def is_asked(office: Office, user: User, view: View, typed: object) -> Json:
    """What the bot answers to a request that Slack's client would not make."""
    ann = office.ann
    (block, element) = next((one, one["element"]) for one in view.blocks if one["block_id"] == "people")
    parcel = office.slack.people._payloads.search(ann, view, block, element, "")
    parcel.payload["user"] = {**parcel.payload["user"], "id": user.id}
    parcel.payload["value"] = typed
    answer = await office.slack.delivery.bring(parcel)
    assert answer.acknowledged
    return answer.payload


async def test_somebody_is_found_by_how_they_want_to_be_called_and_by_the_platforms_name(office: Office) -> None:
    await office.opens_form(office.bo, "/tea invite")  # and is known from now on
    with office.engine.database.writing() as session:
        at = office.engine.reception.workspace(session, "slack", office.platform.tenant)
        person = people.holder_of(Here(session, at.organisation_id), "bo@example.org")
        assert person
        called.choose(person, "Kit Jonas")
    view = await invites(office)
    assert await finds(office, view, "jonas") == await finds(office, view, office.bo.name) == ["Kit Jonas"]


@pytest.mark.parametrize("office", RULES, indirect=True)
async def test_a_menu_finds_members_and_nobody_else(office: Office) -> None:
    view = await invites(office)
    assert await finds(office, view, "an") == ["Ann Okafor"]
    assert await finds(office, view, "lind b") == ["Bo Lindqvist"]
    assert await finds(office, view, "ANN@example.org") == ["Ann Okafor"]
    for typed in ("Anna Outsider", "outsider", "anna@elsewhere.example", "Gil", "guest", "Sal Stranger", "Knowhow"):
        assert await finds(office, view, typed) == []


async def test_whoever_is_chosen_in_it_is_who_is_meant(office: Office) -> None:
    view = await invites(office)
    await searches(office, view, "bo")
    outcome = await office.slack.people.submits(office.ann, view, {"title": "Tea", "people": [office.bo.id]})
    assert outcome.went_well
    assert chosen(office) == ["Bo Lindqvist"]


async def test_a_choice_stays_while_something_else_is_wrong(office: Office) -> None:
    view = await invites(office)
    await searches(office, view, "bo")
    refused = await office.slack.people.submits(office.ann, view, {"people": [office.bo.id]})
    assert list(refused.errors) == ["title"]
    assert (await office.slack.people.submits(office.ann, view, {"title": "Tea"})).went_well
    assert chosen(office) == ["Bo Lindqvist"]


async def test_an_id_that_no_menu_offered_is_refused_when_the_form_is_sent(office: Office) -> None:
    outsider = next(user for user in office.slack.workspace.users.values() if user.real_name == "Anna Outsider")
    view = await invites(office)
    view.offered["people"] = [{"text": {"type": "plain_text", "text": "Anna"}, "value": outsider.id}]
    refused = await office.slack.people.submits(office.ann, view, {"title": "Tea", "people": [outsider.id]})
    assert "only members" in refused.errors["people"]


@pytest.mark.parametrize("office", RULES, indirect=True)
async def test_whoever_does_not_belong_is_shown_nobody(office: Office) -> None:
    view = await invites(office)
    assert await is_asked(office, office.ann, view, "an") != {"options": []}
    outsider = next(user for user in office.slack.workspace.users.values() if user.real_name == "Anna Outsider")
    for user in (outsider, office.guest, office.stranger):
        assert await is_asked(office, user, view, "an") == {"options": []}


@pytest.mark.parametrize("typed", [None, "", " ", "a", " a ", "%", "..", "a" * 5000, "🎉🎉"])
async def test_an_odd_request_finds_nobody(office: Office, typed: str | None) -> None:
    assert await is_asked(office, office.ann, await invites(office), typed) == {"options": []}


async def test_where_everybody_in_the_workspace_belongs_slack_fills_its_own_menu(tea: Tea, sqlite_url: str) -> None:
    async with over_sockets(tea, sqlite_url, "tenant") as office:
        view = await invites(office)
        assert view.blocks[1]["element"]["type"] == "multi_users_select"
        assert await is_asked(office, office.ann, view, "an") == {"options": []}


async def test_it_is_the_same_where_slack_calls_the_bot(tea: Tea, sqlite_url: str, unused_tcp_port: int) -> None:
    async with over_http(tea, sqlite_url, unused_tcp_port, RULES[0]) as office:
        moves_in(office)
        assert await finds(office, await invites(office), "an") == ["Ann Okafor"]


async def test_namesakes_are_told_apart_by_their_addresses(office: Office) -> None:
    long = "Anastasia " + "Montgomery-" * 9
    for name, address in (
        ("Ann Okafor", "ann.okafor2@example.org"),
        (long, "a.m@example.org"),
        (long, "m.a@example.org"),
    ):
        office.general.members.append(office.slack.workspace.add_user(name, email=address).id)
    view = await invites(office)
    assert await finds(office, view, "ann ok") == [
        "Ann Okafor (ann@example.org)",
        "Ann Okafor (ann.okafor2@example.org)",
    ]
    labels = await finds(office, view, "anastasia")
    assert [label[-17:] for label in labels] == ["(a.m@example.org)", "(m.a@example.org)"]
    assert all(len(label) <= LONGEST_LABEL for label in labels)


async def test_namesakes_without_an_address_are_told_apart_by_their_work_or_numbered(office: Office) -> None:
    office.ann.email = ""
    await office.slack.people.types(office.ann, office.general, "/tea wait")  # she is known from now on
    with office.engine.database.writing() as session:
        for _, person in people.known_in(
            session, office.engine.reception.workspace(session, "slack", office.platform.tenant)
        ):
            person.job_title = "Midwife"
    for _ in range(2):
        user = office.slack.workspace.add_user("Ann Okafor", email="")
        office.general.members.append(user.id)
    assert await finds(office, await invites(office, office.bo), "ann") == [
        "Ann Okafor (Midwife)",
        "Ann Okafor (1 of 2)",
        "Ann Okafor (2 of 2)",
    ]


async def test_whoever_joins_the_channel_is_found_within_a_minute_and_whoever_leaves_no_more(office: Office) -> None:
    view = await invites(office)
    assert await finds(office, view, "outsider") == []
    outsider = next(user for user in office.slack.workspace.users.values() if user.real_name == "Anna Outsider")
    office.general.members.append(outsider.id)
    office.general.members.remove(office.bo.id)
    await asyncio.sleep(2 * LISTED_ANEW.total_seconds() / FASTER)
    assert await finds(office, view, "outsider") == ["Anna Outsider"]
    assert await finds(office, view, "lindqvist") == []


async def test_while_slack_lists_nobody_the_menu_is_empty_and_then_finds_them(office: Office) -> None:
    view = await invites(office)
    await office.forgets_in_memory()
    office.platform.lookups._listing = None
    office.slack.faults.on("users.list", TooMany(30), times=1)
    found = [await finds(office, view, "lindqvist")]
    while not found[-1]:
        await asyncio.sleep(0.05)
        found.append(await finds(office, view, "lindqvist"))
    assert found[-1] == ["Bo Lindqvist"]


def chosen(office: Office) -> list[str]:
    """Who was chosen in the form that was sent last."""
    heard = office.tea.heard[-1]
    assert isinstance(heard, Submitted)
    value = heard.values["people"]
    assert isinstance(value, People)
    return [profile.name for profile in value.profiles]


async def test_whoever_leaves_the_channel_while_a_form_is_open_is_shown_nobody(office: Office) -> None:
    view = await invites(office)
    office.general.members.remove(office.ann.id)
    await office.forgets_in_memory()
    assert await is_asked(office, office.ann, view, "bo") == {"options": []}
