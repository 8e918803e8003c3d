"""What stands beside every dialogue, and looks at each card and form that the bot shows, whatever they are about."""

import json
from dataclasses import replace
from functools import cache

from activities.kit.cards import Card
from activities.kit.forms import Form, Option, TextField
from activities.kit.wording import LEFT_OUT
from bot.teams.fields import Filled, Offers
from bot.teams.render import CONTENT_TYPE, form_message, message
from bot.teams.text import Json
from tests.teams.microsofts_parser import complaints
from tests.teams.teams_view import check_message

CHANNELS = tuple(Option(f"19:{number:032}@thread.tacv2", f"Library and Knowledge › {number}") for number in range(20))


def teams_takes(shown: Card | Form) -> None:
    """Raise where Teams would refuse it or not show all of it; a form also when it comes back full and all wrong.

    The same is shown in many towns, and looked at once. Only by its nonce does a form differ from others like it.
    """
    _takes(replace(shown, nonce="n" * len(shown.nonce)) if isinstance(shown, Form) else shown)


@cache
def _takes(shown: Card | Form) -> None:
    if isinstance(shown, Card):
        _check(json.dumps(message(shown, {})))
    else:
        for offers in (Offers(CHANNELS), Offers(CHANNELS, fills_menus=True)):
            rendered = form_message(shown, offers)
            _check(json.dumps(rendered))
            _check_what_comes_back(shown, offers, _inputs(rendered))


def _check_what_comes_back(form: Form, offers: Offers, empty: dict[str, Json]) -> None:
    """With as much in each field as fits into it, and something wrong with each. `empty`: its inputs as first shown."""
    longest = {name: given.get("maxLength", 0) for name, given in empty.items()}
    typed = {field.id: "x" * longest[field.id] for field in form.fields if isinstance(field, TextField)}
    errors = {field.id: "Please look at this once more: it cannot be taken as it is." for field in form.fields}
    again = form_message(form, offers, Filled(typed, errors))
    _check(json.dumps(again))
    there = _inputs(again)
    assert {name: there[name].get("value", "") for name in typed} == typed


def teams_was_sent(activity: Json) -> None:
    """Raise where Teams would refuse what it was sent, or not show all of it. A file that is offered is no card."""
    if any(attachment["contentType"] == CONTENT_TYPE for attachment in activity["attachments"]):
        _check(json.dumps({name: activity[name] for name in ("summary", "attachments")}))


@cache
def _check(rendered: str) -> None:
    sent = json.loads(rendered)
    check_message(sent)
    assert json.dumps(LEFT_OUT)[1:-1] not in rendered
    wrong = complaints(sent["attachments"][0]["content"])
    assert not wrong, wrong


def _inputs(rendered: Json) -> dict[str, Json]:
    body = rendered["attachments"][0]["content"]["body"]
    return {element["id"]: element for element in body if element["type"].startswith("Input.")}
