"""Who somebody is and whether the bot is in a channel, asked of Slack before a turn begins."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

from activities.kit.events import Account, Channel, Kind, Profile
from bot.pace import Pace
from bot.platform import NotNow, SendingFailed, Unreachable
from bot.slack.calls import Calls
from bot.slack.text import Json

SLACK = "slack"
SLACKBOT = "USLACKBOT"

KEPT_FOR = timedelta(minutes=10)
"""Changes are told by events, but each event reaches one process only; so none trusts what it knows for long."""

MOST_ON_A_PAGE = 200
TRIES = 5


class Lookups:
    """Profiles, remembered for a while, and channels, asked anew each time. One workspace's."""

    def __init__(self, calls: Calls, pace: Pace, tenant: str) -> None:
        self.calls = calls
        self.pace = pace
        self.tenant = tenant
        self._known: dict[str, tuple[Profile, datetime]] = {}

    async def profile(self, user: str) -> Profile:
        """Somebody as Slack knows them now. Where Slack cannot be asked, what was last known of them will do.

        Raises the failures of `bot.platform` where nothing is known.
        """
        known, until = self._known.get(user, (None, self.pace.now()))
        if known and self.pace.now() < until:
            return known
        try:
            found = await self.calls.at_once("users.info", user=user)
        except Unreachable:  # somebody of another organisation whom the bot may not see
            return Profile(self._account(user), name="", kind=Kind.STRANGER)
        except SendingFailed:
            if known:
                return known
            raise
        return self.learn(found["user"])

    def learn(self, user: Json) -> Profile:
        """Remember what Slack says of somebody, from wherever it comes."""
        profile = profile_of(user, self.tenant)
        self._known[profile.account.user] = profile, self.pace.now() + KEPT_FOR
        return profile

    def knows(self, profile: Profile) -> bool:
        """Whether this is no news."""
        known, _ = self._known.get(profile.account.user, (None, None))
        return known == profile

    async def channel(self, channel: str) -> Channel:
        """A channel; one that the bot may not even see is one that it is not in."""
        try:
            found = (await self.calls.at_once("conversations.info", channel=channel))["channel"]
        except Unreachable:
            return Channel(channel, "", bot_is_in=False)
        may_write = bool(found.get("is_member")) and not found.get("is_archived")
        return Channel(channel, str(found.get("name", "")), bot_is_in=may_write)

    async def everybody(self) -> AsyncIterator[Profile]:
        """Everybody in the workspace, deactivated accounts included, at the method's pace."""
        cursor = ""
        while True:
            page = await self._page(cursor)
            for user in page.get("members", ()):
                yield self.learn(user)
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return

    async def _page(self, cursor: str) -> Json:
        for _ in range(TRIES - 1):
            try:
                return await self.calls.repeatable("users.list", limit=MOST_ON_A_PAGE, cursor=cursor)
            except NotNow as not_now:
                await self.pace.sleep(not_now.wait or 1.0)
        return await self.calls.repeatable("users.list", limit=MOST_ON_A_PAGE, cursor=cursor)

    def _account(self, user: str) -> Account:
        return Account(SLACK, self.tenant, user)


def profile_of(user: Json, tenant: str) -> Profile:
    """A user object of Slack's. `name` is the one they chose to be shown by; Slack gives less of the deactivated."""
    said = user.get("profile") or {}
    name = said.get("display_name") or said.get("real_name") or user.get("real_name") or user.get("name") or ""
    return Profile(
        account=Account(SLACK, tenant, str(user["id"])),
        name=str(name),
        email=said.get("email") if user.get("is_email_confirmed", True) else None,
        kind=_kind(user, tenant),
        active=not user.get("deleted"),
        is_admin=bool(user.get("is_admin") or user.get("is_owner")),
    )


def _kind(user: Json, tenant: str) -> Kind:
    # In an Enterprise Grid somebody's home may be another workspace of the same organisation.
    workspaces = {user.get("team_id", tenant), *(user.get("enterprise_user") or {}).get("teams", ())}
    if user.get("is_bot") or user.get("id") == SLACKBOT:
        return Kind.BOT
    if user.get("is_stranger") or tenant not in workspaces:
        return Kind.STRANGER
    if user.get("is_restricted") or user.get("is_ultra_restricted"):
        return Kind.GUEST
    return Kind.MEMBER
