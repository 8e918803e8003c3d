"""The form for a review that was held elsewhere."""

from datetime import date

from activities.kit.cards import Paragraph
from activities.kit.forms import ChoiceField, DateField, Form, Option, PeopleField, TextField
from activities.kit.runs import words
from activities.review.cards.desk import LONGEST_REFERENCE, LONGEST_SUMMARY
from activities.review.cards.opening import LONGEST_TITLE, MOST_PEOPLE, VISIBILITY
from activities.review.template import Templates

MOST_PRESENT = 200
NO_SUMMARY = "Please say in a few sentences what came of it."
HELD_WHEN = "Please say on which day it was held."


def form(templates: Templates, chosen: str, today: date) -> Form:
    """Everything in one form; actions can be added before it is filed."""
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
