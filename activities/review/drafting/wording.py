"""Drafting: the summary, the lessons and the actions, each in a form of its own and kept when it is sent."""

from datetime import date, timedelta

from activities.kit.answers import Reader
from activities.kit.cards import Card, Paragraph
from activities.kit.events import Pressed, Submitted
from activities.kit.forms import DateField, Field, FieldErrors, Form, PeopleField, TextField
from activities.kit.phases import MovedOn
from activities.kit.runs import Bold, words
from activities.kit.subjects import PLACE
from activities.kit.turn import Turn
from activities.kit.views import Answer
from activities.review.drafting import draft_for, draft_to_write
from activities.review.drafting.desk import (
    LONGEST_ACTION,
    LONGEST_LESSON,
    LONGEST_REFERENCE,
    LONGEST_ROLE,
    LONGEST_SUMMARY,
    LONGEST_WORDING,
    MOST_ACTIONS,
    MOST_LESSONS,
    desk,
    drafted_actions,
    owners,
    tell_desk,
)
from activities.review.review import REVIEW, place, script
from activities.review.template import Template
from storage.reviews import DraftedAction
from storage.tables import Review, ReviewDraft

ACTIONS_LAST = timedelta(days=3 * 366)
"""An action due later than this has the wrong year."""


def ask_for_summary(turn: Turn, review: Review, pressed: Pressed) -> Form:
    """Show the form after “Write the summary”."""
    _while_it_is_drafted(review)
    return summary_form(review, script(review), draft_for(turn, review, turn.person))


def save_summary(turn: Turn, review: Review, form: Submitted) -> Answer:
    """Keep the summary, and what was said to each question."""
    REVIEW.step(review, "draft")
    read, draft = Reader(form.values), draft_to_write(turn, review)
    draft.summary = read.text("summary", missing=NO_SUMMARY, longest=LONGEST_SUMMARY)
    said = {one.id: read.text(f"said_{one.id}", longest=LONGEST_WORDING) for one in script(review).questions}
    draft.wordings = {question: text for question, text in said.items() if text}
    draft.reference = read.line("reference", longest=LONGEST_REFERENCE)
    return FieldErrors(read.errors) if read.errors else _saved(turn, review)


def ask_for_lessons(turn: Turn, review: Review, pressed: Pressed) -> Form:
    """Show the form after “Write the lessons”."""
    _while_it_is_drafted(review)
    return lessons_form(review, draft_for(turn, review, turn.person))


def save_lessons(turn: Turn, review: Review, form: Submitted) -> Answer:
    """Keep the lessons, a line each."""
    REVIEW.step(review, "draft")
    read = Reader(form.values)
    lessons = lines(read.text("lessons"))
    if len(lessons) > MOST_LESSONS or any(len(lesson) > LONGEST_LESSON for lesson in lessons):
        read.errors["lessons"] = TOO_MANY_LESSONS
    if read.errors:
        return FieldErrors(read.errors)
    draft_to_write(turn, review).lessons = lessons
    return _saved(turn, review)


def ask_for_action(turn: Turn, review: Review, pressed: Pressed) -> Form:
    """Show the form after “Add an action”, or “Change action 2”."""
    _while_it_is_drafted(review)
    at, there = place(pressed.subject), owners(turn, draft_for(turn, review, turn.person))
    if at > len(there):
        raise MovedOn
    action, owner = there[at] if at < len(there) else (None, "")
    return action_form(review, at, action, owner)


def save_action(turn: Turn, review: Review, form: Submitted) -> Answer:
    """Keep one action: what, by whom or by which role, and by when."""
    REVIEW.step(review, "draft")
    at, actions = place(form.subject), drafted_actions(draft_for(turn, review, turn.person))
    if at > len(actions) or at >= MOST_ACTIONS:
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
    """Return the lines of a text that say something, without the dashes and dots that people put before them."""
    return [line for raw in text.splitlines() if (line := " ".join(raw.split()).lstrip("-–•* "))]


def _action(turn: Turn, read: Reader, form: Submitted, before: DraftedAction | None) -> DraftedAction:
    text = read.line("text", missing=NO_ACTION, longest=LONGEST_ACTION)
    role = read.line("role", longest=LONGEST_ROLE)
    chosen = read.people("owner", missing="")
    owner = before["owner"] if before and not role else None
    if chosen and role:
        read.errors["role"] = ONE_OWNER
    elif chosen and not read.errors:
        owner = turn.meet(chosen[0]).id
    elif not role and owner is None:
        read.errors.setdefault("role", NO_OWNER)
    due = read.day("due", turn.today + ACTIONS_LAST)
    if "due" not in read.errors and due < turn.today:
        read.errors["due"] = DUE_IN_THE_PAST
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


# ---- what people see ------------------------------------------------------------------------------------------------

NO_SUMMARY = "Please say in a few sentences what came of it."
NO_ACTION = "Please say what is to be done."
NO_OWNER = "Please choose a person, or name a role."
ONE_OWNER = "Please choose a person or name a role, not both."
DUE_IN_THE_PAST = "That day has passed."
TOO_MANY_LESSONS = f"Please keep this to {MOST_LESSONS} lessons, a line each of at most {LONGEST_LESSON} characters."


def summary_form(review: Review, template: Template, draft: ReviewDraft) -> Form:
    """Build the form of the summary, and of what was said to each question in the facilitator's words."""
    fields: list[Field] = [
        TextField("summary", "Summary", draft.summary, True, hint="What came of it.", max_length=LONGEST_SUMMARY)
    ]
    fields += [
        TextField(
            f"said_{question.id}",
            question.asks,
            draft.wordings.get(question.id, ""),
            multiline=True,
            required=False,
            hint="What was said, grouped and in your words. Nobody’s own words, if they could tell who it was.",
            max_length=LONGEST_WORDING,
        )
        for question in template.questions
        if question.kind == "words"
    ]
    if "reference" in template.files:
        fields.append(
            TextField("reference", "Local reference, if there is one", draft.reference, required=False, max_length=60)
        )
    intro = (Paragraph(words(Bold(review.title), ". It is kept as a draft until you send it round.")),)
    return Form("review.summary", str(review.id), "Summary", "Save the draft", tuple(fields), intro)


def lessons_form(review: Review, draft: ReviewDraft) -> Form:
    """Build the form of lessons, a line each, for whoever words them."""
    field = TextField(
        "lessons",
        "Lessons, one a line",
        "\n".join(draft.lessons),
        multiline=True,
        required=False,
        hint="Worded as advice to the next team: “Ask the porters before you fix a date.”",
    )
    return Form("review.lessons", str(review.id), "Lessons", "Save the draft", (field,))


def action_form(review: Review, at: int, action: DraftedAction | None, owner: str) -> Form:
    """Build the form of one action. `at`: its place among them, one past the last for a new one."""
    text, due = (action["text"], date.fromisoformat(action["due"])) if action else ("", None)
    role = action["role"] if action else ""
    keeps = f"Leave both empty to keep {owner}." if action and action["owner"] else ""
    fields = (
        TextField("text", "What is to be done?", text, max_length=LONGEST_ACTION),
        PeopleField("owner", "Who does it?", required=False, hint=keeps, most=1),
        TextField("role", "Or which role?", role, required=False, hint="For example “ward manager”.", max_length=60),
        DateField("due", "By when?", due),
    )
    intro = (Paragraph(words("Whoever does it is reminded a week before and on the day.")),)
    return Form("review.action", PLACE.spell(review.id, at), "Action", "Save", fields, intro)
