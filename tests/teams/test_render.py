"""Cards and forms as Teams shows them: within its limits, and with every text as it was typed."""

import base64
import json
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis.strategies import booleans

from activities.kit.cards import Button, Buttons, Card, Confirm, Contact, GetInTouch, Paragraph
from activities.kit.events import Channel, People, Value
from activities.kit.forms import (
    ChannelField,
    ChecksField,
    ChoiceField,
    DateField,
    Field,
    Form,
    MomentField,
    Option,
    PeopleField,
    TextField,
)
from activities.kit.runs import Mention, words
from activities.kit.wording import LEFT_OUT
from bot.teams.fields import PEOPLE, Filled, Offers, as_choice
from bot.teams.forms import SENT, sent_form, values_of
from bot.teams.render import form_message, message
from tests import anything
from tests.teams.teams_view import check_message

SIGN_INS = {1: "", 2: ""}
CHANNELS = (Option("C0COFFEE", "Library › General"),)

quickly = settings(max_examples=25)


def packed(content: bytes) -> str:
    return base64.b85encode(zlib.compress(content)).decode()


@quickly
@given(anything.cards)
def test_teams_takes_any_card(card: Card) -> None:
    check_message(message(card, SIGN_INS))


@quickly
@given(anything.forms, booleans())
def test_teams_takes_any_form_and_gives_back_what_stood_in_it(form: Form, fills_menus: bool) -> None:
    shown = form_message(form, Offers(CHANNELS, fills_menus))

    check_message(shown)
    sent = sent_form(json.loads(json.dumps(what_comes_back(shown))))
    assert sent is not None
    assert (sent.form.name, sent.form.subject) == (form.name, form.subject)
    assert values_of(sent) == {field.id: stands_in(field) for field in form.fields}


def test_who_is_introduced_can_open_a_chat_or_propose_a_meeting_and_others_are_given_by_address() -> None:
    people = (
        Contact(Mention(1, "Ann"), "ann.o'hara+nhs@trust.example"),
        Contact(Mention(2, "Bo")),
        Contact(Mention(9, "Gil"), "gil@council.example"),
    )

    shown = message(Card("Meet each other", (GetInTouch(people, words("Together")),)), SIGN_INS)

    check_message(shown)
    assert [each["text"] for each in every(shown) if each.get("type") == "TextRun"] == [
        "Write to Bo directly.",
        "Write to Gil: gil@council.example.",
    ]
    assert {each["title"]: each["url"] for each in every(shown) if each.get("type") == "Action.OpenUrl"} == {
        "Write to Ann": "https://teams.microsoft.com/l/chat/0/0?users=ann.o%27hara%2Bnhs@trust.example",
        "Propose a time to meet": "https://teams.microsoft.com/l/meeting/new?subject=Let%E2%80%99s%20meet"
        "&attendees=ann.o%27hara%2Bnhs@trust.example,gil@council.example",
    }


def test_a_message_too_long_for_teams_is_shortened_in_place_says_so_and_keeps_its_buttons() -> None:
    paragraphs = tuple(Paragraph(words("word " * 2000)) for _ in range(60))
    card = Card("Long", (*paragraphs, Buttons((Button("Send", "tea.send", "1"),))))

    shown = message(card, {})

    check_message(shown)
    assert [each["data"] for each in every(shown) if each.get("type") == "Action.Submit"] == [
        {"action": "tea.send", "subject": "1"}
    ]
    assert LEFT_OUT in [each.get("text") for each in every(shown)]


def test_texts_are_shortened_before_any_part_is_dropped() -> None:
    card = Card("Report", tuple(Paragraph(words("word " * 900)) for _ in range(12)))

    shown = message(card, {})

    check_message(shown)
    assert len([each for each in every(shown) if each.get("type") == "RichTextBlock"]) == 12 + 1


def test_whatever_takes_more_room_than_it_shows_counts_as_it_is_sent() -> None:
    card = Card("Tea", (Paragraph(words("’" * 4000)), Paragraph(words("🫖" * 2000))))

    shown = message(card, {})

    check_message(shown)
    assert LEFT_OUT in [each.get("text") for each in every(shown)]


