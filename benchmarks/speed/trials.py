"""Coffee trials of a hospital: one that is open, one whose people have met, some under way, and many that are over."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from sqlmodel import Session

from benchmarks.speed.hospital import (
    ANN,
    ANSWERS,
    CHANNEL,
    IN_IT,
    LEE,
    MET,
    NEVER_IN,
    OPEN,
    SITES,
    THEY_MET,
    ZONE,
    Size,
    job_title,
)
from benchmarks.speed.inserting import like, put
from storage.tables import Feedback, Meeting, MeetingMember, Signup, Trial

NOW = datetime.now(UTC)

A_TRIAL = 100
"""How many were in each of the others."""

ANNS_OWN = 10
"""How many trials that are over she was in; reviews and cafés as many."""

RUNNING = 8
"""How many trials are under way beside those two, where there are so many."""


def fill_trials(session: Session, size: Size, here: int, at: int) -> None:
    """Put in every trial with who was in it, who met whom, and what they said of it."""
    today = NOW.date()
    opened = Trial(
        id=OPEN,
        organisation_id=here,
        facilitator_id=LEE,
        phase="waiting_for_signups",
        title="KNOWvember",
        channel=CHANNEL,
        channel_name="coffee",
        workspace_id=at,
        timezone=ZONE,
        signups_close=today + timedelta(days=7),
        meet_by=today + timedelta(days=28),
        sites=list(SITES),
        opened_at=NOW,
    )
    put(session, Trial, like(opened, ({"id": one, **_stands(one, today)} for one in range(OPEN, size.trials + 1))))
    chance = Random(1)
    were_in = {one: _were_in(one, size, chance) for one in range(OPEN, size.trials + 1)}
    signup = Signup(organisation_id=here, trial_id=OPEN, person_id=ANN, sites=[SITES[0]])
    places = (
        {"trial_id": one, "person_id": person, **ANSWERS, "job_title": job_title(person)}
        for one in were_in
        for person in were_in[one]
    )
    put(session, Signup, like(signup, places, without=["id"]))
    fill_meetings(session, here, {one: were_in[one] for one in were_in if one != OPEN})


def _stands(trial: int, today: date) -> dict[str, Any]:
    """How a trial stands, by its id."""
    if trial == OPEN:
        return {}
    phase = "waiting_for_feedback" if trial == MET else "waiting_for_meetings" if trial <= MET + RUNNING else "filed"
    closed = today - timedelta(days=21 if phase != "filed" else 21 + 7 * trial)
    return {
        "phase": phase,
        "title": f"Trial {trial}",
        "signups_close": closed,
        "meet_by": closed + timedelta(days=21 if phase == "filed" else 20 if trial == MET else 60),
    }


def _were_in(trial: int, size: Size, chance: Random) -> list[int]:
    if trial in (OPEN, MET):
        return list(IN_IT if trial == OPEN else THEY_MET)
    others = chance.sample(range(NEVER_IN + 1, size.people), A_TRIAL)
    is_over = trial > MET + RUNNING
    return [ANN, *others[1:]] if is_over and trial <= MET + RUNNING + ANNS_OWN else others


def fill_meetings(session: Session, here: int, were_in: Mapping[int, Sequence[int]], said: bool = True) -> None:
    """Have people of trials met two by two, by the ids of both, in a database without meetings.

    `said`: one of each two has given feedback.
    """
    pairs = [(trial, pair) for trial, them in were_in.items() for pair in zip(them[::2], them[1::2], strict=True)]
    meeting = Meeting(
        id=0, organisation_id=here, trial_id=MET, phase="met", first_writer_id=ANN, introduced_at=NOW, site=SITES[0]
    )
    numbered = list(enumerate(pairs, start=1))
    met = ({"id": number, "trial_id": trial, "first_writer_id": pair[0]} for number, (trial, pair) in numbered)
    put(session, Meeting, like(meeting, met))
    place = MeetingMember(organisation_id=here, meeting_id=0, person_id=0, phase="waiting_to_meet", reached=True)
    places = ({"meeting_id": number, "person_id": person} for number, (_, pair) in numbered for person in pair)
    put(session, MeetingMember, like(place, places, without=["id"]))
    feedback = Feedback(
        organisation_id=here,
        trial_id=MET,
        person_id=0,
        met="yes",
        knew_each_other="no",
        would_again="yes",
        what_came_of_it="We share a corridor, and now a list.",
        given_at=NOW,
    )
    words = ({"trial_id": trial, "person_id": pair[1]} for trial, pair in pairs if said)
    put(session, Feedback, like(feedback, words, without=["id"]))
