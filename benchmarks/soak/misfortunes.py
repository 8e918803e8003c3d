"""Whatever goes wrong besides kills, each at its own intervals, drawn from the seed."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from random import Random

from sqlalchemy.exc import SQLAlchemyError

from benchmarks.soak.grounds import Ground
from benchmarks.soak.supervisor import Supervisor
from benchmarks.soak.weather import RENEWED, Weather
from bot.sandbox.faults import DroppedAfter, DroppedBefore, Fault, Order, Says, ServerError, Slow, TooMany
from bot.sandbox.rehearsal import Rehearsal
from bot.sandbox.web_api import METHODS

CALLED_OFTEN = (
    *("chat.postMessage",) * 6,
    *("views.open", "conversations.open", "users.info", "chat.update") * 2,
    *("views.update", "users.list", "conversations.history", "response_url"),
)
OF_EVERYBODY = (
    "token_revoked",
    "account_inactive",
    "invalid_auth",
    "missing_scope",
    "team_access_not_granted",
    "enterprise_is_restricted",
)
OF_ONE = ("user_not_found", "channel_not_found", "is_archived", "restricted_action", "a_code_that_nobody_knows")
ALWAYS = 1_000_000_000
BROKEN, UNHEARD = "the socket broke", "an acknowledgement was lost"
WARNED = "the socket will be closed soon"


class Misfortunes:
    """One town's. Each `…s` below is one more of its kind; `all` lets them come again and again.

    Whoever holds `among_people` keeps accounts as they are, and lets nobody be refused who was not before.
    """

    def __init__(
        self, stage: Rehearsal, supervisor: Supervisor, weather: Weather, ground: Ground, url: str, seed: str
    ) -> None:
        self.stage = stage
        self.supervisor = supervisor
        self.weather = weather
        self.ground = ground
        self.url = url
        self.seed = seed
        self.among_people = asyncio.Lock()

    def all(self) -> list[Coroutine[None, None, None]]:
        """Each kind again and again, until it is cancelled."""
        kinds: list[tuple[Callable[[Random], Awaitable[None]], float]] = [
            (self.calls_fail, 2.0),
            (self.one_is_refused, 6.0),
            (self.everybody_is_refused, 30.0),
            (self.the_directory_stumbles, 20.0),
            (self.the_database_fails, 20.0),
            (self.the_clock_is_set, 12.0),
            (self.the_socket_breaks, 15.0),
            (self.things_come_twice, 10.0),
        ]
        return [self._again_and_again(what, every) for what, every in kinds]

    async def calls_fail(self, chance: Random) -> None:
        """The next calls of some method meet with a fault that has nothing to do with anybody."""
        faults: list[Fault] = [
            TooMany(chance.randrange(1, 40)),
            ServerError(chance.choice((500, 502, 503))),
            DroppedBefore(),
            DroppedAfter(),
            Slow(chance.uniform(0.1, 1.0)),
            Says(chance.choice(("internal_error", "fatal_error", "service_unavailable"))),
        ]
        fault, method = chance.choice(faults), chance.choice(CALLED_OFTEN)
        times = 1 if method == "response_url" else chance.randrange(1, 5)
        self.stage.slack.faults.on(method, fault, times=times)
        self.weather.strikes(_called(fault))

    async def one_is_refused(self, chance: Random) -> None:
        """Slack does not take the next messages to one person, and then does."""
        user, slack = chance.choice(list(self.stage.users.values())), self.stage.slack
        chat = slack.workspace.direct([user.id, slack.app.bot_user])
        if chat is not None:
            async with self.among_people:
                times, code = chance.randrange(1, 4), chance.choice(OF_ONE)
                slack.faults.on("chat.postMessage", Says(code), times=times, channel=chat.id)
                self.weather.strikes("refusals of one person")

    async def everybody_is_refused(self, chance: Random) -> None:
        """For a moment Slack refuses the installation, whatever it calls; answers at their own addresses still go."""
        self.weather.strikes("refusals of everybody")
        orders = self.refuse_all(Says(chance.choice(OF_EVERYBODY)))
        try:
            await asyncio.sleep(chance.uniform(0.3, 3.0))
        finally:
            self.take_back(orders)

    def refuse_all(self, fault: Fault, *, answers_too: bool = False) -> list[Order]:
        """Let a fault strike every call until it is taken back; and what is answered at its own address, too."""
        orders = [Order(method, fault, ALWAYS, None) for method in (*METHODS, *(["response_url"] * answers_too))]
        self.stage.slack.faults.orders[:0] = orders
        return orders

    def take_back(self, orders: list[Order]) -> None:
        """End what these have begun."""
        standing = self.stage.slack.faults.orders
        standing[:] = [order for order in standing if not any(order is one for one in orders) and order.times > 0]

    async def the_directory_stumbles(self, chance: Random) -> None:
        """Some accounts are switched off, and on again within seconds."""
        async with self.among_people:
            await self._stumble(chance)

    async def _stumble(self, chance: Random) -> None:
        self.weather.strikes("directory stumbles")
        users = [user for user in self.stage.users.values() if user is not self.stage.facilitator]
        most = max(2, len(users) // chance.choice((10, 20, 50)))
        off = chance.sample(users, chance.randrange(1, most + 1))
        happenings = self.stage.slack.happenings
        try:
            for user in off:
                await happenings.is_deactivated(user)
            await asyncio.sleep(chance.uniform(0.1, 4.0))
        finally:
            for user in off:
                user.deleted = False
        for user in off:
            await happenings.changes_profile(user, deleted=False)

    async def the_database_fails(self, chance: Random) -> None:
        """As its kind does."""
        await self.ground.fails(self.url, chance, self.weather)

    async def the_clock_is_set(self, chance: Random) -> None:
        """The clock of the bot's machine is set on, or back."""
        self.weather.strikes("clock steps")
        self.supervisor.set_clock(chance.choice((-1, 1)) * chance.choice((30, 3600, 26 * 3600)) * chance.random())

    async def the_socket_breaks(self, chance: Random) -> None:
        """Without a word; or Slack asks politely for another, or warns in good time, which costs nobody an answer."""
        sockets, why = self.stage.slack.socket_mode, chance.choice((BROKEN, RENEWED, WARNED))
        if why == WARNED:
            self.weather.strikes("sockets to be closed soon")
            await sockets.warn()
            return
        self.weather.strikes("sockets renewed" if why == RENEWED else "sockets broken")
        self.weather.begins(why)
        if why == RENEWED:
            await sockets.refresh()
        else:
            if chance.random() < 0.3:
                self.stage.slack.faults.on("apps.connections.open", ServerError(503))
            await sockets.drop()
        with suppress(TimeoutError):
            async with asyncio.timeout(10):
                await sockets.connected()
        self.weather.ends(why)

    async def things_come_twice(self, chance: Random) -> None:
        """Slack delivers everything twice for a while, or does not hear the next acknowledgement."""
        faults = self.stage.slack.faults
        if chance.random() < 0.5:
            self.weather.strikes("everything delivered twice")
            faults.deliver_twice = True
            await asyncio.sleep(chance.uniform(0.5, 3.0))
            faults.deliver_twice = False
            return
        self.weather.strikes("acknowledgements lost")
        self.weather.begins(UNHEARD)
        faults.lose_acknowledgements += 1
        with suppress(TimeoutError):
            async with asyncio.timeout(5):
                while faults.lose_acknowledgements > 0:  # noqa: ASYNC110  (they set no event)
                    await asyncio.sleep(0.1)
        faults.lose_acknowledgements = 0
        self.weather.ends(UNHEARD)

    def reach_everybody(self) -> None:
        """Let nobody be refused alone any more."""
        orders = self.stage.slack.faults.orders
        orders[:] = [order for order in orders if order.channel is None]

    def clear_up(self) -> None:
        """Let nothing be wrong any more."""
        faults = self.stage.slack.faults
        faults.orders.clear()
        faults.deliver_twice, faults.lose_acknowledgements = False, 0
        for why in (BROKEN, RENEWED, UNHEARD):
            self.weather.ends(why)

    async def _again_and_again(self, what: Callable[[Random], Awaitable[None]], every: float) -> None:
        chance = Random(f"{self.seed}:{what.__name__}")
        while True:
            await asyncio.sleep(chance.uniform(0.2, 1.8) * every)
            with suppress(SQLAlchemyError):
                await what(chance)


def _called(fault: Fault) -> str:
    match fault:
        case TooMany():
            return "429"
        case ServerError():
            return "5xx"
        case DroppedBefore() | DroppedAfter():
            return "connections dropped"
        case Slow():
            return "slow answers"
    return "errors that say nothing of anybody"
