"""Starting a review: the form, its checks, what the library knows already, and asking everybody."""

from dataclasses import dataclass
from datetime import date, timedelta

from activities.kit.answers import Reader
from activities.kit.events import Command, Pressed, Submitted
from activities.kit.forms import (
    ChannelField,
    ChoiceField,
    DateField,
    Field,
    FieldErrors,
    Form,
    Option,
    PeopleField,
    TextField,
)
from activities.kit.phases import MovedOn
from activities.kit.subjects import about, subject, word_of
from activities.kit.turn import Turn
from activities.kit.views import Answer
from activities.kit.wording import count
from activities.review.asking.hosts import ask_for_hosts_form
from activities.review.asking.inviting import begin
from activities.review.review import REVIEW, runs, script, take_in, the_review
from activities.review.template import TEMPLATE, Template, Templates
from storage import membership, records, reviews
from storage.membership import is_member
from storage.tables import Person, Review

LONGEST_TITLE, LONGEST_BACKGROUND = 100, 2000
MOST_SILENCE, SILENCE = 60, 10
MOST_PEOPLE = 30

SOURCE = subject(str, int)
"""What a review is about: `coffee:17`."""

A_REVIEW_LASTS = timedelta(days=366)
"""At most, and no event lies further ahead: a date further off has the wrong year."""

ANSWERS_TAKE = 10
"""Working days, until a template or the facilitator says otherwise."""


@dataclass(frozen=True)
class Opening:
    """Starts a review from one of the `templates` that an installation offers."""

    templates: Templates

    def typed(self, turn: Turn, command: Command) -> Form:
        """Show the form: `/review new` offers every template; `/aar new` and `/review new retrospect` have one set."""
        named = command.rest.strip().lower() or command.activity
        chosen = named if named in self.templates else ""
        return opening_form(self.templates, chosen, NEW, self._due(turn, chosen))

    def pressed(self, turn: Turn, pressed: Pressed) -> Form:
        """Show the form after “Start a review”."""
        return opening_form(self.templates, "", NEW, self._due(turn))

    def prompted(self, turn: Turn, about: str) -> Form:
        """Show the form after “Start a review” where a prompt has asked; `about` says in words what, or nothing."""
        return opening_form(self.templates, "", NEW, self._due(turn), about)

    def about(self, turn: Turn, pressed: Pressed) -> Form:
        """Show the form after “Review this together”, of a thing that another activity ran, `coffee:17`.

        It says as much of it as they may read.
        """
        source = _source(pressed.subject)
        record = records.filed_from(turn.session, membership.Reader(turn.org, turn.person.id), source)
        title, on = (record.title, record.happened_until) if record else ("", None)
        return opening_form(self.templates, "", source, self._due(turn), title, on)

    def after(self, turn: Turn, review: Review, pressed: Pressed) -> Form:
        """Show the form after “Review how it went”: for the review that follows one held before the event."""
        chosen = script(review).followed_by
        return opening_form(
            self.templates,
            chosen,
            f"review:{review.id}",
            self._due(turn, chosen),
            review.title,
            review.happened_on,
            again=True,
        )

    def open(self, turn: Turn, submitted: Submitted) -> Answer:
        """Save the review and ask everybody; where there are a host and visitors, say first who is who."""
        answers = Reader(submitted.values)
        follows = self._followed(turn, submitted.subject)
        template = self.templates.get(answers.choice("template", self.templates))
        about = "" if submitted.subject == NEW else _source(submitted.subject)
        review = _read(turn, about, submitted, answers, template)
        review.follows_id = follows.id if follows else None
        people = _people(turn, submitted, answers, follows)
        if template and len(people) > template.most_people:
            answers.errors["participants"] = too_many(template)
        if answers.errors:
            return FieldErrors(answers.errors)
        turn.session.add(review)
        turn.session.flush()
        turn.concerns(review.id)
        for person in people:
            take_in(turn, review, person)
        turn.session.flush()
        return ask_for_hosts_form(review, people) if script(review).has_host else begin(turn, review)

    def _due(self, turn: Turn, chosen: str = "") -> date:
        """Return the day as many working days from now as the chosen template says."""
        template = self.templates.get(chosen)
        return turn.working_days.after(turn.today, template.timings.due_after if template else ANSWERS_TAKE)

    def _followed(self, turn: Turn, subject: str) -> Review | None:
        if word_of(subject) == turn.activity:
            review = the_review(turn, about(subject))
            if not runs(turn, review):
                raise MovedOn
            return review
        return None


