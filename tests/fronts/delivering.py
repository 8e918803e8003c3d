"""Whether the bot still has something to send, and sending it."""

import asyncio
from zoneinfo import ZoneInfo

from sqlmodel import select

from bot.delivery.delivery import Delivery
from bot.delivery.ledger import Ledger
from bot.engine.engine import Engine
from bot.platforms.pace import Pace
from bot.platforms.platform import Platform
from storage import parcels
from storage.tables import Organisation


def has_to_deliver(engine: Engine) -> bool:
    """Whether anything is told that has not arrived, and may leave by now."""
    with engine.database.reading() as session:
        zone = ZoneInfo(engine.rules.timezone)
        is_open = engine.rules.policy.working_days.is_open(engine.now(session), zone)
        closed = [] if is_open else session.exec(select(Organisation.id)).all()
        return parcels.may_leave(session, engine.now(session), [one for one in closed if one is not None]) > 0


async def deliver(ledger: Ledger, platform: Platform, pace: Pace) -> None:
    """Send everything that may leave by now. Delivery looks again whenever something has become of a parcel."""
    looked = asyncio.Event()
    delivery = Delivery(ledger, platform, pace, looked.set)
    running = asyncio.create_task(delivery.run())
    is_left = True
    while is_left:
        await looked.wait()
        looked.clear()
        is_left = await asyncio.to_thread(has_to_deliver, ledger.engine)
    delivery.stop()
    await running
