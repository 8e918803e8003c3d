"""Days on which Slack takes nothing: nobody is late, or silent, who has not been asked."""

from datetime import date, datetime

from bot.platforms.platform import Away, SendingFailed
from tests.post import Post, saying
from tests.review.looking_back import answers, sends_round, starts, the_review, words
from tests.review.test_whole import CLOSED
from tests.town import LONDON, Town


def nobody(_method: str, _about: str) -> SendingFailed:
    """Slack refuses the bot as a whole."""
    return Away("token_revoked")


async def test_answers_do_not_close_before_everybody_has_been_asked(town: Town) -> None:
    people, post = town.people(3), Post(town)
    post.far.trouble = nobody
    starts(town, people)
    await post.tries()
    town.comes_to(datetime(2026, 11, 16, 17, tzinfo=LONDON))
    assert the_review(town).phase == "waiting_for_answers"
    assert the_review(town).due == date(2026, 11, 17)
    post.far.trouble = lambda _method, _about: None
    await post.goes_out()
    for person in people:
        assert saying(post.own_chat(person), "Monday 16 November") == 0
        assert saying(post.own_chat(person), "Tuesday 17 November") == 1
        assert saying(post.own_chat(person), "is still missing") == 0
    town.comes_to(datetime(2026, 11, 17, 17, tzinfo=LONDON))
    assert the_review(town).phase != "waiting_for_answers"


async def test_silence_is_no_agreement_of_whoever_has_not_been_asked(town: Town) -> None:
    people = town.people(5)
    starts(town, people)
    for person in people:
        answers(person, f"What {person.name} says")
    town.comes_to(CLOSED)
    words(town)
    sends_round(town)
    post = Post(town)
    post.far.trouble = nobody
    await post.tries()
    town.comes_to(datetime(2026, 12, 7, 10, tzinfo=LONDON))
    assert the_review(town).phase == "waiting_for_agreement"
    post.far.trouble = lambda _method, _about: None
    await post.goes_out()
    town.comes_to(datetime(2026, 12, 28, 10, tzinfo=LONDON))
    assert the_review(town).phase == "filed"
