"""What the app answers where somebody acted: in an acknowledgement, or at a response address."""

from typing import Any

from bot.sandbox.block_rules import with_ids
from bot.sandbox.installation import App
from bot.sandbox.interactions import ResponseUrl
from bot.sandbox.modals import close_modal, push_modal, update_view
from bot.sandbox.records import Json, Message, View
from bot.sandbox.refusals import Refused
from bot.sandbox.web_api.chat import content
from bot.sandbox.workspace import Workspace


def answer_where_asked(workspace: Workspace, app: App, where: ResponseUrl, body: Json) -> None:
    """Do what a response says: a new message, private unless `in_channel`, or the original replaced or deleted.

    A command has no original, so there `replace_original` adds a message. Raises Refused as chat.postMessage does.
    """
    original = workspace.find_message(where.channel, where.message_ts) if where.message_ts else None
    if body.get("delete_original"):
        if original is None:
            raise Refused("message_not_found")
        workspace.delete(original)
        return
    text, blocks, attachments = content(body.get("blocks"), body.get("attachments"), str(body.get("text") or ""))
    blocks = with_ids(blocks or [], workspace.fingerprint)
    if body.get("replace_original") and original is not None:
        workspace.change(original, text=text, blocks=blocks, attachments=attachments or [])
        return
    workspace.post(
        Message(
            ts=workspace.next_ts(),
            channel=where.channel,
            user=app.bot_user,
            text=text,
            blocks=blocks,
            attachments=attachments or [],
            by_app=True,
            only_for=None if body.get("response_type") == "in_channel" else where.user,
        )
    )


def answer_to_form(workspace: Workspace, view: View, payload: Json) -> dict[str, str]:
    """Do what the acknowledgement of a submitted form says, and give back the errors on its fields, by block id.

    Without a response_action the form closes. Raises Refused for what Slack's client would not show.
    """
    match payload.get("response_action"):
        case None:
            close_modal(workspace, view)
        case "clear":
            close_modal(workspace, view, whole_stack=True)
        case "update":
            update_view(workspace, view, payload.get("view"))
        case "push":
            push_modal(workspace, view.user, payload.get("view"))
        case "errors":
            view.errors = _errors(view, payload.get("errors"))
            return view.errors
        case _:
            raise Refused("invalid_arguments")
    return {}


def _errors(view: View, errors: Any) -> dict[str, str]:
    """Read errors on fields, refused unless each names an input block: Slack's client shows nothing else."""
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
        raise Refused("invalid_arguments")
    return {str(block_id): str(error) for block_id, error in errors.items()}
