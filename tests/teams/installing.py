"""The bot is added to teams and chats, and taken out; people join and leave."""

from tests.fronts.teams_bot import TeamsBot
from tests.fronts.teams_service import BOT, TEAM

OTHER_TEAM = "19:other@thread.tacv2"


async def installs(office: TeamsBot, team: str = TEAM) -> None:
    """Bo adds the bot to a team."""
    await happens(office, "installationUpdate", "bo", team, action="add")


async def happens(office: TeamsBot, kind: str, user: str, conversation: str, **details: object) -> None:
    """Teams tells of something that somebody did, in a team or in their own chat."""
    told = office.service.activity(kind, user, conversation, **details)
    if "team" in told["channelData"]:
        told["channelData"]["team"] = {"id": conversation, "name": "Wards"}
    assert (await office.service.sends(told))[0] == 200
    await office.connection.has_answered()


async def leaves(office: TeamsBot, user: str, team: str = TEAM) -> None:
    """Somebody leaves a team."""
    office.service.absent.add((team, user))
    await happens(office, "conversationUpdate", "bo", team, membersRemoved=[office.service.people[user]])


async def joins(office: TeamsBot, user: str, team: str = TEAM) -> None:
    """Somebody joins a team, for the first time or again."""
    office.service.absent.discard((team, user))
    await happens(office, "conversationUpdate", "bo", team, membersAdded=[office.service.people[user]])


async def takes_out(office: TeamsBot, user: str) -> None:
    """Somebody removes the app from their own chat."""
    own_chat = office.service.own_chat(user)
    office.service.absent.add((own_chat, user))
    await happens(office, "installationUpdate", user, own_chat, action="remove")


async def takes_in(office: TeamsBot, user: str) -> None:
    """Somebody adds the app for themselves."""
    own_chat = office.service.own_chat(user)
    office.service.absent.discard((own_chat, user))
    await happens(office, "installationUpdate", user, own_chat, action="add")


async def bot_leaves(office: TeamsBot, team: str = TEAM) -> None:
    """Bo removes the app from a team."""
    await happens(office, "conversationUpdate", "bo", team, membersRemoved=[{"id": BOT}])
