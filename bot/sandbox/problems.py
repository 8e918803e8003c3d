"""What was found wrong with blocks, in Slack's words and with its JSON pointers."""

from typing import Any


class Problems:
    """A list of problems that grows while blocks are looked at; false while nothing was found."""

    def __init__(self, found: list[str] | None = None) -> None:
        self.found = found or []

    def __bool__(self) -> bool:
        return bool(self.found)

    def as_details(self) -> dict[str, Any]:
        """Build the fields with which Slack explains itself beside the name of the error."""
        return {
            "errors": self.found,
            "response_metadata": {"messages": [f"[ERROR] {problem}" for problem in self.found]},
        }

    def add(self, pointer: str, what: str) -> None:
        """Note what is wrong at a place."""
        self.found.append(f"{what} [json-pointer:{pointer}]")

    def only(self, part: dict[str, Any], pointer: str, allowed: frozenset[str]) -> None:
        """Note properties that Slack does not know, and so refuses."""
        for name in part:
            if name not in allowed:
                self.add(pointer, f"invalid additional property: {name}")

    def string(self, value: Any, pointer: str, most: int, *, fewest: int = 1) -> None:
        """Check a string of a certain length."""
        if not isinstance(value, str):
            self.add(pointer, "missing required field" if value is None else "must be a string")
        elif len(value) < fewest:
            self.add(pointer, f"must be more than {fewest - 1} characters")
        elif len(value) > most:
            self.add(pointer, f"must be less than {most + 1} characters")

    def text(self, value: Any, pointer: str, most: int, *, plain: bool = False) -> None:
        """Check a text object: `plain_text`, or also `mrkdwn` where Slack allows it."""
        if not isinstance(value, dict):
            self.add(pointer, "missing required field" if value is None else "must be a text object")
            return
        kind = value.get("type")
        if kind not in (("plain_text",) if plain else ("plain_text", "mrkdwn")):
            self.add(f"{pointer}/type", "must be plain_text" if plain else "must be plain_text or mrkdwn")
        self.only(value, pointer, frozenset({"type", "text", "emoji" if kind == "plain_text" else "verbatim"}))
        self.string(value.get("text"), f"{pointer}/text", most)

    def items(self, value: Any, pointer: str, fewest: int, most: int) -> list[Any]:
        """Check a list of a certain length, and return its items; none when it is no list at all."""
        if not isinstance(value, list):
            self.add(pointer, "missing required field" if value is None else "must be an array")
            return []
        if len(value) < fewest:
            self.add(pointer, f"no fewer than {fewest} items allowed")
        elif len(value) > most:
            self.add(pointer, f"no more than {most} items allowed")
        return value
