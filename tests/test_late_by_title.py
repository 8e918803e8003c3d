"""What was late after an outage is named by its title, to facilitators who may know that it is there."""

from datetime import date, timedelta

from sqlmodel import select

from activities.coffee.messages import titles
from activities.kit.subjects import word_of
from bot.platforms.platform import Away
from storage.tables import Message
from tests.cafe.round_the_tables import QUESTION, plan
from tests.coffee.test_meetings import FIFTH_DAY
from tests.post import Post
from tests.review.looking_back import starts
from tests.town import Town, Townsperson


def heard(post: Post, person: Townsperson) -> str:
    [said] = [text for text in post.own_chat(person) if "I could write to nobody in Slack" in text]
    return said


async def ends_after_hours(town: Town, post: Post) -> None:
    post.far.trouble = lambda _method, _about: Away("token_revoked")
    await post.tries()
    town.passes(timedelta(hours=2))
    post.far.trouble = lambda _method, _about: None
    await post.goes_out()


async def test_by_title_and_reviews_only_to_whoever_runs_them(anywhere: Town) -> None:
    max_, people = anywhere.person("Max", facilitates=True), anywhere.people(3)
    anywhere.trial("Spring coffee", joined=people)
    plan(anywhere)
    starts(anywhere, people)
    post = Post(anywhere)
    await ends_after_hours(anywhere, post)
    for person in (anywhere.lee, max_):
        assert " of “Spring coffee”" in heard(post, person)
        assert f" of “{QUESTION}”" in heard(post, person)
    assert " of “Ward 7 moves”" in heard(post, anywhere.lee)
    assert "Ward 7 moves" not in heard(post, max_)
    assert "review" not in heard(post, max_)
    assert "other message" in heard(post, max_)


async def test_five_titles_are_named_and_the_rest_by_number(anywhere: Town) -> None:
    for number in range(8):
        anywhere.trial(f"Trial {number}", meet_by=date(2026, 11, 30))
    post = Post(anywhere)
    await ends_after_hours(anywhere, post)
    said = heard(post, anywhere.lee)
    assert sum(f"“Trial {number}”" in said for number in range(8)) == 5
    assert "messages of 3 more" in said


def test_what_is_told_of_a_draw_or_a_meeting_goes_by_the_title_of_its_trial(town: Town) -> None:
    town.trial("Spring coffee")  # which has the number that this draw and this meeting have
    town.lee.types("/coffee cancel")
    town.lee.presses("Cancel the trial")
    ann, bo, cat = town.people(3)
    town.introduced(ann, bo, cat, town.person("Dot", "Southfield"))
    town.comes_to(FIFTH_DAY)
    ann.presses("No answer yet")
    bo.presses("I’m still in")
    town.comes_to(date(2026, 11, 19))
    told = {"sent", "left_out", "introduction", "nudge", "answered", "silence", "ended"}
    with town.turn() as turn:
        keys = [key for key in turn.session.exec(select(Message.key)).all() if word_of(key) in told]
        found = titles(turn, keys)
    assert {word_of(key) for key in keys} == told
    assert {found[key].title for key in keys} == {"KNOWvember"}
