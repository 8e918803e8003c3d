"""The state as Slack's JSON objects."""

from typing import Any

from bot.sandbox.installation import App
from bot.sandbox.records import Conversation, File, Json, Message, User, View
from bot.sandbox.workspace import Workspace


def user_object(user: User, *, with_email: bool) -> Json:
    """Build a user; with the e-mail address only when the app may read it (`users:read.email`)."""
    profile: Json = {
        "real_name": user.real_name,
        "real_name_normalized": user.real_name,
        "display_name": user.display_name,
        "display_name_normalized": user.display_name,
        "title": user.title,
        "phone": "",
        "skype": "",
        "status_text": "",
        "status_emoji": "",
        "avatar_hash": "g",
        "team": user.team,
    }
    if with_email and user.email and not user.is_bot:
        profile["email"] = user.email
    about: Json = {
        "id": user.id,
        "team_id": user.team,
        "name": user.name,
        "deleted": user.deleted,
        "profile": profile,
        "is_bot": user.is_bot,
        "is_app_user": user.is_app_user,
        "updated": user.updated,
    }
    if user.everywhere:
        about["enterprise_user"] = {
            "id": user.everywhere,
            "enterprise_id": user.enterprise_id,
            "teams": [user.team],
        }
    if user.is_stranger:
        about["is_stranger"] = True
    if user.deleted:  # Slack leaves the rest out for somebody who is gone
        return about
    return about | {
        "real_name": user.real_name,
        "tz": user.tz,
        "is_admin": user.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": user.is_restricted,
        "is_ultra_restricted": user.is_ultra_restricted,
        "is_email_confirmed": True,
    }


def conversation_object(workspace: Workspace, place: Conversation, viewer: str) -> Json:
    """Build a conversation as the user `viewer` (the bot) is shown it."""
    about: Json = {
        "id": place.id,
        "created": place.created,
        "is_channel": place.kind == "channel",
        "is_group": place.kind == "group",
        "is_im": place.kind == "im",
        "is_mpim": place.kind == "mpim",
        "is_archived": place.is_archived,
        "is_private": place.kind != "channel",
        "context_team_id": workspace.team,
    }
    if place.kind == "im":
        other = next(member for member in place.members if member != viewer)
        return about | {
            "user": other,
            "is_user_deleted": workspace.users[other].deleted,
            "is_open": True,
            "priority": 0,
        }
    return about | {
        "name": place.name,
        "name_normalized": place.name,
        "creator": place.creator,
        "is_member": viewer in place.members,
        "is_general": place.name == "general",
        "is_shared": False,
        "is_ext_shared": False,
        "is_org_shared": False,
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "previous_names": [],
    }


def message_object(workspace: Workspace, message: Message, app: App, *, with_metadata: bool = True) -> Json:
    """Build a message as it stands in a history, a payload or an answer."""
    about: Json = {
        "type": "message",
        "user": message.user,
        "ts": message.ts,
        "text": message.text,
        "team": workspace.team,
    }
    if message.by_app:
        about |= {"bot_id": app.bot_id, "app_id": app.id}
    if message.blocks:
        about["blocks"] = message.blocks
    if message.attachments:
        about["attachments"] = message.attachments
    if message.metadata and with_metadata:
        about["metadata"] = message.metadata
    if message.thread_ts:
        about["thread_ts"] = message.thread_ts
    if message.edited_ts:
        about["edited"] = {"user": message.user, "ts": message.edited_ts}
    if message.files:
        about["files"] = [file_object(workspace.files[file]) for file in message.files]
    return about


def view_object(workspace: Workspace, view: View, app: App) -> Json:
    """Build a view as the app gets it back: what it sent, with Slack's own fields and what is filled in."""
    plain: Json = {
        "id": view.id,
        "team_id": workspace.team,
        "type": view.type,
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        "title": None,
        "submit": None,
        "close": None,
        "clear_on_close": False,
        "notify_on_close": False,
    }
    return (
        plain
        | view.shown
        | {
            "state": {"values": view.state},
            "hash": view.hash,
            "root_view_id": view.root_id,
            "previous_view_id": view.previous_id,
            "app_id": app.id,
            "app_installed_team_id": workspace.team,
            "bot_id": app.bot_id,
        }
    )


def file_object(file: File) -> Json:
    """Build a file that was shared."""
    about: dict[str, Any] = {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title,
        "user": file.user,
        "size": file.length,
        "mode": "hosted",
        "is_external": False,
    }
    if file.alt:
        about["alt_txt"] = file.alt
    return about
