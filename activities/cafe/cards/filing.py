"""Filing a café: the form in which its themes are worded, and what the record says."""

from collections.abc import Sequence

from activities.cafe.cards.words import people
from activities.kit.cards import Button, Card, Paragraph, say
from activities.kit.forms import ChoiceField, Form, Option, TextField
from activities.kit.runs import Bold, words
from activities.kit.wording import count
from storage.tables import Cafe, Record

UNTITLED = "A knowledge café"
"""The title of a record whose own, the café’s question, cannot be kept."""

VISIBILITIES = ("organisation", "participants")
ATTRIBUTION = "Nobody is named who did not ask to be."
NO_THEMES = "Please word one theme at least: what did people talk about, and what did they come to?"


def form(cafe: Cafe) -> Form:
    """Themes in the facilitator's words; what people let the library share is added by itself."""
    return Form(
        "cafe.record",
        str(cafe.id),
        "File the café",
        "File it",
        (
            TextField(
                "themes",
                "Themes, one a line",
                multiline=True,
                hint="In your own words, as advice to others. Never who said what.",
            ),
            TextField("actions", "What is to be done, one a line", multiline=True, required=False),
            ChoiceField(
                "visibility",
                "Who may read it?",
                (Option("organisation", "Everybody here"), Option("participants", "Those who took part")),
                "organisation",
            ),
        ),
        (Paragraph(words(Bold(cafe.question), ". What people said may be shared goes with it.")),),
    )


def summary(cafe: Cafe, joined: int, themes: Sequence[str]) -> str:
    """The record's summary."""
    held = count(min(cafe.step, cafe.rounds), "round")
    return f"A knowledge café in which {people(joined)} talked in small groups for {held}. {' '.join(themes)}"


def filed(record: Record) -> Card:
    """It stands in the library."""
    if record.withdrawn_at:
        return say("This café was filed in the library, and has been withdrawn since.")
    return say(
        Bold(record.title),
        " is filed in the library. Thank you! Was there anything to learn for the next one?",
        buttons=[
            Button("See it in the library", "library.show", str(record.id)),
            Button("Review this together", "review.about", record.came_from),
        ],
    )
