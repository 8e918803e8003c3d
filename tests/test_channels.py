"""A channel that is closed, private or back: who runs what stands there hears once what can be done, and it goes on."""

import pytest
from sqlmodel import select

from activities import ACTIVITIES
from activities.kit.events import Channel, ChannelState
from bot.sandbox.happenings import Happenings
from bot.sandbox.records import Conversation
from storage import channels
from storage.tables import Prompt
from tests.closed_channels import WARDS, WAYS, a_prompt, becomes
from tests.fronts.slack import SlackFront
from tests.town import COFFEE, Town

SAID = {
    ChannelState.ARCHIVED: "has been archived, so nobody can write there",
    ChannelState.DELETED: "has been deleted",
    ChannelState.OUT: "Invite me there again, and I go on by myself",
    ChannelState.READ_ONLY: "Ask whoever looks after it to let me write there",
    ChannelState.LOST: "can’t be found any more",
}


def test_everything_that_names_a_channel_is_tried_here() -> None:
    named = {table.name for table in channels.announced()}
    assert named == {row.__tablename__ for row, _, _ in WAYS.values()}
    for _, _, form in WAYS.values():
        activity, _, name = form.partition(".")
        assert name in next(one for one in ACTIVITIES if one.name == activity).forms


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("state", SAID)
def test_whoever_runs_it_hears_once_what_can_be_done(tmp_path, way: str, state: ChannelState) -> None:  # type: ignore[no-untyped-def]
    town = Town(tmp_path)
    WAYS[way][1](town)
    for _ in range(2):
        becomes(town, state)
    town.lee.is_told(SAID[state])
    town.lee.button("Choose another channel")
    if state in (ChannelState.ARCHIVED, ChannelState.DELETED):
        town.lee.is_not_told("nvite me")
        town.lee.has_no_button("Send again")
    else:
        town.lee.button("Send again")
    town.close()


@pytest.mark.parametrize("way", WAYS)
def test_in_the_channel_that_is_chosen_it_goes_on(anywhere: Town, way: str) -> None:
    row, begins, form = WAYS[way]
    begins(anywhere)
    becomes(anywhere, ChannelState.ARCHIVED)
    anywhere.lee.presses("Choose another channel")
    anywhere.lee.fills(form, channel=WARDS)
    anywhere.lee.is_not_told("has been archived")
    with anywhere.database.reading() as session:
        thing = session.exec(select(row)).one()
        assert (thing.channel, thing.channel_name) == (WARDS.id, WARDS.name)  # type: ignore[attr-defined]
    becomes(anywhere, ChannelState.OPEN)
    anywhere.lee.is_not_told("I can write in coffee again")
    if way == "prompt":
        anywhere.comes_to(anywhere.now.replace(day=10))
    assert anywhere.front.channel(WARDS.id)


@pytest.mark.parametrize("way", WAYS)
def test_a_channel_that_comes_back_goes_on_and_the_card_says_so(tmp_path, way: str) -> None:  # type: ignore[no-untyped-def]
    town = Town(tmp_path)
    WAYS[way][1](town)
    becomes(town, ChannelState.OUT)
    becomes(town, ChannelState.ARCHIVED)
    town.lee.is_not_told("Invite me")
    becomes(town, ChannelState.OUT)
    town.lee.is_not_told("Invite me")
    becomes(town, ChannelState.OPEN)
    town.lee.is_told("I can write in coffee again")
    town.lee.has_no_button("Choose another channel")
    becomes(town, ChannelState.OUT)
    town.lee.is_told("Invite me")
    town.close()


@pytest.mark.parametrize("way", WAYS)
def test_what_is_private_now_is_said_once_and_goes_on(tmp_path, way: str) -> None:  # type: ignore[no-untyped-def]
    town = Town(tmp_path)
    WAYS[way][1](town)
    for _ in range(2):
        becomes(town, ChannelState.OPEN, is_private=True)
    town.lee.is_told("has been made private: only its members see")
    town.close()


def test_what_no_channel_is_to_hear_of_any_more_is_no_news(tmp_path) -> None:  # type: ignore[no-untyped-def]
    town = Town(tmp_path)
    town.introduced(*town.people(4))
    becomes(town, ChannelState.ARCHIVED)
    town.lee.is_not_told("has been archived")
    town.close()


