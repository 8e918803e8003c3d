"""Sending a draw: everybody is introduced, and whoever could not be matched is told kindly."""

from activities.coffee.asking import expect_feedback
from activities.coffee.cards import draw as cards
from activities.coffee.draw import DRAW, groups_of, left_out_of, people_of
from activities.coffee.introduction import introduce_group
from activities.coffee.trial import TRIAL
from activities.kit.turn import Turn
from storage.membership import is_member
from storage.people import sure
from storage.tables import Draw, Person, Trial


def send_out(turn: Turn, trial: Trial, draw: Draw) -> None:
    """Introduce every group, tell those left out, and tell the facilitator. Raises `MovedOn` where it is too late."""
    DRAW.step(draw, "send")
    TRIAL.step(trial, "send")
    people = people_of(turn, draw)
    for group in groups_of(draw):
        introduce_group(turn, trial, [people[member] for member in group["members"]], group["site"])
    expect_feedback(turn, trial)
    for person in people.values():
        _tell_left_out(turn, trial, draw, person)
    for person in turn.who_runs(trial):
        turn.tell(person, cards.sent(trial, groups_of(draw), left_out_of(draw)), ("sent", sure(draw.id)))


def _tell_left_out(turn: Turn, trial: Trial, draw: Draw, person: Person) -> None:
    theirs = [out for out in left_out_of(draw) if out["person"] == person.id]
    if theirs and is_member(person):
        meets = any(person.id in group["members"] for group in groups_of(draw))
        turn.tell(person, cards.not_matched(trial, theirs, meets), ("left_out", sure(draw.id)))
