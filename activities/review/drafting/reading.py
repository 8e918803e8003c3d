"""Reading what has been shown: a question a page, for those who take part and whoever runs the review.

A new facilitator asks those who take part whether they may read what was said before: each has to agree.
"""

from collections.abc import Sequence

from activities.kit.cards import Button, Buttons, Card, Confirm, Heading, Paragraph, Part, Quote, Small, say
from activities.kit.events import Pressed
from activities.kit.phases import MovedOn
from activities.kit.runs import Bold, words
from activities.kit.subjects import PLACE, subject
from activities.kit.turn import Turn
from activities.kit.wording import count
from activities.review import standing
from activities.review.drafting import (
    asked_card,
    may_read,
    may_they_read_card,
    shown_to,
    stays_closed_card,
    thank_you_card,
)
from activities.review.drafting.desk import may_ask, tell_desk
from activities.review.review import (
    OPEN,
    REVIEW,
    asked_of,
    my_part,
    place,
    runs,
    script,
    staying,
    take_part,
    the_review,
)
from activities.review.standing import read_answers_button
from activities.review.template import Question
from storage import reviews, sealed
from storage.tables import Review, ReviewMember, ShownAnswer

PAGE_OF_IT = subject(int, int, int)
"""Of which review, the answers to which question, and which page of them."""

ANSWERS_A_PAGE = 6


def read(turn: Turn, pressed: Pressed) -> Card:
    """Show the answers to one question.

    The subject is the review and the question, `17:2`, or with a page, `17:2:3`.
    """
    review = the_review(turn, pressed.subject)
    if not may_read(turn, review):
        raise MovedOn
    is_further = pressed.subject.count(":") > 1
    _, wanted, page = PAGE_OF_IT.read(pressed.subject) if is_further else (*PLACE.read(pressed.subject), 1)
    return answers_to(turn, review, wanted, page)


def answers_to(turn: Turn, review: Review, at: int, page: int = 1) -> Card:
    """Show the `at`-th of the questions with answers, counted from 1. Raises `MovedOn` where nothing has been shown."""
    shown = shown_to(turn, review)
    questions = _in_order(review, shown)
    if not questions:
        if sealed.shown(turn.session, review):
            return before_you_came_card(review, _ways_on(turn, review))
        raise MovedOn
    at = min(max(at, 1), len(questions))
    question = questions[at - 1]
    said = [row for row in shown if row.question == question.id]
    ways = [*_ways_on(turn, review), *(take_mine_out_button(review, row) for row in said if _is_mine(turn, row))]
    return answers_card(review, question, at, len(questions), said, page, ways)


def take_out(turn: Turn, pressed: Pressed) -> Card:
    """Take an answer out, after “Take my answer out”: the review and the answer, `17:4`.

    Raises `MovedOn` where it is not known to be theirs.

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
    return taken_out_card(review)


def _is_mine(turn: Turn, said: ShownAnswer) -> bool:
    """Say whether an answer is known to be this person's: only where names or roles are shown, or of a host."""
    return said.person_id == turn.person.id


def _ways_on(turn: Turn, review: Review) -> list[Button]:
    """Return what the card that this one takes the place of may have led to."""
    mine = reviews.member(turn.here, review.id, turn.person.id)
    ways = [standing.answer_button(review)] if mine and review.phase in OPEN and asked_of(review, mine.part) else []
    return (
        [*ways, standing.to_the_desk_button(review)] if runs(turn, review) and REVIEW.allows(review, "draft") else ways
    )


def _in_order(review: Review, shown: Sequence[ShownAnswer]) -> list[Question]:
    """Return the questions that these answer, in the template's order."""
    answered = {row.question for row in shown}
    return [question for question in script(review).questions if question.id in answered]


def ask_to_read(turn: Turn, review: Review, pressed: Pressed) -> Card:
    """Ask everybody, after “Ask whether I may read it”.

    Once only for each new facilitator, and not where somebody can agree no more.
    """
    if not may_ask(turn, review):
        raise MovedOn
    review.reading = "asked"
    for member, person in staying(turn, review):
        member.lets_read = False
        turn.tell(person, may_they_read_card(review, turn.person), ("let_read", review.id, turn.person.id))
    turn.session.flush()
    return asked_card(review)


