"""Two towns on one database, each with an app of its own in one tenant; in each the same people have their account."""

from functools import partial
from pathlib import Path

from bot.engine.engine import Engine
from storage import organisations
from storage.database import Database
from tests.front import EngineFront
from tests.town import Town

OURS, THEIRS = 1, 2
"""Their organisations, by number."""


def two_trusts(folder: Path, database: Database, front: type[EngineFront] = EngineFront) -> tuple[Town, Town]:
    """Ours, which was there first, and theirs."""
    ours = Town(folder, database, front=partial(_as_app, "ours", front))
    with database.writing() as session:
        another = organisations.new(session, "Europe/London", "Another trust")
        organisations.link(session, another, front.platform, front.tenant, "theirs")
    return ours, Town(folder, database, front=partial(_as_app, "theirs", front))


def _as_app(app: str, front: type[EngineFront], engine: Engine) -> EngineFront:
    """A process of a trust's own app."""
    engine.serving.begins()
    engine.serving.is_app(front.platform, app)
    engine.transact("workspace", lambda session: engine.reception.moves_in(session, front.platform, front.tenant).id)
    return front(engine)
