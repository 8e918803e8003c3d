"""From answers to a draft: reading what was said, and wording the summary, lessons and actions on the desk.

Who may read what people said is decided here: whoever ran the review then, until somebody else runs it.

What was answered and drafted before stays closed to a new facilitator. Those who take part read all answers together,
as ever; the new one reads them only once each who takes part has agreed to it (`reading`).
"""

from activities.kit.cards import Button, Buttons, Card, Part, Small, say
from activities.kit.runs import Bold, words
from activities.kit.subjects import PLACE
from activities.kit.turn import Turn, mention
from activities.review.review import runs, script
from storage import reviews, sealed
from storage.tables import Person, Review, ReviewDraft, ReviewMember, ShownAnswer


def is_open_to(review: Review, person: Person) -> bool:
    """Say whether what was said so far was said to this person, or has been opened to them."""
    return person.id in review.open_to


def may_read(turn: Turn, review: Review) -> bool:
    """Say whether this person reads answers once they are shown: they take part, or run it and it is open to them."""
    mine = reviews.member(turn.here, review.id, turn.person.id)
    takes_part = mine is not None and mine.phase != "left"
    return takes_part or (runs(turn, review) and is_open_to(review, turn.person))


def shown_to(turn: Turn, review: Review) -> list[ShownAnswer]:
    """Return the shown answers as far as this person reads them. Raises nothing: somebody else reads none.

    Whoever was asked in a later round reads what has been shown since, and of what was shown before only what its
    author has opened to them; else whoever runs a review next could have a colleague read for them.
    """
    said, me = sealed.shown(turn.session, review), turn.person.id
    if runs(turn, review) and is_open_to(review, turn.person):
        return list(said)
    mine = reviews.member(turn.here, review.id, me)
    if mine is None or mine.phase == "left":
        return []
    earlier = asked_before(review, mine)
    return [one for one in said if one.question not in earlier or me in (*one.open_to, one.person_id)]


def asked_before(review: Review, member: ReviewMember) -> set[str]:
    """Return the questions of the rounds before somebody was asked."""
    return {question.id for question in script(review).questions if question.round < member.since}


def may_take_part(turn: Turn, review: Review) -> bool:
    """Say whether whoever does this opens nothing to themselves by taking part in a review that they run."""
    return is_open_to(review, turn.person) or not _anything_said(turn, review)


def draft_for(turn: Turn, review: Review, person: Person) -> ReviewDraft:
    """Return the draft as this person may read it: an empty one where it is not theirs, nor open to them."""
    draft = reviews.draft(turn.session, review)
    if draft.by_id in (None, person.id) or is_open_to(review, person):
        return draft
    return ReviewDraft(organisation_id=turn.org, review_id=review.id)


def draft_to_write(turn: Turn, review: Review) -> ReviewDraft:
    """Return the draft, to be changed by whoever runs the review.

    One that they may not read goes: theirs takes its place.
    """
    draft = reviews.draft(turn.session, review)
    seen = draft_for(turn, review, turn.person)
    if seen is not draft:
        draft.sqlmodel_update(seen.model_dump(exclude={"id", "organisation_id", "review_id", "by_id"}))
        turn.erases = True
    draft.by_id = turn.person.id
    return draft


def suggestions_for(turn: Turn, review: Review, person: Person) -> list[str]:
    """Return what was to be changed when the summary went round last, as far as it was said to this person."""
    said_to = None if is_open_to(review, person) else person.id
    return reviews.suggestions(turn.here, review.id, review.circulated, said_to)


def hand_to(turn: Turn, review: Review, person: Person) -> None:
    """Let somebody else run a review from now on. What was said before is open to them only if that is nothing."""
    if not _anything_said(turn, review):
        review.open_to = [person.id]
    review.facilitator_id = person.id
    review.reading = ""
    turn.session.flush()


def said_now(review: Review) -> None:
    """Note that something is being said: to whoever runs the review now, and to nobody who ran it before."""
    review.open_to = [person for person in review.open_to if person == review.facilitator_id]


def _anything_said(turn: Turn, review: Review) -> bool:
    draft = reviews.draft(turn.session, review)
    drafted = draft.summary or draft.wordings or draft.lessons or draft.actions
    return bool(sealed.anything(turn.session, review) or drafted)


# ---- what people see ------------------------------------------------------------------------------------------------


_CLOSED = (
    "What was answered, suggested and drafted before you ran this review was for whoever ran it then, and for those "
    "who take part. You can write a draft of your own; it takes the place of the one before."
)
_ASK = "You read what was said before only if everybody who takes part agrees."
_ASKED = "I have asked everybody who takes part whether you may read what was said before. Not all have agreed yet."
_STAYS = "It stays closed to you: somebody has not agreed, or has gone and cannot. I don’t say who."


def closed_parts(review: Review, may_ask: bool) -> tuple[Part, ...]:
    """Build what stands on the desk of a new facilitator."""
    if may_ask:
        ask = Button("Ask whether I may read it", "review.ask_to_read", str(review.id))
        return (Small(words(_CLOSED)), Small(words(_ASK)), Buttons((ask,)))
    return (Small(words(_CLOSED)), Small(words(_ASKED if review.reading == "asked" else _STAYS)))


def may_they_read_card(review: Review, facilitator: Person) -> Card:
    """Build the card that asks everybody who takes part whether a new facilitator may read what was said."""
    subject = PLACE.spell(review.id, facilitator.id)
    return say(
        mention(facilitator),
        " runs the review of ",
        Bold(review.title),
        " now. What was answered and drafted so far was for whoever ran it before. May they read it, as you do, "
        "without names? They read it only if everybody agrees; if not, nobody hears who would rather not.",
        buttons=[
            Button("They may read it", "review.let_read", subject, "primary"),
            Button("Rather not", "review.not_let_read", subject),
        ],
    )


def asked_card(review: Review) -> Card:
    """Build the card for the new facilitator who has had everybody asked."""
    return say("I’m asking everybody who takes part in ", Bold(review.title), ". If all agree, you get your desk anew.")


def thank_you_card(review: Review) -> Card:
    """Build the card for whoever agreed that a new facilitator may read what was said."""
    return say("Thank you. What was said on ", Bold(review.title), " is opened once everybody has agreed.")


def stays_closed_card(review: Review) -> Card:
    """Build the card for whoever would rather not let a new facilitator read what was said."""
    return say("All right: what was said on ", Bold(review.title), " stays closed, and nobody hears that it was you.")
