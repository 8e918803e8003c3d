"""How reviews stand for somebody: `/aar list`, `/aar show`, the home page, and whatever came too late."""

from collections.abc import Collection, Sequence

from activities.kit.cards import Button, Buttons, Card, Heading, Paragraph, Part, Small, say
from activities.kit.events import Command, Event, Pressed, Submitted
from activities.kit.phases import MovedOn
from activities.kit.runs import Bold, words
from activities.kit.turn import Turn
from activities.kit.views import Answer
from activities.kit.wording import count
from activities.review import overview, standing
from activities.review.asking import consent
from activities.review.asking.hosts import waits_for_hosts_card
from activities.review.asking.progress import progress
from activities.review.drafting import may_read
from activities.review.drafting.desk import desk
from activities.review.review import OPEN, REVIEW, REVIEWS, RUNNING, asked_of, runs, the_review
from activities.review.standing import (
    answer_button,
    change_answers_button,
    nothing_card,
    read_answers_button,
    read_summary_button,
    waits_for,
)
from storage import reviews, sealed
from storage.tables import Review, ReviewMember

AT_MOST = 8
"""Reviews in one list."""


def list_all(turn: Turn, command: Command) -> Card:
    """Answer `/aar list`."""
    return everything(turn)


def everything(turn: Turn) -> Card:
    """Show the reviews that this person takes part in or runs."""
    mine = reviews.newest_with(turn.here, turn.person.id, REVIEW.all, AT_MOST)
    return listed_card(mine, _looked_after(turn, REVIEW.all))


def show(turn: Turn, command: Command) -> Answer:
    """Answer `/aar show`: show the one that is running, or a card to choose from."""
    looked_after = [one for one in reversed(REVIEWS.in_phases(turn, RUNNING)) if runs(turn, one)]
    mine = [review for review, _ in reviews.waiting_for(turn.here, turn.person.id, RUNNING)]
    rows = list({review.id: review for review in [*looked_after, *mine]}.values())
    if len(rows) != 1:
        return which_card(rows)
    turn.concerns(rows[0].id)
    return stands(turn, rows[0])


def show_one(turn: Turn, pressed: Pressed) -> Card:
    """Show a review, after “Show”."""
    return stands_for(turn, pressed.subject)


def stands_for(turn: Turn, subject: str) -> Card:
    """Show how the review on a button stands for this person; all of theirs where it is none of their business."""
    review = the_review(turn, subject)
    return stands(turn, review) if may_read(turn, review) or runs(turn, review) else everything(turn)


def stands(turn: Turn, review: Review) -> Card:
    """Show how a review stands: to whoever runs it with the ways on, to others with what waits for them."""
    if runs(turn, review):
        if review.phase == "waiting_for_parts":
            return waits_for_hosts_card(review)
        return desk(turn, review, turn.person) if REVIEW.allows(review, "draft") else progress(turn, review)
    if (question := consent.waits_for(turn, review)) is not None:
        return question
    button = _waits_for_me(turn, review, reviews.member(turn.here, review.id, turn.person.id))
    ways = [button] if button else []
    agrees = _agrees(turn, review)
    if agrees:
        ways.append(read_summary_button(review))
    if sealed.shown(turn.session, review):
        ways.append(read_answers_button(review))
    return stands_card(review, ways, agrees)


def home(turn: Turn) -> tuple[Part, ...]:
    """Build the home page's part: what waits for this person, and for a facilitator the reviews that they run."""
    parts: list[Part] = []
    for review, mine in reviews.waiting_for(turn.here, turn.person.id, RUNNING):
        button = _waits_for_me(turn, review, mine)
        if button is not None:
            parts += awaited_parts(review, standing.waits_for(review), button)
    return (*parts, *looked_after_parts(*_looked_after(turn, RUNNING)))


def _waits_for_me(turn: Turn, review: Review, mine: ReviewMember | None) -> Button | None:
    """Build the button under which a review waits for this person, if it does. `mine`: their part in it."""
    if mine is None or mine.phase == "left":
        return None
    if review.phase in OPEN and asked_of(review, mine.part):
        said = sealed.of(turn.session, review, turn.person.id)
        return change_answers_button(review, "primary") if said else answer_button(review)
    if review.phase == "waiting_for_agreement" and mine.phase == "waiting_for_word":
        return read_summary_button(review, "primary")
    return None


def _agrees(turn: Turn, review: Review) -> bool:
    """Say whether this person agrees with the summary that goes round."""
    mine = reviews.member(turn.here, review.id, turn.person.id)
    return review.phase == "waiting_for_agreement" and mine is not None and mine.phase == "agrees"


def _looked_after(turn: Turn, phases: Collection[str]) -> tuple[Sequence[Review], int]:
    if not turn.person.facilitates:
        return (), 0
    return reviews.newest_run_by(turn.here, turn.person.id, phases, AT_MOST)


ABOUT_NONE = ("new", "about", "review", "record")
"""What starts a review, and so is about none that there is."""


def current_state(turn: Turn, event: Event) -> Card:
    """Show how what an event was about stands. Never raise `MovedOn`: at worst show all that concerns somebody."""
    try:
        match event:
            case Pressed(action=name, subject=subject) | Submitted(form=name, subject=subject):
                return overview.everything(turn) if name in ABOUT_NONE else overview.stands_for(turn, subject)
            case Command():
                return overview.everything(turn)
    except MovedOn:
        return overview.everything(turn)


# ---- what people see ------------------------------------------------------------------------------------------------


def stands_card(review: Review, mine: Sequence[Button] = (), agrees: bool = False) -> Card:
    """Build the card of how one review stands, for somebody who takes part or runs it.

    `agrees`: with the summary that goes round.
    """
    waits = "the summary is with those who took part, and you agree with it" if agrees else waits_for(review)
    return say(Bold(review.title), f": {waits}.", buttons=mine)


def listed_card(asked: tuple[Sequence[Review], int], looked_after: tuple[Sequence[Review], int]) -> Card:
    """Build the card of the newest reviews that one takes part in and that one runs, each with how many there are."""
    parts = (*_rows_parts("Reviews you take part in", *asked), *_rows_parts("Reviews you run", *looked_after))
    return Card("Reviews", parts) if parts else nothing_card()


def awaited_parts(review: Review, clause: str, button: Button) -> tuple[Part, ...]:
    """Build a home page's part: what waits for this person."""
    return (Paragraph(words(Bold(review.title), f": {clause}")), Buttons((button,)))


def looked_after_parts(rows: Sequence[Review], whole: int) -> tuple[Part, ...]:
    """Build the part for a facilitator's home page: the reviews that they run, of so many in all."""
    return _rows_parts("Reviews you run", rows, whole)


def which_card(rows: Sequence[Review]) -> Card:
    """Build the card on which somebody chooses a review, where `/aar show` can mean several."""
    return Card("Which review?", _rows_parts("Which review?", rows[:AT_MOST], len(rows))) if rows else nothing_card()


def _rows_parts(heading: str, rows: Sequence[Review], whole: int) -> tuple[Part, ...]:
    if not rows:
        return ()
    parts: list[Part] = [Heading(heading)]
    for review in rows:
        show = Button("Show", "review.show", str(review.id))
        parts += say(Bold(review.title), f": {waits_for(review)}.", buttons=[show]).parts
    if whole > len(rows):
        parts.append(Small(words(f"… and {count(whole - len(rows), 'older one')}")))
    return tuple(parts)
