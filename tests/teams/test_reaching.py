"""Sending in Teams: to who wrote or never did, to who cannot be reached, and files to who agrees to them."""

import pytest

from activities.kit.cards import Card, Contact, GetInTouch, say
from activities.kit.events import Account, People, Profile
from activities.kit.runs import Mention
from activities.kit.views import Document
from bot.platforms.platform import (
    Away,
    CannotTell,
    MayHaveArrived,
    NotNow,
    Refused,
    SendingFailed,
    Unknown,
    Unreachable,
)
from bot.teams.naming import meant
from tests.fronts.teams_bot import TeamsBot
from tests.fronts.teams_cards import page_of
from tests.fronts.teams_service import NOT_INSTALLED, TEAM, Fault
from tests.teams.installing import installs


async def test_whoever_never_wrote_has_a_chat_opened_for_them(office: TeamsBot) -> None:
    await installs(office)
    own_chat = await office.connection.platform.own_chat("ann")
    reference = await office.connection.platform.post(own_chat, say("Hello & <at>you</at>"), {}, mark=1)
    await office.connection.platform.change(own_chat, reference, say("Changed"), {})
    (posted,) = office.service.in_conversation(own_chat)
    assert (page_of(posted.card).text, posted.changes) == ("Changed", 1)


async def test_a_channel_is_posted_to_as_a_thread_of_its_own_and_changed_there(office: TeamsBot) -> None:
    await installs(office)
    platform = office.connection.platform
    reference = await platform.post(TEAM, say("Who is in?"), {}, mark=1)
    await platform.change(TEAM, reference, say("Two are in."), {})
    posted = office.service.in_conversation(TEAM)[-1]
    assert (page_of(posted.card).text, posted.changes) == ("Two are in.", 1)


@pytest.mark.parametrize(
    ("status", "failure"),
    [
        (401, Away),
        (403, Unknown),
        (409, Unknown),
        (503, Away),
        (404, Unreachable),
        (400, Refused),
        (412, NotNow),
        (429, NotNow),
        (500, MayHaveArrived),
        (502, NotNow),
        (504, NotNow),
    ],
)
async def test_what_a_failed_post_means(office: TeamsBot, status: int, failure: type[SendingFailed]) -> None:
    await installs(office)
    own_chat = await office.connection.platform.own_chat("ann")
    office.service.faults["post"] += [Fault(status)]
    with pytest.raises(failure):
        await office.connection.platform.post(own_chat, say("Hello"), {}, mark=1)
    assert [call for call, _ in office.service.calls].count("post") == 2  # the welcome, and this: nothing is repeated


async def test_nothing_can_be_sent_before_anything_was_heard(office: TeamsBot) -> None:
    with pytest.raises(NotNow):
        await office.connection.platform.own_chat("ann")


async def test_whoever_does_not_have_the_bot_is_unreachable(office: TeamsBot) -> None:
    await installs(office)
    office.service.refusals["ann"] = NOT_INSTALLED
    with pytest.raises(Unreachable):
        await office.connection.platform.own_chat("ann")


async def test_a_bot_can_read_nothing_back(office: TeamsBot) -> None:
    with pytest.raises(CannotTell):
        await office.connection.platform.find("a:1", mark=1)


async def test_everybody_is_listed_page_by_page(office: TeamsBot) -> None:
    await installs(office)
    for number in range(8):
        office.service.add(f"colleague {number}", f"Colleague {number}", f"c{number}@example.org")
    office.service.add("guest", "Gil Guest", "gil@elsewhere.example", userRole="guest")
    listed = {profile.name: profile async for profile in office.connection.platform.everybody()}
    assert len(listed) == 11
    assert (listed["Ann Okafor"].email, listed["Gil Guest"].email) == ("ann@example.org", "gil@elsewhere.example")
    assert listed["Gil Guest"].kind == "guest"


ROSTER = [
    Profile(Account("teams", "t", user), name, email)
    for user, name, email in (
        ("1", "Ann Okafor", "ann@example.org"),
        ("2", "Ann Quist", "quist@example.org"),
        ("3", "Bo Lindqvist", "bo@example.org"),
        ("4", "FERNÁNDEZ-O’HARA, Patti (Northgate)", "patti@example.org"),
        ("5", "Anna Quistgaard", "anna@example.org"),
        ("6", "SMITH, Sam (NORTHGATE)", ""),
        ("7", "SMITH, Sam (SOUTHFIELD)", ""),
    )
] + [Profile(Account("teams", "t", "8"), "JONES, Cristobal (NORTHGATE)", called="Kit Jonas")]


