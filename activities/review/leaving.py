"""Leaving a review, by one's own wish or with one's account; and the facilitator who goes."""

from collections.abc import Sequence

from activities.kit.answers import Reader
from activities.kit.cards import Button, Card, Paragraph, say
from activities.kit.events import Pressed, Submitted
from activities.kit.forms import ChoiceField, FieldErrors, Form, Option
from activities.kit.phases import MovedOn
from activities.kit.runs import Bold, words
from activities.kit.turn import Turn, mention
from activities.kit.views import Answer
from activities.review.asking import note_gone
from activities.review.asking.consent import one_less, show_if_all_agree
from activities.review.asking.inviting import ask_in_other_words
from activities.review.asking.progress import tell_progress
from activities.review.drafting import hand_to, reading
from activities.review.drafting.desk import tell_desk
from activities.review.filing.agreement import somebody_less
from activities.review.review import MEMBER, REVIEW, REVIEWS, RUNNING, my_part, the_review
from activities.review.standing import waits_for
from storage import reviews
from storage.leaving import is_away
from storage.membership import is_member
from storage.tables import Person, Review, ReviewMember


def leave(turn: Turn, pressed: Pressed) -> Card:
    """Take “I’d rather not”: what this person has answered goes with them, while nobody has seen it."""
    review = the_review(turn, pressed.subject)
    turn.erases = True
    _let_go(turn, review, my_part(turn, review), turn.person, takes_back=True)
    return left_card(review)


def is_in(turn: Turn, person: Person) -> bool:
    """Say whether somebody is asked in a review that has yet to end."""
    asked = reviews.of_person(turn.here, person.id)
    return any(review.phase in RUNNING for review, _ in asked)


def on_leaver(turn: Turn, person: Person, takes_back: bool = False) -> None:
    """Take somebody who has gone for good out of reviews.

    What they have answered stays, nobody's by name, unless they take it back.
    """
    for found, _ in reviews.of_person(turn.here, person.id):
        review = the_review(turn, found.id)
        mine = reviews.member(turn.here, review.id, person.id)
        if mine is not None and mine.phase != "left" and REVIEW.allows(review, "leave"):
            _let_go(turn, review, mine, person, takes_back)
        elif mine is not None and takes_back and review.key:
            note_gone(turn, review, mine, person, takes_back)
    for review in REVIEWS.looked_after_by(turn, person):
        if review.phase in RUNNING:
            _offer(turn, review, person)


def back(turn: Turn, person: Person) -> None:
    """Go on with what waited for somebody alone, who can be reached again."""
    for found, mine in reviews.of_person(turn.here, person.id):
        if mine.phase != "left" and found.phase == "waiting_for_consent":
            show_if_all_agree(turn, the_review(turn, found.id))


def take_over(turn: Turn, pressed: Pressed) -> Card:
    """Let a facilitator take over a review whose own has gone. Raises `MovedOn` where somebody has already."""
    review = the_review(turn, pressed.subject)
    own = turn.session.get_one(Person, review.facilitator_id)
    looks_after = own.facilitates and (is_member(own) or is_away(own))
    if review.phase not in RUNNING or looks_after:
        raise MovedOn
    return _give(turn, review, turn.person)


def ask_whom(turn: Turn, review: Review, pressed: Pressed) -> Form:
    """Show the form for handing a review over, after “Hand over”."""
    if review.phase not in RUNNING:
        raise MovedOn
    return hand_over_form(review, [one for one in turn.facilitators() if one.id != turn.person.id])


def hand_over(turn: Turn, review: Review, form: Submitted) -> Answer:
    """Let another facilitator look after the review from now on."""
    if review.phase not in RUNNING:
        raise MovedOn
    others = {str(one.id): one for one in turn.facilitators() if one.id != turn.person.id}
    read = Reader(form.values)
    chosen = read.choice("facilitator", others, NOBODY)
    if read.errors:
        return FieldErrors(read.errors)
    _give(turn, review, others[chosen])
    return handed_over_card(review, others[chosen])


def _let_go(turn: Turn, review: Review, mine: ReviewMember, person: Person, takes_back: bool) -> None:
    REVIEW.step(review, "leave")
    had_answered = bool(review.key) and note_gone(turn, review, mine, person, takes_back)
    MEMBER.step(mine, "leave")
    turn.session.flush()
    tell_progress(turn, review)
    if had_answered:
        one_less(turn, review)
    reading.somebody_less(turn, review)
    somebody_less(turn, review)


def _offer(turn: Turn, review: Review, gone: Person) -> None:
    others = [person for person in turn.facilitators() if person.id != gone.id]
    turn.ask_who_decides(others, has_no_facilitator_card(review), ("orphan", review.id, gone.id))


def _give(turn: Turn, review: Review, to: Person) -> Card:
    hand_to(turn, review, to)
    if review.phase == "waiting_for_answers":
        ask_in_other_words(turn, review)
    tell_progress(turn, review)
    if REVIEW.allows(review, "draft"):
        tell_desk(turn, review)
    if turn.by is None or to.id != turn.by.id:
        turn.tell(to, is_yours_card(review), ("yours", review.id, turn.now.isoformat()))
    return is_yours_card(review)


# ---- what people see ------------------------------------------------------------------------------------------------

NOBODY = "Please choose another facilitator. /knowhow facilitators adds one."


def hand_over_form(review: Review, facilitators: Sequence[Person]) -> Form:
    """Build the form in which a facilitator says who is to look after a review."""
    options = tuple(Option(str(person.id), person.name) for person in facilitators)
    hint = "" if options else NOBODY
    field = ChoiceField("facilitator", "Who looks after it from now on?", options or (Option("", "Nobody"),), hint=hint)
    intro = Paragraph(
        words(
            Bold(review.title),
            ". What has been answered and drafted so far stays closed to them, unless everybody who takes part agrees. "
            "You no longer see any of it, unless you take part.",
        )
    )
    return Form("review.hand_over", str(review.id), "Hand over", "Hand over", (field,), (intro,))


def handed_over_card(review: Review, to: Person) -> Card:
    """Build the card for whoever handed a review over."""
    return say(mention(to), " looks after ", Bold(review.title), " from now on.")


def is_yours_card(review: Review) -> Card:
    """Build the card for whoever runs a review from now on."""
    return say("You look after ", Bold(review.title), f" from now on: {waits_for(review)}.")


def has_no_facilitator_card(review: Review) -> Card:
    """Build the card for every facilitator, where a review's own has gone."""
    return say(
        "Whoever ran the review of ",
        Bold(review.title),
        f" has gone; {waits_for(review)}. Somebody needs to look after it.",
        buttons=[Button("Take it over", "review.take_over", str(review.id), "primary")],
    )


def left_card(review: Review) -> Card:
    """Build the card for somebody who does not want to take part in a review."""
    return say("You no longer take part in the review of ", Bold(review.title), ". What you had answered is deleted.")
