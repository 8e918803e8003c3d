"""What the log and facilitators are told of times in which nobody in a workspace can be written to."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from activities.kit.cards import Card, say
from activities.kit.lost import Titled
from activities.kit.turn import Turn
from activities.kit.wording import count, listed, moment
from bot.engine.engine import Engine
from bot.faults.faults import log
from storage import outages
from storage.outages import Late
from storage.tables import Organisation, Workspace

TITLES = 5
"""So many things are named by their titles."""

TOLD_AFTER = timedelta(hours=1)
"""What took longer is told to facilitators once it is over."""

HOUSE = "knowhow"
"""The activity in whose name that is told."""


def begins(engine: Engine, workspace: int, code: str) -> None:
    """Note since when nobody can be written to, and say so in the log."""
    with engine.database.writing() as session:
        is_news = outages.begins(session, workspace, engine.now(session), code)
        platform = session.get_one(Workspace, workspace).platform
    if is_news:
        log.warning("%s: nobody can be written to (%s). Everything waits, and nothing is lost", platform, code)


def ends(engine: Engine, workspace: int, gone_since: Collection[int]) -> None:
    """Let what waited leave, now that people can be written to again, and tell facilitators where it took long."""
    with engine.database.writing() as session:
        at = session.get_one(Workspace, workspace)
        platform, late = at.platform, outages.late(session, workspace, gone_since)
        since = outages.ends(session, workspace)
        if since is None:
            return
        if engine.now(session) - since > TOLD_AFTER:
            _tell(engine, session, at, since, late)
    log.warning("%s: people can be written to again; %d messages waited", platform, len(late))


def tell_of_unknown(engine: Engine, workspace: int, code: str) -> None:
    """Tell facilitators, once a day, that the platform gave a reason that stands in no table of ours."""
    with engine.database.writing() as session:
        at = session.get_one(Workspace, workspace)
        turn = turn_of(engine, session, at)
        for person in turn.facilitators():
            turn.tell(person, not_understood(at.platform, code), ("unknown", at.platform, turn.today.isoformat()))


def under_way(session: Session) -> list[str]:
    """Give a sentence for each workspace in which nobody can be written to just now, for whoever runs the bot."""
    return [
        f"{called(at.platform)}: nobody can be written to since {at.away_since:%Y-%m-%d %H:%M} UTC ({at.away_code}). "
        "Everything waits, and leaves by itself once that is mended."
        for at in outages.going_on(session)
    ]


def called(platform: str) -> str:
    """Return a platform's name as people write it."""
    return platform.capitalize()


def was_away(platform: str, since: datetime, until: datetime, zone: ZoneInfo, late: str) -> Card:
    """Build the card that facilitators see once an outage is over."""
    rest = f" What waited leaves now, and is late: {late}." if late else ""
    return say(
        f"I could write to nobody in {called(platform)} from {moment(since, zone)} to {moment(until, zone)}.{rest} "
        "What had gone out of date meanwhile says what holds now. If anything was too late to be sent, I name it apart."
    )


def not_understood(platform: str, code: str) -> Card:
    """Build the card that facilitators see where nobody knows what a refusal means."""
    return say(
        f"{called(platform)} does not take some of my messages and gives a reason that I don’t know: “{code}”. I keep "
        "trying, so there is nothing you need to do. Please tell whoever looks after Knowhow."
    )


def in_words(late: Sequence[Late], titled: Mapping[Late, Titled], reader: int) -> str:
    """Say what is late, as one facilitator may read it: a few things by title, and the rest by number alone."""
    if not late:
        return ""
    known = [titled[one].title for one in late if one in titled and reader in titled[one].known_to]
    by_title = sorted(Counter(known).items(), key=lambda one: (-one[1], one[0]))
    waited = [f"{count(number, 'message')} of “{title}”" for title, number in by_title[:TITLES]]
    if more := by_title[TITLES:]:
        waited.append(f"{count(sum(number for _, number in more), 'message')} of {len(more)} more")
    if others := len(late) - len(known):
        waited.append(count(others, "other message" if known else "message"))
    to = len({person for one in late for person in one.people})
    return f"{listed(waited)}, to {count(to, 'person', 'people')}"


def _tell(engine: Engine, session: Session, at: Workspace, since: datetime, late: Sequence[Late]) -> None:
    turn = turn_of(engine, session, at)
    titled = _titled(engine, turn, late)
    for person in turn.facilitators():
        said = in_words(late, titled, person.id)
        card = was_away(at.platform, since, turn.now, turn.zone, said)
        turn.tell(person, card, ("outage", at.platform, since.isoformat()))


def _titled(engine: Engine, turn: Turn, late: Sequence[Late]) -> Mapping[Late, Titled]:
    """Map what is late to what each is about, as far as its activity says."""
    found: dict[Late, Titled] = {}
    for name in {one.activity for one in late} & engine.activities.keys():
        theirs = [one for one in late if one.activity == name]
        titles = engine.activities[name].titles(turn.for_activity(name), [one.key for one in theirs])
        found |= {one: titles[one.key] for one in theirs if one.key in titles}
    return found


def turn_of(engine: Engine, session: Session, at: Workspace) -> Turn:
    """Make a turn in which nobody has done anything, for what the bot itself says of a workspace."""
    organisation = session.get_one(Organisation, at.organisation_id)
    name = HOUSE if HOUSE in engine.activities else next(iter(engine.activities))
    turn = engine.turn(session, organisation, name, "outage")
    turn.waited_for = False
    return turn
