"""What the bot says of itself while it runs, to whoever counts it. As it stands here nobody does.

No call takes a name or a text that somebody typed; what is not one of the values that are known counts as `other`.
"""

from contextlib import AbstractContextManager, nullcontext
from enum import StrEnum


class TurnKind(StrEnum):
    """What causes a turn."""

    COMMAND = "command"
    PRESS = "press"
    FORM = "form"
    HOME = "home"
    WAKE = "wake"


class Outcome(StrEnum):
    """What comes of a turn.

    A form is *given back* with what is wrong in it; whoever is no member is *turned away*; a wake that would delete
    something is *put off* while the date is not certain.
    """

    WROTE = "wrote"
    SHOWN = "shown"
    GIVEN_BACK = "given_back"
    REPEATED = "repeated"
    MOVED_ON = "moved_on"
    TURNED_AWAY = "turned_away"
    UNKNOWN = "unknown"
    PUT_OFF = "put_off"
    FAILED = "failed"


class Measures:
    """Is told what happens, on whatever thread it does, and makes nothing of it."""

    def turn(self, kind: TurnKind, outcome: Outcome, seconds: float) -> None:
        """Note that a turn has come to its end, and how long it took."""

    def failed(self, kind: TurnKind, activity: str) -> None:
        """Note in which activity a turn has failed."""

    def waiting(self) -> AbstractContextManager[None]:
        """Have an event wait for its turn, and be in it, for as long as the block runs."""
        return nullcontext()

    def acknowledging(self, platform: str, kind: TurnKind) -> AbstractContextManager[None]:
        """Have a platform wait for as long as the block runs, until it is told that its event has been taken."""
        return nullcontext()

    def refused(self, platform: str, code: str) -> None:
        """Note that a platform did not do what it was asked to; `code`: its own name for why, as far as it gave one."""

    def lease(self, platform: str, is_held: bool) -> None:
        """Note whether this process has the right to deliver there, as it has just found out."""

    def night(self, went_well: bool) -> None:
        """Note that this process has run a night."""


NOBODY_COUNTS = Measures()
"""For whoever runs a bot without metrics, and for every command."""
