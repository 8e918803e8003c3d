"""Messages that did not arrive for certain: nobody is left standing while the others sit down."""

from activities.cafe.messages import undelivered
from activities.kit.cards import Button
from activities.kit.events import Undelivered, Why
from bot.platforms.platform import Refused
from tests.cafe.round_the_tables import minutes_pass, plan, the_cafe, under_way
from tests.front import page_of
from tests.post import Post, saying
from tests.town import COFFEE, Town, Townsperson

LOST = "I can’t be sure that my message reached"


def loses(post: Post, *people: Townsperson) -> None:
    """From now on, nothing that is written to these people arrives."""
    chats = {f"D-{person.profile.account.user}" for person in people}
    post.far.trouble = lambda method, about: Refused("invalid_blocks") if method == "post" and about in chats else None


def what_lee_reads(post: Post) -> list[str]:
    """What whoever runs it is told of those who may not know their table."""
    return [page_of(one.card).text for one in post.far.posted.values() if LOST in page_of(one.card).text]


def the_table(town: Town, person: int) -> int:
    return 1 + next(number for number, table in enumerate(the_cafe(town).plan[0]) if person in table)


async def test_the_facilitator_hears_where_those_sit_who_may_not_have_heard(anywhere: Town) -> None:
    [ann, bo, *_] = joined = anywhere.people(8)
    under_way(anywhere, *joined)
    post = Post(anywhere)
    await post.goes_out()
    assert what_lee_reads(post) == []
    loses(post, ann, bo)
    minutes_pass(anywhere, 10)
    await post.goes_out()
    [read] = what_lee_reads(post)
    assert read.startswith("Round 1: ")
    for person in (ann, bo):
        number = the_table(anywhere, person.id)
        assert person.name in read.partition(f"Table {number}: ")[2].partition("Table")[0]
        person.types("/cafe status")
        person.is_answered(f"You sit at table {number}.")
    for person in joined[2:]:
        assert person.name not in read


async def test_a_round_that_is_over_is_no_news(anywhere: Town) -> None:
    [ann, *_] = joined = anywhere.people(8)
    under_way(anywhere, *joined)
    post = Post(anywhere)
    minutes_pass(anywhere, 10 + 15)
    loses(post, ann)
    await post.goes_out()
    [read] = what_lee_reads(post)
    assert read.startswith("Round 2: ")


async def test_what_is_found_lost_once_its_round_is_over_is_no_news(anywhere: Town) -> None:
    [ann, *_] = joined = anywhere.people(8)
    cafe = under_way(anywhere, *joined)
    minutes_pass(anywhere, 10 + 15)
    key = f"round:{cafe.id}:{{}}:to:{ann.id}"
    for step, is_news in ((1, False), (2, True)):
        with anywhere.turn() as turn:
            undelivered(turn.for_activity("cafe"), Undelivered(key.format(step), (ann.id,), Why.UNCERTAIN))
            assert bool(turn.told) == is_news


async def test_the_table_of_a_round_that_is_over_is_not_told_again(anywhere: Town) -> None:
    [ann, *_] = joined = anywhere.people(8)
    under_way(anywhere, *joined)
    post = Post(anywhere)
    loses(post, ann)
    minutes_pass(anywhere, 10)
    await post.goes_out()
    of_round_1 = the_button(post)
    minutes_pass(anywhere, 15)
    await post.goes_out()
    of_round_2 = the_button(post)
    anywhere.lee.presses_old(of_round_1)
    anywhere.lee.is_answered("moved on")
    anywhere.lee.presses_old(of_round_2)
    anywhere.lee.is_answered("I’m telling these people their table again")


async def test_an_announcement_that_did_not_arrive_can_be_sent_again(anywhere: Town) -> None:
    post = Post(anywhere)
    post.far.cut_off.add(COFFEE.id)
    plan(anywhere)
    await post.goes_out()
    assert saying(post.own_chat(anywhere.lee), "may or may not be there") == 1
    asked = next(one.card for one in post.far.posted.values() if "may or may not be there" in page_of(one.card).text)
    (again,) = asked.buttons()
    anywhere.lee.presses_old(again)
    anywhere.lee.is_answered("again.")
    await post.goes_out()
    assert saying(post.in_channel(COFFEE.id), "Be the first to join") == 2


async def test_whoever_may_not_know_their_table_is_told_it_again_once(anywhere: Town) -> None:
    [ann, bo, cat, *_] = joined = anywhere.people(8)
    under_way(anywhere, *joined)
    post = Post(anywhere)
    loses(post, ann, bo)
    minutes_pass(anywhere, 10)
    await post.goes_out()
    again = the_button(post)
    cat.presses_old(again)
    cat.is_answered("Only a facilitator can do that")
    anywhere.lee.presses_old(again)
    anywhere.lee.is_answered("I’m telling these people their table again")
    anywhere.lee.is_answered(f"Table {the_table(anywhere, ann.id)}: ")
    await post.goes_out()
    assert len(what_lee_reads(post)) == 1, "what is lost again is news"
    post.far.trouble = lambda _method, _about: None
    again = the_button(post)
    anywhere.lee.presses_old(again)
    anywhere.lee.presses_old(again)
    anywhere.lee.is_answered("moved on")
    await post.goes_out()
    for person in joined:
        assert saying(post.own_chat(person), "Round 1 of") == 1
    assert what_lee_reads(post) == []
    minutes_pass(anywhere, 20)
    anywhere.lee.presses_old(again)
    anywhere.lee.is_answered("moved on")


def the_button(post: Post) -> Button:
    """“Send again” on what whoever runs it was told last."""
    lost = [one.card for one in post.far.posted.values() if LOST in page_of(one.card).text]
    [button] = lost[-1].buttons()
    return button
