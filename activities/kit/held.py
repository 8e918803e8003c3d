"""What is kept about somebody, as they read it, and how they are taken out of what others have yet to read."""

import json
import re
from dataclasses import dataclass

from activities.kit.wording import A_COLLEAGUE


@dataclass(frozen=True)
class Held:
    """One thing that is kept about somebody: a heading, and a line for each fact, as label and value."""

    title: str
    facts: tuple[tuple[str, str], ...]

    def in_words(self) -> str:
        """As it stands in the file that they get."""
        return "\n".join([self.title, *(f"  {label}: {value or '–'}" for label, value in self.facts)])


def without(body: str, person: int, name: str) -> str:
    """A card as it waits in the outbox, with a person taken out of it wherever they are mentioned or named."""
    named = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)") if name else None
    return json.dumps(_without(json.loads(body), person, named), ensure_ascii=False, separators=(",", ":"))


def _without(part: object, person: int, named: re.Pattern[str] | None) -> object:
    match part:
        case {"kind": "mention", "person": int(mentioned)}:
            return {"kind": "plain", "text": A_COLLEAGUE} if mentioned == person else part
        case dict():
            return {key: _without(value, person, named) for key, value in part.items()}
        case list():
            return [_without(one, person, named) for one in part]
        case str():
            return named.sub(A_COLLEAGUE, part) if named else part
        case _:
            return part
