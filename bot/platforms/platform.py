"""What every platform adapter can do for delivery, and the ways in which sending can fail."""

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

from activities.kit.cards import Card
from activities.kit.events import ChannelState, Profile
from activities.kit.views import Document

OUT_OF_REACH = "out of reach"
"""Said in the place of a platform's code where none of its servers answered."""

RATE_LIMITED = "ratelimited"
"""Said in the place of a code where a platform only said when to come again."""

CUT_OFF = "cut off"
"""Said in the place of a code where nobody knows whether what was sent has arrived."""

OF_ANY_PLATFORM = (OUT_OF_REACH, RATE_LIMITED, CUT_OFF)
"""What `code_of` says beside what stands in a platform's own table."""

_CODE = re.compile(r"[A-Za-z0-9_. -]{1,60}")
"""How a code looks. Anything else might quote what was sent, and is not repeated."""


@dataclass(frozen=True)
class ChannelNow:
    """A channel as it stands, where that can be asked for: `state` may be `None`, and `name` and `within` empty.

    `within`: the team that it belongs to.
    """

    state: ChannelState | None
    name: str = ""
    is_private: bool | None = None
    within: str = ""


Accounts = Mapping[int, str]
"""The platform's user id for each person whom a card mentions, by person id. Who has none is shown by name."""


class Platform(Protocol):
    """Sending, and looking people up, in one workspace. Each method may raise the failures below.

    Every method but `post` keeps the platform's pace by itself. `wait_to_post` keeps it for `post`, so that a process
    killed while it waits leaves no doubt about what was sent. `mark` is the number of a message in the outbox, which
    travels with it invisibly, so that `find` can tell whether it arrived.
    """

    @property
    def name(self) -> str:
        """What accounts call this platform: `slack`, `teams`."""
        ...

    @property
    def tenant(self) -> str:
        """The workspace, as the platform names it."""
        ...

    async def own_chat(self, user: str) -> str:
        """Return the conversation in which the bot writes to this user alone."""
        ...

    async def group_chat(self, users: Sequence[str]) -> str:
        """Return the conversation that these users share with the bot; the same one each time."""
        ...

    async def wait_to_post(self, conversation: str) -> None:
        """Wait until the platform's pace allows one more message there. What waits here has not been sent for sure."""
        ...

    async def get_ready(self) -> None:
        """Look up ahead who people are: what is posted next is for all to see, and many may press it at once."""
        ...

    async def post(self, conversation: str, card: Card, accounts: Accounts, mark: int) -> str:
        """Post a card; gives back the reference under which it can be changed."""
        ...

    async def post_file(self, own_chat: str, document: Document, card: Card, mark: int) -> str:
        """Post a file into somebody's own chat, with the card's summary beside it; gives back its reference.

        Where somebody has to agree to it first, it is made once more then.
        """
        ...

    async def change(self, conversation: str, reference: str, card: Card, accounts: Accounts) -> None:
        """Change a posted card in place. May be repeated."""
        ...

    async def find(self, own_chat: str, mark: int) -> str | None:
        """Find the reference of the message with this mark in somebody's own chat, or `None` if it never arrived.

        Raises `CannotTell` where a platform lets the bot read nothing back.
        """
        ...

    async def is_lost(self, conversation: str) -> None:
        """Take note that whoever is alone with the bot there is out of reach for sure."""
        ...

    def everybody(self) -> AsyncIterator[Profile]:
        """Return everybody in the workspace, for the nightly listing."""
        ...

    def closed_by(self, code: str) -> ChannelState:
        """Tell what a refusal to write in a channel, by this code, says of the channel."""
        ...

    async def channel_now(self, channel: str) -> ChannelNow | None:
        """Ask how a channel stands now; `None` where the platform does not tell."""
        ...


class SendingFailed(Exception):
    """Raised where a call did not do what was asked. The kinds say what may follow."""


class NotNow(SendingFailed):
    """Raised where surely nothing arrived: try again, after `wait` seconds where the platform named a time.

    `code`: the platform's own name for what is wrong, empty where it gave none.
    """

    def __init__(self, wait: float | None = None, code: str = "") -> None:
        super().__init__()
        self.wait = wait
        self.code = code


class Away(NotNow):
    """Raised where the platform cannot be reached, or refuses this installation as a whole, whatever is asked."""

    def __init__(self, code: str = OUT_OF_REACH, wait: float | None = None) -> None:
        super().__init__(wait, code)

    @property
    def is_a_refusal(self) -> bool:
        """Whether the platform was there and said no."""
        return self.code != OUT_OF_REACH


class Unknown(NotNow):
    """Raised where the platform said something that our table of its codes does not have."""

    def __init__(self, code: str) -> None:
        super().__init__(code=code)


class MayHaveArrived(SendingFailed):
    """Raised where the connection broke, or the platform failed, after the request was sent."""


class Unreachable(SendingFailed):
    """Raised where this person or channel cannot be written to, and trying again will not help."""

    def __init__(self, code: str = "") -> None:
        super().__init__()
        self.code = code


class NoConversation(Unreachable):
    """Raised where this conversation is closed to the bot, or no more; of the person behind it that says nothing."""


class CannotTell(SendingFailed):
    """Raised where the platform gives no way to find this out, now or ever."""


class Refused(SendingFailed):
    """Raised where the platform took the request for a mistake of ours; `error` is its own name for it."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


class About(Enum):
    """What a platform's code is about. Each platform has one table of its codes, with their source."""

    PERSON = auto()
    CONVERSATION = auto()
    INSTALLATION = auto()
    PLATFORM = auto()
    NOT_NOW = auto()
    MESSAGE = auto()
    DOUBT = auto()


def failure(about: About | None, code: str, wait: float | None = None) -> SendingFailed:
    """Make the failure that a code means to whoever called. `about` is `None` where the table does not have it."""
    match about:
        case About.PERSON:
            return Unreachable(code)
        case About.CONVERSATION:
            return NoConversation(code)
        case About.INSTALLATION:
            return Away(code, wait)
        case About.PLATFORM:
            return Away(wait=wait)  # it is down for everybody: nobody has said no to us
        case About.NOT_NOW:
            return NotNow(wait, code)
        case About.MESSAGE:
            return Refused(code)
        case About.DOUBT:
            return MayHaveArrived()
        case None:
            return Unknown(code if _CODE.fullmatch(code) else "unreadable")


def code_of(failure: SendingFailed) -> str:
    """Return what the platform calls a failure, or what stands for that; empty where nothing is known of it."""
    match failure:
        case Refused(error=code) | Unreachable(code=code):
            return code
        case NotNow(code=code, wait=wait):
            return code or (RATE_LIMITED if wait is not None else "")
        case MayHaveArrived():
            return CUT_OFF
        case _:
            return ""
