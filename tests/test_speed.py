"""The benchmark of speed measures what it says: the bot and the baseline answer what they would be asked."""

import asyncio
from pathlib import Path

import pytest

from benchmarks.speed.client import Wrong, as_fast_as_answered, as_offered
from benchmarks.speed.filling import fill
from benchmarks.speed.grounds import sqlite
from benchmarks.speed.hospital import SMALL
from benchmarks.speed.processes import baseline
from benchmarks.speed.stage import answered, is_saved, stage
from benchmarks.speed.table import Line, at
from storage.database import Database


@pytest.mark.parametrize(("part", "found"), [(0.0, 1), (0.5, 50), (0.99, 99), (0.999, 100), (1.0, 100)])
def test_what_a_part_of_the_figures_does_not_exceed(part: float, found: float) -> None:
    assert at(range(1, 101), part) == found


def test_of_one_figure_it_is_that_one() -> None:
    assert at([7.0], 0.5) == at([7.0], 0.99) == 7.0


def test_a_full_line_is_read_without_scrolling() -> None:
    line = Line(
        "CPU of a turn that writes: sign-up", "p50 1,117 ms, p99 1,843 ms", "Core, 24 + 10: 3,259/s, 2.39 ms CPU"
    )
    assert len(str(line)) <= 120


async def answers(pieces: list[bytes]) -> int:
    """Serve one answer in pieces, and give back the port."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(0.01)

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    return int(server.sockets[0].getsockname()[1])


@pytest.mark.parametrize(
    "pieces",
    [
        [b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood"],
        [b"HTTP/1.1 200 OK\r\nCont", b"ent-Length: 4\r\n\r\ngo", b"od"],
    ],
)
async def test_an_answer_is_whole_in_whatever_pieces_it_comes(pieces: list[bytes]) -> None:
    port = await answers(pieces)
    rush = await as_fast_as_answered([port], 1, [b"GET / HTTP/1.1\r\n\r\n"], lambda body: body == b"good")
    assert len(rush.waited) == 1


async def test_an_answer_that_is_not_what_was_asked_for_is_no_measurement() -> None:
    port = await answers([b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nbad"])
    with pytest.raises(Wrong):
        await as_fast_as_answered([port], 1, [b"GET / HTTP/1.1\r\n\r\n"], is_saved)


async def test_who_is_only_promised_an_answer_has_not_been_answered() -> None:
    port = await answers([b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nlater"])
    rush = await as_fast_as_answered([port], 1, [b"GET / HTTP/1.1\r\n\r\n"], lambda body: body != b"later")
    assert rush.late == 1
    assert at(rush.waited, 0.99) > 1_000


@pytest.mark.slow
async def test_the_bot_and_the_baseline_take_what_they_are_measured_with(tmp_path: Path) -> None:
    ground = sqlite(tmp_path)
    database = Database(url := ground.empty())
    fill(database, SMALL)
    database.close()
    async with stage(url, tmp_path, SMALL.people + 4) as on:
        port = on.bot.port
        assert len((await as_fast_as_answered([port], 2, [on.status(2), on.status(3)], answered)).waited) == 2
        form = await on.shown_by(SMALL.people + 1)
        forms = [form(number) for number in range(SMALL.people + 2, SMALL.people + 5)]
        assert len((await as_offered(port, 20, forms, is_saved)).waited) == 3
        with baseline(on.signer.secret, ground.empty(), 3, 2, tmp_path) as core:
            await core.answers(forms[0])
            await as_fast_as_answered([core.port], 2, [on.status(1), *forms], lambda body: not body)
