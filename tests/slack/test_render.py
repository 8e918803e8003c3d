"""Cards and forms as Slack shows them: within its limits, and with every text as it was typed."""

from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis.strategies import booleans

from activities.kit.cards import Button, Buttons, Card, Contact, Copyable, GetInTouch, Heading, Paragraph, Small, say
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
from activities.kit.runs import Link, Mention, Plain, words
from bot.sandbox.fields import initial_state
from bot.slack.payloads import fields_of, values_of
from bot.slack.render import dialog, home, message, modal
from tests import anything
from tests.slack.slacks_view import check_home, check_message, check_modal

ACCOUNTS = {1: "U0ANN", 2: "U0BO"}
TYPED = "<!channel> <@U0ANN> & &amp; *no* _no_ ~no~ `no` :smile: > https://a.example"

quickly = settings(max_examples=25)


@quickly
@given(anything.cards)
def test_slack_takes_any_card_as_a_message_a_dialog_and_a_home_page(card: Card) -> None:
    check_message(message(card, ACCOUNTS))
    check_modal(dialog(card, ACCOUNTS))
    check_home(home(card, ACCOUNTS))


def test_who_reads_an_introduction_alone_is_told_where_to_write_to_the_others() -> None:
    people = (Contact(Mention(1, "Ann"), "ann@a.example"), Contact(Mention(3, "Cat"), "cat@a.example"))
    card = Card("Meet each other", (GetInTouch(people, words("I can’t read this.")), Small(words("Enjoy."))))

    assert "I can’t read this." in str(message(card.read_together(), ACCOUNTS))
    assert "ann@a.example" not in str(message(card.read_together(), ACCOUNTS))
    alone = str(message(card.read_alone(1), {}))
    assert "Write to Cat: " in alone
    assert "'url': 'mailto:cat@a.example', 'text': 'cat@a.example'" in alone
    assert "ann@a.example" not in str(message(card.read_alone(1), ACCOUNTS))


@quickly
@given(anything.forms, booleans())
def test_slack_takes_any_form_and_gives_back_what_stood_in_it(form: Form, fills_menus: bool) -> None:
    view = modal(form, ACCOUNTS, fills_menus)

    check_modal(view)
    assert fields_of(view) == [field.id for field in form.fields]
    assert values_of({"state": {"values": initial_state(view["blocks"])}}) == {
        field.id: stands_in(field) for field in form.fields
    }


@quickly
@given(anything.cards)
def test_nothing_that_slack_parses_is_shown_but_what_the_card_itself_mentions(card: Card) -> None:
    mentioned = {ACCOUNTS[person] for person in card.people() if person in ACCOUNTS}

    for part in every(message(card, ACCOUNTS)):
        assert part.get("type") not in ("mrkdwn", "broadcast", "usergroup", "emoji")
        assert part.get("user_id") is None or part["user_id"] in mentioned
    assert not {"<", ">"} & set(message(card, ACCOUNTS)["text"])


def test_what_somebody_typed_appears_as_they_typed_it() -> None:
    card = Card(
        TYPED[:50],
        (
            Heading(TYPED),
            Paragraph(words(TYPED)),
            Small(words(TYPED)),
            Copyable(TYPED),
            buttons(Button(TYPED, "tea.a", "1")),
        ),
    )

    shown = message(card, ACCOUNTS)

    seen = [part["text"] for part in every(shown["blocks"]) if isinstance(part.get("text"), str)]
    assert seen == [TYPED] * 5
    assert shown["text"] == "&lt;!channel&gt; &lt;@U0ANN&gt; &amp; &amp;amp; *no* _no_ ~no~ `no` :s"


def test_people_with_an_account_are_mentioned_and_others_named() -> None:
    shown = message(say("Meet ", Mention(1, "Ann"), " and ", Mention(9, "Zoë *"), "."), ACCOUNTS)

    assert shown["blocks"][0]["elements"][0]["elements"] == [
        {"type": "text", "text": "Meet "},
        {"type": "user", "user_id": "U0ANN"},
        {"type": "text", "text": " and Zoë *."},
    ]


def test_only_web_addresses_become_links() -> None:
    shown = message(say(Link("Library", "https://library.example"), Link("Trap", "slack://open")), {})

    assert [part["type"] for part in shown["blocks"][0]["elements"][0]["elements"]] == ["link", "text"]


def test_a_message_too_long_for_slack_is_shortened_in_place_and_keeps_its_buttons() -> None:
    paragraphs = tuple(Paragraph(words("word " * 2000)) for _ in range(60))
    card = Card("Long", (*paragraphs, buttons(Button("Send", "tea.send", "1"))))

    shown = message(card, {})

    check_message(shown)
    assert shown["blocks"][-1]["elements"][0]["action_id"] == "tea.send"


def test_texts_are_shortened_before_any_part_is_dropped() -> None:
    card = Card("Report", tuple(Paragraph((Plain("word " * 500),)) for _ in range(12)))

    shown = message(card, {})

    check_message(shown)
    assert len(shown["blocks"]) == 12


def test_buttons_with_one_action_stand_in_rows_of_their_own() -> None:
    chosen = buttons(*(Button(f"Trial {number}", "tea.choose", str(number)) for number in range(3)))

    rows = message(Card("Which?", (chosen,)), {})["blocks"]

    assert [[button["value"] for button in row["elements"]] for row in rows] == [["0"], ["1"], ["2"]]


def test_many_options_become_a_list_and_very_many_a_list_in_groups() -> None:
    kinds = {
        number: element_of(ChoiceField("department", "Department", some(number)))["type"] for number in (10, 11, 100)
    }
    groups = element_of(ChoiceField("department", "Department", some(250), value="149"))

    assert kinds == {10: "radio_buttons", 11: "static_select", 100: "static_select"}
    assert [len(group["options"]) for group in groups["option_groups"]] == [100, 100, 50]
    assert groups["initial_option"]["value"] == "149"


def buttons(*several: Button) -> Buttons:
    return Buttons(several)


def some(number: int) -> tuple[Option, ...]:
    return tuple(Option(str(one), f"Department {one}") for one in range(number))


def element_of(field: Field) -> dict[str, Any]:
    view = modal(Form("tea.signup", "1", "Join", "Join", (field,)), {})
    check_modal(view)
    element: dict[str, Any] = view["blocks"][0]["element"]
    return element


def stands_in(field: Field) -> Value:
    match field:
        case TextField(value=value):
            return value or None
        case ChecksField(values=values, options=offered):
            return tuple(option.value for option in offered if option.value in values)
        case ChannelField(value=value):
            return Channel(value, "", bot_is_in=False) if value else None
        case ChoiceField(value=value) | DateField(value=value) | MomentField(value=value):
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
