"""What a window can ask for that a person can do in Slack."""

from bot.sandbox.form_filling import fill_in
from bot.sandbox.onlookers import CannotDo
from bot.sandbox.page import shows
from bot.sandbox.page.doer import GONE, Deed, Doer, came_of
from bot.sandbox.records import Json, View

INVITE = {"command": "/invite", "description": "Invite somebody to this channel", "usage_hint": "@name"}
"""The one command of Slack's own that is needed here: it brings the bot into a channel."""


async def types(doer: Doer, asked: Json) -> Json:
    """Send what was typed in a conversation."""
    command, _, whom = str(asked["text"]).partition(" ")
    if command == INVITE["command"]:
        return await _invites(doer, str(asked["place"]), whom.strip().removeprefix("@"))
    outcome = await doer.people.types(doer.user, str(asked["place"]), str(asked["text"]))
    if outcome.went_well:
        doer.play.mark(f"typed {asked['text']}" if str(asked["text"]).startswith("/") else "typed")
    return came_of(outcome)


async def presses(doer: Doer, asked: Json) -> Json:
    """Press a button; the page has asked for confirmation already. What a form holds is kept with it."""
    where = doer.where(asked)
    if isinstance(where, View) and where.type == "modal":
        fill_in(doer.slack.workspace, where, asked.get("values") or {})
    outcome = await doer.people.presses(doer.user, where, str(asked["action"]), value=asked.get("value"))
    if outcome.went_well:
        doer.play.mark(f"pressed {asked['action']}")
    return came_of(outcome)


async def chooses(doer: Doer, asked: Json) -> Json:
    """Choose from a menu, boxes, a date: what tells the app at once."""
    return came_of(await doer.people.chooses(doer.user, doer.where(asked), str(asked["action"]), asked["value"]))


async def searches(doer: Doer, asked: Json) -> Json:
    """Type into a menu that the app fills: what it offers for that."""
    view = doer.where(asked)
    if not isinstance(view, View):
        raise CannotDo(GONE)
    return {"options": await doer.people.searches(doer.user, view, str(asked["action"]), str(asked["typed"]))}


async def submits(doer: Doer, asked: Json) -> Json:
    """Send a form."""
    form = doer.where(asked)
    if not isinstance(form, View):
        raise CannotDo(GONE)
    name = str(form.shown.get("callback_id"))
    outcome = await doer.people.submits(doer.user, form, asked["values"])
    if outcome.went_well:
        doer.play.mark(f"sent {name}")
    return came_of(outcome)


async def closes(doer: Doer, asked: Json) -> Json:
    """Close a dialog."""
    view = doer.where(asked)
    return came_of(await doer.people.closes(view)) if isinstance(view, View) else {}


async def opens_home(doer: Doer, asked: Json) -> Json:
    """Open the app: its home page, or one's own chat with it."""
    return came_of(
        await doer.people.opens_home(doer.user, tab="messages" if asked.get("tab") == "messages" else "home")
    )


async def reads(doer: Doer, asked: Json) -> Json:
    """Look at a conversation."""
    workspace = doer.slack.workspace
    if doer.user.id in workspace.conversations[str(asked["place"])].members:
        shows.note_seen(doer.play, doer.user, str(asked["place"]))
    return {}


async def writes_to(doer: Doer, asked: Json) -> Json:
    """Open a direct message with a colleague."""
    other = doer.slack.workspace.users[str(asked["user"])]
    place = doer.slack.workspace.open_direct([doer.user.id, other.id])
    doer.play.changed()
    return {"place": place.id}


async def _invites(doer: Doer, place: str, name: str) -> Json:
    """Take Slack's own command: somebody, or the bot, comes into a channel."""
    slack = doer.slack
    channel = slack.workspace.conversations[place]
    found = [user for user in slack.workspace.users.values() if user.real_name.casefold() == name.casefold()]
    if channel.kind != "channel" or not found:
        return {"trouble": "There is nobody of that name." if channel.kind == "channel" else "This is no channel."}
    if found[0].id not in channel.members:
        await slack.happenings.joins_channel(found[0], channel, inviter=doer.user)
        doer.play.changed()
    return {}


DEEDS: tuple[Deed, ...] = (types, presses, chooses, searches, submits, closes, opens_home, reads, writes_to)
