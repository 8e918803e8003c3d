"""What Teams tells of channels and teams: deleted, restored, renamed, archived, brought back.

The names are those of `channelData.eventType`:
https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events
"""

from collections.abc import Mapping

from botbuilder.schema import Activity as TeamsActivity

from activities.kit.events import ChannelState
from bot.teams.lookups import Lookups
from bot.teams.references import References

_OF_A_CHANNEL: Mapping[str, ChannelState] = {
    "channelDeleted": ChannelState.DELETED,
    "channelRestored": ChannelState.OPEN,
}
_OF_A_TEAM: Mapping[str, ChannelState] = {
    "teamArchived": ChannelState.ARCHIVED,
    "teamDeleted": ChannelState.DELETED,
    "teamHardDeleted": ChannelState.DELETED,
    "teamRestored": ChannelState.OPEN,
    "teamUnarchived": ChannelState.OPEN,
}


async def hear_of_channel(lookups: Lookups, references: References, activity: TeamsActivity) -> None:
    """Take the news of a channel or a team. Nothing follows where it is something else."""
    match activity.channel_data:
        case {"eventType": str(what), "channel": {"id": str(channel)}} if what in _OF_A_CHANNEL and channel:
            await references.heard(channel, "", _OF_A_CHANNEL[what])
        case {"eventType": str(what), "team": {"id": str(team)}} if what in _OF_A_TEAM and team:
            await references.heard("", team, _OF_A_TEAM[what])
        case {"eventType": "teamRenamed", "team": {"id": str(team), "name": str(name)}} if team and name:
            await references.team_renamed(team, name)
            await _name_anew(lookups, references)
        case {"eventType": "channelRenamed"}:
            await _name_anew(lookups, references)


async def _name_anew(lookups: Lookups, references: References) -> None:
    """Call every channel as it is called now: where there are several teams, a channel's name says which."""
    await references.renamed({one.value: one.label for one in await lookups.channels()})
