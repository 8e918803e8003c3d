"""What is said of times in which nobody in a workspace can be written to: in the log, and to facilitators."""

import logging
from collections import Counter
from collections.abc import Collection
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from activities.kit.cards import Card, say
from activities.kit.turn import Turn
from activities.kit.wording import count, listed, moment
from bot.engine import Engine
from storage import outages, people
from storage.tables import Organisation, Workspace

TOLD_AFTER = timedelta(hours=1)
"""What took longer is told to facilitators once it is over."""

HOUSE = "knowhow"
"""The activity in whose name that is told."""

log = logging.getLogger("knowhow")


def begins(engine: Engine, workspace: int, code: str) -> None:
    """Nobody can be written to: note since when, and say so in the log."""
    with engine.database.writing() as session:
        is_news = outages.begins(session, workspace, engine.now(session), code)
        platform = session.get_one(Workspace, workspace).platform
    if is_news:
        log.warning("%s: nobody can be written to (%s). Everything waits, and nothing is lost", platform, code)


def ends(engine: Engine, workspace: int, gone_since: Collection[int]) -> None:
    """They can again: what waited leaves, and facilitators hear of it where it took long."""
    with engine.database.writing() as session:
        at = session.get_one(Workspace, workspace)
        platform, late = at.platform, outages.late(session, workspace, gone_since)
        since = outages.ends(session, workspace)
        if since is None:
            return
        if engine.now(session) - since > TOLD_AFTER:
            _tell(engine, session, at, since, late)
    log.warning("%s: people can be written to again; %d messages waited", platform, late[0].total())


def tell_of_unknown(engine: Engine, workspace: int, code: str) -> None:
    """The platform says something that stands in no table of ours: facilitators hear so, once a day."""
    with engine.database.writing() as session:
        at = session.get_one(Workspace, workspace)
        turn = turn_of(engine, session, at)
        for person in people.facilitators(session, at.organisation_id):
            turn.tell(person, not_understood(at.platform, code), ("unknown", at.platform, turn.today.isoformat()))


def under_way(session: Session) -> list[str]:
    """A sentence for each workspace in which nobody can be written to just now."""
    return [
        f"{called(at.platform)}: nobody can be written to since {at.away_since:%Y-%m-%d %H:%M} UTC ({at.away_code}). "
        "Everything waits, and leaves by itself once that is mended."
        for at in outages.going_on(session)
    ]


def called(platform: str) -> str:
    """A platform's name as people write it."""
    return platform.capitalize()


def was_away(platform: str, since: datetime, until: datetime, zone: ZoneInfo, late: Counter[str], to: int) -> Card:
    """What facilitators read once an outage is over."""
    waited = [f"{count(number, 'message')} of {activity}" for activity, number in sorted(late.items())]
    rest = (
        f" What waited leaves now, and is late: {listed(waited)}, to {count(to, 'person', 'people')}." if late else ""
    )
    return say(
        f"I could write to nobody in {called(platform)} from {moment(since, zone)} to {moment(until, zone)}.{rest} "
        "What had gone out of date meanwhile says what holds now. If anything was too late to be sent, I name it apart."
    )


def not_understood(platform: str, code: str) -> Card:
    """What facilitators read where nobody knows what a refusal means."""
    return say(
        f"{called(platform)} does not take some of my messages and gives a reason that I don’t know: “{code}”. I keep "
        "trying, so there is nothing you need to do. Please tell whoever looks after Knowhow."
    )


def _tell(engine: Engine, session: Session, at: Workspace, since: datetime, late: tuple[Counter[str], int]) -> None:
    turn = turn_of(engine, session, at)
    card = was_away(at.platform, since, turn.now, turn.zone, *late)
    for person in people.facilitators(session, at.organisation_id):
        turn.tell(person, card, ("outage", at.platform, since.isoformat()))


def turn_of(engine: Engine, session: Session, at: Workspace) -> Turn:
    """A turn in which nobody has done anything, for what the house says of a workspace."""
    organisation = session.get_one(Organisation, at.organisation_id)
    name = HOUSE if HOUSE in engine.activities else next(iter(engine.activities))
    turn = engine.turn(session, organisation, name, "outage")
    turn.waited_for = False
    return turn
