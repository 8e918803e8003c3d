"""The page's own small web server: its files, its downloads, and a WebSocket for every window."""

import asyncio
from pathlib import Path
from typing import Final
from urllib.parse import quote

from aiohttp import web

from bot.sandbox.page.play import Play
from bot.sandbox.page.window import Window
from bot.service.web import Handler, only_from_this_machine

STATIC = Path(__file__).parent / "static"
KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}

HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


class Page:
    """The addresses of the page. They outlive a play: while nothing is on, windows wait for the next."""

    def __init__(self) -> None:
        self._play: Play | None = None
        self._begins = asyncio.Condition()
        self._windows: set[Window] = set()
        self._sockets: set[web.WebSocketResponse] = set()

    def application(self) -> web.Application:
        """Build the aiohttp application."""
        application = web.Application(middlewares=[only_from_this_machine, _with_headers])
        application.router.add_get("/", self._index)
        application.router.add_get("/static/{name}", self._static)
        application.router.add_get("/files/{file}", self._download)
        application.router.add_get("/live", self._live)
        return application

    async def put_on(self, play: Play) -> None:
        """Let every window look at this play from now on."""
        async with self._begins:
            self._play = play
            self._begins.notify_all()

    async def take_off(self) -> None:
        """Close every window's connection; they come back by themselves, and wait."""
        self._play = None
        for socket in list(self._sockets):
            await socket.close()

    async def _index(self, _: web.Request) -> web.StreamResponse:
        return _file("index.html")

    async def _static(self, request: web.Request) -> web.StreamResponse:
        return _file(request.match_info["name"])

    async def _download(self, request: web.Request) -> web.StreamResponse:
        file = self._play.stage.slack.workspace.files.get(request.match_info["file"]) if self._play else None
        if file is None or file.content is None:
            raise web.HTTPNotFound
        as_a_file = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name)}"}
        return web.Response(body=file.content, content_type="application/octet-stream", headers=as_a_file)

    async def _live(self, request: web.Request) -> web.StreamResponse:
        if "Origin" not in request.headers:  # another site's has been refused; only a page of our own opens a socket
            raise web.HTTPForbidden
        socket = web.WebSocketResponse(heartbeat=20, max_msg_size=256 * 1024)
        await socket.prepare(request)
        play = await self._what_is_on()
        users = play.stage.slack.workspace.users
        asked = users.get(request.query.get("as", ""))
        user = asked if asked and not asked.is_bot and not asked.deleted else play.stage.facilitator
        if not any(window.user is user for window in self._windows):
            play.stage.slack.workspace.show_modal(user.id, [])  # as in Slack, no dialog outlives its window
        window = Window(play, socket, user, lambda: {window.user.id for window in self._windows})
        self._windows.add(window)
        self._sockets.add(socket)
        try:
            await socket.send_json({"you": user.id})
            await window.stays_open()
        finally:
            self._windows.discard(window)
            self._sockets.discard(socket)
        return socket

    async def _what_is_on(self) -> Play:
        async with self._begins:
            while self._play is None:
                await self._begins.wait()
            return self._play


@web.middleware
async def _with_headers(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        response = await handler(request)
    except web.HTTPException as refused:
        refused.headers.update(HEADERS)
        raise
    if not response.prepared:
        response.headers.update(HEADERS)
    return response


def _file(name: str) -> web.StreamResponse:
    """Serve one of the page's files; there is only the one folder, without folders in it."""
    path = next((file for file in STATIC.iterdir() if file.name == name and file.suffix in KINDS), None)
    if path is None:
        raise web.HTTPNotFound
    return web.Response(text=path.read_text(encoding="utf-8"), content_type=KINDS[path.suffix], charset="utf-8")