def test_an_archived_channel_is_not_one_to_invite_the_bot_to(tmp_path) -> None:  # type: ignore[no-untyped-def]
    town = Town(tmp_path)
    a_prompt(town)
    becomes(town, ChannelState.OUT)
    town.lee.presses("Choose another channel")
    town.lee.fills("review.prompt_channel", channel=Channel("C0OLD", "old", bot_is_in=False, is_closed=True))
    town.lee.is_shown_errors(channel="it is archived")
    town.close()


# ---- through Slack ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("town", ["slack"], indirect=True)
class TestInSlack:
    def front(self, town: Town) -> SlackFront:
        assert isinstance(town.front, SlackFront)
        return town.front

    def test_an_archived_channel_is_heard_of_at_once_and_comes_back(self, town: Town) -> None:
        ann, bo = town.people(2)
        town.trial(joined=[ann])
        front = self.front(town)
        front.happens(COFFEE, lambda slack, place: slack.is_archived(place, front.user(ann.profile)))
        town.settle()
        town.lee.is_told("has been archived")
        bo.types("/coffee join")
        bo.fills("signup")
        town.settle()
        town.lee.is_told("has been archived")
        assert "1 person" in front.channel(COFFEE.id)[0].text
        front.happens(COFFEE, lambda slack, place: slack.is_brought_back(place, front.user(ann.profile)))
        town.settle()
        assert "2 people" in front.channel(COFFEE.id)[0].text
        assert len(front.channel(COFFEE.id)) == 1
        town.lee.is_told("I can write in coffee again")

    def test_a_refusal_tells_the_same_where_no_event_came(self, town: Town) -> None:
        (ann,) = town.people(1)
        town.trial()
        self.front(town).conversation(COFFEE).is_archived = True
        ann.types("/coffee join")
        ann.fills("signup")
        town.settle()
        town.lee.is_told("has been archived")
        town.lee.presses("Choose another channel")
        town.lee.fills("coffee.channel", channel=WARDS)
        town.settle()
        assert "1 person" in self.front(town).channel(WARDS.id)[0].text

    def test_the_bot_is_taken_out_and_invited_again(self, town: Town) -> None:
        town.trial()
        front = self.front(town)
        front.happens(COFFEE, lambda slack, place: slack.leaves_channel(front.bot_user, place))
        town.settle()
        town.lee.is_told("Invite me there again")
        front.happens(COFFEE, lambda slack, place: slack.joins_channel(front.bot_user, place))
        town.settle()
        town.lee.is_told("I can write in coffee again")

    def test_where_it_stood_it_says_where_it_stands_now(self, town: Town) -> None:
        town.trial()
        front = self.front(town)
        front.happens(COFFEE, made_private)
        front.looks_at_channels()
        front.looks_at_channels()
        town.settle()
        town.lee.is_told("has been made private")
        town.lee.presses("Choose another channel")
        town.lee.fills("coffee.channel", channel=WARDS)
        town.settle()
        assert "is announced in wards now" in front.channel(COFFEE.id)[0].text
        assert "Be the first to sign up" in front.channel(WARDS.id)[0].text

    def test_its_new_name_is_shown(self, town: Town) -> None:
        a_prompt(town)
        front = self.front(town)
        front.happens(COFFEE, lambda slack, place: slack.is_renamed(place, "espresso"))
        assert self.name_of(town) == "espresso"
        front.conversation(COFFEE).name = "latte"
        front.looks_at_channels()
        assert self.name_of(town) == "latte"

    def test_what_is_deleted_asks_nobody_to_invite_the_bot(self, town: Town) -> None:
        a_prompt(town)
        self.front(town).happens(COFFEE, lambda slack, place: slack.is_deleted(place))
        town.comes_to(town.now.replace(day=10))
        town.lee.is_told("has been deleted")
        town.lee.is_not_told("nvite me")
        town.lee.presses("Choose another channel")
        town.lee.fills("review.prompt_channel", channel=WARDS)
        town.settle()
        assert len(self.front(town).channel(WARDS.id)) == 1

    def test_slack_may_call_it_by_another_id(self, town: Town) -> None:
        town.trial()
        front = self.front(town)
        event = {"type": "channel_id_changed", "old_channel_id": COFFEE.id, "new_channel_id": WARDS.id}
        front.conversation(WARDS)
        front.happens(COFFEE, lambda slack, place: slack.tell(event))
        assert town.the_trial().channel == WARDS.id

    def name_of(self, town: Town) -> str:
        with town.database.reading() as session:
            return session.exec(select(Prompt.channel_name)).one()


async def made_private(slack: Happenings, place: Conversation) -> None:
    slack.is_made_private(place)
