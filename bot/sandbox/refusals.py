"""How Slack says no."""

from typing import Any


class Refused(Exception):
    """Raised as Slack's `{"ok": false, "error": …}`.

    `error` is Slack's own name for it; `details` are further fields of the answer.
    """

    def __init__(self, error: str, **details: Any) -> None:
        super().__init__(error)
        self.error = error
        self.details = details

    def as_answer(self) -> dict[str, Any]:
        """Build the JSON body that Slack would send."""
        return {"ok": False, "error": self.error, **self.details}
