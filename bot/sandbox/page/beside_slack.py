"""What a window can ask for that Slack has not: time, the others, somebody new, the path, another beginning."""

from collections.abc import Awaitable, Callable

from pydantic import ValidationError

from bot.sandbox.page import guide, moments
from bot.sandbox.page.cast import keep_cast, new_row
from bot.sandbox.page.doer import Deed, Doer
from bot.sandbox.page.meanwhile import meanwhile
from bot.sandbox.player import Did
from bot.sandbox.records import Json


async def goes_to(doer: Doer, asked: Json) -> Json:
    """Move the clock."""
    when = moments.moment_of(doer.play, str(asked["when"]))
    with_others = bool(asked.get("withOthers"))
    return await _meanwhile(
        doer,
        "time is moving",
        lambda: moments.go_to(doer.play, when, with_others=with_others, besides=doer.besides()),
    )


async def others_answer(doer: Doer, asked: Json) -> Json:
    """Let everybody else do what they would do today."""
    return await _meanwhile(doer, "the others are answering", lambda: moments.others_act(doer.play, doer.besides()))


async def hires(doer: Doer, asked: Json) -> Json:
    """Let somebody new come to the hospital."""
    try:
        row = new_row(doer.play.stage, asked["values"])
    except ValidationError as wrong:
        return {"errors": {str(error["loc"][0]): "Please fill this in." for error in wrong.errors()}}
    user = await doer.play.troupe.welcomes(row)
    doer.play.stage.save()
    keep_cast(doer.play.stage.folder, [player.person for player in doer.play.troupe.players])
    doer.play.changed()
    return {"user": user.id}


async def starts_again(doer: Doer, asked: Json) -> Json:
    """Begin at the beginning, for every window."""
    doer.play.start_again()
    return {}


async def dismisses_guide(doer: Doer, asked: Json) -> Json:
    """Put the path for a first visit away."""
    doer.play.mark(guide.DISMISSED)
    return {}


async def wants_guide(doer: Doer, asked: Json) -> Json:
    """Bring the path for a first visit back."""
    doer.play.marks.discard(guide.DISMISSED)
    doer.play.changed()
    return {}


async def _meanwhile(doer: Doer, what: str, deed: Callable[[], Awaitable[list[Did]]]) -> Json:
    """Do what takes a while, and say what happened meanwhile."""
    slack = doer.slack
    async with doer.play.under_way(what):
        begins = len(slack.workspace.transcript)
        done = await deed()
    entries = slack.workspace.transcript[begins:]
    return {
        "meanwhile": {
            "others": moments.told(done),
            "bot": meanwhile(slack.workspace, entries, doer.user.id, slack.app.bot_user),
        }
    }


DEEDS: tuple[Deed, ...] = (goes_to, others_answer, hires, starts_again, dismisses_guide, wants_guide)
