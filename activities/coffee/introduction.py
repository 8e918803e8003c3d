"""Introducing people to each other, and keeping what the introduction says true."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from activities.coffee.asking import expect_feedback
from activities.coffee.cards import introduction as cards
from activities.coffee.gathering import MEETING, PLACE, STANDING, Gathering, gathering, the_gathering
from activities.coffee.trial import can_still_meet
from activities.kit.cards import Card
from activities.kit.events import Due
from activities.kit.lost import to
from activities.kit.subjects import about
from activities.kit.turn import Key, Turn, mention
from activities.kit.working import moment, working_day_after
from storage import trials
from storage.tables import Meeting, MeetingMember, Person, Trial

SILENCE_MAY_BE_SAID_AFTER = 5
"""From this working day after the introduction on, people are offered "No answer yet"."""

MORNING = time(9)


def introduce_group(turn: Turn, trial: Trial, people: list[Person], site: str) -> Meeting:
    """Bring two or three people together: their meeting, the message that they share, and what follows by itself."""
    meeting = Meeting(
        organisation_id=turn.org,
        trial_id=trial.id,
        phase=MEETING.first,
        site=site,
        first_writer_id=turn.random.choice(sorted(person.id for person in people)),
    )
    turn.session.add(meeting)
    turn.session.flush()
    for person in people:
        turn.session.add(
            MeetingMember(
                organisation_id=turn.org,
                meeting_id=meeting.id,
                person_id=person.id,
                phase=PLACE.first,
            )
        )
    turn.session.flush()
    tell_introduction(turn, gathering(turn, trial, meeting.id))
    expect_feedback(turn, trial)
    return meeting


def tell_introduction(turn: Turn, them: Gathering) -> None:
    """Tell the introduction, or change it in place to say what holds now; likewise the copies in people's own chats."""
    count_as_introduced(turn, them)
    together, alone = _cards(turn, them)
    turn.introduce(them.everybody, together, shared_key(them.id))
    for person in them.everybody:
        if turn.has_told(person, alone_key(them.id)):
            turn.tell(person, alone, alone_key(them.id))


def count_as_introduced(turn: Turn, them: Gathering) -> bool:
    """From the moment at which everybody who is part of it has the introduction, they are introduced; true then."""
    is_news = them.meeting.introduced_at is None and them.is_on
    if not is_news or not all(place.reached for place, _ in them.standing):
        return False
    them.meeting.introduced_at = turn.now
    turn.session.flush()
    turn.wake(_silence_may_be_said(them.trial, turn.now), "offer_no_answer", them.id)
    return True


def tell_alone(turn: Turn, them: Gathering) -> None:
    """Tell the same to each in their own chat, where the shared message may not have arrived."""
    for _, person in them.standing:
        turn.tell(person, _cards(turn, them)[1], alone_key(them.id))


def renew(turn: Turn, key: str) -> bool:
    """Bring an introduction that was held up to date; false where they cannot meet by it any more."""
    them = the_gathering(turn, about(key))
    if not them.is_on or not can_still_meet(turn, them.trial):
        return False
    tell_introduction(turn, them)
    return True


def has_lost_alone(turn: Turn, them: Gathering) -> bool:
    """Whether what one of them was told in their own chat did not arrive for certain either."""
    return any(turn.has_lost(to(alone_key(them.id), one)) for one in _standing(them))


def told_of(turn: Turn, them: Gathering) -> list[tuple[Key, Card]]:
    """What they may have been told, together and alone, and what holds now."""
    together, alone = _cards(turn, them)
    return [(shared_key(them.id), together), *((to(alone_key(them.id), one), alone) for one in _standing(them))]


def offer_no_answer(turn: Turn, due: Due) -> None:
    """From now on people may say that they have heard nothing."""
    them = the_gathering(turn, due.subject)
    if MEETING.allows(them.meeting, "end") and can_still_meet(turn, them.trial):
        tell_introduction(turn, them)


def silence_may_be_said(turn: Turn, them: Gathering) -> bool:
    """Whether "No answer yet" is on offer: not in the first days, when people simply have not got round to it."""
    introduced_at = them.meeting.introduced_at
    return introduced_at is not None and turn.now >= _silence_may_be_said(them.trial, introduced_at)


def shared_key(meeting: int) -> Key:
    """Under what the message that they share is told."""
    return ("introduction", meeting)


def alone_key(meeting: int) -> Key:
    """Under what the copies in people's own chats are told."""
    return ("introduction_alone", meeting)


def _cards(turn: Turn, them: Gathering) -> tuple[Card, Card]:
    """What holds now, as said in the conversation that they share, and as said to one of them alone."""
    if them.meeting.phase == "met":
        return (cards.have_met(them.id),) * 2
    if not them.is_on:
        return (cards.has_ended(),) * 2
    said = cards.Introduction(
        meeting=them.id,
        trial=them.trial.title,
        guests=[_guest(turn, them, person) for _, person in them.standing],
        gone=[mention(person) for place, person in them.places if place.phase not in STANDING],
        site=them.meeting.site,
        writes_first=mention(_first_writer(them)),
        meet_by=them.trial.meet_by,
        note=them.trial.note,
        no_answer_yet=silence_may_be_said(turn, them),
    )
    return cards.introduction(said), cards.introduction_alone(said)


def _guest(turn: Turn, them: Gathering, person: Person) -> cards.Guest:
    said = trials.signup(turn.here, them.trial.id, person.id) or person
    return cards.Guest(mention(person), person.email, said.job_title, said.department)


def _standing(them: Gathering) -> list[int]:
    return [person.id for _, person in them.standing]


def _first_writer(them: Gathering) -> Person:
    """Who was drawn to write first, or whoever is left to do it."""
    standing = [person for _, person in them.standing]
    return next((person for person in standing if person.id == them.meeting.first_writer_id), standing[0])


def _silence_may_be_said(trial: Trial, introduced_at: datetime) -> datetime:
    zone = ZoneInfo(trial.timezone)
    introduced_on = introduced_at.astimezone(zone).date()
    return moment(working_day_after(introduced_on, SILENCE_MAY_BE_SAID_AFTER), MORNING, zone)
