"""What Slack did not take for hours says what holds when it leaves, or is not sent at all."""

from datetime import datetime, timedelta

from bot.platforms.platform import Away, SendingFailed
from tests.actions.opening import has_to
from tests.cafe.round_the_tables import NOON, minutes_pass, plan, under_way
from tests.coffee.test_lost_introductions import INTRODUCED
from tests.post import Post, saying
from tests.town import LONDON, Town


def nobody(_method: str, _about: str) -> SendingFailed:
    """Slack refuses the bot as a whole."""
    return Away("token_revoked")


async def is_away_until(town: Town, post: Post, moment: datetime) -> None:
    """Slack takes nothing until then, and everything afterwards."""
    post.far.trouble = nobody
    await post.tries()
    town.comes_to(moment)
    post.far.trouble = lambda _method, _about: None
    await post.goes_out()


async def test_a_cafe_is_not_announced_as_about_to_start_when_it_is_over(town: Town) -> None:
    ann, bo, *_ = joined = town.people(4)
    plan(town)
    for person in joined:
        person.types("/cafe join")
    post = Post(town)
    await post.goes_out()
    town.comes_to(datetime(2026, 11, 5, 9, tzinfo=LONDON))  # the day before
    await is_away_until(town, post, NOON + timedelta(minutes=30))
    assert saying(post.own_chat(ann), "A reminder of the knowledge café") == 0
    assert saying(post.own_chat(bo), "The knowledge café starts at") == 0


async def test_nobody_is_sent_to_the_table_of_a_round_that_is_over(town: Town) -> None:
    ann, *_ = joined = town.people(8)
    under_way(town, *joined)
    post = Post(town)
    minutes_pass(town, 10)
    post.far.trouble = nobody
    await post.tries()
    minutes_pass(town, 17)
    post.far.trouble = lambda _method, _about: None
    await post.goes_out()
    assert saying(post.own_chat(ann), "Round 1") == 0
    assert saying(post.own_chat(ann), "Round 2") == 1


async def test_a_reminder_of_an_action_says_when_it_was_due(town: Town) -> None:
    ann = town.person("Ann")
    has_to(town, ann)
    post = Post(town)
    town.comes_to(datetime(2026, 11, 27, 9, tzinfo=LONDON))
    await is_away_until(town, post, datetime(2026, 11, 30, 10, tzinfo=LONDON))
    assert saying(post.own_chat(ann), "This was due on Friday 27 November") == 1
    assert saying(post.own_chat(ann), "due today") == 0


async def chat_after_a_trial(town: Town, until: datetime) -> list[str]:
    """What stands in somebody's own chat, where Slack is away from the morning on which they are asked how it was."""
    ann, bo = town.people(2)
    town.trial(joined=[ann, bo], approve="automatic")
    post = Post(town)
    town.comes_to(INTRODUCED)
    await post.goes_out()
    town.comes_to(datetime(2026, 12, 1, 9, tzinfo=LONDON))
    await is_away_until(town, post, until)
    return post.own_chat(ann)


async def test_how_it_was_is_asked_once_after_a_week_without_slack_and_not_after_the_report(town: Town) -> None:
    chat = await chat_after_a_trial(town, datetime(2026, 12, 8, 10, tzinfo=LONDON))
    assert saying(chat, "KNOWvember") >= 1
    assert len([text for text in chat if "how was it" in text.lower()]) == 1


async def test_a_trial_that_is_over_asks_nobody_how_it_was(town: Town) -> None:
    chat = await chat_after_a_trial(town, datetime(2027, 1, 11, 10, tzinfo=LONDON))
    assert not [text for text in chat if "how was it" in text.lower()]
