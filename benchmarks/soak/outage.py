"""Slack is away for hours: the calendar is moved through them, and what ages by the pace ages as much."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from random import Random

from benchmarks.soak.almanac import Almanac
from benchmarks.soak.misfortunes import OF_EVERYBODY, Misfortunes
from bot.delivery.outages import TOLD_AFTER
from bot.sandbox.faults import DroppedBefore, Fault, Says, ServerError
from storage.outages import going_on
from storage.tables import Calendar

LASTS = {timedelta(minutes=30): 3.0, timedelta(hours=7): 7.0, timedelta(hours=28): 14.0}
"""How many real seconds an outage takes to play, by how long it is."""

STEP = 0.25
AWAY = "Slack was away"
NOTICED = "outages over an hour that the bot noticed"
STARTS_WITHIN = 30.0


async def outage(misfortunes: Misfortunes, almanac: Almanac, span: timedelta, chance: Random) -> None:
    """Play one, with the bot running all the while; then Slack is there again."""
    faults: list[Fault] = [Says(chance.choice(OF_EVERYBODY)), ServerError(503), DroppedBefore()]
    fault, weather = chance.choice(faults), misfortunes.weather
    weather.strikes(f"outages of {span.total_seconds() / 3600:g} hours")
    misfortunes.supervisor.spared = True
    before = await _repace(misfortunes, almanac, span.total_seconds() / LASTS[span])
    is_away = not isinstance(fault, Says)  # else it still takes what is answered at its own addresses
    if is_away:
        weather.begins(AWAY)
    misfortunes.supervisor.spared = not is_away  # whom Slack refuses by its name does not start again
    orders = misfortunes.refuse_all(fault, answers_too=is_away)
    try:
        until = time.monotonic() + LASTS[span]
        while time.monotonic() < until:
            await asyncio.sleep(STEP)
            await almanac.writes(lambda own: _move(own, span * (STEP / LASTS[span])))
        if span > TOLD_AFTER and await almanac.comes_to_hold(lambda session: bool(going_on(session)), STEP):
            weather.strikes(NOTICED)
    finally:
        misfortunes.take_back(orders)
        weather.ends(AWAY)
    misfortunes.supervisor.spared = True
    await _repace(misfortunes, almanac, before)
    misfortunes.supervisor.spared = False


async def _repace(misfortunes: Misfortunes, almanac: Almanac, factor: float) -> float:
    """Let the pace go on at another speed, which a bot sees that is started now; gives back the one before."""
    supervisor = misfortunes.supervisor
    supervisor.stays_down()
    before = 0.0

    def change(own: Calendar) -> None:
        nonlocal before
        now = datetime.now(UTC)
        at = own.kept_since + (now - own.kept_since) * own.pace
        before, own.pace = own.pace, factor
        own.kept_since = now + (at - now) / (1 - factor)

    await almanac.writes(change)
    supervisor.may_start()
    async with asyncio.timeout(STARTS_WITHIN * 4):
        await supervisor.up.wait()
    return before


def _move(own: Calendar, by: timedelta) -> None:
    own.stands_at += by
    own.bound_for = max(own.bound_for, own.stands_at)
