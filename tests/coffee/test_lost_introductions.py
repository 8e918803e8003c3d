"""Introductions that did not arrive for certain: nobody is left without one, and nobody waits for somebody gone."""

from datetime import datetime

import pytest

from activities.kit.cards import Button
from bot.platforms.platform import Refused
from tests.front import page_of
from tests.post import Post, saying
from tests.town import LONDON, Town, Townsperson

INTRODUCED = datetime(2026, 11, 9, 9, tzinfo=LONDON)


@pytest.fixture
def pair(town: Town) -> tuple[Townsperson, Townsperson]:
    """Two people who are to be introduced this morning."""
    ann, bo = town.people(2)
    town.trial(joined=[ann, bo], approve="automatic")
    return ann, bo


async def test_an_introduction_cut_off_is_followed_by_a_note_to_each(
    town: Town, pair: tuple[Townsperson, Townsperson]
) -> None:
    post, (ann, bo) = Post(town), pair
    post.far.cut_off.add(post.group(ann, bo))
    town.comes_to(INTRODUCED)
    await post.goes_out()
    assert saying(post.shared(ann, bo), "writes first") == 1
    for person in (ann, bo):
        assert saying(post.own_chat(person), "I may already have written to you together") == 1
        assert saying(post.own_chat(person), "writes first") == 1
    assert saying(post.own_chat(town.lee), "I can’t tell whether my introduction") == 1


async def test_the_facilitator_may_send_it_again(town: Town, pair: tuple[Townsperson, Townsperson]) -> None:
    post, (ann, bo) = Post(town), pair
    post.far.cut_off.add(post.group(ann, bo))
    town.comes_to(INTRODUCED)
    await post.goes_out()
    asked = next(one.card for one in post.far.posted.values() if "I can’t tell whether" in page_of(one.card).text)
    (button,) = asked.buttons()
    ann.presses_old(button)
    ann.is_answered("Only a facilitator can do that")
    town.lee.presses_old(button)
    town.lee.is_answered("I’m sending the introduction")
    await post.goes_out()
    assert saying(post.shared(ann, bo), "writes first") == 2
    assert saying(post.own_chat(ann), "I may already have written") == 1
    town.lee.presses_old(button)
    town.lee.is_answered("moved on")


async def test_the_partner_of_somebody_out_of_reach_is_matched_again(town: Town) -> None:
    ann, bo, cat, dan = town.people(4)
    town.trial(joined=[ann, bo, cat, dan], approve="automatic")
    post = Post(town)
    post.far.unreachable.add(dan.profile.account.user)
    town.comes_to(INTRODUCED)
    await post.goes_out()
    assert saying(post.own_chat(town.lee), "Somebody who takes part in something here can’t be reached") == 1
    assert sum(saying(post.own_chat(one), "Dan Northgate, whom you are to meet") for one in (ann, bo, cat)) == 1
    town.has_waited()
    await post.goes_out()
    partners = [
        one for one in (ann, bo, cat) if saying(post.own_chat(one), "Dan Northgate can’t take part after all; it")
    ]
    assert len(partners) == 1
    assert saying(post.own_chat(partners[0]), "Nobody you could meet is free") == 1
    assert not any(saying(post.own_chat(one), "I may already have written") for one in (ann, bo, cat))


async def test_whoever_can_be_reached_again_in_time_is_introduced_after_all(town: Town) -> None:
    ann, bo = town.people(2)
    town.trial(joined=[ann, bo], approve="automatic")
    post = Post(town)
    post.far.unreachable.add(bo.profile.account.user)
    town.comes_to(INTRODUCED)
    await post.goes_out()
    assert saying(post.own_chat(ann), "Bo Northgate, whom you are to meet") == 1
    post.far.unreachable.clear()
    town.engine.meet(bo.profile)  # the nightly listing has them all the while
    await post.goes_out()
    assert saying(post.shared(ann, bo), "writes first") == 1
    bo.types("/coffee status")
    await post.goes_out()
    assert saying(post.own_chat(ann), "Bo Northgate could not be reached for a while, and is back") == 1
    town.comes_to(datetime(2026, 11, 12, 12, tzinfo=LONDON))
    await post.goes_out()
    assert saying(post.own_chat(ann), "can’t take part") == 0


async def test_what_is_lost_again_after_it_was_sent_again_is_news(
    town: Town, pair: tuple[Townsperson, Townsperson]
) -> None:
    post, (_, bo) = Post(town), pair
    loses = bo.profile.account.user
    post.far.trouble = lambda method, about: Refused("invalid_blocks") if method == "post" and loses in about else None
    town.comes_to(INTRODUCED)
    await post.goes_out()
    for times in (1, 2):
        assert saying(post.own_chat(town.lee), "did not arrive with each of them") == 1
        assert saying(post.own_chat(town.lee), "I’m sending the introduction") == times - 1
        town.lee.presses_old(_send_again(post))
        town.lee.is_answered("I’m sending the introduction")
        await post.goes_out()
    post.far.trouble = lambda _method, _about: None
    town.lee.presses_old(_send_again(post))
    await post.goes_out()
    assert saying(post.own_chat(town.lee), "did not arrive with each of them") == 0
    assert saying(post.shared(*pair), "writes first") == 1


def _send_again(post: Post) -> Button:
    lost = [one.card for one in post.far.posted.values() if "did not arrive with each" in page_of(one.card).text]
    [button] = lost[-1].buttons()
    return button
