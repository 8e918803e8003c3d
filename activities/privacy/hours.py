"""When somebody may be written to: hours of their own, in which what the clock sends reaches them."""

from datetime import time, timedelta

from activities.kit.answers import Reader
from activities.kit.cards import Button, Card, Paragraph, say
from activities.kit.events import Command, Pressed, Submitted
from activities.kit.forms import ChecksField, ChoiceField, FieldErrors, Form, Option
from activities.kit.hours import TOGETHER_WITHIN, Hours, hours_of, opens_at
from activities.kit.runs import words
from activities.kit.turn import Turn
from activities.kit.wording import listed
from activities.kit.working import CLOSES, OPENS
from storage import parcels

SHORTEST = timedelta(hours=1)
"""For less there might be too much to send."""

OFF = "off"
"""What is typed after the command to take one's hours back."""


def ask(turn: Turn, command: Command) -> Form | Card:
    """Show the form, or what somebody has said; after `off`, take that back."""
    if command.rest.strip().lower() == OFF:
        return take_back(turn)
    return stands(turn) if turn.person.hours else hours_form(None)


def change(turn: Turn, pressed: Pressed) -> Form:
    """Show the form with what somebody has said."""
    return hours_form(hours_of(turn.person))


def save(turn: Turn, form: Submitted) -> Card | FieldErrors:
    """Keep somebody's hours. What waits to be told to them waits for these from now on."""
    answers = Reader(form.values)
    begins, ends = (answers.choice(one, _TIMES, PLEASE_CHOOSE) for one in ("begins", "ends"))
    weekdays = answers.choices("weekdays", [option.value for option in WEEKDAYS], NO_DAY)
    if answers.errors:
        return FieldErrors(answers.errors)
    hours = Hours(time.fromisoformat(begins), time.fromisoformat(ends), frozenset(map(int, weekdays)))
    if hours.last < SHORTEST:
        return FieldErrors({"ends": TOO_SHORT})
    turn.person.hours = hours.kept()
    _what_waits_follows(turn)
    return stands(turn)


def off(turn: Turn, pressed: Pressed) -> Card:
    """Take somebody's hours back, after “Take them back”."""
    return take_back(turn)


def take_back(turn: Turn) -> Card:
    """Let office hours hold for somebody again."""
    if turn.person.hours:
        turn.person.hours = None
        _what_waits_follows(turn)
    return office_hours_card()


def stands(turn: Turn) -> Card:
    """Show when somebody is written to."""
    hours = hours_of(turn.person)
    return own_hours_card(hours) if hours else office_hours_card()


def _what_waits_follows(turn: Turn) -> None:
    opens = opens_at([hours_of(turn.person)], turn.now, turn.zone, turn.working_days)
    turn.session.flush()
    parcels.wait_for(turn.here, turn.person.id, opens)


# ---- what people see ------------------------------------------------------------------------------------------------

_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKDAYS = tuple(Option(str(number), name) for number, name in enumerate(_NAMES))
_TIMES = tuple(f"{hour:02}:{minute:02}" for hour in range(24) for minute in (0, 30))
_OFFICE_HOURS = Hours(OPENS, CLOSES, frozenset(range(5)))

PLEASE_CHOOSE = "Please choose a time."
NO_DAY = "Please choose at least one day. To go back to office hours, type /knowhow hours off."
TOO_SHORT = "Please leave me an hour at least: choose a later end, or an earlier beginning."

_WHAT_FOR = (
    "What I send of my own accord then reaches you in these hours, such as a night shift, and not on holidays. "
    "What you ask for is answered at once. Nobody else sees what you choose."
)
_SEVERAL = (
    f"What goes to you and others together comes when it suits all of you, if that is within {TOGETHER_WITHIN.days} "
    "days, and else in office hours."
)


def hours_form(hours: Hours | None) -> Form:
    """Build the form in which somebody says when they may be written to."""
    now = hours or _OFFICE_HOURS
    times = tuple(Option(one, one) for one in _TIMES)
    days = tuple(option.value for option in WEEKDAYS if int(option.value) in now.weekdays)
    return Form(
        "knowhow.hours",
        "mine",
        "When to write to you",
        "Save",
        (
            ChoiceField("begins", "From", times, f"{now.begins:%H:%M}", as_list=True),
            ChoiceField("ends", "Until", times, f"{now.ends:%H:%M}", hint=_OVERNIGHT, as_list=True),
            ChecksField("weekdays", "On which days?", WEEKDAYS, days, hint=_BEGINS_ON),
        ),
        (Paragraph(words(_WHAT_FOR)),),
    )


_OVERNIGHT = "Earlier than the beginning means the next morning."
_BEGINS_ON = "A night belongs to the day on which it begins."


def in_words(hours: Hours) -> str:
    """Write hours as “Monday and Friday, 19:00 to 07:00 the next morning”."""
    days = listed([_NAMES[number] for number in sorted(hours.weekdays)])
    overnight = " the next morning" if hours.ends < hours.begins and hours.ends else ""
    return f"{days}, {hours.begins:%H:%M} to {hours.ends:%H:%M}{overnight}"


def own_hours_card(hours: Hours) -> Card:
    """Build the card for somebody who has given hours of their own."""
    return say(
        f"What I send you of my own accord comes in your hours: {in_words(hours)}; not on holidays. What you ask for "
        f"is answered at once. {_SEVERAL}",
        buttons=[
            Button("Change my hours", "knowhow.hours", "mine"),
            Button("Take them back", "knowhow.hours_off", "mine"),
        ],
    )


def office_hours_card() -> Card:
    """Build the card for somebody to whom office hours apply."""
    return say(
        f"What I send you of my own accord comes in office hours: {OPENS:%H:%M} to {CLOSES:%H:%M} on working days. "
        "What you ask for is answered at once.",
        buttons=[Button("Give hours of my own", "knowhow.hours", "mine")],
    )
