"""One organisation on Slack and on Teams: a whole trial, half of its people on each."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import col, select

from activities.kit.cards import CARD, GetInTouch
from activities.kit.events import Account, Channel, ChannelState
from bot.delivery.routing import sort_messages
from storage.tables import Message, Parcel, Person, Trial, Workspace
from tests.town import PLATFORM, TENANT, Town, Townsperson

TEAMS_CHANNEL = Channel("19:coffee@thread.tacv2", "Coffee in Teams", bot_is_in=True)
SHARE = frozenset({"slack"})
"""Where several can share a conversation with the bot."""


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A town in which Lee, who facilitates, has an account on each platform."""
    lived_in = Town(tmp_path)
    yield lived_in
    lived_in.close()


def in_teams(town: Town, name: str, department: str) -> Townsperson:
    somebody = town.person(name, department=department)
    moves(town, somebody)
    return somebody


def moves(town: Town, somebody: Townsperson) -> None:
    """From now on they do everything in Teams."""
    account = Account("teams", "a tenant", somebody.profile.account.user.lower())
    somebody.profile = replace(somebody.profile, account=account)
    town.front.hears_of(somebody.profile)


def moves_back(town: Town, somebody: Townsperson) -> None:
    """From now on they do everything in Slack again."""
    account = Account(PLATFORM, TENANT, somebody.profile.account.user.upper())
    somebody.profile = replace(somebody.profile, account=account)
    town.front.hears_of(somebody.profile)


def half_on_each(town: Town) -> list[Townsperson]:
    slack = [town.person(f"Slack {number}", department=("Finance", "Pharmacy")[number % 2]) for number in range(4)]
    return slack + [in_teams(town, f"Teams {number}", ("Finance", "Pharmacy")[number % 2]) for number in range(4)]


def routed(town: Town) -> list[tuple[str, set[str], list[str]]]:
    """What went where: the kind of message, the platforms, and the names of those to whom each of its parcels went."""
    with town.database.writing() as session:
        while sort_messages(session, [1], SHARE):
            pass
        found = []
        for parcel in session.exec(select(Parcel).order_by(col(Parcel.id))).all():
            message = session.get_one(Message, parcel.message_id)
            platform = session.get_one(Workspace, parcel.workspace_id).platform if parcel.workspace_id else "nowhere"
            names = [session.get_one(Person, one).name for one in parcel.people]
            found.append((message.key.partition(":")[0], {platform}, names))
        return found


def test_a_whole_trial_with_half_of_its_people_on_each(town: Town) -> None:
    them = half_on_each(town)
    trial = town.trial(joined=them, approve="automatic")
    moves(town, town.lee)
    town.lee.types("/coffee announce")
    town.lee.fills("coffee.channel", channel=TEAMS_CHANNEL)
    town.lee.is_answered("is announced in coffee and Coffee in Teams now")
    for channel in (trial.channel, TEAMS_CHANNEL.id):
        (page,) = town.front.channel(channel)
        assert "8 people signed up so far" in page.text
    town.comes_to(trial.signups_close)
    town.comes_to(date(2026, 11, 10))
    with town.database.reading() as session:
        told = session.exec(select(Message).where(col(Message.key).startswith("introduction"))).all()
        cards = [CARD.validate_json(message.body or "") for message in told]
    introduced = [one for one in routed(town) if one[0] in ("introduction", "introduction_alone")]
    reached = sorted(name for _, _, names in introduced for name in names)
    assert reached == sorted(one.name for one in them)
    for _, platforms, names in introduced:
        assert platforms == {names[0].split()[0].lower()}
    alone = [names for _, _, names in introduced if len(names) == 1]
    assert alone
    for (name,) in alone:
        (somebody,) = [one for one in them if one.name == name]
        (read,) = [one.read_alone(somebody.id) for one in cards if somebody.id in one.people()]
        (how,) = [part.people for part in read.parts if isinstance(part, GetInTouch)]
        assert [contact.email for contact in how] != [somebody.profile.email]
        assert "@hospital.example" in str(how)
    for channel in (trial.channel, TEAMS_CHANNEL.id):
        (page,) = town.front.channel(channel)
        assert "Sign-ups have closed: 8 people joined" in page.text


def test_each_channel_is_moved_and_missed_by_itself(town: Town) -> None:
    town.trial(joined=[town.person("Ann")])
    moves(town, town.lee)
    town.lee.types("/coffee announce")
    town.lee.fills("coffee.channel", channel=TEAMS_CHANNEL)
    with town.turn() as turn:
        at = turn.session.exec(select(Workspace).where(Workspace.platform == "teams")).one()
        town.engine.channels.heard(turn.session, at.id, TEAMS_CHANNEL.id, ChannelState.DELETED)
    town.lee.is_told("has been deleted")
    moves_back(town, town.lee)
    town.lee.presses("Choose another channel")
    town.lee.is_answered("is on the other platform. Please type /coffee announce there")
    moves(town, town.lee)
    elsewhere = Channel("19:wards@thread.tacv2", "Wards", bot_is_in=True)
    town.lee.presses("Choose another channel")
    town.lee.fills("coffee.channel", channel=elsewhere)
    with town.database.reading() as session:
        trial = session.exec(select(Trial)).one()
        assert (trial.channel, trial.also_channel) == ("C0COFFEE", elsewhere.id)
    (page,) = town.front.channel(elsewhere.id)
    assert "signed up so far" in page.text


def test_where_it_is_announced_already_another_channel_may_be_chosen(town: Town) -> None:
    town.trial()
    town.lee.types("/coffee announce")
    town.lee.fills("coffee.channel", channel=Channel("C0WARDS", "wards", bot_is_in=True))
    town.lee.is_answered("is announced in wards now")


@pytest.mark.parametrize("activity", ["coffee", "cafe", "review"])
def test_where_there_is_nothing_to_announce_it_says_so(town: Town, activity: str) -> None:
    town.lee.types("/coffee help")
    town.lee.types(f"/{activity} announce")
    town.lee.is_answered("There is nothing just now that could be announced here.")
