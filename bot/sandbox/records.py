"""What a workspace is made of: users, conversations, messages, views and files. Plain data, without rules."""

from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

Json: TypeAlias = dict[str, Any]
Kind: TypeAlias = Literal["channel", "group", "im", "mpim"]  # Slack's words; a group is a private channel


@dataclass
class User:
    """Somebody in the workspace, or a bot; `team` differs from the workspace's own for a Slack Connect stranger.

    `everywhere`: the id that holds in the Enterprise Grid `enterprise_id`, where the workspace is in one.
    """

    id: str
    name: str
    real_name: str
    team: str
    display_name: str = ""
    email: str = ""
    title: str = ""
    tz: str = "Europe/London"
    deleted: bool = False
    is_bot: bool = False
    is_app_user: bool = False
    is_admin: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    updated: int = 0
    enterprise_id: str = ""
    everywhere: str = ""


@dataclass
class Conversation:
    """A channel or a direct message; `name` is empty for the latter."""

    id: str
    kind: Kind
    members: list[str]
    name: str = ""
    creator: str = ""
    created: int = 0
    is_archived: bool = False


@dataclass
class Message:
    """One message; `only_for` names the user who alone can see an ephemeral one."""

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    by_app: bool = False
    only_for: str | None = None
    edited_ts: str | None = None
    thread_ts: str | None = None
    files: list[str] = field(default_factory=list)

    @property
    def is_ephemeral(self) -> bool:
        """Whether Slack shows it to one person and forgets it."""
        return self.only_for is not None


@dataclass
class View:
    """A modal or a home page in front of one user; `shown` is what the app sent, `state` what is filled in.

    `offered`: by action, what the app has put into a menu that it fills, while the view stands.
    """

    id: str
    type: Literal["modal", "home"]
    user: str
    shown: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    state: dict[str, dict[str, Json]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    offered: dict[str, list[Json]] = field(default_factory=dict)

    @property
    def blocks(self) -> list[Json]:
        """The blocks in order, block ids filled in."""
        blocks: list[Json] = self.shown["blocks"]
        return blocks

    @property
    def title(self) -> str:
        """The modal's title; a home page has none."""
        return str(self.shown.get("title", {}).get("text", ""))

    @property
    def callback_id(self) -> str:
        """The name that the app gave it; empty when it gave none."""
        return str(self.shown.get("callback_id", ""))


@dataclass
class File:
    """A file; `content` is None until it has been uploaded, `is_shared` false until the upload was completed."""

    id: str
    name: str
    title: str
    length: int
    user: str
    created: int
    content: bytes | None = None
    is_shared: bool = False
    alt: str = ""


@dataclass(frozen=True)
class Entry:
    """One line of the transcript: what arrived where, in the order in which it did."""

    what: Literal["posted", "whispered", "changed", "deleted", "home", "modal"]
    channel: str  # empty for a home page and a modal
    user: str  # who wrote it; for a home page and a modal, who has it in front of them
    ts: str
    text: str
    only_for: str | None = None
