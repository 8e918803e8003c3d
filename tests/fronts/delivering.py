"""Whether the bot still has something to send."""

from zoneinfo import ZoneInfo

from sqlmodel import select

from activities.kit.days import in_office_hours
from bot.engine.engine import Engine
from storage import parcels
from storage.tables import Organisation


def has_to_deliver(engine: Engine) -> bool:
    """Whether anything is told that has not arrived, and may leave by now."""
    with engine.database.reading() as session:
        is_open = in_office_hours(engine.now(session), ZoneInfo(engine.rules.timezone))
        closed = [] if is_open else session.exec(select(Organisation.id)).all()
        return parcels.pending(session, [one for one in closed if one is not None]) > 0
