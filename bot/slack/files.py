"""Putting a file into somebody's own chat, in Slack's three steps. Nobody sees anything of it before the last."""

from aiohttp import ClientError, ClientSession, ClientTimeout

from activities.kit.views import Document
from bot.platforms.platform import NotNow
from bot.slack.calls import Calls


async def post_file(calls: Calls, own_chat: str, document: Document, words: str) -> str:
    """Upload a document with a line of words; gives back the file's id.

    Raises `NotNow` where a step before the last fails, and whatever `Calls` raises for the last.
    """
    place = await calls.repeatable("files.getUploadURLExternal", filename=document.name, length=len(document.content))
    await _send(calls, str(place["upload_url"]), document.content)
    file = {"id": place["file_id"], "title": document.title}
    await calls.wait_for("files.completeUploadExternal")
    await calls.at_once("files.completeUploadExternal", files=[file], channel_id=own_chat, initial_comment=words)
    return str(place["file_id"])


async def _send(calls: Calls, url: str, content: bytes) -> None:
    client = calls.client
    ssl = client.ssl if client.ssl is not None else True
    try:
        async with (
            ClientSession(timeout=ClientTimeout(client.timeout)) as session,
            session.post(url, data=content, proxy=client.proxy, ssl=ssl) as response,
        ):
            arrived = response.status == 200
    except (ClientError, TimeoutError, OSError):
        arrived = False
    if not arrived:
        raise NotNow
