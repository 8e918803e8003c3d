"""What was late after an outage is named by its title, to facilitators who may know that it is there."""

from datetime import date, timedelta

from bot.platforms.platform import Away
from tests.cafe.round_the_tables import QUESTION, plan
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
