"""How reviews stand, in a clause and in a list."""

from collections.abc import Sequence

from activities.kit.cards import Button, Buttons, Card, Heading, Paragraph, Part, Small, say
from activities.kit.runs import Bold, words
from activities.kit.turn import mention
from activities.kit.wording import count, day, listed_runs
from storage.tables import Person, Review

AT_MOST = 8
"""Reviews in one list."""


def waits_for(review: Review) -> str:
    """What a review waits for, as a clause."""
    match review.phase:
        case "waiting_for_parts":
            return "its facilitator is to say who hosts"
        case "waiting_for_answers":
            return f"answers close on {day(review.due)} at 17:00"
        case "waiting_for_decision":
            return "too few have answered, and its facilitator decides what follows"
        case "waiting_for_consent":
            return "too few have answered, and those who did are asked whether they may be shown"
        case "waiting_for_summary":
            return "answers are in, and its facilitator words the summary"
        case "waiting_for_agreement":
            return "the summary is with those who took part, who agree or suggest a change"
        case "waiting_for_filing":
            return "it is written down, and ready to be filed"
        case "filed":
            return "it is over, and its summary has been filed"
        case "closed_unseen":
            return "it was closed, and its answers were deleted unseen"
        case _:
            return "it was cancelled"


def in_public(review: Review) -> str:
    """The same for a channel, where nobody needs to know how it goes."""
    match review.phase:
        case "filed" if review.visibility == "participants":
            return "those who took part have reviewed it together"
        case "filed":
            return "what was learned is in the library"
        case "closed_unseen" | "cancelled":
            return "this review does not take place"
        case _:
            return "those who take part have been asked"


def somebody_elses(review: Review, who: Sequence[Person]) -> Card:
    """For a facilitator who does not run this review: what it holds is for those who take part."""
    names = listed_runs([mention(person) for person in who], "or")
    return say("Only whoever runs this review can do that. Please ask ", names, ".")


def stands(review: Review, mine: Sequence[Button] = (), agrees: bool = False) -> Card:
    """How one review stands, for somebody who takes part or runs it; `agrees`: with the summary that goes round."""
    waits = "the summary is with those who took part, and you agree with it" if agrees else waits_for(review)
    return say(Bold(review.title), f": {waits}.", buttons=mine)


def nothing() -> Card:
    """Where no review concerns somebody."""
    return say("No review waits for you.")


def listed(asked: Sequence[Review], looked_after: Sequence[Review]) -> Card:
    """`/aar list`: the reviews that one takes part in and those that one runs, newest first."""
    parts = (*_rows("Reviews you take part in", asked), *_rows("Reviews you run", looked_after))
    return Card("Reviews", parts) if parts else nothing()


def awaited(review: Review, clause: str, button: Button) -> tuple[Part, ...]:
    """On a home page: what waits for this person."""
    return (Paragraph(words(Bold(review.title), f": {clause}")), Buttons((button,)))


def looked_after(rows: Sequence[Review]) -> tuple[Part, ...]:
    """On a facilitator's home page."""
    return _rows("Reviews you run", rows)


def which(rows: Sequence[Review]) -> Card:
    """`/aar show`, where it can mean several."""
    return Card("Which review?", _rows("Which review?", rows)) if rows else nothing()


def _rows(heading: str, rows: Sequence[Review]) -> tuple[Part, ...]:
    if not rows:
        return ()
    parts: list[Part] = [Heading(heading)]
    for review in rows[:AT_MOST]:
        show = Button("Show", "review.show", str(review.id))
        parts += say(Bold(review.title), f": {waits_for(review)}.", buttons=[show]).parts
    if len(rows) > AT_MOST:
        parts.append(Small(words(f"… and {count(len(rows) - AT_MOST, 'older one')}")))
    return tuple(parts)
