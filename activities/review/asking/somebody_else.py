"""Asking somebody else while answers come in: whoever was forgotten, or turns out to know more."""

from collections.abc import Sequence

from activities.kit.answers import Reader
from activities.kit.cards import Card, Paragraph, say
from activities.kit.events import Pressed, Submitted
from activities.kit.forms import FieldErrors, Form, PeopleField
from activities.kit.phases import MovedOn
from activities.kit.runs import Bold, words
from activities.kit.turn import Turn, mention
from activities.kit.views import Answer
from activities.kit.wording import day, listed_runs
from activities.review.asking import letting_join
from activities.review.asking.inviting import ask
from activities.review.asking.opening import MOST_PEOPLE, too_many
from activities.review.drafting import readers
from activities.review.review import REVIEW, script, staying, take_in
from storage import reviews
from storage.tables import Person, Review


def ask_whom(turn: Turn, review: Review, pressed: Pressed) -> Form:
    """Show the form after “Ask somebody else”."""
    if not REVIEW.allows(review, "ask_more"):
        raise MovedOn
    return asking_more_form(review)


def ask_more(turn: Turn, review: Review, submitted: Submitted) -> Answer:
    """Ask those chosen what all others were, by the same day; where there is a host, they visit.

    Whoever has left the review is not asked again, and nobody is told that they have left. Nor does anybody come to
    read by it what was said before they ran the review, or were asked.
    """
    REVIEW.step(review, "ask_more")
    template = script(review)
    read = Reader(submitted.values)
    chosen = turn.meet_all(read.people("participants", NOBODY))
    ever_asked = {member.person_id for member, _ in reviews.members(turn.here, review.id)}
    more = [person for person in chosen if person.id not in ever_asked]
    if turn.person in more and not readers.may_take_part(turn, review):
        read.errors["participants"] = NOT_YOURSELF
    elif chosen and not more:
        read.errors["participants"] = ALL_ASKED
    elif len(staying(turn, review)) + len(more) > template.most_people:
        read.errors["participants"] = too_many(template)
    if read.errors:
        return FieldErrors(read.errors)
    for person in more:
        take_in(turn, review, person, part="visitors" if template.has_host else "everyone")
    turn.session.flush()
    ask(turn, review)
    for person in more:
        letting_join.ask(turn, review, person)
    return asked_card(review, more)


# ---- what people see ------------------------------------------------------------------------------------------------

NOBODY = "Please choose who else is to be asked."
NOT_YOURSELF = "Please choose others. Answers were given before you ran this review, and whoever takes part reads them."
ALL_ASKED = "Everybody you chose has been asked already."


def asking_more_form(review: Review) -> Form:
    """Build the form in which a facilitator says who else is asked."""
    said = f". They are asked what all others were, by {day(review.due)} at 17:00."
    hint = "Whoever has been asked is not asked again."
    if review.round > 1:
        hint += " They read what is shown from now on; of what was said before, only what its author lets them read."
    field = PeopleField("participants", "Who else is asked?", hint=hint, most=MOST_PEOPLE)
    intro = Paragraph(words(Bold(review.title), said))
    return Form("review.ask_more", str(review.id), "Ask somebody else", "Ask them", (field,), (intro,))


def asked_card(review: Review, people: Sequence[Person]) -> Card:
    """Build the card for whoever has had somebody else asked."""
    who = listed_runs([mention(person) for person in people])
    return say("I’m asking ", who, " about ", Bold(review.title), f" too, by {day(review.due)} at 17:00.")
