"""What reviews keep about somebody, and forgetting it."""

from activities.kit.given_words import GivenWords
from activities.kit.personal_data import PersonalData
from activities.kit.turn import Turn
from activities.kit.wording import dated
from activities.review.cards import personal_data as cards
from activities.review.leaving import on_leaver
from activities.review.review import RUNNING, script, the_review
from storage import reviews, sealed
from storage.tables import Person, Review

GIVEN = GivenWords[Review](
    "review",
    the_review,
    RUNNING,
    lambda _turn, review: {"title": dated(review.happened_on), "background": ""},
    titled="title",
)
"""The title and the background of a review are the words of whoever started it."""


def of(turn: Turn, person: Person) -> tuple[PersonalData, ...]:
    """Their parts, what they have answered and nobody has seen, what is shown as theirs, and the reviews they run."""
    me = person.id
    parts = reviews.of_person(turn.here, me)
    titles = {review.id: review for review, _ in parts}
    return (
        *(cards.part(review, member, _answers(turn, review, me)) for review, member in parts),
        *(cards.shown(titles[row.review_id], row) for row in sealed.shown_by(turn.here, me)),
        *(cards.runs(review) for review in reviews.looked_after_by(turn.here, me)),
    )


def erase(turn: Turn, person: Person) -> None:
    """End their part everywhere, and delete every answer that is known to be theirs.

    What has been shown without a name is known to be nobody's, and stays; so does a running review that others answer,
    under its title until it has ended.
    """
    me = person.id
    on_leaver(turn, person, takes_back=True)
    for row in sealed.shown_by(turn.here, me):
        turn.session.delete(row)
    GIVEN.erase(turn, reviews.looked_after_by(turn.here, me))
    reviews.own_nothing(turn.here, me)


def _answers(turn: Turn, review: Review, person: int) -> list[tuple[str, str]]:
    said = sealed.of(turn.session, review, person)
    return [(question.asks, said[question.id]) for question in script(review).questions if question.id in said]
