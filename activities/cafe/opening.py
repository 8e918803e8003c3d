"""Planning a café: the form, its checks, and what follows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from activities.cafe import inviting
from activities.cafe.cafe import ANNOUNCING, CAFE, starts
from activities.cafe.reminding import expect
from activities.kit.answers import Reader
from activities.kit.cards import Bullets, Card, Paragraph, Part
from activities.kit.days import moment
from activities.kit.events import Command, Submitted
from activities.kit.forms import ChannelField, ChoiceField, FieldErrors, Form, MomentField, Option, TextField
from activities.kit.library import earlier
from activities.kit.runs import Bold, ChannelName, words
from activities.kit.turn import Turn
from activities.kit.views import Answer
from storage import sealed
from storage.tables import Cafe

LONGEST_QUESTION, LONGEST_PLACE = 150, 300

A_YEAR = timedelta(days=366)
"""A date further off has the wrong year."""

DAYS_AHEAD, AT = 5, time(12, 30)
"""What the form suggests: over lunch, a week from now."""


def ask_for_cafe(turn: Turn, command: Command) -> Form:
    """Show the form to plan a café: `/cafe new`, or `/cafe new espresso` for the short form."""
    return _form(turn, is_short=command.rest.strip().casefold() == "espresso")


def prompted(turn: Turn, about: str) -> Form:
    """Show the form to plan a café to a facilitator who was asked whether it is time for one, and says yes."""
    return _form(turn, is_short=False)


def open_cafe(turn: Turn, submitted: Submitted) -> Answer:
    """Plan a café: announce it, and remind people before it starts."""
    answers = Reader(submitted.values)
    channel = answers.channel("channel")
    cafe = Cafe(
        organisation_id=turn.org,
        facilitator_id=turn.person.id,
        workspace_id=turn.in_workspace,
        phase=CAFE.first,
        question=answers.line("question", NO_QUESTION, LONGEST_QUESTION),
        starts_at=_starts_at(turn, answers),
        channel=channel.id,
        channel_name=channel.name,
        place=answers.line("place", NO_PLACE, LONGEST_PLACE),
        rounds=_number(answers, "rounds"),
        round_minutes=_number(answers, "round_minutes"),
        group_size=int(answers.choice("group_size", SIZES) or 0),
        opening_minutes=_number(answers, "opening_minutes"),
        circle_minutes=_number(answers, "circle_minutes"),
        harvest=answers.choice("harvest", ("yes", "no")) == "yes",
        seed=turn.random.randrange(1 << 31),
        key=sealed.new_key(),
        opened_at=turn.now,
    )
    if answers.errors:
        return FieldErrors(answers.errors)
    turn.session.add(cafe)
    turn.session.flush()
    turn.concerns(cafe.id)
    ANNOUNCING.announce(turn, cafe)
    expect(turn, cafe)
    inviting.INVITING.send(turn, cafe)
    return opened_card(cafe, earlier(turn, cafe.question), turn.zone)


def _form(turn: Turn, is_short: bool) -> Form:
    suggested = moment(turn.working_days.after(turn.today, DAYS_AHEAD), AT, turn.zone).astimezone(turn.zone)
    return opening_form(suggested, ESPRESSO if is_short else USUAL, is_short)


def _starts_at(turn: Turn, answers: Reader) -> datetime:
    starts = answers.moment("starts_at", turn.zone, turn.today + A_YEAR)
    if "starts_at" not in answers.errors and starts <= turn.now:
        answers.errors["starts_at"] = IN_THE_PAST
    return starts


def _number(answers: Reader, field: str) -> int:
    typed = answers.line(field, not_a_number(field), longest=3)
    least, most = LIMITS[field]
    number = int(typed) if typed.isascii() and typed.isdigit() else -1
    if not least <= number <= most:
        answers.errors[field] = not_a_number(field)
    return number


# ---- what people see ------------------------------------------------------------------------------------------------


NEW = "new"
"""The subject of the form, which is about no café yet."""


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


def opening_form(starts_at: datetime, shape: Shape, is_short: bool) -> Form:
    """Build the form in which a facilitator plans a café, with a shape in place."""
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
            _number_field("rounds", "How many rounds?", shape.rounds),
            _number_field("round_minutes", "Minutes for each round", shape.round_minutes),
            ChoiceField(
                "group_size",
                "People at a table",
                tuple(Option(size, f"About {size}") for size in SIZES),
                str(shape.group_size),
            ),
            _number_field("opening_minutes", "Minutes for the opening", shape.opening_minutes),
            _number_field("circle_minutes", "Minutes for the circle at the end", shape.circle_minutes),
            ChoiceField("harvest", "Shall I ask what each takes away?", YES_NO, "yes"),
        ),
        (Paragraph(words("People talk in small groups that mix every round; nobody reports back. ", says)),),
    )


NO_QUESTION = "Please ask a question; people will see it."
NO_PLACE = "Please say where it is: a room, or a link."
IN_THE_PAST = "Please choose a moment that is still to come."


def not_a_number(field: str) -> str:
    """Say what is wrong with a number that is none, or too small or too large."""
    least, most = LIMITS[field]
    return f"Please give a whole number from {least} to {most}."


def opened_card(cafe: Cafe, before: Sequence[Part], zone: ZoneInfo) -> Card:
    """Build the card for whoever planned a café; `before`: earlier records that look like it."""
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
            words("What to invite people with is in your own chat with me: a text for an e-mail, and a poster."),
            words(Bold("/cafe close"), " calls it off."),
        )
    )
    return Card(f"{cafe.question} is planned.", (Paragraph(text), next_steps, *before))


def _number_field(field: str, label: str, value: int) -> TextField:
    return TextField(field, label, str(value), max_length=3)


QUESTION = "Time for a café?"
START = "Start"
