"""Asking somebody else while answers come in: whoever was forgotten, or turns out to know more.

Whoever is known to have said something before says whether somebody who is asked in a later round may read it. Of an
answer without a name nobody knows whose it is, so nobody can let others read it: it stays with those who were asked
then.
"""

from collections.abc import Sequence

from activities.kit.answers import Reader
from activities.kit.cards import Button, Card, Paragraph, say
from activities.kit.events import Pressed, Submitted
from activities.kit.forms import FieldErrors, Form, PeopleField
from activities.kit.phases import MovedOn
from activities.kit.runs import Bold, words
from activities.kit.subjects import PLACE
from activities.kit.turn import Turn, mention
from activities.kit.views import Answer
from activities.kit.wording import day, listed_runs
from activities.review.asking.inviting import ask
from activities.review.asking.opening import MOST_PEOPLE, too_many
from activities.review.drafting import asked_before, may_take_part
from activities.review.review import REVIEW, my_part, place, script, staying, take_in, the_review
from storage import people, reviews, sealed
from storage.tables import Person, Review, ReviewMember, ShownAnswer


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
    if turn.person in more and not may_take_part(turn, review):
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
        ask_to_let_join(turn, review, person)
    return asked_card(review, more)


def ask_to_let_join(turn: Turn, review: Review, later: Person) -> None:
    """Ask each author who takes part, and whose answers say so."""
    member = reviews.member(turn.here, review.id, later.id)
    for _, person in staying(turn, review) if member else ():
        if member and _said_before(turn, review, member, person):
            turn.tell(person, may_they_read_card(review, later), ("let_join", review.id, later.id))


def let_join(turn: Turn, pressed: Pressed) -> Card:
    """Take “They may read it”: whoever joined later may read what this person said.

    The subject is `17:4`, the review and whom.
    """
    review, later, said = _asked(turn, pressed)
    for one in said:
        one.open_to = sorted({*one.open_to, later.person_id})
    turn.session.flush()
    return may_read_card(review, people.get(turn.here, later.person_id))


def keep_closed(turn: Turn, pressed: Pressed) -> Card:
    """Take “Rather not”, also from whoever had let them before."""
    review, later, said = _asked(turn, pressed)
    for one in said:
        one.open_to = [person for person in one.open_to if person != later.person_id]
    turn.session.flush()
    return stays_closed_card(review, people.get(turn.here, later.person_id))


def _asked(turn: Turn, pressed: Pressed) -> tuple[Review, ReviewMember, list[ShownAnswer]]:
    """Return what whoever does this said before somebody came. Raises `MovedOn` where that is nothing known."""
    review = the_review(turn, pressed.subject)
    my_part(turn, review)
    later = reviews.member(turn.here, review.id, place(pressed.subject))
    if later is None or later.phase == "left":
        raise MovedOn
    said = _said_before(turn, review, later, turn.person)
    if not said:
        raise MovedOn
    return review, later, said


def _said_before(turn: Turn, review: Review, later: ReviewMember, author: Person) -> list[ShownAnswer]:
    earlier = asked_before(review, later)
    shown = sealed.shown(turn.session, review)
    return [one for one in shown if one.person_id == author.id != later.person_id and one.question in earlier]


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


def may_they_read_card(review: Review, later: Person) -> Card:
    """Build the card for whoever is known to have said something before somebody joined."""
    return say(
        mention(later),
        " is asked about ",
        Bold(review.title),
        " too from now on. They don’t read what was said before. May they read what you said, as all others do?",
        buttons=[_let_button(review, later), Button("Rather not", "review.keep_closed", _subject(review, later))],
    )


def may_read_card(review: Review, later: Person) -> Card:
    """Build the card for whoever let somebody who joined later read their answers, and may think otherwise."""
    keep = Button("Rather not, after all", "review.keep_closed", _subject(review, later))
    return say("Thank you: ", mention(later), " reads what you said on ", Bold(review.title), ".", buttons=[keep])


def stays_closed_card(review: Review, later: Person) -> Card:
    """Build the card for whoever would rather not let somebody who joined later read their answers."""
    text = " does not read what you said before on "
    return say("All right: ", mention(later), text, Bold(review.title), ".", buttons=[_let_button(review, later)])


def _let_button(review: Review, later: Person) -> Button:
    return Button("They may read it", "review.let_join", _subject(review, later), "primary")


def _subject(review: Review, later: Person) -> str:
    return PLACE.spell(review.id, later.id)
