"""Reading a submitted form, field by field, and saying what is wrong with all of it at once."""

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from activities.kit.events import Channel, People, Profile, Value
from activities.kit.runs import legible
from storage.membership import is_member

NO_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands in for a moment that was not given."""

A_LONG_WAY_OFF = "That is a very long way off. Is the year right?"


class Reader:
    """Takes answers out of a form by field id. What is missing or impossible is noted in `errors`, by field.

    A form proves only that somebody sent it, so choices are checked against what was on offer.
    """

    def __init__(self, values: Mapping[str, Value]) -> None:
        self._values = values
        self.errors: dict[str, str] = {}

    def text(self, field: str, missing: str = "", longest: int = 3000) -> str:
        """Read text, trimmed; with `missing`, an empty answer is an error that says so."""
        value = self._values.get(field)
        text = legible(value).strip() if isinstance(value, str) else ""
        if not text and missing:
            self.errors[field] = missing
        if len(text) > longest:
            self.errors[field] = f"Please keep this to {longest} characters; it has {len(text)}."
        return text

    def line(self, field: str, missing: str = "", longest: int = 3000) -> str:
        """Read text as one line, as titles and names are; with `missing`, an empty answer is an error that says so."""
        return " ".join(self.text(field, missing, longest).split())

    def number(self, field: str, least: int, most: int) -> int:
        """Read a whole number from `least` to `most`; where there is none, note the error and return `least`."""
        text = self.text(field)
        if not (text.isascii() and text.isdigit() and len(text) < 10 and least <= int(text) <= most):
            self.errors[field] = f"Please give a whole number from {least} to {most}."
            return least
        return int(text)

    def choice(self, field: str, offered: Collection[str], missing: str = "Please choose one.") -> str:
        """Read one of the offered values."""
        value = self._values.get(field)
        if not isinstance(value, str) or value not in offered:
            self.errors[field] = missing
            return ""
        return value

    def choices(self, field: str, offered: Collection[str], missing: str = "Please choose at least one.") -> list[str]:
        """Read those of the offered values that were chosen, in the order in which they were offered."""
        value = self._values.get(field)
        chosen = [one for one in offered if one in value] if isinstance(value, tuple) else []
        if not chosen and missing:
            self.errors[field] = missing
        return chosen

    def day(self, field: str, latest: date = date.max, missing: str = "Please choose a date.") -> date:
        """Read a date until `latest`; where there is none, note the error and return `date.min`."""
        value = self._values.get(field)
        if not isinstance(value, date) or isinstance(value, datetime):
            self.errors[field] = missing
            return date.min
        if value > latest:
            self.errors[field] = A_LONG_WAY_OFF
            return date.min
        return value

    def moment(
        self, field: str, zone: ZoneInfo, latest: date = date.max, missing: str = "Please choose a date and a time."
    ) -> datetime:
        """Read a moment in UTC, on a day until `latest`; where there is none, note the error and return `NO_MOMENT`.

        What the platform gave without a zone is the time on a wall in `zone`.
        """
        value = self._values.get(field)
        if not isinstance(value, datetime):
            self.errors[field] = missing
            return NO_MOMENT
        try:
            local = value.astimezone(zone) if value.tzinfo else value.replace(tzinfo=zone)
            moment = local.astimezone(UTC)
        except OverflowError:  # at the end of the calendar, or before its beginning
            self.errors[field] = A_LONG_WAY_OFF
            return NO_MOMENT
        if local.date() > latest:
            self.errors[field] = A_LONG_WAY_OFF
            return NO_MOMENT
        return moment

    def day_if_any(self, field: str, latest: date = date.max) -> date | None:
        """Read a date until `latest` where none need be given; `None` without one."""
        return self.day(field, latest) if isinstance(self._values.get(field), date) else None

    def channel(self, field: str, missing: str = "Please choose a channel.") -> Channel:
        """Read a channel in which the bot is. Without `missing` there need be none, and one without an id stands in."""
        value = self._values.get(field)
        if not isinstance(value, Channel):
            if missing:
                self.errors[field] = missing
            return Channel("", "", bot_is_in=False)
        if value.is_closed:
            self.errors[field] = "Nobody can write in that channel: it is archived. Please choose another."
        elif not value.bot_is_in:
            self.errors[field] = "I’m not in that channel. Please invite me there first, then send this form again."
        return value

    def people(self, field: str, missing: str = "Please choose somebody.") -> tuple[Profile, ...]:
        """Read members of the organisation who are still here; without `missing`, perhaps nobody."""
        value = self._values.get(field)
        chosen = value.profiles if isinstance(value, People) else ()
        if not chosen and missing:
            self.errors[field] = missing
        elif not all(map(is_member, chosen)):
            self.errors[field] = "Guests, apps and people who have gone can’t be chosen here: only members."
        return chosen
