"""Questions and summaries that did not arrive for certain: each person is named, and is sent it again on a press."""

from activities.kit.cards import Button
from activities.kit.events import Undelivered, Why
from bot.platforms.platform import Refused, SendingFailed
from tests.front import page_of
from tests.post import Post, saying
from tests.review.looking_back import answers, sends_round, starts, the_review, words
from tests.review.test_attacks import REVIEW
from tests.review.test_whole import CLOSED
from tests.town import Town, Townsperson

QUESTION = "I can’t be sure that what I ask in Ward 7 moves has reached"
SUMMARY = "I can’t be sure that the summary of Ward 7 moves has reached"


def loses(post: Post, *people: Townsperson) -> None:
    """From now on, nothing new that is written to these people arrives."""
    chats = {f"D-{person.profile.account.user}" for person in people}
    post.far.trouble = lambda method, about: Refused("invalid_blocks") if method == "post" and about in chats else None


def nothing_is_lost(_method: str, _about: str) -> SendingFailed | None:
    return None


def read(post: Post, says: str) -> list[str]:
    return [page_of(one.card).text for one in post.far.posted.values() if says in page_of(one.card).text]


def send_again(post: Post, says: str) -> Button:
    [*_, card] = [one.card for one in post.far.posted.values() if says in page_of(one.card).text]
    [button] = card.buttons()
    return button


async def test_whoever_was_not_asked_is_named_once_and_asked_again_once(anywhere: Town) -> None:
    [ann, bo, *others] = people = anywhere.people(6)
    post = Post(anywhere)
    loses(post, ann, bo)
    starts(anywhere, people)
    await post.goes_out()
    [said] = read(post, QUESTION)
    assert f"{QUESTION} Ann Northgate and Bo Northgate." in said
    again = send_again(post, QUESTION)
    others[0].presses_old(again)
    others[0].is_answered("Only a facilitator can do that")
    anywhere.lee.presses_old(again)
    anywhere.lee.is_answered("I’m sending it again to those whom it may not have reached: Ward 7 moves.")
    await post.goes_out()
    assert len(read(post, QUESTION)) == 1, "what is lost again is news"
    post.far.trouble = nothing_is_lost
    again = send_again(post, QUESTION)
    for answered in ("I’m sending it again", "moved on"):
        anywhere.lee.presses_old(again)
        anywhere.lee.is_answered(answered)
    await post.goes_out()
    assert read(post, QUESTION) == []
    for person in people:
        assert saying(post.own_chat(person), "Ward 7 moves") == 1


async def test_once_answers_have_closed_nothing_is_offered(town: Town) -> None:
    [ann, *_] = people = town.people(5)
    post = Post(town)
    loses(post, ann)
    starts(town, people)
    await post.goes_out()
    again = send_again(post, QUESTION)
    town.comes_to(CLOSED)
    town.lee.presses_old(again)
    town.lee.is_answered("moved on")
    with town.turn() as turn:
        late = Undelivered(f"invitation:{the_review(town).id}:1:to:{ann.id}", (ann.id,), Why.TOO_LATE)
        REVIEW.undelivered(turn.for_activity("review"), late)
    await post.goes_out()
    [said] = read(post, "What I asked in Ward 7 moves may not have reached Ann Northgate.")
    assert "Answers have closed since, so there is nothing to send again." in said
    assert saying(post.own_chat(ann), "Ward 7 moves") == 0


async def test_whoever_was_not_shown_the_summary_is_named_and_shown_it_again(town: Town) -> None:
    [ann, *_] = people = town.people(5)
    starts(town, people)
    for person in people:
        answers(person, f"What {person.name} says")
    town.comes_to(CLOSED)
    words(town)
    sends_round(town)
    post = Post(town)
    loses(post, ann)
    await post.goes_out()
    [said] = read(post, SUMMARY)
    assert f"{SUMMARY} Ann Northgate." in said
    post.far.trouble = nothing_is_lost
    again = send_again(post, SUMMARY)
    for answered in ("I’m sending it again", "moved on"):
        town.lee.presses_old(again)
        town.lee.is_answered(answered)
    await post.goes_out()
    assert saying(post.own_chat(ann), "do you agree?") == 1


async def test_of_who_has_left_it_is_said_that_there_is_nothing_to_send_again(town: Town) -> None:
    [ann, *_] = people = town.people(5)
    post = Post(town)
    post.far.unreachable.add(ann.profile.account.user)
    starts(town, people)
    await post.goes_out()
    assert read(post, QUESTION) == []
    town.has_waited()
    await post.goes_out()
    assert read(post, QUESTION) == []
    [said] = read(post, "I can’t reach Ann Northgate about Ward 7 moves any more")
    assert "nothing to send again" in said
