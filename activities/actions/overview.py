"""How things stand: my actions, and for facilitators everybody's, what is overdue first."""

from activities.actions.action import the_action
from activities.actions.cards import overview as cards
from activities.actions.telling import stands
from activities.kit.cards import Card, Part
from activities.kit.events import Command, Event, Pressed, Submitted
from activities.kit.phases import MovedOn
from activities.kit.subjects import PLACE, head
from activities.kit.turn import Turn, mention
from storage import actions, people
from storage.tables import Action


def show(turn: Turn, command: Command) -> Card:
    """`/actions list`, and `/aar actions`."""
    return overview(turn)


def turn_page(turn: Turn, pressed: Pressed) -> Card:
    """Another page. The subject has that of mine and that of everybody's, `2:1`."""
    return overview(turn, *PLACE.read(pressed.subject))


def overview(turn: Turn, mine_at: int = 1, all_at: int = 1) -> Card:
    """A page of my actions; for a facilitator with one of everybody's."""
    mine = _mine(turn)
    if not turn.person.facilitates:
        return cards.mine(mine, mine_at, turn.today)
    total, overdue = _counts(turn)
    all_at = min(max(all_at, 1), cards.pages(total))
    rows = actions.open_page(turn.here, (all_at - 1) * cards.A_PAGE, cards.A_PAGE)
    owners = people.several(turn.here, {row.owner_id for row in rows if row.owner_id is not None})
    names = {owner.id: mention(owner) for owner in owners}
    everybodys = cards.Everybodys([(row, names.get(row.owner_id or 0)) for row in rows], total, overdue, all_at)
    return cards.for_facilitator(mine, mine_at, everybodys, turn.today)


def home(turn: Turn) -> tuple[Part, ...]:
    """My open actions, and for facilitators how many there are in all."""
    total, overdue = _counts(turn) if turn.person.facilitates else (0, 0)
    return cards.home(_mine(turn), total, overdue, turn.today)


def current_state(turn: Turn, event: Event) -> Card:
    """How the action stands that a late or repeated event was about, if it is this person's; else everything."""
    try:
        match event:
            case Pressed(subject=subject) | Submitted(subject=subject):
                action = the_action(turn, head(subject))
                if action.owner_id == turn.person.id:
                    return stands(turn, action)
            case Command():
                pass
    except MovedOn:
        pass
    return overview(turn)


def _mine(turn: Turn) -> list[Action]:
    return list(actions.of_owner(turn.here, turn.person.id))


def _counts(turn: Turn) -> tuple[int, int]:
    """How many are open, and how many of them are overdue."""
    whole = actions.count_open(turn.here)
    return whole, actions.count_open(turn.here, due_before=turn.today)
