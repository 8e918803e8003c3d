"""Who somebody is and whether the bot is in a channel, asked of Slack before a turn begins."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from activities.kit.events import Account, Channel, ChannelState, Kind, Profile
from bot.faults.faults import note
from bot.platforms.pace import Pace
from bot.platforms.places import Places
from bot.platforms.platform import Away, ChannelNow, NotNow, SendingFailed, Unreachable
from bot.slack.admission import Installation
from bot.slack.calls import Calls
from bot.slack.text import Json

SLACK = "slack"
SLACKBOT = "USLACKBOT"

KEPT_FOR = timedelta(minutes=10)
"""Changes are told by events, but each event reaches one process only; so none trusts what it knows for long."""

LISTED_ANEW = timedelta(minutes=1)
"""How old the list of everybody may be when somebody is not on it."""

TRIES = 5

ANSWERS_WITHIN = 1.0
"""Real seconds that Slack has to say who somebody is, before what is known of them has to do."""


class Lookups:
    """Looks people up, who are remembered for a while, and channels, anew each time, for one installation."""

    def __init__(
        self,
        calls: Calls,
        pace: Pace,
        here: Installation,
        in_the_database: Callable[[Account], Profile | None] = lambda _: None,
        channels: Sequence[str] = (),
    ) -> None:
        self.calls = calls
        self.pace = pace
        self._in_the_database = in_the_database
        self._listing: asyncio.Task[None] | None = None
        self._listed_at = pace.now()
        self._has_listed = False
        self.here = here
        self.tenant = here.tenant
        self._known: dict[str, tuple[Profile, datetime]] = {}
        self._places = Places(channels, pace, self._members_of)

    async def profile(self, user: str) -> Profile:
        """Return somebody as Slack knows them now. Where it does not say, what was last known of them will do.

        Raises the failures of `bot.platforms.platform` where nothing is known. Whoever waits for this has pressed
        something, and what they pressed is good for three seconds.
        """
        return await self.placed(await self._profile(user))

    async def placed(self, profile: Profile) -> Profile:
        """Add in which of the channels whose members belong somebody is, and of which that cannot be told just now."""
        if profile.is_kept or not profile.active or not self._places.ids:
            return profile
        with suppress(TimeoutError):
            async with asyncio.timeout(ANSWERS_WITHIN):
                await self._places.find(profile)
        return self.in_places(profile)

    async def _profile(self, user: str) -> Profile:
        known, until = self._known.get(user, (None, self.pace.now()))
        if known and self.pace.now() < until:
            return known
        try:
            return self.learn((await self._asked_of_slack(user))["user"])
        except Unreachable:
            if found := known or await self._kept(user):
                return found
            # somebody of another organisation whom the bot may not see
            return Profile(self._account(user), name="", kind=Kind.STRANGER)
        except SendingFailed:
            if found := known or await self._kept(user) or await self._listed(user):
                return found
            raise

    async def _asked_of_slack(self, user: str) -> Json:
        try:
            async with asyncio.timeout(ANSWERS_WITHIN):
                return await self.calls.for_somebody("users.info", user=user)
        except TimeoutError:
            raise NotNow from None

    async def _kept(self, user: str) -> Profile | None:
        """Return a member as the database has them; `None` where it has none."""
        return await asyncio.to_thread(self._in_the_database, self._account(user))

    async def _listed(self, user: str) -> Profile | None:
        """Return somebody as the list of everybody has them, where it comes soon enough."""
        await asyncio.wait({self.everybody_ahead(LISTED_ANEW)}, timeout=ANSWERS_WITHIN)
        known, _ = self._known.get(user, (None, None))
        return known

    def learn(self, user: Json) -> Profile:
        """Remember what Slack says of somebody, from wherever it comes."""
        profile = profile_of(user, self.here)
        for one in (profile.account.user, *profile.also):
            self._known[one] = profile, self.pace.now() + KEPT_FOR
        return profile

    def knows(self, profile: Profile) -> bool:
        """Say whether what Slack says of somebody is no news."""
        known, _ = self._known.get(profile.account.user, (None, None))
        return known == profile

    async def channel(self, channel: str) -> Channel:
        """Ask for a channel, for somebody who waits; one that the bot may not even see is one that it is not in."""
        try:
            found = (await self.calls.for_somebody("conversations.info", channel=channel))["channel"]
        except Unreachable:
            return Channel(channel, "", bot_is_in=False)
        is_closed = bool(found.get("is_archived"))
        return Channel(channel, str(found.get("name", "")), bool(found.get("is_member")) and not is_closed, is_closed)

    async def channel_now(self, channel: str) -> ChannelNow | None:
        """Ask how a channel stands now, at the method's pace; `None` where the bot may not ask."""
        try:
            found = (await self.calls.repeatable("conversations.info", channel=channel))["channel"]
        except Unreachable:
            return ChannelNow(ChannelState.LOST)
        except Away:
            return None
        is_archived, is_in = bool(found.get("is_archived")), bool(found.get("is_member"))
        state = ChannelState.ARCHIVED if is_archived else ChannelState.OPEN if is_in else ChannelState.OUT
        return ChannelNow(state, str(found.get("name", "")), bool(found.get("is_private")))

    def everybody_ahead(self, no_older_than: timedelta = KEPT_FOR) -> "asyncio.Task[None]":
        """Learn who everybody is, a page at a time, before they all come: a task, the same while it is not too old."""
        now = self.pace.now()
        if self._listing is None or (self._listing.done() and now - self._listed_at > no_older_than):
            self._listed_at = now
            self._listing = asyncio.create_task(self._learn_everybody())
        return self._listing

    async def roster(self) -> list[Profile]:
        """Return everybody of whom Slack has told, for a menu: the list may be some minutes old, and is made anew.

        In which of the channels whose members belong they are, `in_places` says. Where Slack does not answer soon
        enough, it is as it was.
        """
        listing = self.everybody_ahead()
        if not self._has_listed:
            await asyncio.wait({listing}, timeout=ANSWERS_WITHIN)
        with suppress(TimeoutError):
            async with asyncio.timeout(ANSWERS_WITHIN):
                await self._places.list(LISTED_ANEW)
        return list({profile.account.user: profile for profile, _ in self._known.values()}.values())

    def in_places(self, profile: Profile) -> Profile:
        """Add in which of the channels whose members belong somebody was when they were last listed."""
        places = self._places.of(profile)
        return replace(profile, places=places, unsure_places=self._places.silent - places)

    async def _learn_everybody(self) -> None:
        try:
            async for _ in self.everybody():
                pass
            self._has_listed = True
        except SendingFailed as error:
            note("users.list", error)

    async def everybody(self) -> AsyncIterator[Profile]:
        """Ask for everybody in the workspace, deactivated accounts included, at the method's pace.

        Of a whole organisation, everybody in the workspaces that have the app: Slack lists them one by one.
        """
        if self._places.ids:
            await self._places.list()
        async for user in self._users():
            profile = self.learn(user)
            yield self.in_places(profile)
        if self._places.silent:
            raise NotNow  # of some it is not known whether they belong

    async def _users(self) -> AsyncIterator[Json]:
        if not self.here.is_wide:
            async for user in self.calls.listed("users.list", "members", tries=TRIES):
                yield user
            return
        async for team in self.calls.listed("auth.teams.list", "teams", tries=TRIES):
            async for user in self.calls.listed("users.list", "members", tries=TRIES, team_id=str(team["id"])):
                yield user

    async def _members_of(self, channel: str) -> AsyncIterator[str]:
        async for user in self.calls.listed("conversations.members", "members", tries=TRIES, channel=channel):
            yield str(user)

    def _account(self, user: str) -> Account:
        return Account(SLACK, self.tenant, user)


