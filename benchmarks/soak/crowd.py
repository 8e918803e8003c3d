"""Everybody in the town: invented staff, as many as are wanted, and all of them acting at once."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random

from benchmarks.soak.supervisor import Supervisor
from bot.register.staff_list import StaffRow
from bot.sandbox.hospital import the_case
from bot.sandbox.onlookers import CannotDo
from bot.sandbox.player import Player
from bot.sandbox.rehearsal import Rehearsal
from bot.sandbox.troupe import Troupe

AT_ONCE = 24
"""How many people press something at the same moment: each does as soon as another has been answered."""

WONT_WAIT = 0.05
"""The part of them who press although nobody is there to answer."""


def staff(people: int) -> list[StaffRow]:
    """So many of them: those of the case again and again, under other names."""
    case = the_case()
    return [
        row.model_copy(update={"id": f"E{number:05}", "name": _named(row.name, number // len(case)), "email": None})
        for number, row in ((number, case[number % len(case)]) for number in range(people))
    ]


def _named(name: str, time: int) -> str:
    return f"{name} {time + 1}" if time else name


class Crowd:
    """The players of a troupe, who all act at once, while the bot is there."""

    def __init__(self, stage: Rehearsal, people: Sequence[StaffRow], seed: str, supervisor: Supervisor) -> None:
        self.troupe = Troupe.of(stage, people, seed)
        self.players = self.troupe.players
        self._supervisor = supervisor
        self._chance = Random(f"{seed}:crowd")
        for player in self.players:
            player.silent = frozenset(player.silent)
            player.ways = replace(player.ways, joins_on_day=0)  # all of them as soon as it is announced

    def hurry(self, seconds: float) -> None:
        """Let nobody wait longer than this for a form that does not open."""
        for player in self.players:
            player.opens_within = seconds

    async def acts(self, today: date, among: Sequence[Player] | None = None) -> int:
        """Everybody does what they would do today; how many things these were."""
        at_once = asyncio.Semaphore(AT_ONCE)
        players = list(among or self.players)
        self._chance.shuffle(players)

        async def one(player: Player) -> int:
            async with at_once:
                if self._chance.random() > WONT_WAIT:
                    await self._supervisor.listens()
                try:
                    return len(await player.acts(today))
                except (CannotDo, TimeoutError):  # what they saw has gone meanwhile, or they have
                    return 0

        return sum(await asyncio.gather(*(one(player) for player in players)))
