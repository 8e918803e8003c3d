"""What people were told, against what stands in the database and what the small Slack has truly delivered."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import combinations
from typing import Any

from sqlmodel import Session, col, select

from benchmarks.soak.claims import wrong_claims
from benchmarks.soak.outage import NOTICED
from benchmarks.soak.weather import Weather
from benchmarks.soak.witness import Arrived, Told, Witness
from bot.sandbox.people import Deed
from storage.tables import (
    AccountRow,
    Feedback,
    Meeting,
    MeetingMember,
    Message,
    Person,
    Record,
    SealedAnswer,
    ShownAnswer,
    ShownTakeaway,
    Signup,
    Takeaway,
    Trial,
)

KEPT_STATES = ("in", "silent")
INTRODUCTIONS = ("introduction", "introduction_alone")
WRITTEN: dict[str, tuple[Any, ...]] = {
    "review.answer": (SealedAnswer.text, ShownAnswer.text),
    "cafe.takeaway": (Takeaway.takes_away, ShownTakeaway.text),
    "library.record": (Record.title,),
}
"""Where what people write in a form is kept, each in one of these."""

ASKED = ("ask_feedback", "ask_again")


@dataclass
class Reckoning:
    """What came of it. `lost`, `doubled`, `claimed`, `silent`, `untold` hold a fault each, in words without names.

    `waits`: how long each who was answered waited, in real seconds.
    """

    acknowledged: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    claimed: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    untold: list[str] = field(default_factory=list)
    excused: Counter[str] = field(default_factory=Counter)
    figures: Counter[str] = field(default_factory=Counter)
    waits: list[float] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        """Everything that must not be."""
        return [*self.lost, *self.doubled, *self.claimed, *self.silent, *self.untold]


def reckon(session: Session, witness: Witness) -> Reckoning:
    """Count, once everything has come to rest."""
    found = Reckoning()
    arrivals = Arrivals(session, witness.arrived)
    _lost(session, witness.told, found)
    found.doubled += [*_sent_twice(witness.arrived), *_introduced_twice(session)]
    found.claimed += [*_reached_wrongly(session, arrivals), *_asked_wrongly(arrivals)]
    found.claimed += wrong_claims(session, witness.claims, arrivals.introduced_at)
    found.untold += [*_losses_untold(session, arrivals), *_outages_untold(session, witness.weather)]
    silent, found.excused = witness.unanswered()
    found.waits = witness.waits()
    found.silent += [_silent(deed) for deed in silent]
    found.figures.update(
        {
            "presses, commands and forms": len(witness.pressed),
            "messages delivered": len(witness.arrived),
            "meetings": len(session.exec(select(Meeting.id)).all()),
            "meetings introduced": len(arrivals.introduced_at),
            "trials filed": len(session.exec(select(Trial).where(Trial.phase == "filed")).all()),
        }
    )
    return found


class Arrivals:
    """The introductions and questions that stood in Slack: who has read which."""

    def __init__(self, session: Session, arrived: Iterable[Arrived]) -> None:
        self.person_of = {row.user: row.person_id for row in session.exec(select(AccountRow)).all()}
        self.key_of = {row.id: row.key for row in session.exec(select(Message)).all()}
        self.read: dict[tuple[int, int], float] = {}  # meeting and person → when it first stood before them
        self.asked: dict[int, float] = {}
        for one in sorted(arrived, key=lambda arrival: arrival.at):
            what, _, rest = self.key_of.get(one.mark, "").partition(":")
            people = [self.person_of[user] for user in one.readers if user in self.person_of]
            if what in INTRODUCTIONS:
                for person in people:
                    self.read.setdefault((int(rest.split(":")[0]), person), one.at)
            elif what in ASKED:
                for person in people:
                    self.asked.setdefault(person, one.at)
        self.members: dict[int, set[int]] = {}
        self.places = session.exec(select(MeetingMember)).all()
        for place in self.places:
            self.members.setdefault(place.meeting_id, set()).add(place.person_id)
        self.introduced_at = {
            meeting: max(self.read[meeting, person] for person in them)
            for meeting, them in self.members.items()
            if all((meeting, person) in self.read for person in them)
        }


def _lost(session: Session, told: Iterable[Told], found: Reckoning) -> None:
    """What was acknowledged stands there, unless somebody asked to be let go after it."""
    person_of = {row.user: row.person_id for row in session.exec(select(AccountRow)).all()}
    signups = {row.person_id: row.state for row in session.exec(select(Signup)).all()}
    feedback = {row.person_id: row for row in session.exec(select(Feedback)).all()}
    newest: dict[tuple[str, str], Told] = {}
    for one in told:
        newest[one.user, one.what] = one
    found.acknowledged.update(what for _, what in newest if what != "leaves")
    for (user, what), one in newest.items():
        person = person_of.get(user, 0)
        if what == "coffee.signup":
            leaves = newest.get((user, "leaves"))
            is_there = signups.get(person) in KEPT_STATES or (person in signups and leaves and leaves.at > one.at)
        elif what == "coffee.feedback":
            row = feedback.get(person)
            said = dict(value.partition("=")[::2] for value in one.said)
            is_there = row is not None and row.what_came_of_it == said.get("what_came_of_it", "")
        elif what in WRITTEN:
            times = _times_kept(session, what, [value.partition("=")[2] for value in one.said if user in value])
            is_there = times > 0
            if times > 1:
                found.doubled.append(f"{what} of {user} is kept {times} times")
        else:
            continue
        if not is_there:
            found.lost.append(f"{what} of {user} was acknowledged and is not there ({_stands(session, person)})")


def _times_kept(session: Session, form: str, texts: Iterable[str]) -> int:
    """How often what somebody wrote in a form is kept; the one text that is theirs alone."""
    text = next(iter(texts))
    return sum(len(session.exec(select(column).where(column == text)).all()) for column in WRITTEN[form])


def _stands(session: Session, person: int) -> str:
    """What the database says of somebody whose words are missing."""
    somebody = session.get(Person, person)
    if somebody is None:
        return "nobody is known by that account"
    states = session.exec(select(Signup.state).where(Signup.person_id == person)).all()
    return f"signups {list(states)}, active {somebody.active}, leaving since {somebody.leaving_since}"


def _sent_twice(arrived: Iterable[Arrived]) -> Iterator[str]:
    marks = Counter((one.mark, one.channel) for one in arrived)
    yield from (f"message {mark} stood {times} times in {where}" for (mark, where), times in marks.items() if times > 1)


def _introduced_twice(session: Session) -> Iterator[str]:
    """No two people are introduced to each other in more than one meeting of a trial."""
    members: dict[tuple[int, int], list[int]] = {}
    rows = select(Meeting, MeetingMember).join(MeetingMember, col(MeetingMember.meeting_id) == col(Meeting.id))
    for meeting, place in session.exec(rows).all():
        members.setdefault((meeting.trial_id, meeting.id), []).append(place.person_id)
    pairs = Counter((trial, pair) for (trial, _), them in members.items() for pair in combinations(sorted(them), 2))
    yield from (f"{pair} were introduced {times} times" for (_, pair), times in pairs.items() if times > 1)


def _reached_wrongly(session: Session, arrivals: Arrivals) -> Iterator[str]:
    """Whoever counts as reached has read it, unless one of them has said that they met."""
    phases = {row.id: row for row in session.exec(select(Meeting)).all()}
    for place in arrivals.places:
        meeting = phases[place.meeting_id]
        if place.reached and (place.meeting_id, place.person_id) not in arrivals.read and meeting.phase != "met":
            yield f"person {place.person_id} counts as reached in meeting {place.meeting_id}, and was not"
    for meeting in phases.values():
        if meeting.introduced_at is not None and meeting.phase not in ("met", "ended"):
            missing = [one for one in arrivals.members[meeting.id] if (meeting.id, one) not in arrivals.read]
            if missing:
                yield f"meeting {meeting.id} counts as introduced, and {len(missing)} of them have read nothing"


def _asked_wrongly(arrivals: Arrivals) -> Iterator[str]:
    """Whoever is asked how it was has been introduced to somebody before."""
    first: dict[int, float] = {}
    for (_, person), at in arrivals.read.items():
        first[person] = min(at, first.get(person, at))
    yield from (
        f"person {person} was asked for feedback without an introduction"
        for person, at in arrivals.asked.items()
        if first.get(person, float("inf")) > at
    )


def _losses_untold(session: Session, arrivals: Arrivals) -> Iterator[str]:
    """A pair that is not introduced and waits for nothing any more is named to the facilitator."""
    told = {key for key in arrivals.key_of.values() if key.startswith("uncertain:")}
    for meeting in session.exec(select(Meeting).where(col(Meeting.phase).not_in(("met", "ended")))).all():
        if meeting.introduced_at is None and f"uncertain:{meeting.id}" not in told:
            yield f"meeting {meeting.id} was never introduced, and no facilitator was told"


def _outages_untold(session: Session, weather: Weather) -> Iterator[str]:
    """Each outage over an hour that the bot noticed is told to facilitators, once it is over."""
    told = len(session.exec(select(Message.id).where(col(Message.key).startswith("outage:"))).all())
    if told < weather.counts[NOTICED]:
        yield f"facilitators were told of {told} outages where {weather.counts[NOTICED]} had been noticed"


def _silent(deed: Deed) -> str:
    """What had no answer, when by this machine's clock, and how long Slack waited for it to be acknowledged."""
    at = datetime.now() - timedelta(seconds=time.monotonic() - deed.began)  # noqa: DTZ005  (as the bot's log has it)
    waited = f"acknowledged: {deed.outcome.acknowledged}, after {deed.ended - deed.began:.1f} s"
    return f"{_what(deed.parcel.payload)} by {deed.user.id} at {at:%H:%M:%S} had no answer; {waited}"


def _what(payload: dict[str, object]) -> str:
    """What was pressed, typed or sent, by its name."""
    match payload:
        case {"command": command, "text": text}:
            return f"{command} {text}"
        case {"actions": [{"action_id": action}, *_]}:
            return str(action)
        case {"view": {"callback_id": form}}:
            return str(form)
    return "something"
