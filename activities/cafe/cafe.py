"""A café's phases, steps and moments, and finding the café that somebody means."""

from datetime import datetime, timedelta

from activities.kit.facilitated import Facilitated
from activities.kit.phases import Phases
from storage.tables import Cafe

CAFE = Phases(
    "waiting_to_start",
    {
        ("waiting_to_start", "join"): "waiting_to_start",
        ("waiting_to_start", "leave"): "waiting_to_start",
        ("waiting_to_start", "start"): "waiting_for_first_round",
        ("waiting_to_start", "call_off"): "called_off",
        ("waiting_for_first_round", "join"): "waiting_for_first_round",
        ("waiting_for_first_round", "leave"): "waiting_for_first_round",
        ("waiting_for_first_round", "next_round"): "waiting_for_next_round",
        ("waiting_for_first_round", "circle"): "waiting_for_end",
        ("waiting_for_first_round", "end"): "waiting_for_takeaways",
        ("waiting_for_next_round", "join"): "waiting_for_next_round",
        ("waiting_for_next_round", "leave"): "waiting_for_next_round",
        ("waiting_for_next_round", "next_round"): "waiting_for_next_round",
        ("waiting_for_next_round", "circle"): "waiting_for_end",
        ("waiting_for_next_round", "end"): "waiting_for_takeaways",
        ("waiting_for_end", "leave"): "waiting_for_end",
        ("waiting_for_end", "end"): "waiting_for_takeaways",
        ("waiting_for_takeaways", "say"): "waiting_for_takeaways",
        ("waiting_for_takeaways", "show"): "waiting_for_filing",
        ("waiting_for_filing", "file"): "filed",
    },
)

UNDER_WAY = ("waiting_for_first_round", "waiting_for_next_round", "waiting_for_end")
"""The clock runs."""

RUNNING = ("waiting_to_start", *UNDER_WAY, "waiting_for_takeaways", "waiting_for_filing")
"""Neither filed nor called off."""

KNOWLEDGE_CAFES = Facilitated("cafe", Cafe, RUNNING, titled="question", ordered="starts_at")

the_cafe = KNOWLEDGE_CAFES.the
"""The café with an id in the turn's organisation, locked; raises `MovedOn` where there is none."""

FEWEST = 3
"""Fewer people than this are no café."""


def lasts(cafe: Cafe) -> timedelta:
    """Return how long a café lasts, from the start to the end of the circle, as planned."""
    return timedelta(minutes=cafe.opening_minutes + cafe.rounds * cafe.round_minutes + cafe.circle_minutes)


def ends_at(cafe: Cafe) -> datetime:
    """Return when a café is to end."""
    return (cafe.began_at or cafe.starts_at) + lasts(cafe)


def minutes_of(cafe: Cafe, step: int) -> int:
    """Return how long a step is to last."""
    if step == 0:
        return cafe.opening_minutes
    return cafe.round_minutes if step <= cafe.rounds else cafe.circle_minutes
