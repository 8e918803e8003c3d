"""The Bot Connector at one service address: the part of its REST API that the bot uses, in plain JSON."""

from collections.abc import Mapping
from urllib.parse import quote

from bot.teams.text import Json
from bot.teams.wire import NONE, Wire


class Connector:
    """Sends, changes and looks up. Each call may raise the failures of `bot.platforms.platform`."""

    def __init__(self, wire: Wire, service_url: str) -> None:
        self._wire = wire
        self._root = f"{service_url.rstrip('/')}/v3"

    async def post(self, conversation: str, message: Json) -> str:
        """Post a message; gives back its id."""
        return _id(await self._call("POST", _path("conversations", conversation, "activities"), message))

    async def change(self, conversation: str, activity: str, message: Json) -> None:
        """Change a message in place."""
        await self._call("PUT", _path("conversations", conversation, "activities", activity), message)

    async def open(self, parameters: Json) -> tuple[str, str]:
        """Begin a conversation, or find the one that there is; gives back its id, and that of its first message."""
        made = await self._call("POST", "conversations", parameters)
        return _id(made), str(made.get("activityId") or "")

    async def member(self, conversation: str, user: str) -> Json:
        """Ask for one member of a conversation."""
        return await self._call("GET", _path("conversations", conversation, "members", user))

    async def members(self, conversation: str, page_size: int, continuation: str) -> tuple[list[Json], str]:
        """Ask for a page of members, and with what to ask for the next; empty on the last."""
        query = {"pageSize": str(page_size)} | ({"continuationToken": continuation} if continuation else {})
        page = await self._call("GET", _path("conversations", conversation, "pagedmembers"), query=query)
        return _objects(page.get("members")), str(page.get("continuationToken") or "")

    async def channels(self, team: str) -> list[Json]:
        """Ask for the channels of a team; the first has no name: every client calls it in its own language."""
        return _objects((await self._call("GET", _path("teams", team, "conversations"))).get("conversations"))

    async def _call(self, method: str, path: str, body: Json | None = None, query: Mapping[str, str] = NONE) -> Json:
        return await self._wire.call(method, f"{self._root}/{path}", body, query)


def _path(*parts: str) -> str:
    return "/".join(quote(part, safe="") for part in parts)


def _id(said: Json) -> str:
    return str(said.get("id") or "")


def _objects(said: object) -> list[Json]:
    return [one for one in said if isinstance(one, dict)] if isinstance(said, list) else []
