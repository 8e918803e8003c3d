"""Whose problem it is: who hosts, and who visits."""

from collections.abc import Sequence

from activities.kit.answers import Reader
from activities.kit.cards import Button, Card, Paragraph, say
from activities.kit.events import Pressed, Submitted
from activities.kit.forms import ChecksField, FieldErrors, Form, Option
from activities.kit.phases import MovedOn
from activities.kit.runs import Bold, words
from activities.kit.turn import Turn
from activities.kit.views import Answer
from activities.review.asking.inviting import begin
from activities.review.review import REVIEW
from activities.review.standing import cancel_button
from storage import reviews
from storage.tables import Person, Review


def ask_for_hosts(turn: Turn, review: Review, pressed: Pressed) -> Form:
    """Show the form after “Say who hosts”."""
    if not REVIEW.allows(review, "begin"):
        raise MovedOn
    return ask_for_hosts_form(review, [person for _, person in reviews.members(turn.here, review.id)])


def save_hosts(turn: Turn, review: Review, submitted: Submitted) -> Answer:
    """Save who hosts: everybody else visits; then all are asked."""
    if not REVIEW.allows(review, "begin"):
        raise MovedOn
    answers = Reader(submitted.values)
    members = reviews.members(turn.here, review.id, without=("left",))
    hosts = answers.choices("hosts", [str(person.id) for _, person in members], NO_HOST)
    if len(hosts) == len(members):
        answers.errors["hosts"] = NO_VISITORS
    if answers.errors:
        return FieldErrors(answers.errors)
    for member, person in members:
        member.part = "host" if str(person.id) in hosts else "visitors"
    turn.session.flush()
    return begin(turn, review)


# ---- what people see ------------------------------------------------------------------------------------------------

NO_HOST = "Please choose whose problem it is."
NO_VISITORS = "Somebody has to visit: please leave at least one person over."


def ask_for_hosts_form(review: Review, people: Sequence[Person]) -> Form:
    """Build the form in which a facilitator says who has the problem, where others visit."""
    options = tuple(Option(str(person.id), person.name) for person in people)
    hosts = ChecksField("hosts", "Who has the problem?", options, hint="They host; everybody else visits.")
    intro = Paragraph(words(Bold(review.title), " is saved. Nobody is asked before you have said this."))
    return Form("review.hosts", str(review.id), "Who hosts?", "Ask people", (hosts,), (intro,))


def waits_for_hosts_card(review: Review) -> Card:
    """Build the card for the facilitator where the page was closed without an answer."""
    return say(
        Bold(review.title),
        " waits: please say who has the problem, and I’ll ask everybody.",
        buttons=[Button("Say who hosts", "review.hosts_form", str(review.id), "primary"), cancel_button(review)],
    )
