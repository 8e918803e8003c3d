"""What a window can ask for: everything that a person can do in front of Slack, and what the page adds."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias

from pydantic import ValidationError

from bot.sandbox.form_filling import fill_in
from bot.sandbox.onlookers import CannotDo
from bot.sandbox.page import guide, moments, shows
from bot.sandbox.page.cast import keep_cast, new_row
from bot.sandbox.page.meanwhile import meanwhile
from bot.sandbox.page.play import Play, UnderWay
from bot.sandbox.people import Outcome
from bot.sandbox.player import Did
from bot.sandbox.records import Json, Message, User, View

Deed: TypeAlias = Callable[["Doer", Json], Awaitable[Json]]

INVITE = {"command": "/invite", "description": "Invite somebody to this channel", "usage_hint": "@name"}
"""The one command of Slack's own that is needed here: it brings the bot into a channel."""

GONE = "That is no longer there; it has changed meanwhile."


class Doer:
    """Does what one person asks for. `besides` gives the user ids of everybody who has a window of their own."""

    def __init__(self, play: Play, user: User, besides: Callable[[], set[str]]) -> None:
        self.play = play
        self.user = user
        self.besides = besides
        self.people = play.stage.slack.people

    async def do(self, asked: Json) -> Json:
        """Do it, and say what came of it: `trouble` for the person, `errors` by block id, whatever else there is."""
        deed = DEEDS.get(str(asked.get("do")))
        if deed is None:
            return {"trouble": "This page is older than the program behind it. Please reload it."}
        try:
            return await deed(self, asked)
        except (CannotDo, KeyError):
            return {"trouble": GONE}
        except UnderWay as already:
            return {"trouble": f"One moment: {already}."}
        except moments.TooFar as why:
            return {"trouble": str(why)}

    def where(self, asked: Json) -> Message | View:
        """The message or view in which they act."""
        workspace = self.play.stage.slack.workspace
        found: Message | View | None
        if "view" in asked:
            mine = (workspace.modal(self.user.id), workspace.homes.get(self.user.id))
            found = next((view for view in mine if view and view.id == asked["view"]), None)
        else:
            found = workspace.find_message(str(asked["place"]), str(asked["ts"]))
        if found is None:
            raise CannotDo(GONE)
        return found


async def types(doer: Doer, asked: Json) -> Json:
    """Send what was typed in a conversation."""
    command, _, whom = str(asked["text"]).partition(" ")
    if command == INVITE["command"]:
        return await _invites(doer, str(asked["place"]), whom.strip().removeprefix("@"))
    outcome = await doer.people.types(doer.user, str(asked["place"]), str(asked["text"]))
    if outcome.went_well:
        doer.play.mark(f"typed {asked['text']}" if str(asked["text"]).startswith("/") else "typed")
    return _came_of(outcome)


async def presses(doer: Doer, asked: Json) -> Json:
    """Press a button; the page has asked for confirmation already. What a form holds is kept with it."""
    where = doer.where(asked)
    if isinstance(where, View) and where.type == "modal":
        fill_in(doer.play.stage.slack.workspace, where, asked.get("values") or {})
    outcome = await doer.people.presses(doer.user, where, str(asked["action"]), value=asked.get("value"))
    if outcome.went_well:
        doer.play.mark(f"pressed {asked['action']}")
    return _came_of(outcome)


async def chooses(doer: Doer, asked: Json) -> Json:
    """Choose from a menu, boxes, a date: what tells the app at once."""
    return _came_of(await doer.people.chooses(doer.user, doer.where(asked), str(asked["action"]), asked["value"]))


async def submits(doer: Doer, asked: Json) -> Json:
    """Send a form."""
    form = doer.where(asked)
    if not isinstance(form, View):
        raise CannotDo(GONE)
    name = str(form.shown.get("callback_id"))
    outcome = await doer.people.submits(doer.user, form, asked["values"])
    if outcome.went_well:
        doer.play.mark(f"sent {name}")
    return _came_of(outcome)


async def closes(doer: Doer, asked: Json) -> Json:
    """Close a dialog."""
    view = doer.where(asked)
    return _came_of(await doer.people.closes(view)) if isinstance(view, View) else {}


async def opens_home(doer: Doer, asked: Json) -> Json:
    """Open the app: its home page, or one's own chat with it."""
    return _came_of(
        await doer.people.opens_home(doer.user, tab="messages" if asked.get("tab") == "messages" else "home")
    )


async def reads(doer: Doer, asked: Json) -> Json:
    """Have a conversation before one's eyes."""
    workspace = doer.play.stage.slack.workspace
    if doer.user.id in workspace.conversations[str(asked["place"])].members:
        shows.note_seen(doer.play, doer.user, str(asked["place"]))
    return {}


async def writes_to(doer: Doer, asked: Json) -> Json:
    """Open a direct message with a colleague."""
    other = doer.play.stage.slack.workspace.users[str(asked["user"])]
    place = doer.play.stage.slack.workspace.open_direct([doer.user.id, other.id])
    doer.play.changed()
    return {"place": place.id}


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
    """Somebody new comes to the hospital."""
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
    """Bring it back."""
    doer.play.marks.discard(guide.DISMISSED)
    doer.play.changed()
    return {}


DEEDS: Mapping[str, Deed] = {
    deed.__name__: deed
    for deed in (
        types,
        presses,
        chooses,
        submits,
        closes,
        opens_home,
        reads,
        writes_to,
        goes_to,
        others_answer,
        hires,
        starts_again,
        dismisses_guide,
        wants_guide,
    )
}


async def _invites(doer: Doer, place: str, name: str) -> Json:
    """Slack's own command: somebody, or the bot, comes into a channel."""
    slack = doer.play.stage.slack
    channel = slack.workspace.conversations[place]
    found = [user for user in slack.workspace.users.values() if user.real_name.casefold() == name.casefold()]
    if channel.kind != "channel" or not found:
        return {"trouble": "There is nobody of that name." if channel.kind == "channel" else "This is no channel."}
    if found[0].id not in channel.members:
        await slack.happenings.joins_channel(found[0], channel, inviter=doer.user)
        doer.play.changed()
    return {}


async def _meanwhile(doer: Doer, what: str, deed: Callable[[], Awaitable[list[Did]]]) -> Json:
    """Do what takes a while, and say what happened meanwhile."""
    slack = doer.play.stage.slack
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


def _came_of(outcome: Outcome) -> dict[str, Any]:
    return {"trouble": outcome.trouble, "errors": dict(outcome.errors)}
