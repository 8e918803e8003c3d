"""The nightly look at channels in which something is announced: what the platform has not told shows here."""

import asyncio
from functools import partial

from sqlmodel import Session

from activities.kit.events import ChannelState
from bot.engine.engine import Engine, TurnFailed
from bot.faults.faults import note
from bot.platforms.platform import ChannelNow, Platform, SendingFailed
from storage import channels


async def look_at_channels(engine: Engine, platform: Platform) -> None:
    """See how every channel of a workspace stands."""
    try:
        for channel in await asyncio.to_thread(engine.transact, "channels", partial(_used, engine, platform)):
            if (now := await platform.channel_now(channel)) is not None:
                seen = partial(_seen, engine, platform, channel, now)
                await asyncio.to_thread(engine.transact, "channel", seen)
    except (SendingFailed, TurnFailed) as error:
        note(f"channels of {platform.name}", error)


def _used(engine: Engine, platform: Platform, session: Session) -> list[str]:
    return sorted(channels.used(session, engine.reception.workspace(session, platform.name, platform.tenant).id))


def _seen(engine: Engine, platform: Platform, channel: str, now: ChannelNow, session: Session) -> None:
    workspace = engine.reception.workspace(session, platform.name, platform.tenant).id
    if now.name:
        channels.rename(session, workspace, channel, now.name)
    if now.within:
        channels.belongs_to(session, workspace, channel, now.within)
    if now.state is None:
        return
    known = channels.find(session, workspace, channel)
    if known is not None and known.state == ChannelState.READ_ONLY and now.state is ChannelState.OPEN:
        return  # whether the bot may write there shows only when it tries
    engine.channels.heard(
        session,
        workspace,
        channel,
        now.state,
        is_private=now.is_private,
        for_certain=now.state is not ChannelState.LOST,
        waited_for=False,
    )
