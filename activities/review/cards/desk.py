"""The facilitator's desk: grouping and wording what was said, in forms that are kept as drafts."""

from collections.abc import Sequence
from datetime import date

from activities.kit.cards import Bullets, Button, Buttons, Card, Confirm, Heading, Paragraph, Part, Small
from activities.kit.forms import DateField, Field, Form, PeopleField, TextField
from activities.kit.runs import Bold, words
from activities.kit.subjects import PLACE
from activities.kit.wording import count, day
from activities.review.cards.reading import read_answers
from activities.review.template import Template
from storage.reviews import DraftedAction
from storage.tables import Review, ReviewDraft

LONGEST_SUMMARY, LONGEST_WORDING, LONGEST_LESSON, LONGEST_ACTION = 2500, 1500, 300, 200
LONGEST_ROLE, LONGEST_REFERENCE, MOST_LESSONS, MOST_ACTIONS = 60, 60, 10, 10

NO_SUMMARY = "Please say in a few sentences what came of it."
NO_ACTION = "Please say what is to be done."
NO_OWNER = "Please choose a person, or name a role."
ONE_OWNER = "Please choose a person or name a role, not both."
DUE_IN_THE_PAST = "That day has passed."
TOO_MANY_LESSONS = f"Please keep this to {MOST_LESSONS} lessons, a line each of at most {LONGEST_LESSON} characters."

Owned = Sequence[tuple[DraftedAction, str]]
"""Actions, each with its owner in words."""


def desk(
    review: Review,
    template: Template,
    draft: ReviewDraft,
    actions: Owned,
    suggested: Sequence[str],
    stating: bool,
    days: int | None,
    closed: tuple[Part, ...] = (),
) -> Card:
    """What stands so far, and the ways on. `suggested`: changes asked for; `stating`: it may be filed with them.

    `days`: how long after the event it was held. `closed`: what is said where answers are closed to its reader.
    """
    parts: list[Part] = [Heading(f"{review.title}: your desk"), *closed]
    parts += _changes(suggested)
    parts += drafted(draft, template, actions)
    parts += [Small(words(held(days)))] if days is not None else []
    ready = review.phase == "waiting_for_filing"
    parts.append(Buttons(tuple(_writing(review, draft, actions, with_answers=not ready and not closed))))
    parts.append(Buttons((_file(review) if ready else _circulate(review),)))
    if stating:
        parts.append(Small(words("It has gone round twice. If you cannot agree, it may be filed with that said: ")))
        parts.append(Buttons((Button("File with the disagreement", "review.disagreement_form", str(review.id)),)))
    return Card(f"{review.title}: your desk", tuple(parts))


def drafted(draft: ReviewDraft, template: Template, actions: Owned) -> list[Part]:
    """Summary, lessons and actions as they stand."""
    parts: list[Part] = [Paragraph(words(draft.summary or "No summary yet."))]
    if draft.wordings:
        done = sum(question.id in draft.wordings for question in template.questions)
        parts.append(
            Small(words(f"What was said is worded for {done} of {count(len(template.questions), 'question')}."))
        )
    if draft.lessons:
        parts += [Paragraph(words(Bold("Lessons"))), Bullets(tuple(words(lesson) for lesson in draft.lessons))]
    if actions:
        lines = tuple(words(action_line(action, owner)) for action, owner in actions)
        parts += [Paragraph(words(Bold("Actions"))), Bullets(lines)]
    return parts


def action_line(action: DraftedAction, owner: str) -> str:
    """What, who, by when."""
    return f"{action['text']} ({owner}, by {day(date.fromisoformat(action['due']))})"


def to_the_desk(review: Review) -> Button:
    """Leads back to it."""
    return Button("Back to your desk", "review.desk", str(review.id))


def held(days: int) -> str:
    """How long after the event it was held: about six in ten are within four weeks, and memory does not wait."""
    return f"Held {count(days, 'day')} after the event." if days else "Held on the day itself."


# ---- forms -----------------------------------------------------------------------------------------------------------


def summary_form(review: Review, template: Template, draft: ReviewDraft) -> Form:
    """The summary, and what was said to each question in the facilitator's words."""
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
    """Lessons, a line each."""
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
    """One action. `at`: its place among them, one past the last for a new one."""
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


# ---- parts -----------------------------------------------------------------------------------------------------------


def _changes(suggested: Sequence[str]) -> list[Part]:
    if not suggested:
        return []
    lead = Paragraph(words(Bold("Changes that were asked for")))
    return [lead, Bullets(tuple(words(one) for one in suggested))]


def _writing(review: Review, draft: ReviewDraft, actions: Owned, with_answers: bool) -> list[Button]:
    subject = str(review.id)
    ways = [read_answers(review)] if with_answers else []
    ways += [
        Button("Write the summary", "review.summary_form", subject, "plain" if draft.summary else "primary"),
        Button("Write the lessons", "review.lessons_form", subject),
    ]
    if len(actions) < MOST_ACTIONS:
        ways.append(Button("Add an action", "review.action_form", f"{subject}:{len(actions)}"))
    ways += [Button(f"Change action {at + 1}", "review.action_form", f"{subject}:{at}") for at in range(len(actions))]
    if actions:
        last = f"{subject}:{len(actions) - 1}"
        ways.append(Button("Take out the last action", "review.drop_action", last))
    return ways


def _circulate(review: Review) -> Button:
    asks = (
        f"Everybody who took part is asked to agree. It is filed when all have, or after {review.silence_days} working "
    )
    sure = Confirm(f"{asks}days in which nobody objects.", "Send it round")
    return Button("Send it to those who took part", "review.circulate", str(review.id), "primary", sure)


def _file(review: Review) -> Button:
    sure = Confirm(
        "Have those who were there agreed to this? It becomes a record in the library.", "File it", "Not yet"
    )
    return Button("File it", "review.file", str(review.id), "primary", sure)
