"""What goes wrong between the app and Slack when a test asks for it."""

from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True)
class Slow:
    """The answer takes so many real seconds; the call takes effect before the wait."""

    seconds: float


@dataclass(frozen=True)
class ServerError:
    """Slack's servers fail, and the call has no effect."""

    status: int = 503


@dataclass(frozen=True)
class DroppedBefore:
    """The connection breaks before the call takes effect."""


@dataclass(frozen=True)
class DroppedAfter:
    """The call takes effect, and the connection breaks before the answer: the app cannot know."""


@dataclass(frozen=True)
class Says:
    """Slack refuses with an error of this name, and the call has no effect."""

    error: str


@dataclass(frozen=True)
class TooMany:
    """Slack answers 429 and asks to wait for so many seconds; the call has no effect."""

    seconds: int


Fault: TypeAlias = Slow | ServerError | DroppedBefore | DroppedAfter | Says | TooMany


@dataclass
class Order:
    """A fault for the next calls of a method; `times` is how many are still to come, `channel` narrows it to one."""

    method: str
    fault: Fault
    times: int
    channel: str | None


@dataclass
class Faults:
    """What is to go wrong. Each order strikes as often as it says, then things go well again.

    `deliver_twice`: every event, command and interaction reaches the app twice.
    `deliver_late_by`: real seconds that everything takes on its way to the app.
    `lose_acknowledgements`: so many of the app's next acknowledgements never arrive.
    """

    orders: list[Order] = field(default_factory=list)
    deliver_twice: bool = False
    deliver_late_by: float = 0.0
    lose_acknowledgements: int = 0

    def on(self, method: str, fault: Fault, *, times: int = 1, channel: str | None = None) -> None:
        """Let a fault strike the next calls of a method; `method` is "*" for any, "response_url" for those."""
        self.orders.append(Order(method, fault, times, channel))

    def strike(self, method: str, channel: str | None) -> Fault | None:
        """Return the fault that strikes this call, used up by one; None when it goes well."""
        for order in self.orders:
            if order.method in (method, "*") and order.channel in (channel, None) and order.times > 0:
                order.times -= 1
                return order.fault
        return None

    def loses_this_acknowledgement(self) -> bool:
        """Say whether the acknowledgement that has just come in is to be lost."""
        if self.lose_acknowledgements <= 0:
            return False
        self.lose_acknowledgements -= 1
        return True