def test_a_list_that_no_card_could_hold_is_typed_and_found_by_its_label() -> None:
    departments = tuple(Option(f"d{number}", f"Department number {number} of the hospital") for number in range(400))
    form = Form("tea.form", "1", "Join", "Join", (ChoiceField("where", "Department", departments, value="d7"),))

    shown = form_message(form)

    check_message(shown)
    back = what_comes_back(shown)
    assert back["where"] == "Department number 7 of the hospital"
    for typed, meant in [
        (back["where"], "d7"),
        ("department NUMBER 12 of the hospital", "d12"),
        ("Pharmacy", "Pharmacy"),
    ]:
        sent = sent_form({**back, "where": typed})
        assert sent is not None
        assert values_of(sent) == {"where": meant}


@pytest.mark.parametrize(
    ("ours", "in_teams"),
    [
        ("Type /coffee join.", "Type coffee join."),
        ("“/knowhow forget me” (/aar new)", "“knowhow forget me” (aar new)"),
        ("/library: our files are in /library/ward and at https://nhs.example/coffee", None),
        ("and/review, 3/4, /coffees and /tmp are no commands", None),
    ],
)
def test_a_command_is_written_without_the_slash_that_opens_a_menu_of_teams_own(ours: str, in_teams: str | None) -> None:
    sent = message(Card(ours, (Paragraph(words(ours)),)), {})
    inlines = sent["attachments"][0]["content"]["body"][0]["inlines"]
    assert "".join(inline["text"] for inline in inlines) == (in_teams or ours.replace("/library:", "library:"))


def test_a_command_in_a_running_sentence_is_bold() -> None:
    sent = message(Card("x", (Paragraph(words("Short? /cafe new espresso, or /knowhow forget me.")),)), {})
    inlines = sent["attachments"][0]["content"]["body"][0]["inlines"]
    bold = [inline["text"] for inline in inlines if inline.get("weight") == "Bolder"]
    assert bold == ["cafe new espresso", "knowhow forget me"]


def test_people_are_typed_by_name_or_address_and_chosen_among_namesakes() -> None:
    form = Form("tea.form", "1", "Who?", "Add", (PeopleField("who", "Who?"),))
    namesakes = {"who": (Option("9b2d-bo", "Bo (bo@trust.example)"), Option("7c3e-bo", "Bo (b.o@trust.example)"))}

    again = form_message(form, filled=Filled({"who": "Ann, Bo"}, {"who": "There are two of that name."}, namesakes))

    check_message(again)
    back = what_comes_back(again)
    assert back["who"] == "Ann, Bo"
    sent = sent_form({**back, "who": "Ann; bo@trust.example\nCy", "who.which": "7c3e-bo"})
    assert sent is not None
    people = values_of(sent)["who"]
    assert isinstance(people, People)
    assert [(one.name, one.account.user) for one in people.profiles] == [
        ("Ann", ""),
        ("bo@trust.example", ""),
        ("Cy", ""),
        ("", "7c3e-bo"),
    ]


def test_several_people_are_typed_into_a_box_that_shows_them_all_and_one_person_into_a_line() -> None:
    form = Form("tea.form", "1", "Who?", "Add", (PeopleField("all", "Who?"), PeopleField("one", "Who?", most=1)))
    box, line = form_message(form)["attachments"][0]["content"]["body"][1:3]
    assert (box["isMultiline"], box["placeholder"]) == (True, "Names or e-mail addresses, one a line")
    assert ("isMultiline" in line, line["placeholder"]) == (False, "A name or an e-mail address")


