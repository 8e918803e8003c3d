"""`/library pull`: all that was learned on a theme, as one document in the facilitator's own chat.

What is typed into the form has to be kept until the document is made, which is when it is sent. It is kept in a row of
its own for a day, longer than sending is tried, and nowhere else. What the document holds is looked up when it is made,
so that what was withdrawn meanwhile is not in it.
"""

from datetime import timedelta

from activities.kit.answers import Reader as Answers
from activities.kit.cards import Card, Paragraph, say
from activities.kit.events import Command, Due, Pressed, Submitted
from activities.kit.forms import ChoiceField, FieldErrors, Form, Option, TextField
from activities.kit.phases import MovedOn
from activities.kit.runs import words
from activities.kit.subjects import number
from activities.kit.turn import Turn
from activities.kit.views import Document
from activities.library.document import document
from activities.library.document.gathering import gather, in_reach
from activities.library.reading import LONGEST_ABOUT, Wanted, unpacked
from activities.library.searching import OnOffer, choices, on_offer, read_wanted
from storage import pulls
from storage.tables import Pull

KEPT_FOR = timedelta(days=1)


def ask(turn: Turn, command: Command) -> Form:
    """Show the form, with the words that were typed behind the command."""
    return pulling_form(Wanted(command.rest[:LONGEST_ABOUT]), on_offer(turn))


def ask_for_found(turn: Turn, pressed: Pressed) -> Form:
    """Show the form after “Pull into a document”, with what was looked for in place."""
    wanted, _ = unpacked(pressed.subject)
    turn.about = "found"  # and not the words that the button carries: what is done is audited, and never what about
    return pulling_form(wanted, on_offer(turn))


def send(turn: Turn, form: Submitted) -> Card | FieldErrors:
    """Send the document to the facilitator's own chat."""
    answers = Answers(form.values)
    wanted, chosen = read_wanted(answers), answers.choice("format", [one.value for one in FORMATS])
    if not answers.errors and not in_reach(turn.here, wanted).count:
        answers.errors["about"] = NOTHING
    if answers.errors:
        return FieldErrors(answers.errors)
    pull = pulls.ask(turn.session, _row(turn, wanted, chosen))
    turn.concerns(pull.id)
    turn.wake(turn.now + KEPT_FOR, "let_go", pull.id)
    turn.send_file("pull", pull.id, beside_the_file_card(), ("pull", pull.id))
    return is_coming_card()


def made(turn: Turn, subject: str) -> Document:
    """Make what was asked for, as it is now. Raises `MovedOn` for somebody who facilitates no more, or long after."""
    pull = pulls.get(turn.here, number(subject))
    if pull is None or pull.person_id != turn.person.id or not turn.person.facilitates:
        raise MovedOn
    wanted = Wanted(pull.about, pull.activity, pull.site, pull.topic, pull.since, pull.until)
    gathered = gather(turn.here, wanted, turn.today, asked_by=turn.person.name)
    return document(gathered, pull.format, turn.now)


def let_go(turn: Turn, due: Due) -> None:
    """Forget what was asked for: the document has been sent, or never will be."""
    pulls.let_go(turn.here, number(due.subject))


def _row(turn: Turn, wanted: Wanted, chosen: str) -> Pull:
    return Pull(
        organisation_id=turn.org,
        person_id=turn.person.id,
        asked_at=turn.now,
        format=chosen,
        about=wanted.about,
        activity=wanted.activity,
        site=wanted.site,
        topic=wanted.topic,
        since=wanted.since,
        until=wanted.until,
    )


# ---- what people see ------------------------------------------------------------------------------------------------

FORMATS = (
    Option("docx", "Word document, for a board or an inspection"),
    Option("markdown", "Markdown, for a web page or wiki"),
    Option("csv", "Spreadsheet (CSV): a row for each lesson"),
    Option("json", "JSON, for another system"),
)
_WHAT_COMES = (
    "One document with all that was learned on a theme: lessons first, each with the record it comes from. It holds "
    "what the whole organisation can see; what only those who took part can see is never in it."
)


def pulling_form(wanted: Wanted, on_offer: OnOffer) -> Form:
    """Build the form in which a facilitator says what the document is to be about."""
    hint = "Words, as in a search. Leave it empty for everything."
    return Form(
        "library.pull",
        "pull",
        "Pull into a document",
        "Send it to me",
        (
            TextField("about", "What about?", wanted.about, required=False, hint=hint, max_length=LONGEST_ABOUT),
            *choices(wanted, on_offer),
            ChoiceField("format", "As what?", FORMATS, "docx"),
        ),
        (Paragraph(words(_WHAT_COMES)),),
    )


NOTHING = "Nothing that the whole organisation can see is about that. Try fewer words, or a longer time."


def is_coming_card() -> Card:
    """Build the card for the facilitator who has asked for a document."""
    return say("I’m putting it together, and send it to you as a file in our own chat.")


def beside_the_file_card() -> Card:
    """Build the card that stands beside the file, in the facilitator's own chat."""
    return say("Here is what was learned. Every lesson says which record it comes from. It is not clinical guidance.")
