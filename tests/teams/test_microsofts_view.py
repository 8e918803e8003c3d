"""Cards and forms as Microsoft's own parser takes them, and as its renderer shows them to somebody."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from activities.kit.cards import (
    Bullets,
    Button,
    Buttons,
    Card,
    Confirm,
    Copyable,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Quote,
    Small,
)
from activities.kit.forms import ChecksField, ChoiceField, Form, Option, TextField
from activities.kit.runs import Bold, Link, Mention, words
from bot.teams.render import form_message, message
from tests import anything
from tests.teams.microsofts_view import Microsoft, microsoft
from tests.teams.test_golden import FILLED_BY_APP, OFFERS, RENDERINGS, SIGN_INS

TYPED = "*a* _b_ **c** [d](https://d.example) `e` ~~f~~ <at>g</at> <b>h</b> &amp; # i https://j.example {{DATE(x)}}"

quickly = settings(max_examples=10, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def page() -> Iterator[Microsoft]:
    with microsoft() as page:
        yield page


def test_the_parser_does_complain(page: Microsoft) -> None:
    broken = message(Card("Broken", (Paragraph(words("Broken")),)), {})
    broken["attachments"][0]["content"]["body"].append({"type": "Input.Text", "isRequired": True})

    (seen,) = page.shows(broken)

    assert seen.problems


def test_it_takes_what_is_golden(page: Microsoft) -> None:
    for seen in page.shows(*RENDERINGS.values()):
        assert seen.problems == []


@quickly
@given(cards=st.lists(anything.cards, min_size=5, max_size=10), forms=st.lists(anything.forms, min_size=5, max_size=10))
def test_it_takes_any_card_and_any_form_and_labels_every_input(
    page: Microsoft, cards: list[Card], forms: list[Form]
) -> None:
    rendered = [message(card, SIGN_INS) for card in cards] + [form_message(form, OFFERS) for form in forms]
    rendered += [form_message(form, FILLED_BY_APP) for form in forms]

    for seen in page.shows(*rendered):
        assert seen.problems == []
        assert seen.labelled == seen.inputs


def test_what_somebody_typed_is_read_as_they_typed_it(page: Microsoft) -> None:
    parts = (
        Heading(TYPED),
        Paragraph(words(TYPED, Bold(TYPED))),
        Bullets((words(TYPED),)),
        Facts((Fact(TYPED, words(TYPED)),)),
        Quote(TYPED, TYPED),
        Copyable(TYPED),
        Small(words(Mention(9, TYPED))),
        Buttons((Button(TYPED[:70], "tea.a", "1"), Button("Sure?", "tea.b", "1", confirm=Confirm(TYPED, "Yes")))),
    )

    (seen,) = page.shows(message(Card(TYPED, parts), SIGN_INS))

    assert seen.problems == []
    assert seen.text.count(TYPED) == 9 + 1, "nine texts, and one of them twice in its line"
    assert TYPED[:70] in seen.text
    assert (seen.dressed, seen.links) == ([], [])


def test_what_somebody_typed_is_read_so_in_a_form_too(page: Microsoft) -> None:
    options = (Option("a", TYPED[:70]), Option("b", "Plain"))
    form = Form(
        "tea.form",
        "1",
        TYPED,
        TYPED[:70],
        (
            TextField("text", TYPED, TYPED, multiline=True, hint=TYPED),
            ChoiceField("one", "One", options),
            ChecksField("several", "Several", options),
        ),
        (Paragraph(words(TYPED)),),
    )

    (seen,) = page.shows(form_message(form))

    assert seen.problems == []
    assert seen.text.count(TYPED) == 4
    assert TYPED[:70] in seen.options
    assert (seen.dressed, seen.links) == ([], [])


def test_links_are_followed_where_a_card_has_them_and_to_the_web_alone(page: Microsoft) -> None:
    said = words(Link("the library", "https://library.example"), Link("a trap", "javascript:alert(1)"))

    (seen,) = page.shows(message(Card("Links", (Paragraph(said),)), {}))

    assert seen.links == ["the library"]


def test_a_heading_is_announced_as_one_where_nothing_in_it_could_be_markup(page: Microsoft) -> None:
    plain, marked = (Card("Heading", (Heading(text),)) for text in ("KNOWvember: who met", "KNOW*vember*"))

    seen = page.shows(message(plain, {}), message(marked, {}))

    assert [one.headings for one in seen] == [["KNOWvember: who met"], []]
    assert [one.text for one in seen] == ["KNOWvember: who met", "KNOW*vember*"]
