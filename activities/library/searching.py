"""`/library search`: finding records by words, by topic, by narrowing down; a page of what is found.

What was typed travels in the buttons alone: nothing of what is looked for is kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from activities.kit.answers import Reader as Answers
from activities.kit.cards import Button, Buttons, Card, Heading, Paragraph, Part, Small, say
from activities.kit.events import Command, Pressed, Submitted
from activities.kit.forms import ChoiceField, DateField, Field, FieldErrors, Form, Option, TextField
from activities.kit.runs import Bold, Text, words
from activities.kit.screen import may_be_kept
from activities.kit.turn import Turn
from activities.kit.wording import NOT_GUIDANCE, count, dated
from activities.library.labels import kind, open_record_button, whence
from activities.library.reading import LONGEST_ABOUT, LONGEST_CHOICE, Wanted, reader, unpacked
from activities.library.topics import see_topics_button
from storage import catalogue
from storage.records import is_overdue
from storage.search import Hit, Results, Runs, search

MOST_ON_OFFER = 100


@dataclass(frozen=True)
class OnOffer:
    """What can be chosen from to narrow a search down."""

    activities: Sequence[str]
    sites: Sequence[str]
    topics: Sequence[str]


def typed(turn: Turn, command: Command) -> Card | Form:
    """Answer `/library search hip fracture`; without words, ask for them."""
    about = " ".join(command.rest.split())
    if not about:
        return _form(turn, Wanted())
    if not may_be_kept(about):
        return not_with_that_card()
    found = page(turn, Wanted(about[:LONGEST_ABOUT]), 1)
    return found.led_by(TOO_LONG) if len(about) > LONGEST_ABOUT else found


def turn_page(turn: Turn, pressed: Pressed) -> Card:
    """Show another page, after “More”, “Earlier”, or a topic."""
    return page(turn, *unpacked(pressed.subject))


def narrow_down(turn: Turn, pressed: Pressed) -> Form:
    """Show the form, after “Narrow down”, with what is looked for in place; or after “Search the library”, empty."""
    return _form(turn, unpacked(pressed.subject)[0])


def search_for(turn: Turn, form: Submitted) -> Card | FieldErrors:
    """Show what is found by the form that was sent."""
    answers = Answers(form.values)
    wanted = read_wanted(answers)
    return FieldErrors(answers.errors) if answers.errors else page(turn, wanted, 1)


def page(turn: Turn, wanted: Wanted, number: int) -> Card:
    """Show a page of what this person may read of it."""
    found = search(turn.session, reader(turn), wanted.about, wanted.filters, number)
    return results_card(wanted, found, turn.person.facilitates, turn.today)


def read_wanted(answers: Answers) -> Wanted:
    """Read what a form's fields say is wanted; note errors in `answers`."""
    since, until = answers.day_if_any("since"), answers.day_if_any("until")
    if since and until and until < since:
        answers.errors["until"] = ENDS_BEFORE
    return Wanted(
        answers.line("about", longest=LONGEST_ABOUT),
        answers.line("activity", longest=LONGEST_CHOICE),
        answers.line("site", longest=LONGEST_CHOICE),
        answers.line("topic", longest=LONGEST_CHOICE),
        since,
        until,
    )


def on_offer(turn: Turn) -> OnOffer:
    """Return what can be chosen from: what this person may read has these, and no more."""
    me = reader(turn)
    return OnOffer(
        activities=catalogue.activities(turn.session, me),
        sites=list(catalogue.sites(turn.session, me)),
        topics=list(catalogue.topics(turn.session, me)),
    )


def _form(turn: Turn, wanted: Wanted) -> Form:
    return searching_form(wanted, on_offer(turn))


# ---- what people see ------------------------------------------------------------------------------------------------


TITLE = "The library"
TOO_LONG = f"I looked for the first {LONGEST_ABOUT} characters only."
ENDS_BEFORE = "Please choose a day on or after the first one."


def results_card(wanted: Wanted, found: Results, facilitates: bool, today: date) -> Card:
    """Build the card of a page of what was found."""
    if not found.hits:
        return _nothing_card(wanted)
    opening = f"{number_found(found)}{described(wanted)}"
    parts: list[Part] = [Heading(opening), *_doubts(found)]
    for hit in found.hits:
        parts += _hit(hit, wanted.packed(found.page), today)
    parts += [Buttons(tuple(_turning(wanted, found, facilitates))), Small(words(NOT_GUIDANCE))]
    return Card(f"{opening}, page {found.page} of {found.pages}", tuple(parts))


