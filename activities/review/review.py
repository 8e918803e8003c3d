"""A review's phases, finding the review that somebody means, and who looks after it.

In a review’s channel, if it has one, stands that it takes place, and later what became of it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from activities.kit.activity import Answers, facilitator
from activities.kit.cards import Card, say
from activities.kit.days import moment
from activities.kit.events import Pressed, Submitted
from activities.kit.facilitated import Facilitated
from activities.kit.phases import MovedOn, Phases
from activities.kit.runs import Bold
from activities.kit.subjects import PLACE, numbers, subject
from activities.kit.turn import Turn
from activities.kit.views import Answer
from activities.review import standing
from activities.review.standing import in_public
from activities.review.template import TEMPLATE, Question, Template
from storage import reviews
from storage.membership import is_member
from storage.tables import Person, Review, ReviewMember

ROUND_KEY = subject(str, int, int, str)
"""The key of what everybody is told in a round: of which review, in which round, and to whom."""

REVIEW = Phases(
    "waiting_for_parts",
    {
        ("waiting_for_parts", "begin"): "waiting_for_answers",
        ("waiting_for_parts", "record"): "waiting_for_filing",  # it was held elsewhere, and is only written down here
        ("waiting_for_parts", "leave"): "waiting_for_parts",
        ("waiting_for_parts", "cancel"): "cancelled",
        ("waiting_for_answers", "answer"): "waiting_for_answers",
        ("waiting_for_answers", "leave"): "waiting_for_answers",
        ("waiting_for_answers", "extend"): "waiting_for_answers",
        ("waiting_for_answers", "ask_more"): "waiting_for_answers",
        ("waiting_for_answers", "too_few"): "waiting_for_decision",
        ("waiting_for_answers", "next_round"): "waiting_for_answers",
        ("waiting_for_answers", "show"): "waiting_for_summary",
        ("waiting_for_answers", "cancel"): "cancelled",
        ("waiting_for_decision", "answer"): "waiting_for_decision",
        ("waiting_for_decision", "leave"): "waiting_for_decision",
        ("waiting_for_decision", "extend"): "waiting_for_answers",
        ("waiting_for_decision", "too_few"): "waiting_for_decision",
        ("waiting_for_decision", "next_round"): "waiting_for_answers",
        ("waiting_for_decision", "show"): "waiting_for_summary",
        ("waiting_for_decision", "ask_consent"): "waiting_for_consent",
        ("waiting_for_decision", "close_unseen"): "closed_unseen",
        ("waiting_for_decision", "cancel"): "cancelled",
        ("waiting_for_consent", "agree"): "waiting_for_consent",
        ("waiting_for_consent", "refuse"): "waiting_for_decision",
        ("waiting_for_consent", "leave"): "waiting_for_consent",
        ("waiting_for_consent", "ask_consent"): "waiting_for_consent",  # their number has changed
        ("waiting_for_consent", "next_round"): "waiting_for_answers",
        ("waiting_for_consent", "show"): "waiting_for_summary",
        ("waiting_for_consent", "extend"): "waiting_for_answers",
        ("waiting_for_consent", "close_unseen"): "closed_unseen",
        ("waiting_for_consent", "cancel"): "cancelled",
        ("waiting_for_summary", "draft"): "waiting_for_summary",
        ("waiting_for_summary", "object"): "waiting_for_summary",  # others too may say what they would change
        ("waiting_for_summary", "leave"): "waiting_for_summary",
        ("waiting_for_summary", "circulate"): "waiting_for_agreement",
        ("waiting_for_summary", "file_with_disagreement"): "filed",
        ("waiting_for_summary", "cancel"): "cancelled",
        ("waiting_for_agreement", "agree"): "waiting_for_agreement",
        ("waiting_for_agreement", "object"): "waiting_for_summary",
        ("waiting_for_agreement", "leave"): "waiting_for_agreement",
        ("waiting_for_agreement", "file"): "filed",
        ("waiting_for_agreement", "cancel"): "cancelled",
        ("waiting_for_filing", "draft"): "waiting_for_filing",
        ("waiting_for_filing", "leave"): "waiting_for_filing",
        ("waiting_for_filing", "file"): "filed",
        ("waiting_for_filing", "cancel"): "cancelled",
    },
)

MEMBER = Phases(
    "waiting_for_summary",
    {
        ("waiting_for_summary", "ask"): "waiting_for_word",
        ("waiting_for_summary", "leave"): "left",
        ("waiting_for_word", "ask"): "waiting_for_word",
        ("waiting_for_word", "agree"): "agrees",
        ("waiting_for_word", "object"): "waiting_for_word",
        ("waiting_for_word", "leave"): "left",
        ("agrees", "ask"): "waiting_for_word",
        ("agrees", "object"): "waiting_for_word",
        ("agrees", "leave"): "left",
    },
)
"""What somebody who is asked is asked next: their word on the summary. When somebody objects everybody's word is open
again, so no phase says whose objection it was."""

OPEN = ("waiting_for_answers", "waiting_for_decision")
"""Answers can be given and changed."""

RUNNING = tuple(sorted(REVIEW.all - REVIEW.ends))
"""Neither filed, nor closed unseen, nor cancelled."""

REVIEWS = Facilitated("review", Review, RUNNING, titled="title", read=lambda subject: numbers(subject)[0])
"""Known by the first number of a subject: `17`, or `17:2`."""

the_review = REVIEWS.the
"""The review on a button or form in the turn's organisation, locked; else raises `MovedOn`."""

