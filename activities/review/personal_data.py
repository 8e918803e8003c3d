"""What reviews keep about somebody and for how long, and forgetting it.

A review is kept some time after its answers were due, or until a facilitator releases it.
"""

from collections.abc import Sequence
from datetime import date

from activities.kit.cards import Card, Small, say
from activities.kit.events import Command
from activities.kit.personal_data import PersonalData
from activities.kit.runs import Bold, words
from activities.kit.turn import Turn
from activities.kit.views import Answer
from activities.kit.wording import and_more, dated, day
from activities.review.leaving import on_leaver
from activities.review.review import REVIEWS, RUNNING, script
from activities.review.standing import nothing_card, waits_for
from storage import reviews, sealed
from storage.tables import Person, Review, ReviewMember, ShownAnswer

# ---- what people see ------------------------------------------------------------------------------------------------


WHAT_GOES = "who took part and what they answered"

AT_MOST = 8
"""Reviews on one card."""


def goes_unfiled_card(review: Review, goes_on: date) -> Card:
    """Build the card for whoever runs a review that is not over, before it goes."""
    return say(
        "The review of ",
        Bold(review.title),
        f" is not finished. On {day(goes_on)} {WHAT_GOES} is deleted by itself; please file or cancel it before.",
    )


# ---- what happens ---------------------------------------------------------------------------------------------------


KEEPING = REVIEWS.keeping(
    ended_on=lambda _turn, review: review.due,
    ended_before=lambda turn, day: reviews.due_before(turn.here, day),
    what_goes=WHAT_GOES,
    unfiled=RUNNING,
    warning=goes_unfiled_card,
)


def hold(turn: Turn, command: Command) -> Answer:
    """Answer `/aar hold`: show until when each of the newest reviews is kept, to put one on hold."""
    rows = reviews.newest_first(turn.here)
    if len(rows) == 1:
        turn.concerns(rows[0].id)
        return KEEPING.card(turn, rows[0])
    return which_card([(review, KEEPING.card(turn, review)) for review in rows])


# ---- what people see ------------------------------------------------------------------------------------------------


def which_card(rows: Sequence[tuple[Review, Card]]) -> Card:
    """Build the card of the newest reviews, each with until when it is kept."""
    if not rows:
        return nothing_card()
    parts = tuple(part for _, card in rows[:AT_MOST] for part in card.parts)
    more = (Small(words(and_more(len(rows) - AT_MOST))),) if len(rows) > AT_MOST else ()
    return Card("How long reviews are kept", (*parts, *more))


GIVEN = REVIEWS.given(lambda _turn, review: {"title": dated(review.happened_on), "background": ""})
"""The title and the background of a review are the words of whoever started it."""


def of(turn: Turn, person: Person) -> tuple[PersonalData, ...]:
    """Return their parts, what they have answered unseen, what is shown as theirs, and the reviews they run.

    All of it for their file.
    """
    me = person.id
    parts = reviews.of_person(turn.here, me)
    titles = {review.id: review for review, _ in parts}
    return (
        *(part_data(review, member, _answers(turn, review, me)) for review, member in parts),
        *(shown_data(titles[row.review_id], row) for row in sealed.shown_by(turn.here, me)),
        *(runs_data(review) for review in REVIEWS.looked_after_by(turn, person)),
    )


def erase(turn: Turn, person: Person) -> None:
    """End somebody's part everywhere, and delete every answer that is known to be theirs.

    What has been shown without a name is known to be nobody's, and stays; so does a running review that others answer,
    under its title until it has ended.
    """
    me = person.id
    on_leaver(turn, person, takes_back=True)
    for row in sealed.shown_by(turn.here, me):
        turn.session.delete(row)
    GIVEN.erase(turn, REVIEWS.looked_after_by(turn, person))
    reviews.own_nothing(turn.here, me)


def _answers(turn: Turn, review: Review, person: int) -> list[tuple[str, str]]:
    said = sealed.of(turn.session, review, person)
    return [(question.asks, said[question.id]) for question in script(review).questions if question.id in said]


# ---- what people see ------------------------------------------------------------------------------------------------

KEEPS = (
    "Reviews: in which you were asked to take part, and your word on each summary. A key ties your answers to you "
    "until they are shown; after that, and unless names or roles were agreed on, nothing says which were yours. "
    "Nor does anything say who suggested a change. Answers are read by those who take part and whoever runs it; by a "
    "later facilitator only if everybody agrees, and by whoever is asked in a later round only if you do."
)
_PARTS = {"everyone": "takes part", "host": "host", "visitors": "visitor"}
_WORDS = {
    "waiting_for_summary": "not asked yet",
    "waiting_for_word": "asked",
    "agrees": "agrees",
    "left": "no longer takes part",
}


def part_data(review: Review, member: ReviewMember, answers: Sequence[tuple[str, str]]) -> PersonalData:
    """Describe, for somebody's file, a part in a review, with the answers that nobody else has seen yet."""
    agreed = [("agrees to be shown among few", "yes")] if member.may_show else []
    agreed += [("lets a new facilitator read what was said", "yes")] if member.lets_read else []
    stands = [("stands", waits_for(review)), ("part", _PARTS[member.part]), ("the summary", _WORDS[member.phase])]
    return PersonalData(
        f"Review: “{review.title}”",
        (*stands, *agreed, *answers),
        "Type /review show and press “Answer”, until answers close; “I’d rather not” takes you out. Once the summary "
        "goes round: “Suggest a change”.",
    )


def shown_data(review: Review, said: ShownAnswer) -> PersonalData:
    """Describe, for somebody's file, an answer that is shown as theirs."""
    opened = [("also opened to people asked later", str(len(said.open_to)))] if said.open_to else []
    return PersonalData(
        f"Review: your answer on “{review.title}”",
        (("shown as", said.said_by), ("answer", said.text), *opened),
        "Type /aar list, press “Show” and “Read the answers”; below that question is “Take my answer out”. What is "
        "made of it is put right with “Suggest a change”, while the summary goes round; once it is filed, ask whoever "
        "filed it: they can edit the record.",
    )


def runs_data(review: Review) -> PersonalData:
    """Describe, for somebody's file, a review that they run."""
    return PersonalData(
        f"Review: you run “{review.title}”",
        (("background", review.background),),
        "Type /review show and press “Hand over” to have somebody else run it. The background stays as those who take "
        "part were asked; “Cancel it” and /review new begin afresh.",
    )
