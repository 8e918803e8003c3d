"""Drafting: the summary, the lessons and the actions, each in a form of its own and kept when it is sent."""

from datetime import timedelta

from activities.kit.answers import Reader
from activities.kit.cards import Card
from activities.kit.events import Pressed, Submitted
from activities.kit.forms import FieldErrors, Form
from activities.kit.phases import MovedOn
from activities.kit.turn import Turn
from activities.kit.views import Answer
from activities.review.cards import desk as cards
from activities.review.desk import desk, drafted_actions, owners, tell_desk
from activities.review.readers import draft_for, draft_to_write
from activities.review.review import REVIEW, place, script
from storage.reviews import DraftedAction
from storage.tables import Review

ACTIONS_LAST = timedelta(days=3 * 366)
"""An action due later than this has the wrong year."""


def ask_for_summary(turn: Turn, review: Review, pressed: Pressed) -> Form:
    """“Write the summary”."""
    _while_it_is_drafted(review)
    return cards.summary_form(review, script(review), draft_for(turn, review, turn.person))


def save_summary(turn: Turn, review: Review, form: Submitted) -> Answer:
    """Keep the summary, and what was said to each question."""
    REVIEW.step(review, "draft")
    read, draft = Reader(form.values), draft_to_write(turn, review)
    draft.summary = read.text("summary", missing=cards.NO_SUMMARY, longest=cards.LONGEST_SUMMARY)
    said = {one.id: read.text(f"said_{one.id}", longest=cards.LONGEST_WORDING) for one in script(review).questions}
    draft.wordings = {question: text for question, text in said.items() if text}
    draft.reference = read.line("reference", longest=cards.LONGEST_REFERENCE)
    return FieldErrors(read.errors) if read.errors else _saved(turn, review)


def ask_for_lessons(turn: Turn, review: Review, pressed: Pressed) -> Form:
    """“Write the lessons”."""
    _while_it_is_drafted(review)
    return cards.lessons_form(review, draft_for(turn, review, turn.person))


def save_lessons(turn: Turn, review: Review, form: Submitted) -> Answer:
    """Keep the lessons, a line each."""
    REVIEW.step(review, "draft")
    read = Reader(form.values)
    lessons = lines(read.text("lessons"))
    if len(lessons) > cards.MOST_LESSONS or any(len(lesson) > cards.LONGEST_LESSON for lesson in lessons):
        read.errors["lessons"] = cards.TOO_MANY_LESSONS
    if read.errors:
        return FieldErrors(read.errors)
    draft_to_write(turn, review).lessons = lessons
    return _saved(turn, review)


def ask_for_action(turn: Turn, review: Review, pressed: Pressed) -> Form:
    """“Add an action”, or “Change action 2”."""
    _while_it_is_drafted(review)
    at, there = place(pressed.subject), owners(turn, draft_for(turn, review, turn.person))
    if at > len(there):
        raise MovedOn
    action, owner = there[at] if at < len(there) else (None, "")
    return cards.action_form(review, at, action, owner)


def save_action(turn: Turn, review: Review, form: Submitted) -> Answer:
    """Keep one action: what, by whom or by which role, and by when."""
    REVIEW.step(review, "draft")
    at, actions = place(form.subject), drafted_actions(draft_for(turn, review, turn.person))
    if at > len(actions) or at >= cards.MOST_ACTIONS:
        raise MovedOn
    read = Reader(form.values)
    action = _action(turn, read, form, actions[at] if at < len(actions) else None)
    if read.errors:
        return FieldErrors(read.errors)
    _keep(turn, review, [*actions[:at], action, *actions[at + 1 :]])
    return _saved(turn, review)


def drop_action(turn: Turn, review: Review, pressed: Pressed) -> Card:
    """Take the last action out again; raises `MovedOn` where it is no longer the last."""
    REVIEW.step(review, "draft")
    actions = drafted_actions(draft_for(turn, review, turn.person))
    if place(pressed.subject) != len(actions) - 1:
        raise MovedOn
    _keep(turn, review, actions[:-1])
    return _saved(turn, review)


def lines(text: str) -> list[str]:
    """The lines of a text that say something, without the dashes and dots that people put before them."""
    return [line for raw in text.splitlines() if (line := " ".join(raw.split()).lstrip("-–•* "))]


def _action(turn: Turn, read: Reader, form: Submitted, before: DraftedAction | None) -> DraftedAction:
    text = read.line("text", missing=cards.NO_ACTION, longest=cards.LONGEST_ACTION)
    role = read.line("role", longest=cards.LONGEST_ROLE)
    chosen = read.people("owner", missing="")
    owner = before["owner"] if before and not role else None
    if chosen and role:
        read.errors["role"] = cards.ONE_OWNER
    elif chosen and not read.errors:
        owner = turn.meet(chosen[0]).id
    elif not role and owner is None:
        read.errors.setdefault("role", cards.NO_OWNER)
    due = read.day("due", turn.today + ACTIONS_LAST)
    if "due" not in read.errors and due < turn.today:
        read.errors["due"] = cards.DUE_IN_THE_PAST
    return DraftedAction(text=text, owner=owner, role=role, due=due.isoformat())


def _keep(turn: Turn, review: Review, actions: list[DraftedAction]) -> None:
    draft_to_write(turn, review).actions = [dict(action) for action in actions]


def _saved(turn: Turn, review: Review) -> Card:
    turn.session.flush()
    tell_desk(turn, review)
    return desk(turn, review, turn.person)


def _while_it_is_drafted(review: Review) -> None:
    if not REVIEW.allows(review, "draft"):
        raise MovedOn
