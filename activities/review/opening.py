"""Starting a review: the form, its checks, what the library knows already, and asking everybody."""

from dataclasses import dataclass
from datetime import date, timedelta

from activities.kit.answers import Reader
from activities.kit.events import Command, Pressed, Submitted
from activities.kit.forms import FieldErrors, Form
from activities.kit.phases import MovedOn
from activities.kit.subjects import about, subject, word_of
from activities.kit.turn import Turn
from activities.kit.views import Answer
from activities.kit.working import working_day_after
from activities.review.asking import begin
from activities.review.cards import opening as cards
from activities.review.review import REVIEW, runs, script, take_in, the_review
from activities.review.template import TEMPLATE, Template, Templates
from storage import readers, records, reviews
from storage.membership import is_member
from storage.tables import Person, Review

SOURCE = subject(str, int)
"""What a review is about: `coffee:17`."""

A_REVIEW_LASTS = timedelta(days=366)
"""At most, and no event lies further ahead: a date further off has the wrong year."""

ANSWERS_TAKE = 10
"""Working days, until a template or the facilitator says otherwise."""


@dataclass(frozen=True)
class Opening:
    """Starting a review from one of the `templates` that an installation offers."""

    templates: Templates

    def typed(self, turn: Turn, command: Command) -> Form:
        """`/review new` offers every template; `/aar new` and `/review new retrospect` have one chosen already."""
        named = command.rest.strip().lower() or command.activity
        chosen = named if named in self.templates else ""
        return cards.form(self.templates, chosen, cards.NEW, self._due(turn, chosen))

    def pressed(self, turn: Turn, pressed: Pressed) -> Form:
        """“Start a review”."""
        return cards.form(self.templates, "", cards.NEW, self._due(turn))

    def prompted(self, turn: Turn, about: str) -> Form:
        """“Start a review”, where a prompt has asked; `about` says in words what, or nothing."""
        return cards.form(self.templates, "", cards.NEW, self._due(turn), about)

    def about(self, turn: Turn, pressed: Pressed) -> Form:
        """“Review this together”: of a thing that another activity ran, `coffee:17`, as far as they may read of it."""
        source = _source(pressed.subject)
        record = records.filed_from(turn.session, readers.Reader(turn.org, turn.person.id), source)
        title, on = (record.title, record.happened_until) if record else ("", None)
        return cards.form(self.templates, "", source, self._due(turn), title, on)

    def after(self, turn: Turn, review: Review, pressed: Pressed) -> Form:
        """“Review how it went”: the review that follows one that was held before the event."""
        chosen = script(review).followed_by
        return cards.form(
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
        about = "" if submitted.subject == cards.NEW else _source(submitted.subject)
        review = _read(turn, about, submitted, answers, template)
        review.follows_id = follows.id if follows else None
        people = _people(turn, submitted, answers, follows)
        if template and len(people) > template.most_people:
            answers.errors["participants"] = cards.too_many(template)
        if answers.errors:
            return FieldErrors(answers.errors)
        turn.session.add(review)
        turn.session.flush()
        turn.concerns(review.id)
        for person in people:
            take_in(turn, review, person)
        turn.session.flush()
        return cards.ask_for_hosts(review, people) if script(review).has_host else begin(turn, review)

    def _due(self, turn: Turn, chosen: str = "") -> date:
        """As many working days from now as the chosen template says."""
        template = self.templates.get(chosen)
        return working_day_after(turn.today, template.timings.due_after if template else ANSWERS_TAKE)

    def _followed(self, turn: Turn, subject: str) -> Review | None:
        if word_of(subject) == turn.activity:
            review = the_review(turn, about(subject))
            if not runs(turn, review):
                raise MovedOn
            return review
        return None


def ask_for_hosts(turn: Turn, review: Review, pressed: Pressed) -> Form:
    """“Say who hosts”."""
    if not REVIEW.allows(review, "begin"):
        raise MovedOn
    return cards.ask_for_hosts(review, [person for _, person in reviews.members(turn.here, review.id)])


def save_hosts(turn: Turn, review: Review, submitted: Submitted) -> Answer:
    """Whoever is chosen hosts, everybody else visits; then all are asked."""
    if not REVIEW.allows(review, "begin"):
        raise MovedOn
    answers = Reader(submitted.values)
    members = reviews.members(turn.here, review.id, without=("left",))
    hosts = answers.choices("hosts", [str(person.id) for _, person in members], cards.NO_HOST)
    if len(hosts) == len(members):
        answers.errors["hosts"] = cards.NO_VISITORS
    if answers.errors:
        return FieldErrors(answers.errors)
    for member, person in members:
        member.part = "host" if str(person.id) in hosts else "visitors"
    turn.session.flush()
    return begin(turn, review)


def _source(subject: str) -> str:
    """What a review is about, `coffee:17`, as a button of ours would have it; else raises `MovedOn`."""
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
        title=answers.line("title", missing=cards.NO_TITLE, longest=cards.LONGEST_TITLE),
        happened_on=answers.day("happened_on", latest),
        background=answers.text("background", longest=cards.LONGEST_BACKGROUND),
        channel=channel.id,
        channel_name=channel.name,
        timezone=turn.organisation.timezone,
        due=answers.day("due", latest),
        silence_days=answers.number("silence_days", 1, cards.MOST_SILENCE),
        attribution=answers.choice("attribution", [option.value for option in cards.ATTRIBUTION]),
        visibility=answers.choice("visibility", [option.value for option in cards.VISIBILITY]),
        about=about,
        opened_at=turn.now,
    )
    if "due" not in answers.errors and review.due <= turn.today:
        answers.errors["due"] = cards.DUE_IN_THE_PAST
    return review


def _people(turn: Turn, submitted: Submitted, answers: Reader, follows: Review | None) -> list[Person]:
    """Those chosen; of a review that follows another, the people of that one where nobody is."""
    profiles = answers.people("participants", "" if follows else cards.NO_PEOPLE)
    if follows is not None and not profiles:
        earlier = reviews.members(turn.here, follows.id, without=("left",))
        return [person for _, person in earlier if is_member(person)]
    if answers.errors:
        return []
    return turn.meet_all(profiles)
