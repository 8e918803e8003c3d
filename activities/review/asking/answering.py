"""Answering: a question a page, each page saved when it is sent, until answers close."""

from activities.kit.answers import Reader
from activities.kit.cards import Card, Small, say
from activities.kit.events import Pressed, Submitted
from activities.kit.forms import ChoiceField, FieldErrors, Form, Option, TextField
from activities.kit.library import Earlier
from activities.kit.phases import MovedOn
from activities.kit.runs import Bold, words
from activities.kit.subjects import PLACE
from activities.kit.turn import Turn
from activities.kit.views import Answer
from activities.kit.wording import count, day
from activities.review.asking.inviting import anonymity
from activities.review.asking.learned import beside_a_question
from activities.review.asking.progress import tell_progress
from activities.review.drafting import said_now
from activities.review.review import REVIEW, asked_of, my_part, place, script, the_review
from activities.review.standing import change_answers_button
from activities.review.template import Question
from storage import sealed
from storage.tables import Review

LONGEST_ANSWER = 3000

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
        said = answers.text(question.id, longest=LONGEST_ANSWER)
    if answers.errors:
        return FieldErrors(answers.errors)
    said_now(review)
    sealed.answer(turn.session, review, turn.person.id, question.id, said)
    tell_progress(turn, review)
    rest = pages[pages.index(question) + 1 :]
    return (
        _page(turn, review, pages, rest[0]) if rest else saved_card(review, _answered(turn, review, pages), len(pages))
    )


def _pages(turn: Turn, review: Review) -> tuple[Question, ...]:
    """Return what this person is asked now. Raises `MovedOn` where that is nothing."""
    pages = asked_of(review, my_part(turn, review).part)
    if not REVIEW.allows(review, "answer") or not pages:
        raise MovedOn
    return pages


def _the_question(review: Review, at: int, pages: tuple[Question, ...]) -> Question:
    """Return the question on a page; raise `MovedOn` where it was of another round or is somebody else's."""
    questions = script(review).questions
    if at >= len(questions) or questions[at] not in pages:
        raise MovedOn
    return questions[at]


def _page(turn: Turn, review: Review, pages: tuple[Question, ...], question: Question) -> Form:
    said = sealed.of(turn.session, review, turn.person.id).get(question.id, "")
    part, at = my_part(turn, review).part, script(review).questions.index(question)
    earlier = beside_a_question(turn, review) if question.library else ()
    return answer_form(review, part, question, pages.index(question) + 1, len(pages), said, at, earlier)


def _answered(turn: Turn, review: Review, pages: tuple[Question, ...]) -> int:
    said = sealed.of(turn.session, review, turn.person.id)
    return sum(question.id in said for question in pages)


# ---- what people see ------------------------------------------------------------------------------------------------


def answer_form(
    review: Review,
    part: str,
    question: Question,
    number: int,
    of: int,
    said: str,
    at: int,
    earlier: Earlier,
) -> Form:
    """Build the form of one question on a page. `number` of `of` pages.

    `at`: its place in the template, which its subject carries.

    Its field is called after the question: a platform may keep what was typed for the next page’s field of that name.

    `earlier`: what the library knows, where the question is about that.
    """
    lead = f"Each page is saved when you send it; you can change it until {day(review.due)}."
    field: TextField | ChoiceField
    if question.kind == "score":
        scores = tuple(Option(str(score), str(score)) for score in range(11))
        field = ChoiceField(question.id, question.asks, scores, said or None, False, question.guidance, as_list=True)
    else:
        field = TextField(question.id, question.asks, said, True, False, question.guidance, LONGEST_ANSWER)
    submit = "Save and go on" if number < of else "Save"
    intro = (*earlier, Small(words(Bold(review.title), f". {lead}")), Small(words(anonymity(review, part))))
    return Form("review.answer", PLACE.spell(review.id, at), f"Question {number} of {of}", submit, (field,), intro)


def saved_card(review: Review, answered: int, of: int) -> Card:
    """Build the card for somebody who has sent the last page."""
    return say(
        f"Thank you, that is saved: you have answered {answered} of {count(of, 'question')} on ",
        Bold(review.title),
        f". You can change your answers until {day(review.due)} at 17:00; then all of them appear together.",
        buttons=[change_answers_button(review)],
    )
