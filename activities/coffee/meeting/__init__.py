"""A meeting with everybody in it, and the phases of both."""

from dataclasses import dataclass
from functools import cached_property

from activities.coffee.trial import the_trial
from activities.kit.phases import MovedOn, Phases
from activities.kit.subjects import number
from activities.kit.turn import Key, Turn
from storage import meetings
from storage.meetings import Place
from storage.tables import Meeting, MeetingMember, Person, Trial

MEETING = Phases(
    "waiting_to_meet",
    {
        ("waiting_to_meet", "meet"): "met",
        ("waiting_to_meet", "lose_one"): "waiting_to_meet",  # a three goes on as a pair
        ("waiting_to_meet", "end"): "ended",
        ("met", "meet"): "met",  # each of them may say so
    },
)

PLACE = Phases(
    "waiting_to_meet",
    {
        ("waiting_to_meet", "ask"): "waiting_to_answer",  # the partner has heard nothing, and asks
        ("waiting_to_answer", "answer"): "answered",
        ("waiting_to_answer", "stay_silent"): "silent",
        ("silent", "answer"): "waiting_for_match",
        ("silent", "leave"): "left",
        **{
            (present, happened): then
            for present in ("waiting_to_meet", "waiting_to_answer", "answered")
            for happened, then in (
                ("fall_through", "waiting_to_choose"),
                ("look", "waiting_for_match"),
                ("leave", "left"),
            )
        },
        ("waiting_to_choose", "look"): "waiting_for_match",
        ("waiting_to_choose", "leave"): "left",
        ("waiting_for_match", "match"): "matched_again",
        ("waiting_for_match", "leave"): "left",
    },
)

STANDING = ("waiting_to_meet", "waiting_to_answer", "answered")
"""Phases of a place in which the person is still part of the meeting; after them they are not."""


def ended_key(meeting: int) -> Key:
    """Make the key under which somebody is told that their meeting came to nothing, and then what they chose."""
    return ("ended", meeting)


def is_introduced(meeting: Meeting) -> bool:
    """Say whether everybody in it has the introduction; until then nothing is said, asked or counted of it."""
    return meeting.introduced_at is not None


@dataclass
class Gathering:
    """A meeting, its trial (locked, where anything is to change), and everybody who was ever part of it."""

    trial: Trial
    meeting: Meeting
    places: list[Place]

    @cached_property
    def id(self) -> int:
        """The meeting’s id, which buttons, wakes and keys carry."""
        return self.meeting.id

    @property
    def everybody(self) -> list[Person]:
        """Who was introduced, those who have gone since included."""
        return [person for _, person in self.places]

    @property
    def standing(self) -> list[Place]:
        """Who is still part of it."""
        return [(place, person) for place, person in self.places if place.phase in STANDING]

    @property
    def is_on(self) -> bool:
        """Whether they may still meet, or have met."""
        return self.meeting.phase not in MEETING.ends

    def place_of(self, person: Person) -> MeetingMember:
        """Return this person's place. Raises `MovedOn` where they never had one: a button proves nothing."""
        for place, member in self.places:
            if member.id == person.id:
                return place
        raise MovedOn

    def others(self, person: Person) -> list[Place]:
        """Return who is still part of it besides this person."""
        return [(place, member) for place, member in self.standing if member.id != person.id]


def gathering(turn: Turn, trial: Trial, meeting: int) -> Gathering:
    """Return a meeting of a trial that this turn has locked, or only looks at."""
    found = meetings.get(turn.here, meeting)
    return Gathering(trial, found, meetings.places(turn.here, meeting))


def the_gathering(turn: Turn, subject: str | int) -> Gathering:
    """Return the meeting on a button or a wake, its trial locked; raise `MovedOn` where there is none."""
    trial = meetings.trial_of(turn.here, number(subject))
    if trial is None:
        raise MovedOn
    return gathering(turn, the_trial(turn, trial), number(subject))
