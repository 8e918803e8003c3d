"""What is served to this machine alone: nobody elsewhere may use it, by whatever page somebody here has open."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias
from urllib.parse import urlsplit

from aiohttp import web

Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@web.middleware
async def only_from_this_machine(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what is meant for another host, or sent by a page of another site.

    A page elsewhere could have its own name point here; and it may post here without being allowed to, though it is
    not given the answer. Browsers say in `Origin` whose page it is; programs say nothing there.
    """
    try:
        host, page = urlsplit(f"//{request.host}").hostname, urlsplit(request.headers.get("Origin", "")).netloc
    except ValueError:
        raise web.HTTPBadRequest from None
    if host not in LOOPBACK:
        raise web.HTTPMisdirectedRequest
    if "Origin" in request.headers and page != request.host:
        raise web.HTTPForbidden
    return await handler(request)
