"""Prompts that did not arrive for certain: whoever set one is told whom it may not have asked, and sends it again."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from activities.kit.cards import Button
from bot.platforms.platform import Refused
from tests.front import page_of
from tests.kit.test_prompts import QUESTION, asking, is_prompted
from tests.post import Post, saying
from tests.town import COFFEE, LONDON, Town

LOST = "I can’t be sure that I have asked"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    made = Town(tmp_path, activities=asking(of_others=True))
    yield made
    made.close()


def the_button(post: Post) -> Button:
    [*_, card] = [one.card for one in post.far.posted.values() if LOST in page_of(one.card).text]
    [button] = card.buttons()
    return button


async def test_whom_it_may_not_have_asked_is_named_and_asked_again_once(town: Town) -> None:
    ann, bo = town.people(2)
    is_prompted(town, ann, bo, channel=COFFEE)
    post = Post(town)
    lost = {COFFEE.id, f"D-{ann.profile.account.user}"}
    post.far.trouble = lambda method, about: Refused("invalid_blocks") if method == "post" and about in lost else None
    town.comes_to(datetime(2026, 11, 9, 9, tzinfo=LONDON))
    await post.goes_out()
    assert saying(post.own_chat(town.lee), f"{LOST} Ann Northgate and coffee “{QUESTION}”, about the ward round") == 1
    again = the_button(post)
    post.far.trouble = lambda _method, _about: None
    bo.presses_old(again)
    bo.is_answered("Only a facilitator can do that")
    town.lee.presses_old(again)
    town.lee.is_answered("I’m asking those again")
    town.lee.presses_old(again)
    town.lee.is_answered("moved on")
    await post.goes_out()
    for chat in (post.own_chat(ann), post.own_chat(bo), post.in_channel(COFFEE.id)):
        assert saying(chat, "It’s for you to decide") == 1
    assert saying(post.own_chat(town.lee), LOST) == 0


async def test_a_prompt_that_has_asked_again_since_is_no_loss(town: Town) -> None:
    (ann,) = town.people(1)
    is_prompted(town, ann)
    post = Post(town)
    lost = f"D-{ann.profile.account.user}"
    post.far.trouble = lambda method, about: Refused("invalid_blocks") if method == "post" and about == lost else None
    town.comes_to(datetime(2026, 11, 9, 9, tzinfo=LONDON))
    await post.goes_out()
    again = the_button(post)
    post.far.trouble = lambda _method, _about: None
    town.comes_to(datetime(2026, 11, 23, 9, tzinfo=LONDON))
    await post.goes_out()
    town.lee.presses_old(again)
    town.lee.is_answered("moved on")
    assert saying(post.own_chat(ann), "It’s for you to decide") == 1
