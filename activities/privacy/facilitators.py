"""Who facilitates: shown to everybody, changed by facilitators, and never nobody once there is somebody.

Whoever looks after the workspace may appoint, so that a place whose facilitators have all gone can go on. They see and
do nothing else by that.
"""

from collections.abc import Sequence

from activities.kit.answers import Reader
from activities.kit.cards import Card
from activities.kit.events import Command, Pressed, Profile, Submitted
from activities.kit.forms import FieldErrors, Form
from activities.kit.phases import MovedOn
from activities.kit.turn import Turn, mention
from activities.privacy.cards import facilitators as cards
from activities.privacy.unled import begin_to_ask, end_asking
from storage.people import lock
from storage.tables import Person


def show(turn: Turn, command: Command) -> Card:
    """`/knowhow facilitators`."""
    return overview(turn)


def overview(turn: Turn) -> Card:
    """Who facilitates now, with what this person may change about it."""
    me = turn.person
    return cards.overview(turn.facilitators(), me, me.facilitates or turn.by_admin, turn.policy.lists_forgotten)


def ask_whom_to_add(turn: Turn, pressed: Pressed) -> Form:
    """“Add somebody”."""
    return cards.appoint_form()


def ask_whom_to_hand_over_to(turn: Turn, pressed: Pressed) -> Form:
    """“Hand over”."""
    return cards.hand_over_form()


def appoint(turn: Turn, form: Submitted) -> Card | FieldErrors:
    """These people facilitate from now on."""
    answers = Reader(form.values)
    chosen = answers.people("people")
    if answers.errors:
        return FieldErrors(answers.errors)
    return cards.have_been_added(_appoint(turn, chosen))


def hand_over(turn: Turn, form: Submitted) -> Card | FieldErrors:
    """These people facilitate from now on, and whoever asked for it does not."""
    answers = Reader(form.values)
    chosen = answers.people("people")
    if answers.errors:
        return FieldErrors(answers.errors)
    people = _appoint(turn, chosen)
    if turn.person in people:
        return FieldErrors({"people": cards.NOT_TO_YOURSELF})
    turn.person.facilitates = False
    turn.session.flush()
    return cards.have_taken_over(people)


def remove(turn: Turn, pressed: Pressed) -> Card:
    """“Remove”, or “Stop facilitating”. Raises `MovedOn` for somebody who does not facilitate."""
    person = next((one for one in turn.facilitators() if str(one.id) == pressed.subject), None)
    if person is None:
        raise MovedOn
    if is_the_last(turn, person):
        return cards.the_last_one()
    turn.concerns(person.id)
    person.facilitates = False
    turn.session.flush()
    if person is not turn.person:
        turn.tell(person, cards.removed(mention(turn.person)), ("removed", turn.now.isoformat()))
    return overview(turn)


def is_the_last(turn: Turn, person: Person) -> bool:
    """Whether nobody would facilitate without this person. Nobody else can go before this turn has ended."""
    lock(turn.session, turn.organisation)
    return [one.id for one in turn.facilitators()] == [person.id]


def gone(turn: Turn, person: Person) -> None:
    """Whoever has left the organisation has to be appointed anew, should they come back."""
    did, person.facilitates = person.facilitates, False
    turn.session.flush()
    if did and not turn.facilitators():
        begin_to_ask(turn)


def _appoint(turn: Turn, chosen: Sequence[Profile]) -> list[Person]:
    people = [turn.meet(profile) for profile in chosen]
    turn.concerns(*(person.id for person in people))
    for person in people:
        if not person.facilitates:
            person.facilitates = True
            turn.tell(person, cards.appointed(mention(turn.person)), ("appointed", turn.now.isoformat()))
    turn.session.flush()
    end_asking(turn)
    return sorted(people, key=lambda person: (person.name, person.id))
