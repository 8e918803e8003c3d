"""Reading what has been shown: a question a page, for those who take part and whoever runs the review."""

from collections.abc import Sequence

from activities.kit.cards import Button, Card
from activities.kit.events import Pressed
from activities.kit.phases import MovedOn
from activities.kit.subjects import PLACE
from activities.kit.turn import Turn
from activities.review.cards import asking as asking_cards
from activities.review.cards import desk as desk_cards
from activities.review.cards import reading as cards
from activities.review.cards.reading import PAGE_OF_IT
from activities.review.readers import may_read, shown_to
from activities.review.review import OPEN, REVIEW, asked_of, place, runs, script, the_review
from activities.review.template import Question
from storage import reviews, sealed
from storage.tables import Review, ShownAnswer


def read(turn: Turn, pressed: Pressed) -> Card:
    """The answers to one question. The subject is the review and the question, `17:2`, with a page of it `17:2:3`."""
    review = the_review(turn, pressed.subject)
    if not may_read(turn, review):
        raise MovedOn
    is_further = pressed.subject.count(":") > 1
    _, wanted, page = PAGE_OF_IT.read(pressed.subject) if is_further else (*PLACE.read(pressed.subject), 1)
    return answers_to(turn, review, wanted, page)


def answers_to(turn: Turn, review: Review, at: int, page: int = 1) -> Card:
    """The `at`-th of the questions with answers, counted from 1. Raises `MovedOn` where nothing has been shown."""
    shown = shown_to(turn, review)
    questions = _in_order(review, shown)
    if not questions:
        if sealed.shown(turn.session, review):
            return cards.before_you_came(review, _ways_on(turn, review))
        raise MovedOn
    at = min(max(at, 1), len(questions))
    question = questions[at - 1]
    said = [row for row in shown if row.question == question.id]
    ways = [*_ways_on(turn, review), *(cards.take_mine_out(review, row) for row in said if _is_mine(turn, row))]
    return cards.answers(review, question, at, len(questions), said, page, ways)


def take_out(turn: Turn, pressed: Pressed) -> Card:
    """“Take my answer out”: the review and the answer, `17:4`. Raises `MovedOn` where it is not known to be theirs.

    Whoever has left the review may do so too.
    """
    review = the_review(turn, pressed.subject)
    mine = [
        row for row in sealed.shown(turn.session, review) if row.id == place(pressed.subject) and _is_mine(turn, row)
    ]
    if not mine:
        raise MovedOn
    turn.session.delete(mine[0])
    turn.erases = True
    return cards.taken_out(review)


def _is_mine(turn: Turn, said: ShownAnswer) -> bool:
    """Only where names or roles are shown, or of a host, is it known whose an answer is."""
    return said.person_id == turn.person.id


def _ways_on(turn: Turn, review: Review) -> list[Button]:
    """What the card that this one takes the place of may have led to."""
    mine = reviews.member(turn.here, review.id, turn.person.id)
    ways = [asking_cards.answer(review)] if mine and review.phase in OPEN and asked_of(review, mine.part) else []
    return [*ways, desk_cards.to_the_desk(review)] if runs(turn, review) and REVIEW.allows(review, "draft") else ways


def _in_order(review: Review, shown: Sequence[ShownAnswer]) -> list[Question]:
    """The questions that these answer, in the template's order."""
    answered = {row.question for row in shown}
    return [question for question in script(review).questions if question.id in answered]
