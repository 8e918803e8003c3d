"""Answering: a question a page, each page saved when it is sent, until answers close."""

from activities.kit.answers import Reader
from activities.kit.events import Pressed, Submitted
from activities.kit.forms import FieldErrors, Form
from activities.kit.phases import MovedOn
from activities.kit.turn import Turn
from activities.kit.views import Answer
from activities.review.cards import asking as cards
from activities.review.learned import beside_a_question
from activities.review.progress import tell_progress
from activities.review.readers import said_now
from activities.review.review import REVIEW, asked_of, my_part, place, script, the_review
from activities.review.template import Question
from storage import sealed
from storage.tables import Review

SCORES = [str(score) for score in range(11)]


def answer(turn: Turn, pressed: Pressed) -> Form:
    """Open the first page, with what was said before in place."""
    review = the_review(turn, pressed.subject)
    pages = _pages(turn, review)
    return _page(turn, review, pages, pages[0])


def save(turn: Turn, form: Submitted) -> Answer:
    """Keep what is said on one page, and show the next. Raises `MovedOn` where answers have closed."""
    review = the_review(turn, form.subject)
    pages = _pages(turn, review)
    question = _the_question(review, place(form.subject), pages)
    REVIEW.step(review, "answer")
    answers = Reader(form.values)
    if question.kind == "score":
        said = answers.choice(question.id, SCORES) if form.values.get(question.id) else ""
    else:
        said = answers.text(question.id, longest=cards.LONGEST_ANSWER)
    if answers.errors:
        return FieldErrors(answers.errors)
    said_now(review)
    sealed.answer(turn.session, review, turn.person.id, question.id, said)
    tell_progress(turn, review)
    rest = pages[pages.index(question) + 1 :]
    return (
        _page(turn, review, pages, rest[0]) if rest else cards.saved(review, _answered(turn, review, pages), len(pages))
    )


def _pages(turn: Turn, review: Review) -> tuple[Question, ...]:
    """What this person is asked now. Raises `MovedOn` where that is nothing."""
    pages = asked_of(review, my_part(turn, review).part)
    if not REVIEW.allows(review, "answer") or not pages:
        raise MovedOn
    return pages


def _the_question(review: Review, at: int, pages: tuple[Question, ...]) -> Question:
    """The question on a page, unless it was of another round or is somebody else's."""
    questions = script(review).questions
    if at >= len(questions) or questions[at] not in pages:
        raise MovedOn
    return questions[at]


def _page(turn: Turn, review: Review, pages: tuple[Question, ...], question: Question) -> Form:
    said = sealed.of(turn.session, review, turn.person.id).get(question.id, "")
    part, at = my_part(turn, review).part, script(review).questions.index(question)
    earlier = beside_a_question(turn, review) if question.library else ()
    return cards.page(review, part, question, pages.index(question) + 1, len(pages), said, at, earlier)


def _answered(turn: Turn, review: Review, pages: tuple[Question, ...]) -> int:
    said = sealed.of(turn.session, review, turn.person.id)
    return sum(question.id in said for question in pages)