CLOSE_AT, MORNING = time(17), time(9)

E = TypeVar("E", Pressed, Submitted)


def place(subject: str) -> int:
    """Read the second number of a subject: which page, which action. Raises `MovedOn` where it is none."""
    return PLACE.read(subject)[1]


def script(review: Review) -> Template:
    """Return the template that the review began with: rewording it later changes nothing here."""
    return TEMPLATE.validate_python(review.script)


def asked_of(review: Review, part: str) -> tuple[Question, ...]:
    """Return what this part answers in the round that is running."""
    return tuple(one for one in script(review).questions if one.round == review.round and one.who in ("everyone", part))


def my_part(turn: Turn, review: Review) -> ReviewMember:
    """Return the part of whoever does this. Raises `MovedOn` where they have none, or have left."""
    mine = reviews.member(turn.here, review.id, turn.person.id)
    if mine is None or mine.phase == "left":
        raise MovedOn
    return mine


def take_in(turn: Turn, review: Review, person: Person, part: str = "everyone") -> None:
    """Give somebody a part in it. They are not asked by this alone."""
    member = ReviewMember(
        organisation_id=turn.org,
        review_id=review.id,
        person_id=person.id,
        phase=MEMBER.first,
        part=part,
        since=review.round,
    )
    turn.session.add(member)


def take_part(member: ReviewMember, person: Person) -> bool:
    """Say whether somebody still takes part: they have not left, and have an account in use that is a member's."""
    return member.phase != "left" and is_member(person)


def staying(turn: Turn, review: Review) -> list[tuple[ReviewMember, Person]]:
    """Return those who are asked and have not left."""
    return list(reviews.members(turn.here, review.id, without=("left",)))


def runs(turn: Turn, review: Review) -> bool:
    """Say whether whoever does this looks after the review."""
    return turn.person.facilitates and turn.person.id in {person.id for person in turn.who_runs(review)}


def runs_it(turn: Turn, review: Review) -> set[int]:
    """Return the ids of those who look after the review, with whoever did so and facilitates no more."""
    return {review.facilitator_id, *(person.id for person in turn.who_runs(review))}


@dataclass(frozen=True)
class ByWhoRunsIt(Generic[E]):
    """A facilitator's act on one review: what it holds is for those who took part, so others' facilitators cannot.

    `then` gets the review, locked. In an activity's table it stands inside `facilitator`.
    """

    then: Callable[[Turn, Review, E], Answer]

    def __call__(self, turn: Turn, event: E, /) -> Answer:
        """Lock the review and act on it; tell others who runs it. Raises `MovedOn` where there is none."""
        review = the_review(turn, event.subject)
        turn.concerns(review.id)
        if not runs(turn, review):
            return standing.somebody_elses_card(review, turn.who_runs(review))
        return self.then(turn, review, event)


def by_whoever_runs_it(answer: Answers[E]) -> Answers[E]:
    """Have a function that knows nothing of reviews answer facilitators who run the one it is about."""
    return facilitator(ByWhoRunsIt[E](lambda turn, _review, event: answer(turn, event)))


def closes_at(review: Review) -> datetime:
    """Return when answers close, in UTC: 17:00 local time on the day they are due."""
    return at(review, review.due, CLOSE_AT)


def at(review: Review, day: date, when: time = MORNING) -> datetime:
    """Return a local moment of the review, in UTC."""
    return moment(day, when, ZoneInfo(review.timezone))


def days_after(review: Review) -> int | None:
    """Return how many days after the event it was held; `None` while it is not known, or where it came before."""
    days = (review.held_on - review.happened_on).days if review.held_on else -1
    return days if days >= 0 else None


def _card(turn: Turn, review: Review) -> Card:
    return is_taking_place_card(review, script(review), in_public(review))


ANNOUNCING = REVIEWS.announcing(_card, RUNNING)


# ---- what people see ------------------------------------------------------------------------------------------------


def is_taking_place_card(review: Review, template: Template, standing: str) -> Card:
    """Build the card for a review's channel: that it takes place, and what became of it. Never who takes part."""
    return say(Bold(review.title), f" ({template.title.lower()}): {standing}.")
