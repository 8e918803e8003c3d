"""The step that keeps what has been used of Slack's limits: workspaces begin with nothing used."""

from sqlalchemy import text

from bot.engine.engine import Engine
from bot.platforms.pace import Pace
from bot.settings.rules import Rules
from bot.slack.calls import METHODS
from bot.slack.kept_tiers import KeptTiers
from bot.slack.tiers import Tiers
from storage import schema
from storage.database import Database
from tests.upgrades.filling import bring_to, fill

METHOD = "chat.postMessage"


def before_it(database: Database) -> None:
    """A filled database of the schema before: one process delivers, and nobody in Teams can be written to."""
    fill(database)
    bring_to(database, "0017")
    delivers = "UPDATE workspaces SET leased_by = 'a process', leased_until = '2027-01-26 12:11:00' WHERE id = 1"
    away = "UPDATE workspaces SET away_since = '2027-01-26 09:00:00', away_code = 'Unauthorized' WHERE id = 2"
    with database.changing_tables() as connection:
        for said in (delivers, away):
            connection.execute(text(said))


async def test_what_is_used_from_then_on_is_kept(empty: Database) -> None:
    before_it(empty)
    schema.upgrade(empty)
    engine = Engine(empty, [], Rules(seed="any"))
    first = KeptTiers(engine, "T0TOWN", Tiers(Pace()))
    first.remember()
    assert first.tiers.used(is_all=True).calls == {}
    await first.tiers.through(METHOD, METHODS[METHOD].tier)
    await first.keep(is_all=True)
    second = KeptTiers(engine, "T0TOWN", Tiers(Pace()))
    second.remember()
    assert sum(second.tiers.used(is_all=True).calls[METHOD]) == 1
