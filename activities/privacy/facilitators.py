"""Who facilitates: shown to everybody, changed by facilitators, and never nobody once there is somebody.

Whoever looks after the workspace may appoint, so that a place whose facilitators have all gone can go on. They see and
do nothing else by that.
"""

from collections.abc import Sequence

from activities.kit.answers import Reader
from activities.kit.cards import Bullets, Button, Buttons, Card, Confirm, Heading, Paragraph, Part, Small, say
from activities.kit.events import Command, Pressed, Profile, Submitted
from activities.kit.forms import FieldErrors, Form, PeopleField
from activities.kit.phases import MovedOn
from activities.kit.runs import Mention, words
from activities.kit.turn import Turn, mention
from activities.kit.wording import listed_runs
from activities.privacy.unled import SUBJECT, begin_to_ask, end_asking
from storage.people import lock
from storage.tables import Person


def show(turn: Turn, command: Command) -> Card:
    """Answer `/knowhow facilitators`."""
    return overview(turn)


def overview(turn: Turn) -> Card:
    """Show who facilitates now, with what this person may change about it."""
    me = turn.person
    return overview_card(turn.facilitators(), me, me.facilitates or turn.by_admin, turn.policy.lists_forgotten)


def ask_whom_to_add(turn: Turn, pressed: Pressed) -> Form:
    """Show the form after “Add somebody”."""
    return appoint_form()


def ask_whom_to_hand_over_to(turn: Turn, pressed: Pressed) -> Form:
    """Show the form after “Hand over”."""
    return hand_over_form()


def appoint(turn: Turn, form: Submitted) -> Card | FieldErrors:
    """Let these people facilitate from now on."""
    answers = Reader(form.values)
    chosen = answers.people("people")
    if answers.errors:
        return FieldErrors(answers.errors)
    return have_been_added_card(_appoint(turn, chosen))


def hand_over(turn: Turn, form: Submitted) -> Card | FieldErrors:
    """Let these people facilitate from now on, and whoever asked for it no more."""
    answers = Reader(form.values)
    chosen = answers.people("people")
    if answers.errors:
        return FieldErrors(answers.errors)
    people = _appoint(turn, chosen)
    if turn.person in people:
        return FieldErrors({"people": NOT_TO_YOURSELF})
    turn.person.facilitates = False
    turn.session.flush()
    return have_taken_over_card(people)


def remove(turn: Turn, pressed: Pressed) -> Card:
    """Let somebody facilitate no more, after “Remove”, or “Stop facilitating”.

    Raises `MovedOn` for somebody who does not facilitate.
    """
    person = next((one for one in turn.facilitators() if str(one.id) == pressed.subject), None)
    if person is None:
        raise MovedOn
    if is_the_last(turn, person):
        return the_last_one_card()
    turn.concerns(person.id)
    person.facilitates = False
    turn.session.flush()
    if person is not turn.person:
        turn.tell(person, removed_card(mention(turn.person)), ("removed", turn.now.isoformat()))
    return overview(turn)


def is_the_last(turn: Turn, person: Person) -> bool:
    """Say whether nobody would facilitate without this person. Nobody else can go before this turn has ended."""
    lock(turn.session, turn.organisation)
    return [one.id for one in turn.facilitators()] == [person.id]


def gone(turn: Turn, person: Person) -> None:
    """Let whoever has left the organisation facilitate no more: should they come back, they are appointed anew."""
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
            turn.tell(person, appointed_card(mention(turn.person)), ("appointed", turn.now.isoformat()))
    turn.session.flush()
    end_asking(turn)
    return sorted(people, key=lambda person: (person.name, person.id))


# ---- what people see ------------------------------------------------------------------------------------------------

TITLE = "Who facilitates"
NO_LIST = (
    "An old backup could bring back people who were forgotten. Please ask whoever runs the server to set "
    "KNOWHOW_FORGOTTEN_KEY."
)


def overview_card(people: Sequence[Person], me: Person, may_appoint: bool, lists_forgotten: bool) -> Card:
    """Build the card of everybody who facilitates, and what the person who asks may change about it.

    `lists_forgotten`: whoever is forgotten stays so, whatever is restored; if not, facilitators should know.
    """
    names = [words(mention(person)) for person in people]
    parts: list[Part] = [Heading(TITLE), Bullets(tuple(names)) if names else Paragraph(words("Nobody yet."))]
    if me.facilitates and len(people) > 1:
        parts = [Heading(TITLE), *(part for person in people for part in _with_button_parts(person, me))]
    buttons = [Button("Add somebody", "knowhow.add", SUBJECT, style="primary")] if may_appoint else []
    if me.facilitates:
        buttons.append(Button("Hand over", "knowhow.hand_over", SUBJECT))
    parts += [Buttons(tuple(buttons))] if buttons else []
    parts += [Small(words(NO_LIST))] if me.facilitates and not lists_forgotten else []
    return Card(TITLE, tuple(parts))


def _with_button_parts(person: Person, me: Person) -> tuple[Part, ...]:
    if person.id == me.id:
        sure, label = Confirm("You will no longer facilitate. Stop?", "Stop"), "Stop facilitating"
    else:
        sure, label = Confirm(f"{person.name} will no longer facilitate. Remove them?", "Remove"), "Remove"
    return Paragraph(words(mention(person))), Buttons((Button(label, "knowhow.remove", str(person.id), confirm=sure),))


def appoint_form() -> Form:
    """Build the form in which a facilitator says whom to add."""
    return Form(
        "knowhow.appoint",
        SUBJECT,
        "Add facilitators",
        "Add",
        (PeopleField("people", "Who shall facilitate too?"),),
        (Paragraph(words("Facilitators open activities, see who is matched with whom, and read the answers.")),),
    )


def hand_over_form() -> Form:
    """Build the form in which a facilitator says whom to hand over to."""
    return Form(
        "knowhow.hand_over",
        SUBJECT,
        "Hand over",
        "Hand over",
        (PeopleField("people", "Who shall facilitate from now on?"),),
        (Paragraph(words("They look after what you looked after, and you no longer facilitate.")),),
    )


def appointed_card(by: Mention) -> Card:
    """Build the card for somebody who facilitates from now on."""
    return say(
        by,
        " has made you a facilitator of Knowhow: you can open activities and look after them. /coffee help says how.",
    )


def removed_card(by: Mention) -> Card:
    """Build the card for somebody who facilitates no longer."""
    return say("You no longer facilitate in Knowhow; ", by, " has changed that. Thank you for all you did!")


def have_been_added_card(people: Sequence[Person]) -> Card:
    """Build the card for whoever has just added a facilitator."""
    return say(listed_runs([mention(person) for person in people]), " can facilitate now. I’ve told them.")


def have_taken_over_card(people: Sequence[Person]) -> Card:
    """Build the card for whoever has just handed over."""
    return say("Handed over to ", listed_runs([mention(person) for person in people]), ". Thank you for all you did!")


def the_last_one_card() -> Card:
    """Build the card for a facilitator without whom nobody would be left."""
    return say(
        "Somebody has to facilitate, and there is nobody else. Please hand over instead.",
        buttons=[Button("Hand over", "knowhow.hand_over", SUBJECT, style="primary")],
    )


NOT_TO_YOURSELF = "Please choose somebody else: you facilitate already."
