"""What the app is sent, exactly as Slack words it: commands, interactions, events."""

from typing import Any

from bot.sandbox.delivery import Parcel
from bot.sandbox.installation import App
from bot.sandbox.interactions import Interactions
from bot.sandbox.records import Conversation, Json, Message, User, View
from bot.sandbox.shapes import message_object, view_object
from bot.sandbox.workspace import Workspace


class Payloads:
    """Builds payloads for one app in one workspace. `base` is the address at which this server answers."""

    def __init__(self, workspace: Workspace, app: App, interactions: Interactions, base: str) -> None:
        self._workspace = workspace
        self._app = app
        self._interactions = interactions
        self._base = base

    def command(self, user: User, place: Conversation, command: str, text: str) -> Parcel:
        """Build a slash command: form fields, all of them strings."""
        response_url = self._interactions.new_response_url(user.id, place.id)
        return Parcel(
            "slash_commands",
            {
                "token": self._app.verification_token,
                "team_id": self._workspace.team,
                "team_domain": self._workspace.domain,
                "channel_id": place.id,
                "channel_name": channel_name(place),
                "user_id": user.everywhere or user.id,
                "user_name": user.name,
                "command": command,
                "text": text,
                "api_app_id": self._app.id,
                "is_enterprise_install": str(self._workspace.is_wide).lower(),
                **({"enterprise_id": self._workspace.enterprise} if self._workspace.enterprise else {}),
                "response_url": f"{self._base}/commands/{response_url}",
                "trigger_id": self._interactions.new_trigger(user.id),
            },
        )

    def action_on_message(self, user: User, message: Message, action: Json, values: Json) -> Parcel:
        """Build block_actions in a message. Of an ephemeral message Slack sends no `message`, only its container."""
        place = self._workspace.conversations[message.channel]
        response_url = self._interactions.new_response_url(user.id, place.id, message.ts)
        payload: Json = {
            "container": {
                "type": "message",
                "message_ts": message.ts,
                "channel_id": place.id,
                "is_ephemeral": message.is_ephemeral,
            },
            "channel": {"id": place.id, "name": channel_name(place)},
            "state": {"values": values},
            "response_url": f"{self._base}/actions/{response_url}",
            "trigger_id": self._interactions.new_trigger(user.id),
            "actions": [action],
        }
        if not message.is_ephemeral:
            payload["message"] = message_object(self._workspace, message, self._app)
        return self._interactive("block_actions", user, payload)

    def action_in_view(self, user: User, view: View, action: Json) -> Parcel:
        """Build block_actions in a modal or on the home page."""
        return self._interactive(
            "block_actions",
            user,
            {
                "container": {"type": "view", "view_id": view.id},
                "view": view_object(self._workspace, view, self._app),
                "trigger_id": self._interactions.new_trigger(user.id, in_modal=view.type == "modal"),
                "actions": [action],
            },
        )

    def search(self, user: User, view: View, block: Json, element: Json, typed: str) -> Parcel:
        """Build block_suggestion: what somebody has typed so far into a menu that the app fills."""
        shown = view_object(self._workspace, view, self._app)
        about = {"container": {"type": "view", "view_id": view.id}, "view": shown}
        where = {"block_id": block["block_id"], "action_id": element["action_id"], "value": typed}
        return self._interactive("block_suggestion", user, about | where)

    def submission(self, user: User, view: View) -> Parcel:
        """Build view_submission: the view with everything that is filled in."""
        return self._interactive(
            "view_submission",
            user,
            {
                "trigger_id": self._interactions.new_trigger(user.id, in_modal=True),
                "view": view_object(self._workspace, view, self._app),
                "response_urls": [],
            },
        )

    def closing(self, user: User, view: View, *, is_cleared: bool) -> Parcel:
        """Build view_closed."""
        shown = view_object(self._workspace, view, self._app)
        return self._interactive("view_closed", user, {"view": shown, "is_cleared": is_cleared})

    def event(self, event: Json) -> Parcel:
        """Build an event of the Events API in its outer shell."""
        ts = self._workspace.next_ts()
        return Parcel(
            "events_api",
            {
                "token": self._app.verification_token,
                "team_id": self._workspace.team,
                "context_team_id": self._workspace.team,
                "context_enterprise_id": self._workspace.enterprise or None,
                "api_app_id": self._app.id,
                "event": {"event_ts": ts, **event},
                "type": "event_callback",
                "event_id": self._workspace.new_id("Ev"),
                "event_time": int(float(ts)),
                "authorizations": [
                    {
                        "enterprise_id": self._workspace.enterprise or None,
                        "team_id": self._workspace.team,
                        "user_id": self._app.bot_user,
                        "is_bot": True,
                        "is_enterprise_install": self._workspace.is_wide,
                    }
                ],
                "is_ext_shared_channel": False,
                "event_context": self._workspace.new_id("4-"),
            },
        )

    def _interactive(self, kind: str, user: User, fields: dict[str, Any]) -> Parcel:
        about: Json = {
            "type": kind,
            "user": {"id": user.everywhere or user.id, "username": user.name, "name": user.name, "team_id": user.team},
            "api_app_id": self._app.id,
            "token": self._app.verification_token,
            "team": {"id": self._workspace.team, "domain": self._workspace.domain},
            "enterprise": {"id": self._workspace.enterprise} if self._workspace.enterprise else None,
            "is_enterprise_install": self._workspace.is_wide,
        }
        return Parcel("interactive", about | fields)


def channel_name(place: Conversation) -> str:
    """Return what Slack calls a conversation in a payload: private ones by what they are, not by their names."""
    return {"im": "directmessage", "group": "privategroup"}.get(place.kind, place.name)
