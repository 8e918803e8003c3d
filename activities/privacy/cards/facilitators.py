"""Who facilitates, and how that changes."""

from collections.abc import Sequence

from activities.kit.cards import Bullets, Button, Buttons, Card, Confirm, Heading, Paragraph, Part, Small, say
from activities.kit.forms import Form, PeopleField
from activities.kit.runs import Mention, words
from activities.kit.turn import mention
from activities.kit.wording import listed_runs
from storage.tables import Person

TITLE = "Who facilitates"
SUBJECT = "facilitators"


NO_LIST = (
    "An old backup could bring back people who were forgotten. Please ask whoever runs the server to set "
    "KNOWHOW_FORGOTTEN_KEY."
)


def overview(people: Sequence[Person], me: Person, may_appoint: bool, lists_forgotten: bool) -> Card:
    """Everybody who facilitates, and what the person who asks may change about it.

    `lists_forgotten`: whoever is forgotten stays so, whatever is restored; if not, facilitators should know.
    """
    names = [words(mention(person)) for person in people]
    parts: list[Part] = [Heading(TITLE), Bullets(tuple(names)) if names else Paragraph(words("Nobody yet."))]
    if me.facilitates and len(people) > 1:
        parts = [Heading(TITLE), *(part for person in people for part in _with_button(person, me))]
    buttons = [Button("Add somebody", "knowhow.add", SUBJECT, style="primary")] if may_appoint else []
    if me.facilitates:
        buttons.append(Button("Hand over", "knowhow.hand_over", SUBJECT))
    parts += [Buttons(tuple(buttons))] if buttons else []
    parts += [Small(words(NO_LIST))] if me.facilitates and not lists_forgotten else []
    return Card(TITLE, tuple(parts))


def _with_button(person: Person, me: Person) -> tuple[Part, ...]:
    if person.id == me.id:
        sure, label = Confirm("You will no longer facilitate. Stop?", "Stop"), "Stop facilitating"
    else:
        sure, label = Confirm(f"{person.name} will no longer facilitate. Remove them?", "Remove"), "Remove"
    return Paragraph(words(mention(person))), Buttons((Button(label, "knowhow.remove", str(person.id), confirm=sure),))


def appoint_form() -> Form:
    """Whom to add."""
    return Form(
        "knowhow.appoint",
        SUBJECT,
        "Add facilitators",
        "Add",
        (PeopleField("people", "Who shall facilitate too?"),),
        (Paragraph(words("Facilitators open activities, see who is matched with whom, and read the answers.")),),
    )


def hand_over_form() -> Form:
    """Whom to hand over to."""
    return Form(
        "knowhow.hand_over",
        SUBJECT,
        "Hand over",
        "Hand over",
        (PeopleField("people", "Who shall facilitate from now on?"),),
        (Paragraph(words("They look after what you looked after, and you no longer facilitate.")),),
    )


def appointed(by: Mention) -> Card:
    """To somebody who facilitates from now on."""
    return say(
        by,
        " has made you a facilitator of Knowhow: you can open activities and look after them. /coffee help says how.",
    )


def removed(by: Mention) -> Card:
    """To somebody who no longer does."""
    return say("You no longer facilitate in Knowhow; ", by, " has changed that. Thank you for all you did!")


def have_been_added(people: Sequence[Person]) -> Card:
    """In answer to the form."""
    return say(listed_runs([mention(person) for person in people]), " can facilitate now. I’ve told them.")


def have_taken_over(people: Sequence[Person]) -> Card:
    """In answer to handing over."""
    return say("Handed over to ", listed_runs([mention(person) for person in people]), ". Thank you for all you did!")


def the_last_one() -> Card:
    """Where nobody would be left."""
    return say(
        "Somebody has to facilitate, and there is nobody else. Please hand over instead.",
        buttons=[Button("Hand over", "knowhow.hand_over", SUBJECT, style="primary")],
    )


NOT_TO_YOURSELF = "Please choose somebody else: you facilitate already."