def _source(subject: str) -> str:
    """Read what a review is about, `coffee:17`, as a button of ours would have it; else raise `MovedOn`."""
    activity, identity = SOURCE.read(subject)
    if not (activity.isascii() and activity.isidentifier() and len(activity) < 40):
        raise MovedOn
    return SOURCE.spell(activity, identity)


def _read(turn: Turn, about: str, submitted: Submitted, answers: Reader, template: Template | None) -> Review:
    latest = turn.today + A_REVIEW_LASTS
    channel = answers.channel("channel", missing="")
    review = Review(
        organisation_id=turn.org,
        facilitator_id=turn.person.id,
        open_to=[turn.person.id],
        workspace_id=turn.in_workspace,
        phase=REVIEW.first,
        template=template.name if template else "",
        script=TEMPLATE.dump_python(template, mode="json") if template else {},
        title=answers.line("title", missing=NO_TITLE, longest=LONGEST_TITLE),
        happened_on=answers.day("happened_on", latest),
        background=answers.text("background", longest=LONGEST_BACKGROUND),
        channel=channel.id,
        channel_name=channel.name,
        timezone=turn.organisation.timezone,
        due=answers.day("due", latest),
        silence_days=answers.number("silence_days", 1, MOST_SILENCE),
        attribution=answers.choice("attribution", [option.value for option in ATTRIBUTION]),
        visibility=answers.choice("visibility", [option.value for option in VISIBILITY]),
        about=about,
        opened_at=turn.now,
    )
    if "due" not in answers.errors and review.due <= turn.today:
        answers.errors["due"] = DUE_IN_THE_PAST
    return review


def _people(turn: Turn, submitted: Submitted, answers: Reader, follows: Review | None) -> list[Person]:
    """Return those chosen; of a review that follows another, the people of that one where nobody is."""
    profiles = answers.people("participants", "" if follows else NO_PEOPLE)
    if follows is not None and not profiles:
        earlier = reviews.members(turn.here, follows.id, without=("left",))
        return [person for _, person in earlier if is_member(person)]
    if answers.errors:
        return []
    return turn.meet_all(profiles)


# ---- what people see ------------------------------------------------------------------------------------------------

QUESTION = "Anything here to learn from?"
START = "Start a review"

NEW = "new"
"""The subject of the form that starts a review of nothing that the bot knows of."""

NO_TITLE = "Please say what is reviewed, in a few words."
NO_PEOPLE = "Please choose who is to be asked."
DUE_IN_THE_PAST = "People need until tomorrow at least. Please choose a later day."
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


def opening_form(
    templates: Templates,
    chosen: str,
    subject: str,
    due: date,
    title: str = "",
    on: date | None = None,
    again: bool = False,
) -> Form:
    """Build the form in which a facilitator starts a review.

    `again`: the people of an earlier one are asked if nobody is chosen.
    """
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
    """Say what this kind of review is, how long it takes as a meeting, and when it is best held."""
    shortest, longest = template.timings.minutes
    within = f", best within {count(template.timings.within, 'day')} of the event" if template.timings.within else ""
    return f"{template.says}. As a meeting it takes {shortest} to {longest} minutes{within}."


def too_many(template: Template) -> str:
    """Say, on the field, that a conversation of so many would be better held in parts."""
    return f"That is more than the {template.most_people} for which this kind of review works; please hold it in parts."
