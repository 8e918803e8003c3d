"""The Web API: which methods there are, what scope each needs, how often it may be called."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.records import Json
from bot.sandbox.web_api import app, chat, conversations, files, users, views
from bot.sandbox.web_api.call import Call


@dataclass(frozen=True)
class Method:
    """A method of the Web API: it answers a call with the fields of Slack's answer, or raises Refused.

    Methods that need another scope for each kind of conversation ask for it themselves.
    """

    answer: Callable[[Call], Json]
    tier: str
    scopes: tuple[str, ...] = ()
    with_bot_token: bool = True  # else with the app-level token


METHODS: dict[str, Method] = {
    "apps.connections.open": Method(app.open_connection, "tier_1", ("connections:write",), with_bot_token=False),
    "auth.teams.list": Method(app.teams, "tier_2"),
    "auth.test": Method(app.auth_test, "special"),
    "bots.info": Method(app.bots_info, "tier_3", ("users:read",)),
    "chat.postMessage": Method(chat.post_message, "special", ("chat:write",)),
    "chat.update": Method(chat.update, "tier_3", ("chat:write",)),
    "chat.postEphemeral": Method(chat.post_ephemeral, "tier_4", ("chat:write",)),
    "conversations.open": Method(conversations.open_direct, "tier_3"),
    "conversations.info": Method(conversations.info, "tier_3"),
    "conversations.list": Method(conversations.listing, "tier_2"),
    "conversations.members": Method(conversations.members, "tier_4"),
    "conversations.history": Method(conversations.history, "tier_3"),
    "files.getUploadURLExternal": Method(files.get_upload_url, "tier_4", ("files:write",)),
    "files.completeUploadExternal": Method(files.complete_upload, "tier_4", ("files:write",)),
    "migration.exchange": Method(app.exchange, "tier_2"),
    "users.info": Method(users.info, "tier_4", ("users:read",)),
    "users.list": Method(users.listing, "tier_2", ("users:read",)),
    "users.lookupByEmail": Method(users.look_up_by_email, "tier_3", ("users:read.email",)),
    "users.conversations": Method(conversations.of_user, "tier_3"),
    "views.open": Method(views.open_view, "tier_4"),
    "views.push": Method(views.push, "tier_4"),
    "views.update": Method(views.update, "tier_4"),
    "views.publish": Method(views.publish, "tier_4"),
}
