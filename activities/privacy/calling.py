"""How somebody wants to be called: said once, it goes before what their platform and the staff list say."""

from activities.kit.answers import Reader
from activities.kit.cards import Button, Card, Paragraph, say
from activities.kit.events import Command, Pressed, Submitted
from activities.kit.forms import FieldErrors, Form, TextField
from activities.kit.runs import words
from activities.kit.turn import Turn
from activities.kit.wording import A_COLLEAGUE
from storage import called, people

LONGEST = 75

OFF = "off"
"""What is typed after the command to take one's name back."""


def ask(turn: Turn, command: Command) -> Form | Card:
    """Show the form, or how somebody wants to be called; after `off`, take that back."""
    if command.rest.strip().lower() == OFF:
        return take_back(turn)
    return stands(turn) if turn.person.directory_name else name_form(turn.person.name)


def change(turn: Turn, pressed: Pressed) -> Form:
    """Show the form with what somebody is called."""
    return name_form(turn.person.name)


def save(turn: Turn, form: Submitted) -> Card | FieldErrors:
    """Let somebody be called as they want, unless that is what somebody else is called; nothing takes it back."""
    answers, me = Reader(form.values), turn.person
    name = answers.line("name", longest=LONGEST)
    if answers.errors:
        return FieldErrors(answers.errors)
    if not name or name == called.by_directory(me):
        return take_back(turn)
    people.lock(turn.session, turn.organisation)  # so that no two choose one name at once
    if wrong := _what_is_wrong(turn, name):
        return FieldErrors({"name": wrong})
    called.choose(me, name)
    turn.session.flush()
    return stands(turn)


def off(turn: Turn, pressed: Pressed) -> Card:
    """Call somebody as platform and staff list do, after “Take it back”."""
    return take_back(turn)


def take_back(turn: Turn) -> Card:
    """Call somebody as platform and staff list do."""
    if turn.person.directory_name:
        called.take_back(turn.person)
        turn.session.flush()
    return stands(turn)


def stands(turn: Turn) -> Card:
    """Show how somebody is called."""
    return own_name_card(turn.person.name) if turn.person.directory_name else directory_name_card(turn.person.name)


def _what_is_wrong(turn: Turn, name: str) -> str:
    """Say why somebody cannot be called so: it is no name, or somebody else’s; nothing where they can."""
    spelt = called.plain(name)
    if not spelt or not any(map(str.isalpha, name)):
        return NO_NAME
    if spelt in (called.plain(A_COLLEAGUE), called.plain(BOT)):
        return NOT_THAT
    if not called.is_in_one_alphabet(name):
        return SEVERAL_ALPHABETS
    return SOMEBODY_ELSES if called.is_anothers(turn.here, turn.person, name) else ""


# ---- what people see ------------------------------------------------------------------------------------------------

BOT = "Knowhow"

NO_NAME = "Please write a name, with letters in it."
NOT_THAT = "I say that of others, so please choose another name."
SEVERAL_ALPHABETS = "Please write it in one alphabet: letters of two look alike, and are not the same."
SOMEBODY_ELSES = (
    "Somebody else here is called that, and you could be taken for them. Please add what tells you apart, such as a "
    "second name."
)

_WHAT_FOR = (
    "Wherever I write your name, everybody reads this one, whatever the chat platform and the staff list say. Mentions "
    "and lists that the chat platform makes itself show its own name for you."
)


def name_form(name: str) -> Form:
    """Build the form in which somebody says how they want to be called."""
    hint = "Leave it empty to be called as the chat platform has it."
    field = TextField("name", "What shall I call you?", name, required=False, hint=hint, max_length=LONGEST)
    return Form("knowhow.name", "mine", "Your name", "Save", (field,), (Paragraph(words(_WHAT_FOR)),))


def own_name_card(name: str) -> Card:
    """Build the card for somebody who has said how they want to be called."""
    return say(
        f"I call you {name}, whatever the chat platform and the staff list say. Everybody reads that.",
        buttons=[
            Button("Change my name", "knowhow.name", "mine"),
            Button("Take it back", "knowhow.name_off", "mine"),
        ],
    )


def directory_name_card(name: str) -> Card:
    """Build the card for somebody who is called as platform and staff list have it."""
    return say(
        f"I call you {name}, as the chat platform or the staff list has it.",
        buttons=[Button("Say another name", "knowhow.name", "mine")],
    )
