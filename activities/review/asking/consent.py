"""Too few have answered to be shown without giving somebody away: those who did may agree to it all the same.

They agree to be shown among a number that they are told. So their word holds for exactly that asking and that number:
when one of them has gone, each is asked again, and an earlier word or button counts for nothing.
"""

from activities.kit.cards import Button, Card, say
from activities.kit.events import Pressed
from activities.kit.phases import MovedOn
from activities.kit.runs import Bold
from activities.kit.subjects import PLACE
from activities.kit.turn import Turn
from activities.kit.wording import count
from activities.review.asking import authors_here, tally
from activities.review.asking.closing import show
from activities.review.asking.progress import tell_progress
from activities.review.review import REVIEW, my_part, place, runs_it, staying, take_part, the_review
from storage import reviews, sealed
from storage.tables import Review, ReviewMember


def ask_consent(turn: Turn, review: Review, pressed: Pressed) -> Card:
    """Ask those who answered. Who they are is said to nobody, nor whether any of them is still here."""
    if not tally(turn, review).may_be_asked:
        raise MovedOn
    _ask(turn, review)
    tell_progress(turn, review)
    return asked_card(review)


def show_mine(turn: Turn, pressed: Pressed) -> Card:
    """Take “Show mine too”. When everybody has said so, answers are shown."""
    review, mine = _asked(turn, pressed)
    REVIEW.step(review, "agree")
    mine.may_show = True
    turn.session.flush()
    show_if_all_agree(turn, review)
    return thank_you_card(review)


def keep_mine(turn: Turn, pressed: Pressed) -> Card:
    """Take “Rather not”: nothing is shown, and nobody hears whose word it was."""
    review, _ = _asked(turn, pressed)
    REVIEW.step(review, "refuse")
    for member, _ in staying(turn, review):
        member.may_show = False
    tell_progress(turn, review, refused=True)
    return nothing_is_shown_card(review)


def one_less(turn: Turn, review: Review) -> None:
    """End consent where somebody who had answered has gone for good: each of the others is asked again.

    Call it when the leaving is final. While an account is only switched off, nothing is shown, and nobody is asked.
    """
    if review.phase == "waiting_for_consent":
        _ask(turn, review)


def show_if_all_agree(turn: Turn, review: Review) -> None:
    """Show answers once all who answered agree and still take part. Who has left can agree to nothing."""
    if review.phase != "waiting_for_consent":
        return
    authors = authors_here(turn, review)
    if _number(turn, review) != review.consent_of:
        _ask(turn, review)
        return
    if review.consent_of and all(member.may_show and take_part(member, person) for member, person in authors):
        _take_back_of_those_gone(turn, review)
        show(turn, review)


def waits_for(turn: Turn, review: Review) -> Card | None:
    """Show the question, where it waits for this person's word; else `None`."""
    mine = [member for member, _ in authors_here(turn, review) if member.person_id == turn.person.id]
    if review.phase != "waiting_for_consent" or not mine or mine[0].may_show:
        return None
    return may_yours_be_shown_card(review)


def _ask(turn: Turn, review: Review) -> None:
    """Ask each who has answered, with how many they are; whatever was said before is forgotten."""
    REVIEW.step(review, "ask_consent")
    for member, _ in reviews.members(turn.here, review.id):
        member.may_show = False
    review.consents += 1
    review.consent_of = _number(turn, review)
    turn.session.flush()
    for _, person in authors_here(turn, review) if review.consent_of else []:
        turn.tell(person, may_yours_be_shown_card(review), ("consent", review.id, review.consents))


def _number(turn: Turn, review: Review) -> int:
    """Return among how many each of them would be shown: whoever runs the review knows which are their own."""
    runs = runs_it(turn, review)
    return sum(member.person_id not in runs for member, _ in authors_here(turn, review))


def _asked(turn: Turn, pressed: Pressed) -> tuple[Review, ReviewMember]:
    """Return the review, and the part of somebody who was asked this time; raise `MovedOn` for anybody else.

    The subject is `17:2`, the second asking.
    """
    review = the_review(turn, pressed.subject)
    mine = my_part(turn, review)
    authors = {member.person_id for member, _ in authors_here(turn, review)}
    if place(pressed.subject) != review.consents or mine.person_id not in authors:
        raise MovedOn
    return review, mine


def _take_back_of_those_gone(turn: Turn, review: Review) -> None:
    everybody = [member.person_id for member, _ in reviews.members(turn.here, review.id)]
    here = {member.person_id for member, _ in authors_here(turn, review)}
    for person in sealed.authors(turn.session, review, everybody):
        if person not in here:
            sealed.take_back(turn.session, review, person)


# ---- what people see ------------------------------------------------------------------------------------------------


def may_yours_be_shown_card(review: Review) -> Card:
    """Build the card for somebody who answered, each time that they are asked, with the number that it is about."""
    subject = PLACE.spell(review.id, review.consents)
    again = "Somebody who answered has gone since I asked, so I ask you anew. " if review.consents > 1 else ""
    return say(
        f"{again}Only {count(review.consent_of, 'person has', 'people have')} answered on ",
        Bold(review.title),
        ", without whoever runs it. Answers would be shown without names, but among so few somebody may guess whose "
        "they are. They are shown only if everybody who answered agrees; if not, nobody hears who would rather not.",
        buttons=[
            Button("Show mine too", "review.show_mine", subject, "primary"),
            Button("Rather not", "review.keep_mine", subject),
        ],
    )


def asked_card(review: Review) -> Card:
    """Build the card for the facilitator who has just had those who answered asked."""
    return say(
        "I’m asking those who answered on ",
        Bold(review.title),
        ". I’ll tell you what comes of it, but not who said what.",
    )


def thank_you_card(review: Review) -> Card:
    """Build the card for whoever agreed to be shown among few."""
    return say("Thank you. Answers on ", Bold(review.title), " are shown once everybody who answered has agreed.")


def nothing_is_shown_card(review: Review) -> Card:
    """Build the card for whoever would rather not be shown among few."""
    return say(
        "All right: nothing on ", Bold(review.title), " is shown as it stands, and nobody hears that it was you."
    )