def number_found(found: Results) -> str:
    """Say how many records were found: `12 records`, or `More than 500 records` where no more are counted."""
    return f"{'More than ' if found.more else ''}{count(found.count, 'record')}"


def described(wanted: Wanted) -> str:
    """Say in words what was looked for: ` about “falls” at Northgate since 1 March 2026`."""
    said = (
        f"about “{wanted.about}”" if wanted.about else "",
        f"of the kind “{kind(wanted.activity)}”" if wanted.activity else "",
        f"at {wanted.site}" if wanted.site else "",
        f"on {wanted.topic}" if wanted.topic else "",
        f"since {dated(wanted.since)}" if wanted.since else "",
        f"until {dated(wanted.until)}" if wanted.until else "",
    )
    return "".join(f" {part}" for part in said if part)


def searching_form(wanted: Wanted, on_offer: OnOffer) -> Form:
    """Build the form in which somebody says what to look for, and what narrows it down."""
    return Form(
        "library.search",
        "search",
        "Search the library",
        "Search",
        (
            TextField("about", "What about?", wanted.about, required=False, hint=_HINT, max_length=LONGEST_ABOUT),
            *choices(wanted, on_offer),
        ),
    )


_HINT = "Words; “quoted” where they belong together; a - before what must not be there. Empty: the newest."


def choices(wanted: Wanted, on_offer: OnOffer) -> list[Field]:
    """Build the fields that narrow something down."""
    return [
        *_choice("activity", "Kind", [Option(one, kind(one)) for one in on_offer.activities], wanted.activity),
        *_choice("site", "Site", [Option(one, one) for one in on_offer.sites], wanted.site),
        *_choice("topic", "Topic", [Option(one, one) for one in on_offer.topics], wanted.topic),
        DateField("since", "Since", wanted.since, required=False),
        DateField("until", "Until", wanted.until, required=False),
    ]


def not_with_that_card() -> Card:
    """Build the card for somebody who typed what seems to hold an NHS number; it is not repeated."""
    return say(
        "That looks like an NHS number, so I have not searched for it: patient details must never be typed here. "
        "Please search for what it was about."
    )


def _nothing_card(wanted: Wanted) -> Card:
    return say(
        f"Nothing found{described(wanted)}. Try fewer words, or others.",
        buttons=[
            Button("Change the search", "library.narrow_down", wanted.packed(), style="primary"),
            see_topics_button(),
        ],
    )


def _doubts(found: Results) -> list[Part]:
    if found.guessed:
        return [Paragraph(words("Nothing has the words as you typed them; these are spelled a little otherwise."))]
    if found.some_of_them:
        return [Paragraph(words("Nothing has all of these words, so these have some of them."))]
    return []


def _hit(hit: Hit, back: str, today: date) -> list[Part]:
    overdue = " Overdue for review." if is_overdue(hit.record, today) else ""
    return [
        Paragraph(words(Bold(hit.record.title), "\n", _marked(hit.snippet))),
        Small(words(f"{whence(hit.record)}.{overdue}")),
        Buttons((open_record_button(hit.record, back),)),
    ]


def _marked(runs: Runs) -> Text:
    return words(*(Bold(run.text) if run.matches else run.text for run in runs))


def _turning(wanted: Wanted, found: Results, facilitates: bool) -> list[Button]:
    buttons = []
    if found.page > 1:
        buttons.append(Button("Earlier results", "library.page", wanted.packed(found.page - 1)))
    if found.page < found.pages:
        buttons.append(Button("More results", "library.page", wanted.packed(found.page + 1)))
    buttons.append(Button("Narrow down", "library.narrow_down", wanted.packed()))
    if facilitates:
        buttons.append(Button("Pull into a document", "library.pull", wanted.packed()))
    return buttons


def _choice(field: str, label: str, options: Sequence[Option], value: str) -> list[Field]:
    """Build a list to choose from, or room to type where a list cannot hold all; nothing where there is nothing."""
    fitting = tuple(option for option in options if len(option.value) <= LONGEST_CHOICE)
    if not fitting:
        return []
    if len(fitting) > MOST_ON_OFFER:
        return [TextField(field, label, value, required=False, max_length=LONGEST_CHOICE)]
    chosen = value if value in {option.value for option in fitting} else None
    return [ChoiceField(field, label, fitting, chosen, required=False, as_list=True)]
