"""Cards and forms as Teams shows them: within its limits, and with every text as it was typed."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from hypothesis import HealthCheck, given, settings

from activities.kit.events import Channel, People, Value
from activities.kit.views import (
    Card,
    ChannelField,
    ChecksField,
    ChoiceField,
    Contact,
    DateField,
    Field,
    Form,
    GetInTouch,
    Mention,
    MomentField,
    Option,
    PeopleField,
    TextField,
    words,
)
from bot.teams.forms import sent_form, values_of
from bot.teams.render import form_message, message
from tests import anything
from tests.teams.teams_view import check_message

ACCOUNTS = {1: "6a1c-ann", 2: "9b2d-bo"}
CHANNELS = (Option("C0COFFEE", "Library › General"),)

quickly = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@quickly
@given(anything.cards)
def test_teams_takes_any_card(card: Card) -> None:
    check_message(message(card, ACCOUNTS))


@quickly
@given(anything.forms)
def test_teams_takes_any_form_and_gives_back_what_stood_in_it(form: Form) -> None:
    shown = form_message(form, CHANNELS)

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

    shown = message(Card("Meet each other", (GetInTouch(people, words("Together")),)), ACCOUNTS)

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