def test_people_are_looked_for_in_a_menu_and_named_where_a_client_has_none_or_it_fails() -> None:
    form = Form("tea.form", "1", "Who?", "Add", (PeopleField("who", "Who?"), PeopleField("one", "Who?", most=1)))
    ann = as_choice(Option("9b2d-ann", "Ann, *Dr* ~Okafor~ (ann@trust.example)"))
    bo = as_choice(Option("7c3e-bo", "Bo"))

    shown = form_message(form, Offers(fills_menus=True))

    check_message(shown)
    menu, named, single, *_ = shown["attachments"][0]["content"]["body"][1:]
    assert menu["choices.data"] == {"type": "Data.Query", "dataset": PEOPLE}
    assert menu["isMultiSelect"]
    assert "isRequired" not in {**menu, **named}
    assert single["isMultiSelect"] is False
    typed = {"who.found": f"{ann['value']},{bo['value']}", "who": "Cy"}
    for _ in range(3):  # however often it comes back
        again = form_message(form, Offers(fills_menus=True), Filled(typed))
        check_message(again)
        back = what_comes_back(again)
        assert back["who.found"] == ""
        sent = sent_form(back)
        assert sent is not None
        people = values_of(sent)["who"]
        assert isinstance(people, People)
        assert [(one.name, one.account.user) for one in people.profiles] == [
            ("Cy", ""),
            ("", "9b2d-ann"),
            ("", "7c3e-bo"),
        ]
        (ticks,) = [one for one in every(again) if one.get("id") == "who.chosen"]
        assert len(ticks["choices"]) == 2
        typed = {**back, "who.found": bo["value"]}


def test_a_form_in_which_very_many_were_chosen_still_fits() -> None:
    form = Form("tea.form", "1", "Who?", "Add", (PeopleField("who", "Who?", most=30),))
    found = ",".join(as_choice(Option(f"{number:036}", "王" * 75))["value"] for number in range(30))

    check_message(form_message(form, Offers(fills_menus=True), Filled({"who.found": found})))


def test_a_button_that_asks_once_more_sends_nothing_by_itself() -> None:
    end = Button("End it", "tea.end", "1", style="danger", confirm=Confirm("Sure?", "Yes, end it"))

    shown = message(Card("End", (Buttons((end,)),)), {})

    (asks,) = [each for each in every(shown) if each.get("type") == "Action.ShowCard"]
    (yes,) = asks["card"]["actions"]
    assert (asks["title"], asks["style"], "data" in asks) == ("End it", "destructive", False)
    assert (yes["title"], yes["style"], yes["data"]) == (
        "Yes, end it",
        "destructive",
        {"action": "tea.end", "subject": "1"},
    )


@pytest.mark.parametrize(
    "sheet",
    [
        None,
        17,
        "",
        "not packed",
        base64.b85encode(b"nor zlib").decode(),
        packed(b"no JSON"),
        packed(b"{}"),
        packed(b" " * 300_000),
    ],
    ids=["none", "a number", "empty", "not packed", "no zlib", "no JSON", "no form", "a bomb"],
)
def test_what_is_no_form_of_ours_is_none(sheet: object) -> None:
    assert sent_form({SENT: {"name": "tea.form", "subject": "1", "sheet": sheet}, "text": "typed"}) is None


def what_comes_back(shown: dict[str, Any]) -> dict[str, Any]:
    """What Teams gives back of a form that is sent as it stands."""
    data: dict[str, Any] = {}
    for element in every(shown):
        if element.get("type", "").startswith("Input."):
            data[element["id"]] = element.get("value", "")
        if element.get("type") == "Action.Submit":
            data |= element["data"]
    return data


def stands_in(field: Field) -> Value:
    """What is in a field before anybody has typed."""
    match field:
        case TextField(value=value):
            return value or None
        case ChecksField(values=values, options=offered):
            return tuple(option.value for option in offered if option.value in values)
        case ChannelField(value=value):
            return Channel(value, "", bot_is_in=False) if value else None
        case MomentField(value=value):
            return datetime.fromisoformat(f"{value:%Y-%m-%dT%H:%M}") if value else None
        case ChoiceField(value=value) | DateField(value=value):
            return value
        case PeopleField():
            return People(())


def every(part: Any) -> Iterator[dict[str, Any]]:
    """Every object in something rendered, however deep."""
    if isinstance(part, dict):
        yield part
        part = list(part.values())
    if isinstance(part, list):
        for one in part:
            yield from every(one)
