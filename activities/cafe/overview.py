"""How cafés stand for somebody: `/cafe status`, the home page, and the answer to whatever came too late."""

from activities.cafe.cafe import CAFE, RUNNING, UNDER_WAY
from activities.cafe.cards import overview as cards
from activities.cafe.filing import present_filed
from activities.cafe.seating import table_of
from activities.cafe.showing import together
from activities.kit.cards import Card, Part
from activities.kit.events import Command, Event, Pressed, Submitted
from activities.kit.phases import MovedOn
from activities.kit.subjects import head
from activities.kit.turn import Turn
from storage import cafes


def status(turn: Turn, command: Command) -> Card:
    """`/cafe status`."""
    return cards.status(home(turn))


def home(turn: Turn) -> tuple[Part, ...]:
    """My cafés, those I could join, and for facilitators how each stands."""
    me = turn.person.id
    mine = cafes.joined_by(turn.here, me, ("waiting_to_start", *UNDER_WAY))
    joinable = [one for one in cafes.in_phases(turn.here, CAFE.where("join")) if one not in mine]
    parts = (*cards.mine([(one, table_of(one, me)) for one in mine], turn.zone), *cards.to_join(joinable, turn.zone))
    if not turn.person.facilitates:
        return parts
    running = [(one, cafes.count_guests(turn.here, one.id)) for one in cafes.in_phases(turn.here, RUNNING)]
    return (*parts, *cards.looked_after(running, turn.zone))


def current_state(turn: Turn, event: Event) -> Card:
    """How what a late or repeated event was about stands now; never raises `MovedOn`."""
    match event:
        case Command():
            return cards.status(home(turn))
        case Pressed(subject=subject) | Submitted(subject=subject):
            return _stands(turn, subject)


def _stands(turn: Turn, subject: str) -> Card:
    try:
        cafe = cafes.locked(turn.here, head(subject))
    except MovedOn:
        cafe = None
    if cafe is None:
        return cards.status(home(turn))
    if turn.person.facilitates and cafe.phase == "filed":
        return present_filed(turn, cafe.id)
    if turn.person.facilitates and cafe.phase == "waiting_for_filing":
        return together(turn, cafe, turn.person)
    place = cafes.guest(turn.here, cafe.id, turn.person.id)
    joined = cafes.count_guests(turn.here, cafe.id)
    is_in = place is not None and place.state == "in"
    return cards.stands(cafe, joined, turn.zone, is_in, turn.person.facilitates)
