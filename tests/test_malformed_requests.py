"""What is no HTTP, or breaks off: one line of the log that quotes nothing of it, and the bot goes on."""

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession, web

from bot.clock.watch import Watch
from bot.sandbox.page.serving import Page
from bot.service.web import serve
from storage.database import Database

TOKEN = "very-secret"
HEAD = "POST /takes HTTP/1.1\r\nHost: here\r\n"
MALFORMED = {
    "a header that is none": f"{HEAD}Authorization Bearer {TOKEN}\r\n\r\n",
    "a header too long": f"{HEAD}Authorization: Bearer {TOKEN * 2000}\r\n\r\n",
    "a character that is none": f"{HEAD}Authorization: {TOKEN}\x00\r\n\r\n",
    "a target too long": f"POST /{TOKEN * 2000} HTTP/1.1\r\n",
    "a length that is none": f"{HEAD}Content-Length: {TOKEN}\r\n\r\n",
    "a part that is none": f"{HEAD}Transfer-Encoding: chunked\r\n\r\n{TOKEN}\r\n",
    "a method that is none": f"{HEAD}Content-Length: 0\r\n\r\n{TOKEN} / HTTP/1.1\r\n\r\n",
    "half a body": f"{HEAD}Content-Length: 999\r\n\r\n{TOKEN}",
}


@pytest.fixture
async def port(sqlite_url: str, unused_tcp_port: int) -> AsyncIterator[int]:
    async def takes(request: web.Request) -> web.Response:
        return web.Response(text=await request.text())

    database = Database(sqlite_url)
    async with serve("127.0.0.1", unused_tcp_port, database, Watch([]), [web.post("/takes", takes)]):
        yield unused_tcp_port
    database.close()


@pytest.mark.parametrize("what", MALFORMED)
async def test_nothing_of_what_is_no_http_is_logged(port: int, what: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    _, writes = await asyncio.open_connection("127.0.0.1", port)
    writes.write(MALFORMED[what].encode("latin-1"))
    await writes.drain()
    await asyncio.sleep(0.05)
    writes.close()
    await writes.wait_closed()
    async with ClientSession(f"http://127.0.0.1:{port}") as client, client.post("/takes", data="still here") as answer:
        assert await answer.text() == "still here"
    assert TOKEN not in caplog.text
    assert "Traceback" not in caplog.text


async def test_a_name_too_long_is_no_file_of_the_page(unused_tcp_port: int, caplog: pytest.LogCaptureFixture) -> None:
    runner = web.AppRunner(Page().application())
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", unused_tcp_port).start()
    async with ClientSession(f"http://127.0.0.1:{unused_tcp_port}") as client:
        for name in ("a" * 3000, "%00", "..", "%2e%2e%2fserving.py", "con"):
            async with client.get(f"/static/{name}.js") as answer:
                assert answer.status == 404
    await runner.cleanup()
    assert "Traceback" not in caplog.text
