"""`/library search`: a page of what is found, and narrowing it down. What was typed travels in the buttons alone."""

from activities.kit.answers import Reader as Answers
from activities.kit.cards import Card
from activities.kit.events import Command, Pressed, Submitted
from activities.kit.forms import FieldErrors, Form
from activities.kit.screen import may_be_kept
from activities.kit.turn import Turn
from activities.library.cards import searching as cards
from activities.library.reading import reader
from activities.library.wanted import LONGEST_ABOUT, LONGEST_CHOICE, Wanted, unpacked
from storage import catalogue
from storage.search import search


def typed(turn: Turn, command: Command) -> Card | Form:
    """`/library search hip fracture`. Without words it asks for them."""
    about = " ".join(command.rest.split())
    if not about:
        return _form(turn, Wanted())
    if not may_be_kept(about):
        return cards.not_with_that()
    found = page(turn, Wanted(about[:LONGEST_ABOUT]), 1)
    return found.led_by(cards.TOO_LONG) if len(about) > LONGEST_ABOUT else found


def turn_page(turn: Turn, pressed: Pressed) -> Card:
    """“More”, “Earlier”, and a topic."""
    return page(turn, *unpacked(pressed.subject))


def narrow_down(turn: Turn, pressed: Pressed) -> Form:
    """“Narrow down”, with what is looked for in place; or “Search the library”, with nothing."""
    return _form(turn, unpacked(pressed.subject)[0])


def search_for(turn: Turn, form: Submitted) -> Card | FieldErrors:
    """The form was sent."""
    answers = Answers(form.values)
    wanted = read_wanted(answers)
    return FieldErrors(answers.errors) if answers.errors else page(turn, wanted, 1)


def page(turn: Turn, wanted: Wanted, number: int) -> Card:
    """A page of what this person may read of it."""
    found = search(turn.session, reader(turn), wanted.about, wanted.filters, number)
    return cards.results(wanted, found, turn.person.facilitates, turn.today)


def read_wanted(answers: Answers) -> Wanted:
    """What a form's fields say is wanted. Errors are noted in `answers`."""
    since, until = answers.day_if_any("since"), answers.day_if_any("until")
    if since and until and until < since:
        answers.errors["until"] = cards.ENDS_BEFORE
    return Wanted(
        answers.line("about", longest=LONGEST_ABOUT),
        answers.line("activity", longest=LONGEST_CHOICE),
        answers.line("site", longest=LONGEST_CHOICE),
        answers.line("topic", longest=LONGEST_CHOICE),
        since,
        until,
    )


def on_offer(turn: Turn) -> cards.OnOffer:
    """What can be chosen from: what this person may read has these, and no more."""
    me = reader(turn)
    return cards.OnOffer(
        activities=catalogue.activities(turn.session, me),
        sites=list(catalogue.sites(turn.session, me)),
        topics=list(catalogue.topics(turn.session, me)),
    )


def _form(turn: Turn, wanted: Wanted) -> Form:
    return cards.form(wanted, on_offer(turn))
