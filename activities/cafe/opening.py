"""Planning a café: the form, its checks, and what follows."""

from datetime import datetime, time, timedelta

from activities.cafe.announcement import ANNOUNCING
from activities.cafe.cafe import CAFE
from activities.cafe.cards import opening as cards
from activities.cafe.reminding import expect
from activities.kit.answers import Reader
from activities.kit.earlier import earlier
from activities.kit.events import Command, Submitted
from activities.kit.forms import FieldErrors, Form
from activities.kit.turn import Turn
from activities.kit.views import Answer
from activities.kit.working import moment, working_day_after
from storage import sealing
from storage.tables import Cafe

A_YEAR = timedelta(days=366)
"""A date further off has the wrong year."""

DAYS_AHEAD, AT = 5, time(12, 30)
"""What the form suggests: over lunch, a week from now."""


def ask_for_cafe(turn: Turn, command: Command) -> Form:
    """`/cafe new`, or `/cafe new espresso` for the short form."""
    return _form(turn, is_short=command.rest.strip().casefold() == "espresso")


def prompted(turn: Turn, about: str) -> Form:
    """A facilitator was asked whether it is time for a café, and says yes."""
    return _form(turn, is_short=False)


def open_cafe(turn: Turn, submitted: Submitted) -> Answer:
    """Plan it: announce it, and remind people before it starts."""
    answers = Reader(submitted.values)
    channel = answers.channel("channel")
    cafe = Cafe(
        organisation_id=turn.org,
        facilitator_id=turn.person.id,
        workspace_id=turn.in_workspace,
        phase=CAFE.first,
        question=answers.line("question", cards.NO_QUESTION, cards.LONGEST_QUESTION),
        starts_at=_starts_at(turn, answers),
        channel=channel.id,
        channel_name=channel.name,
        place=answers.line("place", cards.NO_PLACE, cards.LONGEST_PLACE),
        rounds=_number(answers, "rounds"),
        round_minutes=_number(answers, "round_minutes"),
        group_size=int(answers.choice("group_size", cards.SIZES) or 0),
        opening_minutes=_number(answers, "opening_minutes"),
        circle_minutes=_number(answers, "circle_minutes"),
        harvest=answers.choice("harvest", ("yes", "no")) == "yes",
        seed=turn.random.randrange(1 << 31),
        key=sealing.new_key(),
        opened_at=turn.now,
    )
    if answers.errors:
        return FieldErrors(answers.errors)
    turn.session.add(cafe)
    turn.session.flush()
    turn.concerns(cafe.id)
    ANNOUNCING.announce(turn, cafe)
    expect(turn, cafe)
    return cards.opened(cafe, earlier(turn, cafe.question), turn.zone)


def _form(turn: Turn, is_short: bool) -> Form:
    suggested = moment(working_day_after(turn.today, DAYS_AHEAD), AT, turn.zone).astimezone(turn.zone)
    return cards.form(suggested, cards.ESPRESSO if is_short else cards.USUAL, is_short)


def _starts_at(turn: Turn, answers: Reader) -> datetime:
    starts = answers.moment("starts_at", turn.zone, turn.today + A_YEAR)
    if "starts_at" not in answers.errors and starts <= turn.now:
        answers.errors["starts_at"] = cards.IN_THE_PAST
    return starts


def _number(answers: Reader, field: str) -> int:
    typed = answers.line(field, cards.not_a_number(field), longest=3)
    least, most = cards.LIMITS[field]
    number = int(typed) if typed.isascii() and typed.isdigit() else -1
    if not least <= number <= most:
        answers.errors[field] = cards.not_a_number(field)
    return number
