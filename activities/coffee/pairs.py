"""The pairs of a trial as facilitators see them: who is to meet whom, and who has been introduced."""

from collections.abc import Set

from activities.coffee.cards import draw as cards
from activities.coffee.draw import groups_of, left_out_of
from activities.coffee.gathering import MEETING
from activities.kit.cards import Card
from activities.kit.turn import Turn
from storage import meetings, people, trials
from storage.people import sure
from storage.tables import Draw, Trial


def page(turn: Turn, trial: Trial, draw: Draw, at: int = 1) -> Card:
    """One page of a draw, as it stands."""
    groups, out = groups_of(draw), left_out_of(draw)
    leaf = cards.leaf(groups, out, at)
    names = {sure(person.id): person for person in people.several(turn.session, turn.org, leaf.people)}
    waiting = _waiting_groups(turn, trial) if draw.phase == "sent" else frozenset()
    return cards.page(trial, draw, groups, out, names, leaf, waiting)


def anybody_waits(turn: Turn, trial: Trial) -> bool:
    """Whether anybody is to meet, and does not know yet."""
    return meetings.anybody_waits(turn.session, turn.org, sure(trial.id), MEETING.ends)


def _waiting_groups(turn: Turn, trial: Trial) -> Set[frozenset[int]]:
    """Who is to meet, and does not know yet: their introduction has not arrived with each of them."""
    members: dict[int, set[int]] = {}
    for meeting, place in meetings.in_trial(turn.session, turn.org, sure(trial.id)):
        if meeting.introduced_at is None and meeting.phase not in MEETING.ends:
            members.setdefault(sure(meeting.id), set()).add(place.person_id)
    return {frozenset(group) for group in members.values()}


def tell_pairs_anew(turn: Turn, trial: Trial) -> None:
    """Bring the page up to date wherever it was shown."""
    draw = trials.newest_draw(turn.session, turn.org, sure(trial.id))
    for person in turn.facilitators() if draw else ():
        assert draw is not None  # noqa: S101
        if turn.has_told(person, ("draw", sure(draw.id))):
            turn.tell(person, page(turn, trial, draw), ("draw", sure(draw.id)))
