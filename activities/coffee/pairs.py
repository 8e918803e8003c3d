"""The pairs of a trial as facilitators see them: who is to meet whom, and who has been introduced."""

from activities.coffee.cards import draw as cards
from activities.coffee.draw import groups_of, left_out_of
from activities.coffee.gathering import MEETING
from activities.coffee.trial import can_still_meet
from activities.kit.cards import Card
from activities.kit.turn import Turn
from storage import meetings, people, trials
from storage.tables import Draw, Trial


def page(turn: Turn, trial: Trial, draw: Draw, at: int = 1) -> Card:
    """One page of a draw, as it stands."""
    groups, out = groups_of(draw), left_out_of(draw)
    leaf = cards.leaf(groups, out, at)
    names = {person.id: person for person in people.several(turn.here, leaf.people)}
    missing = _not_introduced(turn, trial) if draw.phase == "sent" else cards.NotIntroduced()
    return cards.page(trial, draw, groups, out, names, leaf, missing)


def anybody_waits(turn: Turn, trial: Trial) -> bool:
    """Whether anybody is to meet, and does not know yet."""
    return meetings.anybody_waits(turn.here, trial.id, MEETING.ends)


def _not_introduced(turn: Turn, trial: Trial) -> cards.NotIntroduced:
    """Whose introduction has not arrived with each of them, and for whom it can no longer."""
    yet, at_all = dict[int, set[int]](), dict[int, set[int]]()
    there_is_time = can_still_meet(turn, trial)
    for meeting, place in meetings.in_trial(turn.here, trial.id):
        if meeting.introduced_at is None:
            on_its_way = there_is_time and meeting.phase not in MEETING.ends
            (yet if on_its_way else at_all).setdefault(meeting.id, set()).add(place.person_id)
    return cards.NotIntroduced(frozenset(map(frozenset, yet.values())), frozenset(map(frozenset, at_all.values())))


def tell_pairs_anew(turn: Turn, trial: Trial) -> None:
    """Bring the page up to date wherever it was shown."""
    draw = trials.newest_draw(turn.here, trial.id)
    for person in turn.facilitators() if draw else ():
        assert draw is not None  # noqa: S101
        if turn.has_told(person, ("draw", draw.id)):
            turn.tell(person, page(turn, trial, draw), ("draw", draw.id))
