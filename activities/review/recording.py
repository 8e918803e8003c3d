"""`/aar record`: writing down a review that was held in a meeting, or wherever else."""

from dataclasses import dataclass

from activities.kit.answers import Reader
from activities.kit.events import Command, Submitted
from activities.kit.forms import FieldErrors, Form
from activities.kit.turn import Turn
from activities.kit.views import Answer
from activities.review.cards import opening as opening_cards
from activities.review.cards import recording as cards
from activities.review.cards.desk import (
    LONGEST_LESSON,
    LONGEST_REFERENCE,
    LONGEST_SUMMARY,
    MOST_LESSONS,
    TOO_MANY_LESSONS,
)
from activities.review.desk import desk, tell_desk
from activities.review.drafting import lines
from activities.review.opening import A_REVIEW_LASTS
from activities.review.readers import draft_to_write
from activities.review.review import REVIEW, take_in
from activities.review.template import TEMPLATE, Template, Templates
from storage.tables import Review


@dataclass(frozen=True)
class Recording:
    """Writing down a review of one of the `templates` that an installation offers."""

    templates: Templates

    def typed(self, turn: Turn, command: Command) -> Form:
        """The form, with today for the day on which it was held."""
        chosen = command.activity if command.activity in self.templates else ""
        return cards.form(self.templates, chosen, turn.today)

    def save(self, turn: Turn, submitted: Submitted) -> Answer:
        """Keep it as a draft to which actions can be added; the facilitator files it with one more press."""
        read = Reader(submitted.values)
        template = self.templates.get(read.choice("template", self.templates))
        review = _read(turn, read, template)
        summary = read.text("summary", missing=cards.NO_SUMMARY, longest=LONGEST_SUMMARY)
        lessons = lines(read.text("lessons"))
        if len(lessons) > MOST_LESSONS or any(len(lesson) > LONGEST_LESSON for lesson in lessons):
            read.errors["lessons"] = TOO_MANY_LESSONS
        reference = read.line("reference", longest=LONGEST_REFERENCE)
        there = read.people("participants", missing="")
        if read.errors:
            return FieldErrors(read.errors)
        turn.session.add(review)
        turn.session.flush()
        turn.concerns(review.id)
        for person in turn.meet_all(there):
            take_in(turn, review, person)
        draft = draft_to_write(turn, review)
        draft.summary, draft.lessons, draft.reference = summary, lessons, reference
        REVIEW.step(review, "record")
        turn.session.flush()
        tell_desk(turn, review)
        return desk(turn, review, turn.person)


def _read(turn: Turn, read: Reader, template: Template | None) -> Review:
    review = Review(
        organisation_id=turn.org,
        facilitator_id=turn.person.id,
        open_to=[turn.person.id],
        workspace_id=turn.in_workspace,
        phase=REVIEW.first,
        template=template.name if template else "",
        script=TEMPLATE.dump_python(template, mode="json") if template else {},
        title=read.line("title", missing=opening_cards.NO_TITLE, longest=opening_cards.LONGEST_TITLE),
        happened_on=read.day("happened_on", turn.today + A_REVIEW_LASTS),
        timezone=turn.organisation.timezone,
        due=turn.today,
        silence_days=opening_cards.SILENCE,
        attribution="none",
        visibility=read.choice("visibility", [option.value for option in opening_cards.VISIBILITY]),
        held_on=read.day("held_on", turn.today, cards.HELD_WHEN),
        opened_at=turn.now,
    )
    review.asked = review.answered = read.number("present", 1, cards.MOST_PRESENT)
    return review
