"""What Teams sends, read: where it was said, by whom, in answer to what. Pure functions on what was posted here."""

from dataclasses import dataclass
from typing import Any

from botbuilder.schema import Activity as TeamsActivity
from botbuilder.schema import ChannelAccount

from bot.teams.forms import SentForm, sent_form
from bot.teams.text import Json
from storage.conversations import GROUP, PERSONAL, TEAM


@dataclass(frozen=True)
class Place:
    """Where something was said. `thread` is the conversation as Teams names it, below a post where it is in a channel.

    `kept_as` is the conversation that is remembered: of a channel, its team.
    """

    thread: str
    kind: str
    kept_as: str
    service_url: str
    bot: str
    tenant: str
    name: str = ""

    @property
    def is_own(self) -> bool:
        """Whether only the person and the bot are there."""
        return self.kind == PERSONAL

    def reference(self) -> Json:
        """Build what it takes to write there unasked, as botbuilder's `ConversationReference` has it in JSON."""
        return {
            "serviceUrl": self.service_url,
            "channelId": "msteams",
            "bot": {"id": self.bot},
            "conversation": {"id": self.kept_as, "conversationType": self.kind, "tenantId": self.tenant},
        }


def place_of(activity: TeamsActivity) -> Place:
    """Tell where an activity happened."""
    thread = str(activity.conversation.id)
    team = _object(_object(activity.channel_data).get("team"))
    kind = PERSONAL if activity.conversation.conversation_type in (PERSONAL, None) else TEAM if team else GROUP
    return Place(
        thread=thread,
        kind=kind,
        kept_as=str(team.get("id") or thread),
        service_url=str(activity.service_url),
        bot=str(activity.recipient.id) if activity.recipient else "",
        tenant=tenant_of(activity),
        name=str(team.get("name") or ""),
    )


def tenant_of(activity: TeamsActivity) -> str:
    """Tell whose people were there; empty where it is not said, or is said in two ways.

    Of a conversation Teams says it as `tenantId`, which botbuilder does not read: it looks for `tenantID`.
    """
    of_channel = _object(_object(activity.channel_data).get("tenant")).get("id")
    of_conversation = _object(activity.conversation.additional_properties).get("tenantId")
    said = {str(one).lower() for one in (of_channel, of_conversation) if one}
    return said.pop() if len(said) == 1 else ""


def text_of(activity: TeamsActivity) -> str:
    """Return what somebody typed, on one line, without the mention of the bot.

    botbuilder's own `remove_recipient_mention` takes the bot's name for a pattern, and out of the rest of the text too.
    """
    text = str(activity.text or "")
    for entity in activity.entities or ():
        said = entity.additional_properties
        if entity.type == "mention" and _object(said.get("mentioned")).get("id") == activity.recipient.id:
            text = text.replace(str(said.get("text") or ""), " ", 1)
    return " ".join(text.split())


@dataclass(frozen=True)
class Message:
    """Something that somebody typed, or that a card sent back: then `value` is there, and `card` is its message.

    `user` is who did it, and `member` the id by which the Bot Connector calls them. `key` is the same for every
    delivery of the same thing. `form`: the form that was sent. `is_new`: nothing came from that place before.
    """

    place: Place
    user: str
    member: str
    key: str
    text: str
    value: Json | None
    card: str
    form: SentForm | None
    is_new: bool = False


def message_of(activity: TeamsActivity) -> Message:
    """Read a message."""
    value = activity.value if isinstance(activity.value, dict) else None
    return Message(
        place=place_of(activity),
        user=user_of(activity.from_property),
        member=str(activity.from_property.id),
        key=f"{activity.conversation.id} {activity.id}",
        text=text_of(activity),
        value=value,
        card="" if value is None else str(activity.reply_to_id or ""),
        form=None if value is None else sent_form(value),
    )


def user_of(account: ChannelAccount) -> str:
    """Return somebody's Entra object id, which is the same everywhere; Teams' own ids differ by bot."""
    return str(account.aad_object_id or account.id or "")


def _object(said: Any) -> dict[str, Any]:
    """Return what should be an object, or an empty one: whoever signs a message vouches for nothing inside it."""
    return said if isinstance(said, dict) else {}
