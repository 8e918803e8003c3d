"""What is filed of a review, and what is said when it has been."""

from collections.abc import Sequence

from activities.kit.cards import Button, Card, Paragraph, say
from activities.kit.forms import Form, TextField
from activities.kit.runs import Bold, words
from activities.kit.wording import count, day
from activities.review.cards.desk import held
from activities.review.template import Template
from storage.tables import Record, Review, ReviewDraft

LONGEST_DISAGREEMENT = 1500
NO_DISAGREEMENT = "Please say what not everybody agrees with."
NOBODY_YET = "somebody still to be found"


def filed(review: Review, record: Record) -> Card:
    """For everybody who took part, and whoever ran it."""
    if record.withdrawn_at:
        return say(Bold(review.title), " was filed in the library, and has been withdrawn since.")
    who = "those who took part" if record.visibility == "participants" else "everybody in the organisation"
    with_it = f"with {count(len(record.lessons), 'lesson')} and {count(len(record.actions), 'action')}"
    return say(Bold(record.title), f" is in the library, {with_it}, for {who} to read. Thank you for taking part!")


def no_summary_yet() -> Card:
    """For a facilitator who would file nothing."""
    return say("There is no summary yet. Please write one first; a few sentences are enough.")


def disagreement_form(review: Review, suggested: Sequence[str]) -> Form:
    """What not everybody agrees with, to stand beside the summary."""
    field = TextField(
        "disagreement",
        "What does not everybody agree with?",
        "\n".join(suggested),
        multiline=True,
        hint="Both views, and nobody’s name.",
        max_length=LONGEST_DISAGREEMENT,
    )
    intro = Paragraph(
        words(Bold(review.title), " has gone round twice. It is filed with this said beside the summary.")
    )
    return Form("review.disagreement", str(review.id), "File it", "File it", (field,), (intro,))


# ---- the record ------------------------------------------------------------------------------------------------------


def title(review: Review, template: Template) -> str:
    """`After-action review: Ward 7 moves`."""
    return f"{template.title}: {review.title}"


def body(review: Review, template: Template, draft: ReviewDraft, days: int | None) -> str:
    """The record's text: the summary and what else the template files, apart from lessons and actions."""
    paragraphs = [draft.summary]
    if draft.disagreement:
        paragraphs.append(f"Not everybody agrees: {draft.disagreement}")
    if "answers" in template.files:
        paragraphs += [
            f"{question.asks}\n{draft.wordings[question.id]}"
            for question in template.questions
            if draft.wordings.get(question.id)
        ]
    if "timeliness" in template.files and days is not None:
        paragraphs.append(held(days))
    if "reference" in template.files and draft.reference:
        paragraphs.append(f"Local reference: {draft.reference}")
    return "\n\n".join(paragraphs)


# ---- what follows ----------------------------------------------------------------------------------------------------


def how_did_it_go(review: Review) -> Card:
    """For whoever ran a review before the event, once it is over."""
    return say(
        Bold(review.title),
        f" was to be on {day(review.happened_on)}. Is there something to learn from how it went? I’d ask the same "
        "people, and put what you intended beside it.",
        buttons=[Button("Review how it went", "review.after", str(review.id), "primary")],
    )
