"""A form that travels in its own card, because Teams gives back nothing of a form but what was typed into it.

So nothing about forms is kept: what was typed can be read, and a form with errors shown again, after any restart. What
comes back proves only that somebody sent it, like every form.
"""

import base64
import binascii
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import assert_never

from pydantic import ValidationError

from activities.kit import forms
from activities.kit.events import Account, Channel, Kind, People, Profile, Value
from activities.kit.names import names_in
from bot.teams.fields import chosen, found_in, namesakes_id, time_id
from bot.teams.text import Json

SENT = "$form"
"""Where a form stands among what was typed. No field's id begins with a dollar."""

MOST_UNPACKED = 200_000


@dataclass(frozen=True)
class SentForm:
    """A form that came back, and what was typed, by input id. `times`: how often it was shown with what is wrong."""

    form: forms.Form
    typed: Mapping[str, str]
    times: int = 0

    @property
    def showing(self) -> str:
        """What is the same for every copy of the form as it stood before somebody, however often it is sent."""
        return f"{self.form.nonce} {self.times}"


def carried(form: forms.Form, times: int = 0) -> Json:
    """Pack what the button that sends a form carries: its name, its subject, and all of it but what stood in it.

    `times`: how often it has been shown with what is wrong.
    """
    blank = replace(form, fields=tuple(_emptied(field) for field in form.fields))
    packed = base64.b85encode(zlib.compress(forms.FORM.dump_json(blank), 9)).decode("ascii")
    return {SENT: {"name": form.name, "subject": form.subject, "sheet": packed, "times": times}}


def sent_form(value: Json) -> SentForm | None:
    """Unpack the form in the `value` of a message; `None` where there is none, or none that can be read."""
    sent = value.get(SENT)
    sheet = sent.get("sheet") if isinstance(sent, dict) else None
    if not isinstance(sheet, str):
        return None
    try:
        unpacking = zlib.decompressobj()
        form = forms.FORM.validate_json(unpacking.decompress(base64.b85decode(sheet), MOST_UNPACKED))
    except (ValueError, binascii.Error, zlib.error, ValidationError):
        return None
    times = sent.get("times") if isinstance(sent, dict) else None
    typed = {name: typed for name, typed in value.items() if isinstance(typed, str)}
    return SentForm(form, typed, times if isinstance(times, int) else 0)


def values_of(sent: SentForm) -> dict[str, Value]:
    """Read what was filled in, by field id, already of the field's type.

    A channel comes with its id alone, as one that the bot is not in. People come as strangers whose name is what was
    typed, or whose account has the id that was chosen among namesakes. Both are to be looked up.
    """
    return {field.id: _value(field, sent.typed) for field in sent.form.fields}


def _value(field: forms.Field, typed: Mapping[str, str]) -> Value:
    text = typed.get(field.id, "").strip()
    match field:
        case forms.TextField():
            return typed.get(field.id) or None
        case forms.ChoiceField(options=options):
            return chosen(text, options) or None
        case forms.ChecksField(options=options):
            places = set(text.split(","))
            return tuple(option.value for place, option in enumerate(options) if str(place) in places)
        case forms.DateField():
            return _date(text)
        case forms.MomentField():
            return _moment(text, typed.get(time_id(field), ""))
        case forms.ChannelField():
            return Channel(text, "", bot_is_in=False) if text else None
        case forms.PeopleField():
            chosen_ids = [*found_in(typed, field), *filter(None, typed.get(namesakes_id(field), "").split(","))]
            named = [_stranger(name=name) for name in names_in(text)]
            return People((*named, *(_stranger(user=user) for user in chosen_ids)))
        case _:
            assert_never(field)


def _stranger(name: str = "", user: str = "") -> Profile:
    return Profile(Account("", "", user), name=name, kind=Kind.STRANGER)


def _date(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _moment(day: str, time: str) -> datetime | None:
    """Read a moment without a zone: it is local to the organisation."""
    try:
        return datetime.fromisoformat(f"{day}T{time}") if day and time else None
    except ValueError:
        return None


def _emptied(field: forms.Field) -> forms.Field:
    match field:
        case forms.TextField():
            return replace(field, value="")
        case forms.ChecksField():
            return replace(field, values=())
        case forms.ChoiceField() | forms.DateField() | forms.MomentField() | forms.ChannelField():
            return replace(field, value=None)
        case forms.PeopleField():
            return field
        case _:
            assert_never(field)
