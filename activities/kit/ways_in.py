"""How people get to the bot who have never used it: a link that opens our own chat, and what to do there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from activities.kit.cards import Button
from activities.kit.names import shown_name
from activities.kit.phases import MovedOn
from activities.kit.subjects import subject
from activities.kit.wording import listed
from storage.tables import Person


@dataclass(frozen=True)
class WayIn:
    """A platform’s way to our own chat. `name`: what people call the platform.

    `link` opens it; `short` does too, and is as short to type as the platform lets it be. `then` says what to do there,
    as a clause. Wherever `{typed}` stands in one of them, it is for what is to be typed, such as `coffee join`.
    """

    name: str
    link: str
    short: str
    then: str

    def link_for(self, typed: str) -> str:
        """Return the link for what is to be typed."""
        return self.link.replace("{typed}", quote(typed))

    def then_for(self, typed: str) -> str:
        """Say what to do once there."""
        return self.then.replace("{typed}", typed)


def in_order(ways: Mapping[str, WayIn]) -> Sequence[WayIn]:
    """Return the ways in that are known by the names of their platforms."""
    return sorted(ways.values(), key=lambda way: way.name)


CODE = subject(int, str)
"""What people are invited to, by its id, and the name of a platform."""


def named(ways: Mapping[str, WayIn], name: str) -> WayIn:
    """Return the way in to a platform of this name; raise `MovedOn` where there is none."""
    found = next((way for way in ways.values() if way.name == name), None)
    if found is None:
        raise MovedOn
    return found


# ---- what people see ------------------------------------------------------------------------------------------------


def how_to_join(ways: Sequence[WayIn], typed: str, ask: Person) -> str:
    """Write for an e-mail how to join without knowing the bot, and whom to write to without an account."""
    lines = [f"{way.name}: open {way.link_for(typed)} and {way.then_for(typed)}." for way in ways]
    return "\n".join([*lines, write_to(ways, ask)])


def write_to(ways: Sequence[WayIn], ask: Person) -> str:
    """Say whom to write to where there is no account."""
    where = listed([way.name for way in ways], "or") if ways else "our chat"
    address = f" at {ask.email}" if ask.email else ""
    return f"No account in {where}? Write to {shown_name(ask.name)}{address}."


def code_buttons(ways: Sequence[WayIn], action: str, thing: int) -> tuple[Button, ...]:
    """Build a button for each platform that sends its code as a picture."""
    return tuple(Button(f"{way.name} code as a picture", action, CODE.spell(thing, way.name)) for way in ways)


CODE_FOLLOWS = "The code is in your own chat with me, as a picture."
