"""How things stand: somebody's own actions, and for facilitators everybody's, the longest overdue first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from activities.actions.action import buttons, line, the_action
from activities.actions.owning import close_button, give_button
from activities.actions.telling import stands
from activities.kit.cards import Button, Buttons, Card, Heading, Paragraph, Part, Small, say
from activities.kit.events import Command, Event, Pressed, Submitted
from activities.kit.phases import MovedOn
from activities.kit.runs import Mention, words
from activities.kit.subjects import PLACE, head
from activities.kit.turn import Turn, mention
from activities.kit.wording import and_more
from storage import actions, people
from storage.tables import Action

A_PAGE = 5


def show(turn: Turn, command: Command) -> Card:
    """Answer `/actions list`, and `/aar actions`."""
    return overview(turn)


def turn_page(turn: Turn, pressed: Pressed) -> Card:
    """Turn to another page. The subject has the page of one's own and that of everybody's, `2:1`."""
    return overview(turn, *PLACE.read(pressed.subject))


def overview(turn: Turn, mine_at: int = 1, all_at: int = 1) -> Card:
    """Build a page of a person's actions; for a facilitator with one of everybody's."""
    mine = _mine(turn)
    if not turn.person.facilitates:
        return mine_card(mine, mine_at, turn.today)
    total, overdue = _counts(turn)
    all_at = min(max(all_at, 1), pages(total))
    rows = actions.open_page(turn.here, (all_at - 1) * A_PAGE, A_PAGE)
    owners = people.several(turn.here, {row.owner_id for row in rows if row.owner_id is not None})
    names = {owner.id: mention(owner) for owner in owners}
    everybodys = Everybodys([(row, names.get(row.owner_id or 0)) for row in rows], total, overdue, all_at)
    return for_facilitator_card(mine, mine_at, everybodys, turn.today)


def home(turn: Turn) -> tuple[Part, ...]:
    """Build the home page's part: my open actions, and for facilitators how many there are in all."""
    total, overdue = _counts(turn) if turn.person.facilitates else (0, 0)
    return home_parts(_mine(turn), total, overdue, turn.today)


def current_state(turn: Turn, event: Event) -> Card:
    """Show how the action stands that a late or repeated event was about, if it is this person's; else all theirs."""
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
    """Count the actions that are open, and those of them that are overdue."""
    whole = actions.count_open(turn.here)
    return whole, actions.count_open(turn.here, due_before=turn.today)


# ---- what people see ------------------------------------------------------------------------------------------------

MINE, EVERYBODYS = "Your actions", "Everybody’s actions"


@dataclass(frozen=True)
class Everybodys:
    """A page of everybody's open actions, each with its owner, if it has one."""

    rows: Sequence[tuple[Action, Mention | None]]
    total: int
    overdue: int
    at: int


def mine_card(actions: Sequence[Action], at: int, today: date) -> Card:
    """Build the card of actions for somebody who does not facilitate."""
    if not actions:
        return say(NOTHING)
    return Card(MINE, tuple(_mine_parts(actions, at, today, "1")))


def for_facilitator_card(mine: Sequence[Action], at: int, everybodys: Everybodys, today: date) -> Card:
    """Build the card of actions for a facilitator: their own, and under them everybody's."""
    if not mine and not everybodys.total:
        return say("Nothing is open: nobody has anything to do from a review or a café.")
    parts = _mine_parts(mine, at, today, str(everybodys.at)) if mine else []
    parts += [Heading(EVERYBODYS), Paragraph(words(f"{_counted(everybodys.total, everybodys.overdue)}."))]
    for action, owner in everybodys.rows:
        whose = words(owner) if owner else words(action.owner_role or "nobody", " (nobody has it yet)")
        parts += [
            Paragraph(words(line(action, today), "; ", whose, ".")),
            Buttons((give_button(action), close_button(action))),
        ]
    parts += _turning(everybodys.at, everybodys.total, f"{_within(at, len(mine))}:{{}}")
    return Card(f"{EVERYBODYS}: {_counted(everybodys.total, everybodys.overdue)}", tuple(parts))


def home_parts(actions: Sequence[Action], total: int, overdue: int, today: date) -> tuple[Part, ...]:
    """Build the home page's part. `total` and `overdue` count everybody's, for facilitators; 0 for others."""
    parts: list[Part] = [Heading(MINE)] if actions else []
    for action in actions[:A_PAGE]:
        parts += [Paragraph(words(line(action, today), ".")), buttons(action)]
    if len(actions) > A_PAGE:
        parts.append(Small(words(f"{and_more(len(actions) - A_PAGE)}: /actions list shows them all.")))
    if total:
        see = Buttons((Button("See them all", "actions.page", "1:1"),))
        parts += [Paragraph(words(f"Everybody’s actions: {_counted(total, overdue)}.")), see]
    return tuple(parts)


def pages(number: int) -> int:
    """Return how many pages so many actions take."""
    return max(1, -(-number // A_PAGE))


NOTHING = "You have nothing to do from a review or a café just now."


def _mine_parts(actions: Sequence[Action], at: int, today: date, everybodys_at: str) -> list[Part]:
    at = _within(at, len(actions))
    parts: list[Part] = [Heading(MINE)]
    for action in actions[(at - 1) * A_PAGE : at * A_PAGE]:
        parts += [Paragraph(words(line(action, today), ".")), buttons(action)]
    return parts + _turning(at, len(actions), f"{{}}:{everybodys_at}")


def _within(at: int, number: int) -> int:
    return min(max(at, 1), pages(number))


def _turning(at: int, number: int, subject: str) -> list[Part]:
    """Build the buttons to other pages, if there are any; `subject` has a gap for the page."""
    turning = []
    if at > 1:
        turning.append(Button("Due earlier", "actions.page", subject.format(at - 1)))
    if at < pages(number):
        turning.append(Button("Due later", "actions.page", subject.format(at + 1)))
    return [Buttons(tuple(turning))] if turning else []


def _counted(total: int, overdue: int) -> str:
    return f"{total} open, {overdue or 'none'} of them overdue"
