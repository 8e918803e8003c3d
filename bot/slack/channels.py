"""What Slack tells of channels: archived, brought back, deleted, renamed, left, joined, and called by another id.

That a channel was made private Slack says only in a message of that channel, and the bot reads none: the nightly look
finds it out.
"""

import asyncio
from collections.abc import Callable, Mapping

from sqlmodel import Session

from activities.kit.events import ChannelState
from bot.engine.engine import Engine
from bot.slack.admission import Installation
from bot.slack.lookups import SLACK
from bot.slack.text import Json
from storage import channels

_STATES: Mapping[str, ChannelState] = {
    "channel_archive": ChannelState.ARCHIVED,
    "channel_deleted": ChannelState.DELETED,
    "channel_left": ChannelState.OUT,
    "channel_unarchive": ChannelState.OPEN,
    "group_archive": ChannelState.ARCHIVED,
    "group_deleted": ChannelState.DELETED,
    "group_left": ChannelState.OUT,
    "group_unarchive": ChannelState.OPEN,
}
CHANNEL_EVENTS = frozenset({*_STATES, "channel_id_changed", "channel_rename", "group_rename", "member_joined_channel"})


async def hear_of_channel(engine: Engine, here: Installation, event: Json) -> None:
    """Take one of `CHANNEL_EVENTS`. Raises `TurnFailed`, and then Slack sends it again."""
    work = _work(engine, here, event)
    if work is None:
        return

    def do(session: Session) -> None:
        work(session, engine.reception.workspace(session, SLACK, here.tenant).id)

    await asyncio.to_thread(engine.transact, "channel", do)
    engine.when_written()


def _work(engine: Engine, here: Installation, event: Json) -> Callable[[Session, int], None] | None:
    """Return what is to be done about an event in a workspace; `None` where it says nothing or is about others."""
    heard = engine.channels.heard
    match event:
        case {"type": str(what), "channel": str(channel)} if what in _STATES:
            return lambda session, at: heard(session, at, channel, _STATES[what])
        case {"type": "member_joined_channel", "channel": str(channel), "user": user} if user == here.bot:
            return lambda session, at: heard(session, at, channel, ChannelState.OPEN)
        case {"type": "channel_rename" | "group_rename", "channel": {"id": str(channel), "name": str(name)}}:
            return lambda session, at: channels.rename(session, at, channel, name)
        case {"type": "channel_id_changed", "old_channel_id": str(before), "new_channel_id": str(after)}:
            return lambda session, at: channels.renumber(session, at, before, after)
        case _:
            return None
