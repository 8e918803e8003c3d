"""Enterprise Grid: when a workspace joins one, or an installation becomes the whole organisation's, everybody stays.

Whoever was in a workspace before it joined has two ids: its own, and one that holds in the organisation. Slack maps one
to the other with migration.exchange (https://docs.slack.dev/reference/methods/migration.exchange).
"""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

from sqlmodel import Session

from activities.kit.wording import A_COLLEAGUE
from bot.engine.engine import Engine
from bot.faults.faults import note
from bot.platforms.platform import Away, Refused, Unknown
from bot.slack.admission import Installation
from bot.slack.calls import Calls
from bot.slack.lookups import SLACK
from bot.slack.text import Json
from storage import grid

IDS_A_CALL = 400
"""Ids that Slack maps in one call."""


class Grid:
    """Keeps one installation true to Enterprise Grid: who is called how, and what the installation was before."""

    def __init__(self, calls: Calls, engine: Engine, here: Installation) -> None:
        self._calls = calls
        self._engine = engine
        self._here = here
        self._settling = asyncio.Lock()
        self._settled = ""

    async def settle(self, enterprise: str) -> None:
        """Call everybody as they are called in this organisation, once. Nothing happens where there is none.

        Raises the failures of `bot.platforms.platform` where Slack cannot be asked just now. Where it will not answer
        at all, accounts follow one by one as Slack tells of them.
        """
        if not enterprise or enterprise == self._settled:
            return
        async with self._settling:
            if enterprise != self._settled:
                await self._adopt()
                await self._rename(enterprise)
                self._settled = enterprise

    async def hear(self, body: Json, next_: Callable[[], Awaitable[object]]) -> None:
        """Look at everything that comes: the workspace may have joined an organisation while the bot runs.

        Bolt's middleware, which it hands what is named so.
        """
        await self.settle(enterprise_of(body))
        await next_()

    async def _adopt(self) -> None:
        """Go on as whatever this installation was before: one workspace's, or the organisation's."""
        here = self._here
        before = [here.enterprise]
        if here.is_wide:
            before = [str(team["id"]) async for team in self._calls.listed("auth.teams.list", "teams")]
        adopt = partial(grid.adopt, platform=SLACK, tenant=here.tenant, app=here.app, before=before)
        await asyncio.to_thread(self._engine.transact, "organisation", lambda session: bool(adopt(session)))

    async def _rename(self, enterprise: str) -> None:
        workspace, users, team = await asyncio.to_thread(
            self._engine.transact, "accounts", partial(self._unsettled, enterprise)
        )
        names: dict[str, str] = {}
        of_team = {"team_id": team} if self._here.is_wide else {}
        for begin in range(0, len(users), IDS_A_CALL):
            some = users[begin : begin + IDS_A_CALL]
            try:
                said = await self._calls.repeatable("migration.exchange", users=",".join(some), **of_team)
            except (Away, Refused, Unknown) as error:
                if isinstance(error, Away) and not error.is_a_refusal:
                    raise
                note("migration.exchange", error)
                return
            names |= {str(old): str(new) for old, new in (said.get("user_id_map") or {}).items()}
        settle = partial(grid.settle, workspace=workspace, enterprise=enterprise, names=names, called=A_COLLEAGUE)
        await asyncio.to_thread(self._engine.transact, "accounts", settle)

    def _unsettled(self, enterprise: str, session: Session) -> tuple[int, list[str], str]:
        """Return the workspace, who in it has yet to be called anew, and the id that it has as one of Slack's teams."""
        at = self._engine.reception.workspace(session, SLACK, self._here.tenant)
        is_done = grid.is_settled(session, at.id, enterprise)
        users = [] if is_done else sorted(one.user for one in grid.accounts_at(session, at))
        return at.id, users, next((one for one in at.former if one.startswith("T")), at.tenant)


def enterprise_of(body: Json) -> str:
    """Return the id of the organisation from which something comes; empty where it is in none."""
    named = next((one.get("enterprise_id") for one in body.get("authorizations") or ()), None)
    return str(named or (body.get("enterprise") or {}).get("id") or body.get("enterprise_id") or "")