def typed(*names: str, chosen: str = "") -> People:
    strangers = [Profile(Account("", "", ""), name) for name in names]
    return People((*strangers, *([Profile(Account("", "", chosen), "")] if chosen else [])))


@pytest.mark.parametrize(
    ("asked", "found", "namesakes", "unknown"),
    [
        (typed("Bo Lindqvist"), {"3"}, set(), ()),
        (typed("lindqvist"), {"3"}, set(), ()),
        (typed("QUIST@example.org", "bo"), {"2", "3"}, set(), ()),
        (typed("Ann"), set(), {"1", "2"}, ()),
        (typed("Ann", chosen="2"), {"2"}, {"1", "2"}, ()),
        (typed("Zed", "Bo"), {"3"}, set(), ("Zed",)),
        (typed("Ann", chosen="9"), {"9"}, {"1", "2"}, ()),  # refused, as whoever else is not on the roster
        (typed("Patti F"), {"4"}, set(), ()),
        (typed("f PAT"), {"4"}, set(), ()),
        (typed("Patti Fernandez"), {"4"}, set(), ()),
        (typed("patti ohara"), {"4"}, set(), ()),
        (typed("Lindqvíst bo"), {"3"}, set(), ()),
        (typed("an qu"), set(), {"2", "5"}, ()),
        (typed("P Pa"), set(), set(), ("P Pa",)),
        (typed("..."), set(), set(), ("...",)),
        (typed("atti"), set(), set(), ("atti",)),
        (typed("Northgate"), set(), set(), ("Northgate",)),  # it is in brackets, and no part of anybody’s name
        (typed("Patti Fernández-O’Hara (Southfield)"), {"4"}, set(), ()),
        (typed("Patti Fernández-O’Hara"), {"4"}, set(), ()),
        (typed("Sam Smith"), set(), {"6", "7"}, ()),
        (typed("SMITH, Sam (SOUTHFIELD)"), {"7"}, set(), ()),
        (typed("Kit"), {"8"}, set(), ()),  # as they want to be called
        (typed("Cristobal Jones"), {"8"}, set(), ()),
    ],
)
def test_names_and_addresses_mean_somebody(
    asked: People, found: set[str], namesakes: set[str], unknown: tuple[str, ...]
) -> None:
    result = meant(asked, ROSTER)
    assert {one.account.user for one in result.people.profiles} == found
    assert ({one.account.user for one in result.namesakes}, result.unknown) == (namesakes, unknown)


async def test_a_file_is_offered_before_it_is_given(office: TeamsBot) -> None:
    await installs(office)
    own_chat = await office.connection.platform.own_chat("ann")
    figures = Document("figures.csv", "Figures", b"name,met\n")
    await office.connection.platform.post_file(own_chat, figures, say("Your figures"), mark=7)
    (offer,) = office.service.messages[-1].activity["attachments"]
    assert (offer["name"], offer["content"]["sizeInBytes"]) == ("figures.csv", 9)
    assert offer["content"]["acceptContext"] == {"message": 7}
    assert "met" not in str(offer["content"])


async def test_links_take_the_name_with_which_somebody_signs_in(office: TeamsBot) -> None:
    office.service.add("ann", "Ann Okafor", "ann.okafor@example.org", userPrincipalName="aokafor7@trust.example")
    await installs(office)
    platform = office.connection.platform
    own_chat = await platform.own_chat("bo")
    known, unknown = Contact(Mention(1, "Ann"), "ann.okafor@example.org"), Contact(Mention(2, "Cat"), "cat@example.org")
    await platform.post(own_chat, Card("Hello", (GetInTouch((known, unknown), ()),)), {1: "ann", 2: "nobody"}, mark=1)
    shown = str(office.service.in_conversation(own_chat)[-1].card)
    assert "users=aokafor7@trust.example" in shown
    assert "users=cat@example.org" in shown
    assert "attendees=aokafor7@trust.example,cat@example.org" in shown
