"""Menus of people that the app fills as somebody types: names that are typed may mean anybody in a tenant of many.

Teams asks with the invoke `application/search`, through the same door as all else, and shows what the answer holds.
"""

import asyncio
from collections.abc import Sequence

from botbuilder.schema import Activity as TeamsActivity

from activities.kit.events import Profile
from activities.kit.forms import Option
from bot.engine.choosing import are_all_shown, as_called
from bot.engine.engine import Engine, TurnFailed
from bot.faults.faults import note
from bot.platforms.menus import offered, sought
from bot.platforms.platform import SendingFailed
from bot.teams.fields import PEOPLE, as_choice
from bot.teams.heard import place_of, user_of
from bot.teams.lookups import Lookups
from bot.teams.references import TEAMS
from bot.teams.text import Json

SEARCHED = "application/search"
FOUND = "application/vnd.microsoft.search.searchResponse"

MOST_SHOWN = 15
"""Options that Teams shows of a menu."""

IN_TIME, LISTED_WITHIN = 4.0, 2.0
"""Seconds after which a menu shows nobody, for Teams waits five; and after which it does with an older list."""


class Menus:
    """Finds members for whoever types some of a name, for one tenant."""

    def __init__(self, engine: Engine, lookups: Lookups) -> None:
        self._engine = engine
        self._lookups = lookups
        self._roster: Sequence[Profile] = ()
        self._listing: asyncio.Task[None] | None = None
        self.are_ours = not are_all_shown(engine, TEAMS)
        """Whether people are chosen in a menu; where everybody in the tenant belongs, their names are typed."""

    async def on_search(self, activity: TeamsActivity) -> Json:
        """Answer with members whom what was typed so far may mean; with nobody, where that cannot be said in time."""
        found: Sequence[Option] = ()
        typed = _typed(activity.value)
        if self.are_ours and typed:
            try:
                async with asyncio.timeout(IN_TIME):
                    found = await self._found(activity, typed)
            except (TurnFailed, SendingFailed, TimeoutError):
                pass  # they type on, and it is asked again
        return {"statusCode": 200, "type": FOUND, "value": {"results": [as_choice(one) for one in found]}}

    async def end(self) -> None:
        """List nobody any more."""
        if self._listing is not None:
            self._listing.cancel()
            await asyncio.gather(self._listing, return_exceptions=True)

    async def _found(self, activity: TeamsActivity, typed: str) -> Sequence[Option]:
        someone, place = activity.from_property, place_of(activity)
        by = await self._lookups.profile(user_of(someone), str(someone.id), place.kept_as)
        roster = await self._listed()
        return await asyncio.to_thread(self._offered, by, typed, roster)

    def _offered(self, by: Profile, typed: str, roster: Sequence[Profile]) -> Sequence[Option]:
        return offered(self._engine, by, sought(typed, as_called(self._engine, roster)), MOST_SHOWN)

    async def _listed(self) -> Sequence[Profile]:
        """Return the roster, listed anew where that comes soon enough; several who ask at once wait for the same."""
        if self._listing is None or self._listing.done():
            self._listing = asyncio.create_task(self._list())
        await asyncio.wait({self._listing}, timeout=LISTED_WITHIN)
        return self._roster

    async def _list(self) -> None:
        try:
            self._roster = await self._lookups.roster()
        except Exception as error:  # noqa: BLE001  (whatever it was, the list before will do)
            note("roster", error)


def _typed(value: object) -> str:
    """Read what was typed into a menu of people; empty where this is about anything else."""
    match value:
        case {"dataset": dataset, "queryText": str(typed)} if dataset == PEOPLE:
            return typed
        case _:
            return ""
