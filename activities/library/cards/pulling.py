"""Asking for a document, and what stands beside it."""

from activities.kit.cards import Card, Paragraph, say
from activities.kit.forms import ChoiceField, Form, Option, TextField
from activities.kit.runs import words
from activities.library.cards.searching import OnOffer, choices
from activities.library.wanted import LONGEST_ABOUT, Wanted

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


def form(wanted: Wanted, on_offer: OnOffer) -> Form:
    """What the document is to be about."""
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


def is_coming() -> Card:
    """In answer to the form."""
    return say("I’m putting it together, and send it to you as a file in our own chat.")


def beside_the_file() -> Card:
    """What stands beside the file."""
    return say("Here is what was learned. Every lesson says which record it comes from. It is not clinical guidance.")
