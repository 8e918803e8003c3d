"""Setting prompts, listing them, and stopping them."""

from datetime import timedelta

from activities.kit.answers import Reader
from activities.kit.cards import Card
from activities.kit.events import Command, Pressed, Submitted
from activities.kit.forms import FieldErrors, Form
from activities.kit.prompts import facilitators_cards as cards
from activities.kit.prompts.kind import PROMPT, Kind, end, going_on, the_prompt, those_asked, wait
from activities.kit.turn import Turn
from storage.tables import Prompt

FURTHEST = timedelta(days=2 * 366)
"""A date further off has the wrong year."""

MOST_PROMPTS = 20
"""As many can wait at a time, in one activity of one organisation: a list of them is one card."""


def show(kind: Kind, turn: Turn, command: Command) -> Card:
    """`/… prompts`."""
    return overview(kind, turn)


def overview(kind: Kind, turn: Turn) -> Card:
    """Every prompt that goes on."""
    rows = [(prompt, those_asked(kind, turn, prompt)) for prompt in going_on(kind, turn)]
    return cards.overview(kind.words, rows, turn.today)


def ask_when(kind: Kind, turn: Turn, pressed: Pressed) -> Form:
    """“Set a prompt”."""
    return cards.form(kind.words, turn.today + timedelta(days=1))


def save(kind: Kind, turn: Turn, form: Submitted) -> Card | FieldErrors:
    """Keep it, and ask when its day comes."""
    answers = Reader(form.values)
    prompt = Prompt(
        organisation_id=turn.org,
        activity=kind.activity,
        set_by_id=turn.person.id,
        phase=PROMPT.first,
        about=answers.line("about", longest=cards.LONGEST_ABOUT),
        next_on=answers.day("on", latest=turn.today + FURTHEST),
        weeks=int(answers.choice("every", [option.value for option in cards.EVERY]) or 0),
        timezone=turn.organisation.timezone,
    )
    if "on" not in answers.errors and prompt.next_on <= turn.today:
        answers.errors["on"] = cards.IN_THE_PAST
    if len(going_on(kind, turn)) >= MOST_PROMPTS:
        answers.errors["on"] = cards.too_many(MOST_PROMPTS)
    if kind.of_others:
        _read_whom(turn, answers, prompt)
    if answers.errors:
        return FieldErrors(answers.errors)
    turn.session.add(prompt)
    turn.session.flush()
    turn.concerns(prompt.id)
    wait(turn, prompt)
    return cards.is_set(kind.words, prompt, those_asked(kind, turn, prompt), turn.today)


def stop(kind: Kind, turn: Turn, pressed: Pressed) -> Card:
    """“Stop”. Raises `MovedOn` where it goes on no longer."""
    end(turn, the_prompt(kind, turn, pressed.subject))
    return overview(kind, turn)


def _read_whom(turn: Turn, answers: Reader, prompt: Prompt) -> None:
    channel = answers.channel("channel", missing="")
    chosen = answers.people("people", missing="")
    if not answers.errors.keys() & {"people", "channel"} and not chosen and not channel.id:
        answers.errors["people"] = cards.NOBODY
    if answers.errors:
        return
    prompt.people = sorted({turn.meet(profile).id for profile in chosen})
    prompt.channel, prompt.channel_name = channel.id, channel.name
    prompt.workspace_id = turn.workspace if channel.id else None
