"""The form that plans a café, and what is said to whoever planned it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from activities.cafe.cards.words import starts
from activities.kit.cards import Bullets, Card, Paragraph, Part
from activities.kit.forms import ChannelField, ChoiceField, Form, MomentField, Option, TextField
from activities.kit.runs import Bold, ChannelName, words
from storage.tables import Cafe

NEW = "new"
"""The subject of the form, which is about no café yet."""

LONGEST_QUESTION, LONGEST_PLACE = 150, 300


@dataclass(frozen=True)
class Shape:
    """How long a café and its parts are, in minutes, and how its rounds are."""

    rounds: int
    round_minutes: int
    group_size: int
    opening_minutes: int
    circle_minutes: int


USUAL = Shape(rounds=3, round_minutes=15, group_size=4, opening_minutes=15, circle_minutes=30)
ESPRESSO = Shape(rounds=2, round_minutes=10, group_size=4, opening_minutes=5, circle_minutes=10)
"""The short form: 35 minutes."""

LIMITS = {
    "rounds": (1, 6),
    "round_minutes": (3, 60),
    "opening_minutes": (0, 60),
    "circle_minutes": (0, 120),
}
SIZES = ("3", "4", "5")
YES_NO = (Option("yes", "Yes"), Option("no", "No"))


def form(starts_at: datetime, shape: Shape, is_short: bool) -> Form:
    """The form, with a shape in place."""
    says = "This is the short form, an espresso." if is_short else "Short of time? /cafe new espresso takes 35 minutes."
    return Form(
        "cafe.cafe",
        NEW,
        "New knowledge café",
        "Announce it",
        (
            TextField(
                "question",
                "What is the question?",
                hint="One open question that people care about: “What would make handover safer?”",
                max_length=LONGEST_QUESTION,
            ),
            MomentField("starts_at", "When does it start?", starts_at),
            ChannelField("channel", "Where shall I announce it?", hint="A channel that I’m in."),
            TextField("place", "Where is it?", hint="A room, or a link to a meeting.", max_length=LONGEST_PLACE),
            _number("rounds", "How many rounds?", shape.rounds),
            _number("round_minutes", "Minutes for each round", shape.round_minutes),
            ChoiceField(
                "group_size",
                "People at a table",
                tuple(Option(size, f"About {size}") for size in SIZES),
                str(shape.group_size),
            ),
            _number("opening_minutes", "Minutes for the opening", shape.opening_minutes),
            _number("circle_minutes", "Minutes for the circle at the end", shape.circle_minutes),
            ChoiceField("harvest", "Shall I ask what each takes away?", YES_NO, "yes"),
        ),
        (Paragraph(words("People talk in small groups that mix every round; nobody reports back. ", says)),),
    )


NO_QUESTION = "Please ask a question; people will see it."
NO_PLACE = "Please say where it is: a room, or a link."
IN_THE_PAST = "Please choose a moment that is still to come."


def not_a_number(field: str) -> str:
    """For a number that is none, or too small or too large."""
    least, most = LIMITS[field]
    return f"Please give a whole number from {least} to {most}."


def opened(cafe: Cafe, before: Sequence[Part], zone: ZoneInfo) -> Card:
    """For whoever planned it; `before`: earlier records that look like it."""
    text = words(
        Bold(cafe.question),
        f" is planned for {starts(cafe, zone)}, and I’m announcing it in ",
        ChannelName(cafe.channel, cafe.channel_name),
        ".",
    )
    next_steps = Bullets(
        (
            words("I remind everybody who joins on the working day before, and ten minutes before."),
            words("Ten minutes before, you get a button that starts the clock; I tell people where they sit."),
            words(Bold("/cafe close"), " calls it off."),
        )
    )
    return Card(f"{cafe.question} is planned.", (Paragraph(text), next_steps, *before))


def _number(field: str, label: str, value: int) -> TextField:
    return TextField(field, label, str(value), max_length=3)
