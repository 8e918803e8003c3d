"""Who somebody is, whom a name means, and which channels there are: asked of Teams before a turn begins."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection
from dataclasses import replace
from datetime import datetime, timedelta

from activities.kit.cards import Card, GetInTouch
from activities.kit.events import Account, Channel, Kind, Profile
from activities.kit.forms import Option
from activities.kit.wording import FIRST_CHANNEL
from bot.platforms.pace import Pace
from bot.platforms.platform import Accounts, ChannelNow, NotNow, SendingFailed, Unreachable
from bot.teams.calls import Calls
from bot.teams.getting_in_touch import SignIns
from bot.teams.references import TEAMS, References
from bot.teams.text import Json

KEPT_FOR = timedelta(minutes=1)
"""Teams tells nobody that somebody has become a guest or is called another name, so what is known is soon too old."""

SOON, AT_LAST = 1.0, 5.0
"""Real seconds that Teams has to say who somebody is: where what is known of them would do, and where nothing is."""


class Lookups:
    """Looks up profiles and the roster, remembered for a while, and channels, asked anew each time. For one tenant.

    `teams`: the ids of those whose members belong to the organisation.
    """

    def __init__(
        self,
        calls: Calls,
        references: References,
        pace: Pace,
        in_the_database: Callable[[Account], Profile | None],
        teams: Collection[str] = (),
    ) -> None:
        self._whose_belong = frozenset(teams)
        self._in_the_database = in_the_database
        self._calls = calls
        self._references = references
        self._pace = pace
        self.tenant = references.tenant
        self._known: dict[str, tuple[Profile, datetime]] = {}
        self._members: dict[str, str] = {}
        self._sign_ins: dict[str, str] = {}
        self._listed: list[Profile] = []
        self._is_unsure = False
        self._listed_until = pace.now()

    async def profile(self, user: str, member: str, conversation: str) -> Profile:
        """Return somebody who did something in a conversation, as Teams knows them now.

        Where Teams does not say so soon enough, what was last known of them will do. Raises the failures of
        `bot.platforms.platform` where nothing is known. `member` is the id by which the Bot Connector calls them.
        """
        known, until = self._known.get(user, (None, self._pace.now()))
        if known and self._pace.now() < until:
            return known
        else_known = known or await asyncio.to_thread(self._in_the_database, self._account(user))
        try:
            async with asyncio.timeout(SOON if else_known else AT_LAST):
                found = self._read(await self._calls.member(conversation, member))
                return self._remember(await self._placed(found, member, conversation))
        except Unreachable:  # not a member, so from nowhere that the bot knows
            return Profile(self._account(user), name="", kind=Kind.STRANGER)
        except (SendingFailed, TimeoutError):
            if else_known:
                return else_known
            raise NotNow from None

    async def roster(self, anew: bool = False) -> list[Profile]:
        """Return everybody in the teams that have the bot, as they were a minute ago at most, or `anew`.

        And whoever else has dealt with it: where everybody has the app for themselves, there need be no team that has.
        While a team does not answer whose members belong, of whoever is known what was known of them holds.
        """
        if anew or self._pace.now() >= self._listed_until:
            listed = {profile.account.user: profile async for profile in self._members_of_teams()}
            others = {profile.account.user: profile for profile in await self._references.acquainted()}
            self._listed = list((listed | others if self._is_unsure else others | listed).values())
            self._listed_until = self._pace.now() + KEPT_FOR
        return self._listed

    async def everybody(self) -> AsyncIterator[Profile]:
        """Return everybody in the teams that have the bot, and as gone, whoever it remembers and is nowhere any more.

        Who has taken the bot out of their own chat stays away until they come by themselves.
        """
        unwanted_by = await self._references.unwanted_by()
        listed = set()
        async for profile in self._members_of_teams(whose_belong_answer=True):
            listed.add(profile.account.user)
            if profile.account.user not in unwanted_by:
                yield profile
        for user in await self._others(listed):
            is_here, found = await self._found_somewhere(user)
            if found is not None:  # in no team, so in none whose members belong
                yield found
            elif not is_here:
                yield self.as_gone(user)

    async def gone(self) -> AsyncIterator[Profile]:
        """Return those whom the bot remembers, and who are in no conversation that has it, as gone."""
        for user in await self._others(()):
            if not await self.is_here(user):
                yield self.as_gone(user)

    async def _others(self, listed: Collection[str]) -> list[str]:
        """Return the ids of those whom the bot remembers, but for these."""
        acquainted = [profile.account.user for profile in await self._references.acquainted()]
        return [user for user in acquainted if user not in listed]

    async def is_here(self, user: str) -> bool:
        """Say whether somebody is in any conversation that has the bot. One without an answer from Teams counts."""
        return (await self._found_somewhere(user))[0]

    async def _found_somewhere(self, user: str) -> tuple[bool, Profile | None]:
        """Say whether somebody is in any conversation that has the bot, and who they are where Teams tells."""
        for conversation in await self._references.places_of(user):
            try:
                return True, self._read(await self._calls.member(conversation, self.member_id(user)))
            except Unreachable:
                continue
            except SendingFailed:
                return True, None
        return False, None

    def as_gone(self, user: str) -> Profile:
        """Return somebody to whom nothing more is to be sent here, as gone; what was known of them holds no more."""
        self.forget(user)
        return Profile(self._account(user), name="", active=False)

    async def sign_ins(self, accounts: Accounts, card: Card) -> SignIns:
        """Return the names with which these people sign in; ask Teams only where the card links to them."""
        if any(isinstance(part, GetInTouch) for part in card.parts):
            for user in accounts.values():
                if user not in self._sign_ins:
                    await self.is_here(user)
        return {person: self._sign_ins.get(user, "") for person, user in accounts.items()}

    def member_id(self, user: str) -> str:
        """Return the id by which the Bot Connector calls somebody; else their object id, which does as well."""
        return self._members.get(user, user)

    def forget(self, user: str) -> None:
        """Forget what was known of somebody: it holds no more."""
        self._known.pop(user, None)

    async def channels(self) -> list[Option]:
        """Return the channels of the teams that have the bot, by their ids."""
        return [option for _, options in await self.channels_of_teams() for option in options]

    async def channels_of_teams(self) -> list[tuple[str, list[Option]]]:
        """Return each team that has the bot, by id, with its channels. One that does not answer has none."""
        teams = await self._references.teams()
        found = []
        for team, name in teams:
            try:
                listed = await self._calls.channels(team)
            except SendingFailed:
                continue
            options = [Option(str(one["id"]), _called(one, name, len(teams) > 1)) for one in listed if "id" in one]
            found.append((team, options))
        return found

    async def channel(self, channel: str) -> Channel:
        """Ask for a channel; one of a team without the bot is one that the bot is not in, and so is a closed one."""
        found = await self._found(channel)
        if found is None:
            return Channel(channel, "", bot_is_in=False)
        team, label = found
        is_open = await self._references.chosen(channel, team)
        return Channel(channel, label, is_open, is_closed=not is_open)

    async def channel_now(self, channel: str) -> ChannelNow | None:
        """Ask what a channel is called now; `None` where no team that answers has it."""
        found = await self._found(channel)
        return ChannelNow(None, found[1], within=found[0]) if found else None

    async def _found(self, channel: str) -> tuple[str, str] | None:
        """Find the team that has a channel, and what that is called; `None` where no team that answers has it."""
        listed = await self.channels_of_teams()
        return next(((team, one.label) for team, options in listed for one in options if one.value == channel), None)

    async def _members_of_teams(self, whose_belong_answer: bool = False) -> AsyncIterator[Profile]:
        """Ask for the members of every team. One that does not answer is left for the next time.

        `whose_belong_answer`: where that is one whose members belong, raises `NotNow` after the others.
        """
        found: dict[str, Profile] = {}
        silent = set(self._whose_belong)
        for team, _ in await self._references.teams():
            counts = {team} & self._whose_belong
            try:
                async for member in self._calls.members(team):
                    one = self._read(member)
                    before = found.get(one.account.user, one)
                    found[one.account.user] = replace(one, places=before.places | counts)
            except (Unreachable, NotNow):
                continue
            silent.discard(team)
        self._is_unsure = bool(silent)
        for profile in found.values():
            yield self._remember(replace(profile, unsure_places=frozenset(silent) - profile.places))
        if silent and whose_belong_answer:
            raise NotNow

    async def _placed(self, profile: Profile, member: str, conversation: str) -> Profile:
        """Ask in which of the teams whose members belong somebody is who is in a conversation.

        Of a team that does not have the bot any more, or does not answer, that cannot be told.
        """
        others = self._whose_belong - {conversation}
        with_the_bot = {team for team, _ in await self._references.teams()} if others else set()
        answers = {team: await self._is_in(team, member) if team in with_the_bot else None for team in others}
        places = self._whose_belong & {conversation} | {team for team, is_in in answers.items() if is_in}
        unsure = {team for team, is_in in answers.items() if is_in is None}
        return replace(profile, places=places, unsure_places=frozenset(unsure))

    async def _is_in(self, team: str, member: str) -> bool | None:
        """Say whether somebody is in a team; `None` where nobody knows."""
        try:
            await self._calls.member(team, member)
        except Unreachable:
            return False
        except SendingFailed:
            return None
        return True

    def _remember(self, profile: Profile) -> Profile:
        self._known[profile.account.user] = profile, self._pace.now() + KEPT_FOR
        return profile

    def _read(self, member: Json) -> Profile:
        profile = profile_of(member, self.tenant)
        if member_id := str(member.get("id") or ""):
            self._members[profile.account.user] = member_id
        self._sign_ins[profile.account.user] = str(member.get("userPrincipalName") or "")
        return profile

    def _account(self, user: str) -> Account:
        return Account(TEAMS, self.tenant, user)


def profile_of(member: Json, tenant: str) -> Profile:
    """Read a member as Teams describes them. They are who their Entra object id says; Teams' own ids differ by bot.

    A member's address is taken for theirs where Teams says that they are of this tenant: its directory gives it, or
    else the name with which they sign in, whose domain the tenant has proved to be its own. A guest's is the one to
    which they were invited, and with which they have proved to be who was meant. Whoever is of another tenant could
    have been given any.
    """
    kind = _kind(member, tenant)
    is_invited = kind is Kind.GUEST
    address = member.get("email") or ("" if is_invited else member.get("userPrincipalName"))
    is_of_tenant = str(member.get("tenantId") or "").lower() == tenant
    is_vouched_for = is_invited or (kind is Kind.MEMBER and is_of_tenant)
    return Profile(
        account=Account(TEAMS, tenant, user_of(member)),
        name=str(member.get("name") or member.get("givenName") or ""),
        email=str(address) if address and is_vouched_for else None,
        kind=kind,
    )


def user_of(member: Json) -> str:
    """Return the id under which somebody is known: their Entra object id."""
    return str(member.get("aadObjectId") or member.get("objectId") or member.get("id") or "")


def _kind(member: Json, tenant: str) -> Kind:
    theirs = str(member.get("tenantId") or tenant).lower()
    is_invited = "#ext#" in str(member.get("userPrincipalName") or "").lower()
    if str(member.get("userRole") or "").lower() in ("guest", "anonymous") or is_invited:
        return Kind.GUEST
    return Kind.MEMBER if theirs == tenant else Kind.STRANGER


def _called(channel: Json, team: str, names_team: bool) -> str:
    name = str(channel.get("name") or FIRST_CHANNEL)
    return f"{name} ({team})" if names_team and team else name