def profile_of(user: Json, here: Installation) -> Profile:
    """Read one of Slack's user objects. `name` is the one they chose; Slack gives less of the deactivated.

    An address is taken for theirs only where they are of this workspace, guests included, and Slack says that it has
    been confirmed: by a mail to it, or by the organisation's sign-on. Of strangers Slack shows whatever stands in their
    profile elsewhere.

    In a Grid an account is called by the id that holds everywhere in it; who was there before has one of their
    workspace's, too.
    """
    said = user.get("profile") or {}
    kind = _kind(user, here)
    name = said.get("display_name") or said.get("real_name") or user.get("real_name") or user.get("name") or ""
    everywhere = str((user.get("enterprise_user") or {}).get("id") or user["id"])
    return Profile(
        account=Account(SLACK, here.tenant, everywhere),
        name=str(name),
        email=said.get("email") if kind in (Kind.MEMBER, Kind.GUEST) and user.get("is_email_confirmed") else None,
        kind=kind,
        active=not user.get("deleted"),
        is_admin=bool(user.get("is_admin") or user.get("is_owner")),
        also=() if everywhere == user["id"] else (str(user["id"]),),
    )


def _kind(user: Json, here: Installation) -> Kind:
    # In an Enterprise Grid somebody's home may be another workspace of the same organisation.
    grid = user.get("enterprise_user") or {}
    belongs_to = {user.get("team_id"), grid.get("enterprise_id"), *(grid.get("teams") or ())}
    if user.get("is_bot") or user.get("id") == SLACKBOT:
        return Kind.BOT
    if user.get("is_stranger") or here.tenant not in belongs_to:
        return Kind.STRANGER
    if user.get("is_restricted") or user.get("is_ultra_restricted"):
        return Kind.GUEST
    return Kind.MEMBER
