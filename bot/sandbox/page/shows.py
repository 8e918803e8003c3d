"""What a window shows: the state of the small Slack as one person sees it, as JSON for the page."""

from bot.sandbox.page.play import Play, actions_of
from bot.sandbox.records import Conversation, File, Json, Message, User, View
from bot.sandbox.workspace import Workspace

MOST_MESSAGES = 200
"""How far back a conversation is shown."""


def who(play: Play) -> Json:
    """List everybody in the workspace, the bot included, by user id; who facilitates; what commands there are."""
    slack = play.stage.slack
    return {
        "people": {user.id: _person(user) for user in slack.workspace.users.values() if not user.deleted},
        "facilitator": play.stage.facilitator.id,
        "bot": slack.app.bot_user,
        "app": slack.app.name,
        "commands": play.commands,
    }


def sidebar(play: Play, viewer: User) -> list[Json]:
    """List the viewer's conversations, in the order in which they were opened, with how much is unread in each."""
    workspace = play.stage.slack.workspace
    return [_place(workspace, viewer, place) for place in workspace.conversations_of(viewer.id)]


def messages(play: Play, viewer: User, place: str) -> list[Json]:
    """List what the viewer sees in a conversation, oldest first."""
    workspace = play.stage.slack.workspace
    return [_message(workspace, message) for message in workspace.visible_to(viewer.id, place)[-MOST_MESSAGES:]]


def note_seen(play: Play, viewer: User, place: str) -> None:
    """Note that the viewer looks at this conversation: everything in it is read, and its buttons were seen."""
    workspace = play.stage.slack.workspace
    if workspace.unread(viewer.id, place):
        workspace.read(viewer.id, place)
        play.changed()
    for message in workspace.visible_to(viewer.id, place):
        if message.by_app:
            play.mark(*(f"saw {action}" for action in actions_of(message)))


def first_unread(play: Play, viewer: User, place: str) -> str:
    """Return the timestamp of the first message that the viewer has not read in a conversation, or nothing."""
    workspace = play.stage.slack.workspace
    if not workspace.unread(viewer.id, place):
        return ""
    seen = workspace.read_up_to.get(viewer.id, {}).get(place, "")
    return next(
        (one.ts for one in workspace.visible_to(viewer.id, place) if one.ts > seen and one.user != viewer.id), ""
    )


def modal(play: Play, viewer: User) -> Json | None:
    """Build the dialog in front of the viewer."""
    shown = play.stage.slack.workspace.modal(viewer.id)
    return _view(shown) if shown else None


def home(play: Play, viewer: User) -> Json | None:
    """Build the viewer's page in the app."""
    shown = play.stage.slack.workspace.homes.get(viewer.id)
    return _view(shown) if shown else None


def _person(user: User) -> Json:
    return {"id": user.id, "name": user.real_name, "title": user.title, "isBot": user.is_bot}


def _place(workspace: Workspace, viewer: User, place: Conversation) -> Json:
    return {
        "id": place.id,
        "kind": place.kind,
        "name": place.name,
        "members": place.members,
        "others": [member for member in place.members if member != viewer.id],
        "unread": workspace.unread(viewer.id, place.id),
        "last": workspace.messages[place.id][-1].ts if workspace.messages[place.id] else "",
    }


def _message(workspace: Workspace, message: Message) -> Json:
    return {
        "ts": message.ts,
        "place": message.channel,
        "user": message.user,
        "text": message.text,
        "blocks": message.blocks,
        "byApp": message.by_app,
        "onlyYou": message.is_ephemeral,
        "edited": message.edited_ts,
        "files": [_file(workspace.files[file]) for file in message.files],
    }


def _file(file: File) -> Json:
    return {"id": file.id, "title": file.title, "name": file.name, "bytes": file.length}


def _view(view: View) -> Json:
    return {
        "id": view.id,
        "hash": view.hash,
        "title": view.title,
        "submit": view.shown.get("submit", {}).get("text", ""),
        "close": view.shown.get("close", {}).get("text", ""),
        "blocks": view.blocks,
        "state": view.state,
    }
