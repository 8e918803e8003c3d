"""A second copy of the bot on another database: the log and facilitators hear of it once, and once it is over."""

from sqlmodel import Session

from activities.kit.cards import Card, say
from activities.kit.wording import moment
from bot.delivery.outages import turn_of
from bot.engine.engine import Engine
from bot.faults.faults import log
from storage import processes
from storage.tables import Workspace

SEEM_TO_RUN = (
    "Slack has connections of this app that no process on this database has opened. Another copy of Knowhow seems to "
    "run on another database: some of what people press goes there, and is not kept here. Find it and stop it."
)


def begin(engine: Engine, workspace: int) -> None:
    """Note that there are connections that are none of ours; where that is news, log it and tell facilitators."""
    with engine.database.writing() as session:
        since = processes.others_begin(session, workspace, engine.now(session))
        if since is not None:
            _tell(engine, session, workspace, _others(), ("others", since.isoformat()))
    if since is not None:
        log.warning(SEEM_TO_RUN)


def end(engine: Engine, workspace: int) -> None:
    """Note that all connections are ours again; where that is news, log it and tell facilitators."""
    with engine.database.writing() as session:
        since = processes.others_end(session, workspace)
        if since is not None:
            turn = turn_of(engine, session, session.get_one(Workspace, workspace))
            over = _over(moment(since, turn.zone), moment(turn.now, turn.zone))
            _tell(engine, session, workspace, over, ("others_over", since.isoformat()))
    if since is not None:
        log.warning("All of Slack’s connections of this app are this database’s own again")


def _tell(engine: Engine, session: Session, workspace: int, card: Card, key: tuple[str, str]) -> None:
    turn = turn_of(engine, session, session.get_one(Workspace, workspace))
    turn.waited_for = True  # whatever the hour: people press, and get nowhere
    for person in turn.facilitators():
        turn.tell(person, card, key)


def _others() -> Card:
    return say(
        "Another copy of me seems to run, and it keeps its own books. Some of what people press goes there, and I know "
        "nothing of it: people may be told that no trial is open. Please tell whoever looks after Knowhow now."
    )


def _over(since: str, until: str) -> Card:
    return say(
        f"There is only one of me again. From {since} to {until} another copy ran too. Please ask people to do again "
        "what is missing here."
    )
