"""The state of the workspace: who is there, what was said where, and what each person has in front of them.

Plain and synchronous. It keeps the state consistent and knows who sees what; what an app may do is not decided here but
in `web_api`.
"""

import hashlib
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.sandbox.installation import App
from bot.sandbox.records import Conversation, Entry, File, Json, Kind, Message, User, View


@dataclass
class Workspace:
    """One Slack workspace.

    `calendar` says what time it is there, in Unix seconds: messages and events are dated with it, so a demonstration
    can play in November. `enterprise`: the Enterprise Grid that it is in, and `is_wide` whether the app is installed in
    all of that. `watchers` are called after every change with the line that the transcript gained.
    """

    team: str = "T000SANDBOX"
    domain: str = "sandbox"
    enterprise: str = ""
    is_wide: bool = False
    calendar: Callable[[], float] = time.time
    users: dict[str, User] = field(default_factory=dict)
    conversations: dict[str, Conversation] = field(default_factory=dict)
    messages: dict[str, list[Message]] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)
    modals: dict[str, list[View]] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    read_up_to: dict[str, dict[str, str]] = field(default_factory=dict)
    transcript: list[Entry] = field(default_factory=list)
    counter: int = 0
    last_ts: int = 0
    watchers: list[Callable[[Entry], None]] = field(default_factory=list)

    # Names and numbers ------------------------------------------------------------------------------------------------

    def number(self) -> int:
        """Return a number that was never given before."""
        self.counter += 1
        return self.counter

    def new_id(self, letter: str) -> str:
        """Make an id of Slack's shape: a letter for the kind of thing, then capitals and digits."""
        return f"{letter}{self.number():09d}"

    def fingerprint(self) -> str:
        """Make eight hexadecimal digits that were never given before."""
        return hashlib.sha256(str(self.number()).encode()).hexdigest()[:8]

    def next_ts(self) -> str:
        """Make a timestamp for something new: now, but always later than every one before it."""
        self.last_ts = max(int(self.calendar() * 1_000_000), self.last_ts + 1)
        return f"{self.last_ts // 1_000_000}.{self.last_ts % 1_000_000:06d}"

    # People -----------------------------------------------------------------------------------------------------------

    def add_user(self, real_name: str, *, name: str = "", team: str = "", **about: Any) -> User:
        """Put somebody in the workspace; `about` are further fields of User."""
        handle = name or real_name.lower().replace(" ", ".").replace("'", "")
        user_id = about.pop("id", None) or self.new_id("U")
        user = User(id=user_id, name=handle, real_name=real_name, team=team or self.team, **about)
        user.updated = int(self.calendar())
        self.users[user.id] = user
        return user

    def install(self, app: App) -> User:
        """Give the app its bot user, or find the one that it has here already."""
        bot = next((user for user in self.users.values() if user.is_bot and user.real_name == app.name), None)
        bot = bot or self.add_user(app.name, name=app.name.lower().replace(" ", ""), is_bot=True)
        app.bot_user = bot.id
        return bot

    def user(self, user: str) -> User | None:
        """Find somebody, by either of their ids."""
        return self.users.get(user) or next((one for one in self.users.values() if user == one.everywhere), None)

    def joins_grid(self, enterprise: str, *, is_wide: bool = False) -> None:
        """Let the workspace become one of an Enterprise Grid: who was there before has an id for the whole of it, too.

        `is_wide`: the app is installed in the whole of it, rather than in this workspace.
        """
        self.enterprise, self.is_wide = enterprise, is_wide
        for user in self.users.values():
            if not user.is_bot and not user.is_stranger:
                user.enterprise_id, user.everywhere = enterprise, user.everywhere or f"W{user.id[1:]}"

    # Conversations ----------------------------------------------------------------------------------------------------

    def add_conversation(
        self, kind: Kind, members: Iterable[str], *, name: str = "", creator: str = ""
    ) -> Conversation:
        """Open a conversation among members, given by user id."""
        letter = {"channel": "C", "group": "C", "mpim": "C", "im": "D"}[kind]
        place = Conversation(
            id=self.new_id(letter),
            kind=kind,
            members=list(dict.fromkeys(members)),
            name=name,
            creator=creator,
            created=int(self.calendar()),
        )
        self.conversations[place.id] = place
        self.messages[place.id] = []
        return place

    def direct(self, members: Iterable[str]) -> Conversation | None:
        """Find the direct message that has exactly these members, if there is one."""
        wanted = set(members)
        direct = (place for place in self.conversations.values() if place.kind in ("im", "mpim"))
        return next((place for place in direct if set(place.members) == wanted), None)

    def open_direct(self, members: Iterable[str]) -> Conversation:
        """Find the direct message among these members, opened if there was none."""
        wanted = list(dict.fromkeys(members))
        found = self.direct(wanted)
        if found:
            return found
        if len(wanted) == 2:
            return self.add_conversation("im", wanted)
        handles = "--".join(sorted(self.users[member].name for member in wanted))
        return self.add_conversation("mpim", wanted, name=f"mpdm-{handles}-1")

    def conversations_of(self, user: str) -> list[Conversation]:
        """Return the conversations in which a user is, in the order in which they were opened."""
        return [place for place in self.conversations.values() if user in place.members]

    # Messages ---------------------------------------------------------------------------------------------------------

    def post(self, message: Message) -> Message:
        """Put a message in its conversation."""
        self.messages[message.channel].append(message)
        self.record("whispered" if message.is_ephemeral else "posted", message)
        return message

    def find_message(self, channel: str, ts: str) -> Message | None:
        """Find the message with this timestamp, ephemeral ones included."""
        return next((message for message in self.messages.get(channel, []) if message.ts == ts), None)

    def change(self, message: Message, *, text: str, blocks: list[Json], attachments: list[Json]) -> None:
        """Give a message other content in place."""
        message.text, message.blocks, message.attachments = text, blocks, attachments
        message.edited_ts = self.next_ts()
        self.record("changed", message)

    def delete(self, message: Message) -> None:
        """Take a message away."""
        self.messages[message.channel].remove(message)
        self.record("deleted", message)

    def visible_to(self, user: str, channel: str) -> list[Message]:
        """Return what a user sees in a conversation, oldest first: all said there, and what was whispered to them."""
        if user not in self.conversations[channel].members:
            return [message for message in self.messages[channel] if message.only_for == user]
        return [message for message in self.messages[channel] if message.only_for in (None, user)]

    def read(self, user: str, channel: str) -> None:
        """Note that a user has read everything in a conversation."""
        visible = self.visible_to(user, channel)
        if visible:
            self.read_up_to.setdefault(user, {})[channel] = max(message.ts for message in visible)

    def unread(self, user: str, channel: str) -> int:
        """Count the messages by others that a user has not read in a conversation."""
        seen = self.read_up_to.get(user, {}).get(channel, "")
        return sum(message.ts > seen and message.user != user for message in self.visible_to(user, channel))

    # Views ------------------------------------------------------------------------------------------------------------

    def modal(self, user: str) -> View | None:
        """Return the modal that a user has in front of them: the top of their stack."""
        stack = self.modals.get(user)
        return stack[-1] if stack else None

    def all_views(self) -> Iterable[View]:
        """Yield every open modal and every home page."""
        for stack in self.modals.values():
            yield from stack
        yield from self.homes.values()

    def show_modal(self, user: str, stack: list[View]) -> None:
        """Put a stack of modals in front of a user; an empty one closes what was there."""
        self.modals[user] = stack
        self._tell(Entry("modal", "", user, self.next_ts(), stack[-1].title if stack else ""))

    def show_home(self, user: str, view: View) -> None:
        """Give a user another home page of the app."""
        self.homes[user] = view
        self._tell(Entry("home", "", user, self.next_ts(), ""))

    # The transcript ---------------------------------------------------------------------------------------------------

    def record(self, what: Literal["posted", "whispered", "changed", "deleted"], message: Message) -> None:
        """Add a line about a message to the transcript."""
        self._tell(Entry(what, message.channel, message.user, message.ts, message.text, message.only_for))

    def _tell(self, entry: Entry) -> None:
        self.transcript.append(entry)
        for watcher in list(self.watchers):
            watcher(entry)
