"""The baseline as a server: Bolt that verifies who called, does so many statements on one thread, and acknowledges.

`python -m benchmarks.speed.baseline READS WRITES`, with `PORT`, `SLACK_SIGNING_SECRET` and `DATABASE_URL`. Without
statements it is a bare echo.
"""

import asyncio
import os
import re
import sys
from concurrent.futures import ThreadPoolExecutor

from aiohttp import web
from aiohttp.typedefs import Handler
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult

from benchmarks.speed.core import Statements

PATH = "/slack/events"
"""As the bot’s: nothing of ours is imported here, so that it starts as quickly as it can."""

ANYTHING = re.compile(".*", re.DOTALL)


def main() -> None:
    """Answer until the process is ended."""
    reads, writes = map(int, sys.argv[1:])
    statements = Statements(os.environ["DATABASE_URL"], reads, writes) if reads + writes else None
    application = web.Application()
    application.add_routes([web.post(PATH, _takes(_app(statements)))])
    web.run_app(application, host="127.0.0.1", port=int(os.environ["PORT"]), access_log=None, print=None)


def _app(statements: Statements | None) -> AsyncApp:
    async def authorise() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id=None, bot_token="xoxb-1")  # noqa: S106  (it calls nobody)

    app = AsyncApp(
        name="baseline",
        authorize=authorise,
        process_before_response=True,
        signing_secret=os.environ["SLACK_SIGNING_SECRET"],
    )
    thread = ThreadPoolExecutor(1)

    async def answer(ack: AsyncAck) -> None:
        if statements:
            await asyncio.get_running_loop().run_in_executor(thread, statements.once)
        await ack()

    app.command(ANYTHING)(answer)
    app.view(ANYTHING)(answer)
    return app


def _takes(app: AsyncApp) -> Handler:
    async def take(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    return take


if __name__ == "__main__":
    main()
