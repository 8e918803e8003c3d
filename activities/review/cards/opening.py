"""The form that starts a review, saying who has the problem, and what is said on a field that cannot be taken."""

from collections.abc import Sequence
from datetime import date

from activities.kit.cards import Button, Card, Confirm, Paragraph, Part, say
from activities.kit.forms import (
    ChannelField,
    ChecksField,
    ChoiceField,
    DateField,
    Field,
    Form,
    Option,
    PeopleField,
    TextField,
)
from activities.kit.runs import Bold, words
from activities.kit.turn import mention
from activities.kit.wording import count, day, listed_runs
from activities.review.template import Template, Templates
from storage.tables import Person, Review

NEW = "new"
"""The subject of the form that starts a review of nothing that the bot knows of."""

LONGEST_TITLE, LONGEST_BACKGROUND = 100, 2000
MOST_SILENCE, SILENCE = 60, 10
MOST_PEOPLE = 30

NO_TITLE = "Please say what is reviewed, in a few words."
NO_PEOPLE = "Please choose who is to be asked."
DUE_IN_THE_PAST = "People need until tomorrow at least. Please choose a later day."
NO_HOST = "Please choose whose problem it is."
NO_VISITORS = "Somebody has to visit: please leave at least one person over."

ATTRIBUTION = (
    Option("none", "Nobody: answers are shown without names"),
    Option("by_role", "By role: each answer with its author’s job title"),
    Option("by_name", "By name: each answer with its author’s name"),
)
VISIBILITY = (
    Option("participants", "Those who took part"),
    Option("organisation", "Everybody in the organisation"),
    Option("public", "Other organisations too, once another facilitator agrees"),
)


def form(
    templates: Templates,
    chosen: str,
    subject: str,
    due: date,
    title: str = "",
    on: date | None = None,
    again: bool = False,
) -> Form:
    """The form that starts a review. `again`: the people of an earlier one are asked if nobody is chosen."""
    people_hint = (
        "Leave empty to ask the same people as before." if again else "Those who were there. You too, if you were."
    )
    fields: tuple[Field, ...] = (
        _template(templates, chosen),
        TextField("title", "What is reviewed?", title, hint="For example “Ward 7 moves”.", max_length=LONGEST_TITLE),
        DateField("happened_on", "When was it, or when will it be?", on),
        TextField("background", "What should everybody know?", "", multiline=True, required=False, max_length=2000),
        PeopleField("participants", "Who is asked?", required=not again, hint=people_hint, most=MOST_PEOPLE),
        ChannelField(
            "channel",
            "Say in a channel that it takes place?",
            required=False,
            hint="Never who takes part or what is said.",
        ),
        DateField("due", "Answers by", due, hint="At 17:00; then all answers appear together."),
        TextField(
            "silence_days",
            "Working days until silence counts as agreement",
            str(templates[chosen].timings.silence if chosen else SILENCE),
            hint="The summary is filed when everybody asked has agreed, or after so many days without an objection.",
            max_length=3,
        ),
        ChoiceField("attribution", "Who is named beside an answer?", ATTRIBUTION, "none"),
        ChoiceField("visibility", "Who may read what is filed?", VISIBILITY, "participants"),
    )
    return Form("review.review", subject, "New review", "Ask people", fields)


def _template(templates: Templates, chosen: str) -> ChoiceField:
    options = tuple(Option(name, template.title) for name, template in templates.items())
    says = _held(templates[chosen]) if chosen else "Each has its own questions and ground rules."
    return ChoiceField("template", "What kind of review?", options, chosen or None, hint=says, as_list=True)


def _held(template: Template) -> str:
    """What this kind of review is, how long it takes where it is held as a meeting, and when it is best held."""
    shortest, longest = template.timings.minutes
    within = f", best within {count(template.timings.within, 'day')} of the event" if template.timings.within else ""
    return f"{template.says}. As a meeting it takes {shortest} to {longest} minutes{within}."


def too_many(template: Template) -> str:
    """On the field, where a conversation would be better held in parts."""
    return f"That is more than the {template.most_people} for which this kind of review works; please hold it in parts."


# ---- whose problem it is ---------------------------------------------------------------------------------------------


def ask_for_hosts(review: Review, people: Sequence[Person]) -> Form:
    """The next page, where some of those asked have the problem and the others visit."""
    options = tuple(Option(str(person.id), person.name) for person in people)
    hosts = ChecksField("hosts", "Who has the problem?", options, hint="They host; everybody else visits.")
    intro = Paragraph(words(Bold(review.title), " is saved. Nobody is asked before you have said this."))
    return Form("review.hosts", str(review.id), "Who hosts?", "Ask people", (hosts,), (intro,))


def waits_for_hosts(review: Review) -> Card:
    """Where the page was closed without an answer."""
    return say(
        Bold(review.title),
        " waits: please say who has the problem, and I’ll ask everybody.",
        buttons=[Button("Say who hosts", "review.hosts_form", str(review.id), "primary"), cancel(review)],
    )


# ---- it has begun ----------------------------------------------------------------------------------------------------


def begun(review: Review, people: Sequence[Person], earlier: Sequence[Part]) -> Card:
    """For whoever started it: who is asked, by when, and what the library knows already."""
    asked = listed_runs([mention(person) for person in people])
    lead = words(Bold(review.title), " has begun. I’m asking ", asked, f", by {day(review.due)} at 17:00.")
    note = "How many have answered stands in your own chat with me."
    return Card(f"{review.title} has begun", (*earlier, Paragraph(lead), Paragraph(words(note))))


def cancel(review: Review) -> Button:
    """Cancels a review, once confirmed."""
    question = "Everybody asked is told, and whatever was answered is deleted unseen. It cannot be brought back."
    return Button("Cancel it", "review.cancel", str(review.id), "danger", Confirm(question, "Cancel it"))
