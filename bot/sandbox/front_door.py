"""What the server answers on: the Web API, response addresses, uploads and the socket."""

import asyncio
import json

from aiohttp import web

from bot.sandbox.answers import answer_where_asked
from bot.sandbox.faults import DroppedAfter, DroppedBefore, Fault, Faults, Says, ServerError, Slow, TooMany
from bot.sandbox.installation import App
from bot.sandbox.interactions import Interactions
from bot.sandbox.limits import Limits, RateLimited
from bot.sandbox.records import Json
from bot.sandbox.refusals import Refused
from bot.sandbox.socket_mode import SocketMode
from bot.sandbox.web_api import METHODS, Method
from bot.sandbox.web_api.call import Call
from bot.sandbox.workspace import Workspace
from bot.service.web import only_from_this_machine


class FrontDoor:
    """The server's addresses."""

    def __init__(
        self,
        workspace: Workspace,
        app: App,
        interactions: Interactions,
        limits: Limits,
        faults: Faults,
        socket_mode: SocketMode,
        base: str,
    ) -> None:
        self._workspace = workspace
        self._app = app
        self._interactions = interactions
        self._limits = limits
        self._faults = faults
        self._socket_mode = socket_mode
        self._base = base
        self.calls: list[str] = []  # the methods called so far, in order, whatever came of them

    def application(self) -> web.Application:
        """Build the aiohttp application."""
        application = web.Application(middlewares=[only_from_this_machine], client_max_size=20 * 1024 * 1024)
        application.router.add_route("*", "/api/{method}", self._answer_call)
        application.router.add_get("/link/", self._socket_mode.serve)
        application.router.add_post("/{source:commands|actions}/{number}/{key}", self._take_response)
        application.router.add_post("/upload/v1/{file}", self._take_upload)
        return application

    async def _answer_call(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        self.calls.append(name)
        arguments = await _arguments(request)
        channel = arguments.get("channel")
        fault = self._faults.strike(name, channel if isinstance(channel, str) else None)
        before = await _before(request, fault)
        if before is not None:
            return before
        response = self._respond(request, name, arguments)
        await _after(request, fault)
        return response

    def _respond(self, request: web.Request, name: str, arguments: Json) -> web.Response:
        method = METHODS.get(name)
        headers = {"X-OAuth-Scopes": ",".join(sorted(self._app.scopes))}
        if method is not None:
            headers["X-Accepted-OAuth-Scopes"] = ",".join(method.scopes)
        status = 200
        try:
            answer = {"ok": True, **self._answer(request, name, method, arguments)}
        except RateLimited as limited:
            status, answer = 429, limited.as_answer()
            headers["Retry-After"] = str(limited.retry_after)
        except Refused as refused:
            answer = refused.as_answer()
        return web.json_response(answer, status=status, headers=headers)

    def _answer(self, request: web.Request, name: str, method: Method | None, arguments: Json) -> Json:
        if method is None:
            raise Refused("unknown_method")
        self._authorise(request, method, arguments)
        self._limits.count(name, method.tier)
        call = Call(
            workspace=self._workspace,
            app=self._app,
            interactions=self._interactions,
            limits=self._limits,
            new_socket_ticket=self._socket_mode.new_ticket,
            base=self._base,
            args=arguments,
        )
        if method.with_bot_token:
            call.needs(*method.scopes)
        return method.answer(call)

    def _authorise(self, request: web.Request, method: Method, arguments: Json) -> None:
        """Refuse a call without the right token."""
        given = request.headers.get("Authorization", "").removeprefix("Bearer ") or str(arguments.get("token") or "")
        if not given:
            raise Refused("not_authed")
        if given not in (self._app.bot_token, self._app.app_token):
            raise Refused("invalid_auth")
        if self._app.revoked:
            raise Refused("token_revoked")
        if (given == self._app.bot_token) != method.with_bot_token:
            raise Refused("not_allowed_token_type")

    async def _take_response(self, request: web.Request) -> web.StreamResponse:
        self.calls.append("response_url")
        try:
            body = await request.json()
        except ValueError:
            return web.Response(status=400, text="invalid_payload")
        fault = self._faults.strike("response_url", None)
        before = await _before(request, fault)
        if before is not None:
            return before
        key = f"{request.match_info['number']}/{request.match_info['key']}"
        try:
            address = self._interactions.use_response_url(key)
            answer_where_asked(self._workspace, self._app, address, body)
        except Refused as refused:
            status = 404 if refused.error in ("used_url", "expired_url") else 400
            return web.json_response(refused.as_answer(), status=status)
        await _after(request, fault)
        return web.Response(text="ok")

    async def _take_upload(self, request: web.Request) -> web.StreamResponse:
        file = self._workspace.files.get(request.match_info["file"])
        if file is None or file.content is not None:
            raise web.HTTPNotFound
        content = await request.read()
        if len(content) != file.length:
            raise web.HTTPBadRequest(text="the length is not the one announced")
        file.content = content
        return web.Response(text=f"OK - {len(content)}")


async def _arguments(request: web.Request) -> Json:
    """Read a call's arguments, from wherever they may come: the query, a form, JSON."""
    arguments: Json = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.text() or "{}")
        except ValueError:
            return arguments
        return arguments | (body if isinstance(body, dict) else {})
    form = await request.post()
    return arguments | {name: value for name, value in form.items() if isinstance(value, str)}


async def _before(request: web.Request, fault: Fault | None) -> web.Response | None:
    """Let a fault strike before the call takes effect, and return what is answered in its place."""
    match fault:
        case ServerError(status):
            return web.Response(status=status, text="upstream connect error")
        case Says(error):
            return web.json_response(Refused(error).as_answer())
        case TooMany(seconds):
            headers = {"Retry-After": str(seconds)}
            return web.json_response(Refused("ratelimited").as_answer(), status=429, headers=headers)
        case DroppedBefore():
            _drop(request)
            return web.Response()
    return None


async def _after(request: web.Request, fault: Fault | None) -> None:
    """Let a fault strike when the call has taken effect."""
    match fault:
        case Slow(seconds):
            await asyncio.sleep(seconds)
        case DroppedAfter():
            _drop(request)


def _drop(request: web.Request) -> None:
    """Break the connection; whatever is answered now goes nowhere."""
    if isinstance(request.transport, asyncio.WriteTransport):
        request.transport.abort()
