"""What is kept about somebody, as they read it, and how they are taken out of what others have yet to read."""

import json
import re
from dataclasses import dataclass

from activities.kit.wording import A_COLLEAGUE


@dataclass(frozen=True)
class PersonalData:
    """One thing that is kept about somebody: a heading, and a line for each fact, as label and value.

    `put_right`: a sentence or two on how they put right what is wrong in it: by which command or button, or who does it
    for them. Nothing is kept about people without one. Commands are written as typed, buttons in “quotes”.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    put_right: str

    def __post_init__(self) -> None:
        if not self.put_right.strip():
            raise ValueError("say how this is put right")

    def in_words(self) -> str:
        """Write this as it stands in the file that somebody gets."""
        facts = (f"  {label}: {value or '–'}" for label, value in self.facts)
        return "\n".join([self.title, *facts, f"  To put it right: {self.put_right}"])


def without(body: str, person: int, name: str) -> str:
    """Take a person out of a card as it waits in the outbox, wherever they are mentioned or named."""
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
