"""Days on which Slack takes nothing over match day: introduced is whoever has the introduction, and nobody else."""

from datetime import date, datetime, timedelta

import pytest

from activities.kit.cards import Button
from bot.platforms.platform import Away, Refused, SendingFailed
from storage import meetings
from storage.here import Here
from tests.coffee.test_lost_introductions import INTRODUCED
from tests.front import page_of
from tests.post import Post, saying
from tests.town import LONDON, Town, Townsperson


@pytest.fixture
def joined(town: Town) -> list[Townsperson]:
    some = town.people(4)
    town.trial(joined=some, approve="automatic")
    return some


def nobody(_method: str, _about: str) -> SendingFailed:
    """Slack refuses the bot as a whole."""
    return Away("token_revoked")


def button(post: Post, label: str, says: str) -> Button:
    """A button under what says something, wherever it stands."""
    cards = [one.card for one in post.far.posted.values() if says in page_of(one.card).text]
    return next(one for card in cards for one in card.buttons() if one.label == label)


@pytest.mark.parametrize("away", [timedelta(minutes=30), timedelta(hours=7), timedelta(hours=28)], ids=str)
async def test_everybody_is_introduced_once_it_is_mended(
    town: Town, joined: list[Townsperson], away: timedelta
) -> None:
    post = Post(town)
    town.comes_to(INTRODUCED)
    post.far.trouble = nobody
    await post.tries()
    town.lee.types("/coffee pairs")
    town.lee.is_answered("Their introductions are on their way, and none has arrived yet")
    joined[0].goes_home()
    joined[0].is_answered("My introduction is on its way to each of you")
    town.passes(away)
    post.far.trouble = lambda _method, _about: None
    await post.goes_out()
    town.passes(timedelta(days=1))
    await post.goes_out()
    town.lee.types("/coffee pairs")
    town.lee.is_answered("They have been introduced")
    assert not any(saying(post.own_chat(person), "can’t take part") for person in joined)
    assert len({one.conversation for one in post.far.posted.values() if one.conversation.startswith("G-")}) == 2
    assert saying(post.own_chat(town.lee), "I could write to nobody in Slack") == int(away > timedelta(hours=1))


async def test_what_could_not_arrive_in_time_is_named_and_sent_again_when_there_is_time(
    town: Town, joined: list[Townsperson]
) -> None:
    post = Post(town)
    town.comes_to(INTRODUCED)
    post.far.trouble = nobody
    await post.tries()
    town.comes_to(datetime(2026, 12, 2, 10, tzinfo=LONDON))
    post.far.trouble = lambda _method, _about: None
    await post.goes_out()
    assert not any(saying(post.own_chat(person), "how it was") for person in joined)
    assert not any(one.conversation.startswith("G-") for one in post.far.posted.values())
    assert saying(post.own_chat(town.lee), "could not arrive by Monday 30 November") == 2
    town.lee.types("/coffee pairs")
    town.lee.is_answered("Nobody was introduced: my messages did not arrive with each of them")
    again = button(post, "Send again", "could not arrive by")
    town.lee.presses_old(again)
    town.lee.is_answered("The time to meet in KNOWvember ended on Monday 30 November")
    town.lee.types("/coffee change")
    town.lee.fills("trial", meet_by=date(2026, 12, 18))
    town.lee.presses_old(again)
    town.lee.is_answered("I’m sending the introduction")
    await post.goes_out()
    assert len([one for one in post.far.posted.values() if one.conversation.startswith("G-")]) == 1


async def test_a_pair_that_never_got_it_is_named_and_neither_asked_nor_counted(
    town: Town, joined: list[Townsperson]
) -> None:
    post = Post(town)
    ann, *_ = joined
    refused: set[str] = set()

    def refuses_one_pair(method: str, about: str) -> SendingFailed | None:
        if method == "post" and ann.profile.account.user in about:
            refused.update(about.split("-")[1:])
        theirs = any(user in about for user in refused)
        return Refused("invalid_blocks") if method == "post" and theirs else None

    town.comes_to(INTRODUCED)
    post.far.trouble = refuses_one_pair
    await post.goes_out()
    post.far.trouble = lambda _method, _about: None
    assert saying(post.own_chat(town.lee), "did not arrive with each of them") == 1
    town.lee.types("/coffee report")
    town.lee.is_answered("2 of 4")
    town.lee.types("/coffee pairs")
    town.lee.is_answered("1 still waits for my message to arrive")
    town.lee.presses_old(button(post, "Send again", "did not arrive with each of them"))
    town.lee.is_answered("I’m sending the introduction")
    await post.goes_out()
    town.lee.types("/coffee pairs")
    town.lee.is_answered("They have been introduced")


async def test_a_pair_that_ended_before_its_introduction_arrived_was_never_introduced(
    town: Town, joined: list[Townsperson]
) -> None:
    post = Post(town)
    town.comes_to(INTRODUCED)
    post.far.trouble = nobody
    await post.tries()
    joined[0].types("/coffee leave")
    post.far.trouble = lambda _method, _about: None
    await post.goes_out()
    town.lee.types("/coffee pairs")
    town.lee.is_answered("Of these, 1 has been introduced; 1 was never introduced")


async def test_who_was_not_introduced_is_not_asked_how_it_was(town: Town, joined: list[Townsperson]) -> None:
    post = Post(town)
    town.comes_to(INTRODUCED)
    first = iter(range(1))
    only: list[str] = []

    def all_but_one_pair(method: str, about: str) -> SendingFailed | None:
        if method == "post" and about.startswith("G-"):
            only.extend([about] if next(first, None) is not None else [])
            return None if about in only else Refused("invalid_blocks")
        return Refused("invalid_blocks") if method == "post" and about != f"D-{town.lee.profile.account.user}" else None

    post.far.trouble = all_but_one_pair
    await post.goes_out()
    with town.database.reading() as session:
        organisation = town.the_trial().organisation_id
        asked = meetings.introduced(Here(session, organisation), town.the_trial().id)
    assert {f"G-{'-'.join(sorted(joined_user(joined, person.name) for person in asked))}"} == set(only)


def joined_user(joined: list[Townsperson], name: str) -> str:
    return next(one.profile.account.user for one in joined if one.name == name)
