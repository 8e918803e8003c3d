"""A meeting with everybody in it, and the phases of both; and telling everybody in a trial of something.

That is some in each turn, so that nobody else has to wait for long. The wake between two turns says where to go on, and
a bot that is killed goes on from there. What is told is what is true by then; where there is something newer to tell,
everybody is told that, from the beginning.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from activities.coffee.trial import the_trial
from activities.kit.events import Due
from activities.kit.phases import MovedOn, Phases
from activities.kit.subjects import number, subject
from activities.kit.turn import Key, Turn
from storage import meetings, trials
from storage.meetings import Place
from storage.tables import Meeting, MeetingMember, Person, Signup, Trial

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

SO_FAR = subject(int, int, int, str)
"""Of a trial, the last meeting and the last sign-up that were told, and since when."""

SEEN_TO_A_TURN = 20
"""How many meetings and people are seen to in one turn."""


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


@dataclass(frozen=True)
class News:
    """What is done with each meeting of a trial, and then with each person in it.

    `goes_on`: the wake between two turns. `since`: when it began, for the keys of what is told.
    """

    goes_on: str
    meeting: Callable[[Turn, Gathering], None]
    person: Callable[[Turn, Trial, Signup, Person, str], None] = lambda *_: None

    def spread(self, turn: Turn, trial: Trial) -> None:
        """Begin to tell everybody; in a small trial, that is all."""
        turn.cancel_wakes(self.goes_on, f"{trial.id}:")
        self._some(turn, trial, 0, 0, turn.now.isoformat())

    def spread_on(self, turn: Turn, due: Due) -> None:
        """Go on from where the last turn ended."""
        trial, met, told, since = SO_FAR.read(due.subject)
        self._some(turn, the_trial(turn, trial), met, told, since)

    def _some(self, turn: Turn, trial: Trial, met: int, told: int, since: str) -> None:
        """Tell some, after the meeting and after the sign-up with these ids."""
        left = SEEN_TO_A_TURN
        for meeting in meetings.after(turn.here, trial.id, met, left):
            self.meeting(turn, gathering(turn, trial, meeting))
            met, left = meeting, left - 1
        for signup, person in trials.signups_after(turn.here, trial.id, told, left):
            self.person(turn, trial, signup, person, since)
            told, left = signup.id, left - 1
        if not left:
            turn.soon(self.goes_on, SO_FAR.spell(trial.id, met, told, since))
