"""`/aar record`: writing down a review that was held in a meeting, or wherever else."""

from dataclasses import dataclass
from datetime import date

from activities.kit.answers import Reader
from activities.kit.cards import Paragraph
from activities.kit.events import Command, Submitted
from activities.kit.forms import ChoiceField, DateField, FieldErrors, Form, Option, PeopleField, TextField
from activities.kit.runs import words
from activities.kit.turn import Turn
from activities.kit.views import Answer
from activities.review.asking import opening
from activities.review.asking.opening import A_REVIEW_LASTS, LONGEST_TITLE, MOST_PEOPLE, VISIBILITY
from activities.review.drafting import draft_to_write
from activities.review.drafting.desk import (
    LONGEST_LESSON,
    LONGEST_REFERENCE,
    LONGEST_SUMMARY,
    MOST_LESSONS,
    desk,
    tell_desk,
)
from activities.review.drafting.wording import TOO_MANY_LESSONS, lines
from activities.review.review import REVIEW, take_in
from activities.review.template import TEMPLATE, Template, Templates
from storage.tables import Review

MOST_PRESENT = 200


@dataclass(frozen=True)
class Recording:
    """Writes down a review of one of the `templates` that an installation offers."""

    templates: Templates

    def typed(self, turn: Turn, command: Command) -> Form:
        """Show the form, with today for the day on which it was held."""
        chosen = command.activity if command.activity in self.templates else ""
        return recording_form(self.templates, chosen, turn.today)

    def save(self, turn: Turn, submitted: Submitted) -> Answer:
        """Keep a review as a draft to which actions can be added; the facilitator files it with one more press."""
        read = Reader(submitted.values)
        template = self.templates.get(read.choice("template", self.templates))
        review = _read(turn, read, template)
        summary = read.text("summary", missing=NO_SUMMARY, longest=LONGEST_SUMMARY)
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
        title=read.line("title", missing=opening.NO_TITLE, longest=opening.LONGEST_TITLE),
        happened_on=read.day("happened_on", turn.today + A_REVIEW_LASTS),
        timezone=turn.organisation.timezone,
        due=turn.today,
        silence_days=opening.SILENCE,
        attribution="none",
        visibility=read.choice("visibility", [option.value for option in opening.VISIBILITY]),
        held_on=read.day("held_on", turn.today, HELD_WHEN),
        opened_at=turn.now,
    )
    review.asked = review.answered = read.number("present", 1, MOST_PRESENT)
    return review


# ---- what people see ------------------------------------------------------------------------------------------------

NO_SUMMARY = "Please say in a few sentences what came of it."
HELD_WHEN = "Please say on which day it was held."


def recording_form(templates: Templates, chosen: str, today: date) -> Form:
    """Build the form for whoever writes it down: all in one; actions can be added before it is filed."""
    options = tuple(Option(name, template.title) for name, template in templates.items())
    fields = (
        ChoiceField("template", "What kind of review was it?", options, chosen or None, as_list=True),
        TextField("title", "What was reviewed?", max_length=LONGEST_TITLE),
        DateField("happened_on", "When was that?"),
        DateField("held_on", "When was it reviewed?", today),
        TextField("present", "How many people took part?", max_length=3),
        PeopleField(
            "participants",
            "Who were they?",
            required=False,
            hint="They may read it whoever else may.",
            most=MOST_PEOPLE,
        ),
        TextField(
            "summary", "Summary", multiline=True, hint="As those who were there agreed it.", max_length=LONGEST_SUMMARY
        ),
        TextField("lessons", "Lessons, one a line, as advice to the next team", multiline=True, required=False),
        TextField("reference", "Local reference, if there is one", required=False, max_length=LONGEST_REFERENCE),
        ChoiceField("visibility", "Who may read it?", VISIBILITY, "participants"),
    )
    intro = (Paragraph(words("Nothing is filed yet: next you see it, can add actions, and file it.")),)
    return Form("review.record", "new", "Record a review", "Save", fields, intro)
