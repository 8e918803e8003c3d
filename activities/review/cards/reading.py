"""What people said to one question, as all who take part see it."""

from collections.abc import Sequence

from activities.kit.cards import Button, Buttons, Card, Confirm, Heading, Paragraph, Part, Quote, Small, Style, say
from activities.kit.runs import Bold, words
from activities.kit.subjects import PLACE, subject
from activities.kit.wording import count
from activities.review.template import Question
from storage.tables import Review, ShownAnswer

PAGE_OF_IT = subject(int, int, int)
"""Of which review, the answers to which question, and which page of them."""

ANSWERS_A_PAGE = 6


def answers(
    review: Review,
    question: Question,
    at: int,
    of: int,
    said: Sequence[ShownAnswer],
    page: int,
    ways_on: Sequence[Button],
) -> Card:
    """One question's answers, some at a time, with the way to the next ones, to the next question, and on."""
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


def take_mine_out(review: Review, mine: ShownAnswer) -> Button:
    """For whoever is said to have given one of the answers."""
    asked = "Nobody reads it here any more. What the summary makes of it stays. This can’t be undone."
    subject = PLACE.spell(review.id, mine.id)
    return Button("Take my answer out", "review.take_out", subject, "danger", Confirm(asked, "Take it out"))


def taken_out(review: Review) -> Card:
    """It is gone."""
    buttons = [read_answers(review)]
    return say("Done: your answer is not among those to ", Bold(review.title), " any more.", buttons=buttons)


def read_answers(review: Review, style: Style = "plain") -> Button:
    """Shows them from the first page on."""
    return Button("Read the answers", "review.read", PLACE.spell(review.id, 1), style)


def before_you_came(review: Review, ways_on: Sequence[Button]) -> Card:
    """For somebody who was asked in a later round, while nothing has been shown since."""
    again = Button("Read again", "review.read", f"{review.id}:1")
    return say(
        "What was said so far on ",
        Bold(review.title),
        " was for those who were asked then. You read what is shown from now on, and of what was said before "
        "only what its author lets you read.",
        buttons=[again, *ways_on],
    )


def scores(said: Sequence[str]) -> str:
    """Scores as a line: each of them, lowest first, and their mean."""
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
