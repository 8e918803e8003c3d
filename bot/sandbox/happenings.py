"""What else happens in the workspace: somebody joins, leaves or changes, a channel is closed."""

from typing import Any

from bot.sandbox.delivery import Answer, Delivery
from bot.sandbox.installation import App
from bot.sandbox.payloads import Payloads
from bot.sandbox.records import Conversation, Json, Message, User
from bot.sandbox.shapes import user_object
from bot.sandbox.workspace import Workspace

# The scope without which Slack does not send an event, whatever the app listens to.
EVENT_SCOPES = {
    "app_mention": "app_mentions:read",
    "channel_archive": "channels:read",
    "channel_deleted": "channels:read",
    "channel_left": "channels:read",
    "channel_rename": "channels:read",
    "channel_unarchive": "channels:read",
    "group_archive": "groups:read",
    "group_deleted": "groups:read",
    "group_left": "groups:read",
    "group_rename": "groups:read",
    "group_unarchive": "groups:read",
    "member_joined_channel": "channels:read",
    "member_left_channel": "channels:read",
    "message.im": "im:history",
    "team_join": "users:read",
    "user_change": "users:read",
}


class Happenings:
    """Changes to the workspace that the app is told of, if it listens and may."""

    def __init__(self, workspace: Workspace, app: App, delivery: Delivery, payloads: Payloads) -> None:
        self._workspace = workspace
        self._app = app
        self._delivery = delivery
        self._payloads = payloads

    async def tell(self, event: Json, *, subscription: str = "") -> Answer:
        """Tell the app of an event; one that it does not listen to, or may not hear, counts as answered."""
        name = subscription or event["type"]
        scope = EVENT_SCOPES.get(name)
        if name not in self._app.events or (scope is not None and scope not in self._app.scopes):
            return Answer(True)
        return await self._delivery.bring(self._payloads.event(event))

    async def wrote(self, message: Message) -> None:
        """Tell the app of a message that somebody wrote: in its own chats, and where it is mentioned."""
        place = self._workspace.conversations[message.channel]
        about: Json = {"user": message.user, "text": message.text, "ts": message.ts, "channel": place.id}
        if place.kind == "im" and self._app.bot_user in place.members:
            await self.tell({"type": "message", "channel_type": "im", **about}, subscription="message.im")
        elif f"<@{self._app.bot_user}>" in message.text and self._app.bot_user in place.members:
            await self.tell({"type": "app_mention", **about})

    async def joins_team(self, real_name: str, **about: Any) -> User:
        """Let somebody new come to the workspace; `about` as for Workspace.add_user."""
        user = self._workspace.add_user(real_name, **about)
        await self._tell_of_user("team_join", user)
        return user

    async def changes_profile(self, user: User, **about: Any) -> None:
        """Change a user's fields, by the names they have in User, and tell the app."""
        for name, value in about.items():
            if not hasattr(user, name):
                raise AttributeError(name)
            setattr(user, name, value)
        user.updated = int(self._workspace.calendar())
        await self._tell_of_user("user_change", user)

    async def is_deactivated(self, user: User) -> None:
        """Close a user's account: they see nothing any more, and can no longer be written to anew."""
        self._workspace.show_modal(user.id, [])
        await self.changes_profile(user, deleted=True)

    async def joins_channel(self, user: User, place: Conversation, *, inviter: User | None = None) -> None:
        """Let somebody come into a channel, the bot included."""
        place.members.append(user.id)
        event = self._about_member("member_joined_channel", user, place)
        if self._app.bot_user in place.members:
            await self.tell(event | ({"inviter": inviter.id} if inviter else {}))

    async def leaves_channel(self, user: User, place: Conversation) -> None:
        """Let somebody go out of a channel, the bot included."""
        place.members.remove(user.id)
        if self._app.bot_user in place.members:
            await self.tell(self._about_member("member_left_channel", user, place))
        elif user.id == self._app.bot_user:
            await self.tell({"type": f"{place.kind}_left", "channel": place.id})

    async def is_archived(self, place: Conversation, by: User) -> None:
        """Archive a channel; nobody can write there any more."""
        place.is_archived = True
        await self._tell_of(place, "archive", {"channel": place.id, "user": by.id})

    async def is_brought_back(self, place: Conversation, by: User) -> None:
        """Open a channel again that was archived."""
        place.is_archived = False
        await self._tell_of(place, "unarchive", {"channel": place.id, "user": by.id})

    async def is_deleted(self, place: Conversation) -> None:
        """Delete a channel, with everything that was said there."""
        del self._workspace.conversations[place.id]
        await self._tell_of(place, "deleted", {"channel": place.id})

    async def is_renamed(self, place: Conversation, name: str) -> None:
        """Call a channel otherwise."""
        place.name = name
        about = {"id": place.id, "name": name, "created": place.created}
        await self._tell_of(place, "rename", {"channel": about})

    def is_made_private(self, place: Conversation) -> None:
        """Let only its members see a channel from now on. Slack says so in a message there, to apps that read those."""
        place.kind = "group"

    async def _tell_of(self, place: Conversation, happened: str, about: Json) -> None:
        if self._app.bot_user in place.members:
            await self.tell({"type": f"{place.kind}_{happened}", **about})

    def _about_member(self, event: str, user: User, place: Conversation) -> Json:
        kind = {"channel": "C", "group": "G"}[place.kind]
        return {"type": event, "user": user.id, "channel": place.id, "channel_type": kind, "team": self._workspace.team}

    async def _tell_of_user(self, event: str, user: User) -> None:
        about = user_object(user, with_email="users:read.email" in self._app.scopes)
        await self.tell({"type": event, "user": about, "cache_ts": int(self._workspace.calendar())})
