"""The chat.* methods: posting a message, changing it, whispering one."""

from typing import Any

from bot.sandbox.block_rules import check_message_blocks, with_ids
from bot.sandbox.records import Conversation, Json, Message
from bot.sandbox.refusals import Refused
from bot.sandbox.shapes import message_object
from bot.sandbox.web_api.call import Call

MOST_TEXT = 40_000
MOST_TEXT_IN_UPDATE = 4_000


def post_message(call: Call) -> Json:
    """Answer chat.postMessage. A message to somebody whose account is closed arrives, unread for ever, as in Slack."""
    place = _where_the_bot_may_write(call)
    text, blocks, attachments = content(call.json("blocks"), call.json("attachments"), call.string("text"))
    metadata = _metadata(call)
    call.limits.count_post(place.id)
    message = Message(
        ts=call.workspace.next_ts(),
        channel=place.id,
        user=call.app.bot_user,
        text=text,
        blocks=with_ids(blocks or [], call.workspace.fingerprint),
        attachments=attachments or [],
        metadata=metadata,
        by_app=True,
        thread_ts=call.string("thread_ts") or None,
    )
    call.workspace.post(message)
    shown = message_object(call.workspace, message, call.app)
    return {"channel": place.id, "ts": message.ts, "message": shown}


def update(call: Call) -> Json:
    """Answer chat.update. Blocks and attachments that are not given stay; an empty list takes them away."""
    place = call.conversation()
    message = call.workspace.find_message(place.id, call.string("ts"))
    if message is None or message.is_ephemeral:
        raise Refused("message_not_found")
    if message.user != call.app.bot_user:
        raise Refused("cant_update_message")
    if place.is_archived:
        raise Refused("is_inactive")
    if len(call.string("text")) > MOST_TEXT_IN_UPDATE:
        raise Refused("msg_too_long")
    text, blocks, attachments = content(call.json("blocks"), call.json("attachments"), call.string("text"))
    if "metadata" in call.args:
        message.metadata = _metadata(call)
    call.workspace.change(
        message,
        text=text,
        blocks=message.blocks if blocks is None else with_ids(blocks, call.workspace.fingerprint),
        attachments=message.attachments if attachments is None else attachments,
    )
    shown = message_object(call.workspace, message, call.app)
    return {"channel": place.id, "ts": message.ts, "text": text, "message": shown}


def post_ephemeral(call: Call) -> Json:
    """Answer chat.postEphemeral: only for somebody who is in the conversation."""
    place = _where_the_bot_may_write(call)
    if call.string("user") not in place.members:
        raise Refused("user_not_in_channel")
    text, blocks, attachments = content(call.json("blocks"), call.json("attachments"), call.string("text"))
    message = Message(
        ts=call.workspace.next_ts(),
        channel=place.id,
        user=call.app.bot_user,
        text=text,
        blocks=with_ids(blocks or [], call.workspace.fingerprint),
        attachments=attachments or [],
        by_app=True,
        only_for=call.string("user"),
    )
    call.workspace.post(message)
    return {"message_ts": message.ts}


def content(blocks: Any, attachments: Any, text: str) -> tuple[str, list[Json] | None, list[Json] | None]:
    """Check what a message says: its text, its blocks and attachments, each None when not given.

    Raises Refused with `no_text`, `msg_too_long`, or what is wrong with the blocks.
    """
    if not text and not blocks and not attachments:
        raise Refused("no_text")
    if len(text) > MOST_TEXT:
        raise Refused("msg_too_long")
    if blocks is not None:
        check_message_blocks(blocks)
    if attachments is not None and not isinstance(attachments, list):
        raise Refused("invalid_attachments")
    return text, blocks, attachments


def _where_the_bot_may_write(call: Call) -> Conversation:
    """Find the conversation to post to; a user's id stands for their own chat with the bot."""
    recipient = call.workspace.users.get(call.string("channel"))
    if recipient is not None:
        if recipient.is_bot:
            raise Refused("cannot_dm_bot")
        if not call.is_visible(recipient):
            raise Refused("channel_not_found")
        return call.workspace.open_direct([recipient.id, call.app.bot_user])
    place = call.conversation()
    if place.is_archived:
        raise Refused("is_archived")
    if call.app.bot_user not in place.members and "chat:write.public" not in call.app.scopes:
        raise Refused("not_in_channel")
    return place


def _metadata(call: Call) -> Json | None:
    metadata = call.json("metadata")
    if metadata is None:
        return None
    if not isinstance(metadata, dict) or not {"event_type", "event_payload"} <= set(metadata):
        raise Refused("invalid_metadata_format")
    return metadata
