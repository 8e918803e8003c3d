"""What reaches an activity, whichever platform it came from.

Adapters build these from verified payloads, after looking up the people and channels named in them. `key` is the same
for every delivery of the same thing, so that the engine can tell a redelivery from a second press.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True)
class Account:
    """Somebody on a platform: `tenant` is a Slack workspace or a Teams tenant."""

    platform: str
    tenant: str
    user: str


class Kind(StrEnum):
    """What somebody is to the organisation. Only members take part; a stranger comes from another organisation.

    An outsider has a full account of the same tenant, and no rule of the organisation's lets them in.
    """

    MEMBER = "member"
    GUEST = "guest"
    BOT = "bot"
    STRANGER = "stranger"
    OUTSIDER = "outsider"


@dataclass(frozen=True)
class Profile:
    """What a platform says of an account, freshly looked up. `email` only where the platform has verified it.

    `is_admin`: they look after the workspace, and so may say who facilitates there. `also`: other ids by which the
    platform calls the same account, or did. `places`: in which of the teams or channels they are whose members belong.

    `let_in_by`: the rules by which a member belongs; the engine finds them before any activity sees the profile.
    `is_kept`: the platform could not be asked, so what the rules said when it last could still holds. `unsure_places`:
    those of which it could not be asked whether they are in them.

    `called`: how they have said that they want to be called, where somebody looks for them by name.
    """

    account: Account
    name: str
    email: str | None = None
    kind: Kind = Kind.MEMBER
    active: bool = True
    is_admin: bool = False
    also: tuple[str, ...] = ()
    places: frozenset[str] = frozenset()
    let_in_by: tuple[str, ...] = ()
    is_kept: bool = False
    unsure_places: frozenset[str] = frozenset()
    called: str = ""


@dataclass(frozen=True)
class Channel:
    """A channel somebody chose, and whether the bot could write there when they did.

    `is_closed`: nobody could, because it is archived.
    """

    id: str
    name: str
    bot_is_in: bool
    is_closed: bool = False


@dataclass(frozen=True)
class People:
    """People somebody chose, as the platform knows them."""

    profiles: tuple[Profile, ...]


Value = str | tuple[str, ...] | date | datetime | Channel | People | None
"""One answer on a form: text or one option, several options, a date, a moment, a channel, people, or nothing.

A moment is aware where the platform's own picker says which one is meant, else local to the organisation.
"""


@dataclass(frozen=True)
class Command:
    """Typed: `/coffee Join Northgate` is activity `coffee`, verb `join` (in lower case), rest `Northgate`."""

    key: str
    by: Profile
    activity: str
    verb: str
    rest: str = ""


@dataclass(frozen=True)
class Pressed:
    """A button. It proves only that somebody sent it: whether they may is for the rows to say."""

    key: str
    by: Profile
    activity: str
    action: str
    subject: str


@dataclass(frozen=True)
class Submitted:
    """A form sent. `values` by field id, already of the field's type; `nonce` as it was shown with.

    `showing`: on a platform that shows a form anew with what is wrong, the same for every copy of one such showing. So
    a second click is told from somebody who has read what was wrong. Elsewhere `key` tells that by itself.
    """

    key: str
    by: Profile
    activity: str
    form: str
    subject: str
    values: Mapping[str, Value]
    nonce: str = ""
    showing: str = ""


@dataclass(frozen=True)
class HomeOpened:
    """Somebody looks at the bot's home page."""

    by: Profile


@dataclass(frozen=True)
class Due:
    """A moment that has come, asked for with `turn.wake`."""

    organisation: int
    activity: str
    what: str
    subject: str
    due_at: datetime


class Why(StrEnum):
    """Why a message did not reach somebody for certain."""

    UNREACHABLE = "unreachable"  # no account, deactivated, blocked: trying again will not help
    GAVE_UP = "gave up"  # tried for hours
    TOO_LATE = "too late"  # it waited until it was true no more
    UNCERTAIN = "uncertain"  # cut off in the middle: it may have arrived, and nothing allowed can tell


@dataclass(frozen=True)
class Undelivered:
    """What was told under `key` did not arrive for certain; `people` are those it was for (none for a channel)."""

    key: str
    people: tuple[int, ...]
    why: Why


class ChannelState(StrEnum):
    """Whether the bot can write in a channel, and why not."""

    OPEN = "open"
    LOST = "lost"  # the platform does not know it, or does not let the bot see it
    READ_ONLY = "read only"
    OUT = "out"  # the bot has been taken out of it
    ARCHIVED = "archived"
    DELETED = "deleted"


@dataclass(frozen=True)
class ChannelNews:
    """What is heard of a channel in which something is announced. `since`: when it last ceased to be open.

    `became_private`: only its members see what stands there, from now on.
    """

    workspace: int
    channel: str
    state: ChannelState
    since: datetime
    became_private: bool = False


@dataclass(frozen=True)
class Delivered:
    """What was told under `key` has arrived with these people for the first time."""

    key: str
    people: tuple[int, ...]


Event = Command | Pressed | Submitted