def let_read(turn: Turn, pressed: Pressed) -> Card:
    """Take “They may read it”. When all who take part have said so, what was said is open to the new facilitator.

    The subject is `17:4`, to whom.
    """
    review, mine = _asked(turn, pressed)
    mine.lets_read = True
    turn.session.flush()
    everybody = staying(turn, review)
    if all(member.lets_read and take_part(member, person) for member, person in everybody):
        review.reading = ""
        review.open_to = [*review.open_to, review.facilitator_id]
        turn.session.flush()
        tell_desk(turn, review)
    return thank_you_card(review)


def not_let_read(turn: Turn, pressed: Pressed) -> Card:
    """Take “Rather not”: what was said stays closed to a new facilitator, and nobody hears whose word it was."""
    review, _ = _asked(turn, pressed)
    _stays_closed(turn, review)
    return stays_closed_card(review)


def somebody_less(turn: Turn, review: Review) -> None:
    """Keep closed what somebody may have said who has gone, and can agree to nothing any more."""
    if review.reading == "asked":
        _stays_closed(turn, review)


def _stays_closed(turn: Turn, review: Review) -> None:
    review.reading = "refused"
    for member, _ in staying(turn, review):
        member.lets_read = False
    turn.session.flush()
    tell_desk(turn, review)


def _asked(turn: Turn, pressed: Pressed) -> tuple[Review, ReviewMember]:
    review = the_review(turn, pressed.subject)
    mine = my_part(turn, review)
    if review.reading != "asked" or place(pressed.subject) != review.facilitator_id:
        raise MovedOn
    return review, mine


# ---- what people see ------------------------------------------------------------------------------------------------


def answers_card(
    review: Review,
    question: Question,
    at: int,
    of: int,
    said: Sequence[ShownAnswer],
    page: int,
    ways_on: Sequence[Button],
) -> Card:
    """Build the card of one question's answers, some at a time, with the ways to the next ones and on."""
    pages = max(1, -(-len(said) // ANSWERS_A_PAGE))
    page = min(max(page, 1), pages)
    parts: list[Part] = [Heading(f"{review.title}: {question.asks}"[:150])]
    if question.kind == "score":
        parts.append(Paragraph(words(scores([row.text for row in said]))))
    else:
        here = said[(page - 1) * ANSWERS_A_PAGE : page * ANSWERS_A_PAGE]
        parts += [Quote(row.text, row.said_by) for row in here]
        further = f", page {page} of {pages}" if pages > 1 else ""
        parts.append(Small(words(f"{count(len(said), 'answer')}{further}, in no order. Question {at} of {of}.")))
    parts.append(Buttons((*_ways(review, at, of, page, pages), *ways_on)))
    return Card(f"{review.title}: what was said", tuple(parts))


def take_mine_out_button(review: Review, mine: ShownAnswer) -> Button:
    """Build the button for whoever is said to have given one of the answers."""
    asked = "Nobody reads it here any more. What the summary makes of it stays. This can’t be undone."
    subject = PLACE.spell(review.id, mine.id)
    return Button("Take my answer out", "review.take_out", subject, "danger", Confirm(asked, "Take it out"))


def taken_out_card(review: Review) -> Card:
    """Build the card for whoever has taken their answer out."""
    buttons = [read_answers_button(review)]
    return say("Done: your answer is not among those to ", Bold(review.title), " any more.", buttons=buttons)


def before_you_came_card(review: Review, ways_on: Sequence[Button]) -> Card:
    """Build the card for somebody who was asked in a later round, while nothing has been shown since."""
    again = Button("Read again", "review.read", f"{review.id}:1")
    return say(
        "What was said so far on ",
        Bold(review.title),
        " was for those who were asked then. You read what is shown from now on, and of what was said before "
        "only what its author lets you read.",
        buttons=[again, *ways_on],
    )


def scores(said: Sequence[str]) -> str:
    """Write scores as a line: each of them, lowest first, and their mean."""
    numbers = sorted(int(one) for one in said)
    if not numbers:
        return "Nobody gave a score."
    mean = sum(numbers) / len(numbers)
    return f"{count(len(numbers), 'score')}: {', '.join(map(str, numbers))}; {mean:.1f} out of ten on average."


def _ways(review: Review, at: int, of: int, page: int, pages: int) -> list[Button]:
    ways = []
    if page < pages:
        ways.append(Button("More answers", "review.read", PAGE_OF_IT.spell(review.id, at, page + 1)))
    if at < of:
        ways.append(Button("Next question", "review.read", PLACE.spell(review.id, at + 1), "primary"))
    if at > 1:
        ways.append(Button("Question before", "review.read", PLACE.spell(review.id, at - 1)))
    return ways or [Button("Read again", "review.read", f"{review.id}:1")]
