"""An action of which its owner may not know: whoever opened it is told, and has it sent again."""

from activities.kit.cards import Button
from bot.platforms.platform import Refused
from tests.actions.opening import LABELS, has_to
from tests.front import page_of
from tests.post import Post, saying
from tests.town import Town

LOST = "I can’t be sure that Ann knows that this is theirs to do"


def send_again(post: Post) -> Button:
    [*_, card] = [one.card for one in post.far.posted.values() if LOST in page_of(one.card).text]
    return next(button for button in card.buttons() if button.label == "Send again")


async def test_whoever_may_not_know_of_it_is_told_again_once(anywhere: Town) -> None:
    ann = anywhere.person("Ann")
    post = Post(anywhere)
    lost = f"D-{ann.profile.account.user}"
    post.far.trouble = lambda method, about: Refused("invalid_blocks") if method == "post" and about == lost else None
    has_to(anywhere, ann)
    await post.goes_out()
    assert saying(post.own_chat(anywhere.lee), f"{LOST}: {LABELS}") == 1
    again = send_again(post)
    ann.presses_old(again)
    ann.is_answered("Only a facilitator can do that")
    anywhere.lee.presses_old(again)
    await post.goes_out()
    assert saying(post.own_chat(anywhere.lee), LOST) == 1, "what is lost again is news"
    post.far.trouble = lambda _method, _about: None
    again = send_again(post)
    for answered in ("I’m telling Ann again", "moved on"):
        anywhere.lee.presses_old(again)
        anywhere.lee.is_answered(answered)
    await post.goes_out()
    assert saying(post.own_chat(ann), LABELS) == 1
    assert saying(post.own_chat(anywhere.lee), LOST) == 0
