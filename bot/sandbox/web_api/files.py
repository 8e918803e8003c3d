"""The files.* methods: an upload in Slack's three steps."""

from bot.sandbox.records import File, Json, Message
from bot.sandbox.refusals import Refused
from bot.sandbox.shapes import file_object
from bot.sandbox.web_api.call import Call


def get_upload_url(call: Call) -> Json:
    """Answer files.getUploadURLExternal: where to send the bytes."""
    if not call.string("filename") or not call.string("length").isdigit() or int(call.string("length")) < 1:
        raise Refused("invalid_arguments")
    file = File(
        id=call.workspace.new_id("F"),
        name=call.string("filename"),
        title=call.string("filename"),
        length=int(call.string("length")),
        user=call.app.bot_user,
        created=int(call.workspace.calendar()),
        alt=call.string("alt_txt"),
    )
    call.workspace.files[file.id] = file
    return {"upload_url": f"{call.base}/upload/v1/{file.id}", "file_id": file.id}


def complete_upload(call: Call) -> Json:
    """Answer files.completeUploadExternal: what was uploaded appears in a conversation, or stays the bot's own."""
    named = call.json("files")
    if not isinstance(named, list) or not named:
        raise Refused("invalid_arguments")
    files = [_uploaded(call, item) for item in named]
    if call.string("channel_id"):
        place = call.conversation("channel_id")
        if call.app.bot_user not in place.members:
            raise Refused("not_in_channel")
        message = Message(
            ts=call.workspace.next_ts(),
            channel=place.id,
            user=call.app.bot_user,
            text=call.string("initial_comment"),
            by_app=True,
            thread_ts=call.string("thread_ts") or None,
            files=[file.id for file in files],
        )
        call.workspace.post(message)
    for file in files:
        file.is_shared = True
    return {"files": [file_object(file) for file in files]}


def _uploaded(call: Call, item: Json) -> File:
    file = call.workspace.files.get(str(item.get("id")))
    if file is None or file.content is None or file.is_shared:
        raise Refused("file_not_found")
    file.title = str(item.get("title") or file.name)
    return file
