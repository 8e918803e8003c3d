"""The conversations.* methods, and users.conversations: opening, looking up, listing, reading back."""

from bot.sandbox.records import Conversation, Json
from bot.sandbox.refusals import Refused
from bot.sandbox.shapes import conversation_object, message_object
from bot.sandbox.web_api.call import SCOPE_PREFIX, Call

KINDS = {"public_channel": "channel", "private_channel": "group", "mpim": "mpim", "im": "im"}
MOST_PEOPLE = 8


def open_direct(call: Call) -> Json:
    """Answer conversations.open: the direct message with one to eight people beside the bot, the same every time."""
    if call.string("channel"):
        return _opened(call, call.conversation(), was_open=True)
    people = _people(call)
    call.needs("mpim:write" if len(people) > 1 else "im:write")
    members = [*people, call.app.bot_user]
    found = call.workspace.direct(members)
    if found is None and call.flag("prevent_creation"):
        return {}
    return _opened(call, found or call.workspace.open_direct(members), was_open=found is not None)


def info(call: Call) -> Json:
    """Answer conversations.info."""
    place = call.conversation()
    call.needs(f"{SCOPE_PREFIX[place.kind]}:read")
    about = conversation_object(call.workspace, place, call.app.bot_user)
    if call.flag("include_num_members"):
        about["num_members"] = len(place.members)
    return {"channel": about}


def listing(call: Call) -> Json:
    """Answer conversations.list: public channels, and what else the bot is in, as asked by `types`."""
    places = [
        place
        for place in call.workspace.conversations.values()
        if place.kind == "channel" or call.app.bot_user in place.members
    ]
    return _listed(call, places)


def of_user(call: Call) -> Json:
    """Answer users.conversations: where a user is (the bot, if no one is named) among what the bot can see."""
    user = call.user().id if call.string("user") else call.app.bot_user
    places = [
        place
        for place in call.workspace.conversations_of(user)
        if place.kind == "channel" or call.app.bot_user in place.members
    ]
    return _listed(call, places)


def members(call: Call) -> Json:
    """Answer conversations.members."""
    place = call.conversation()
    call.needs(f"{SCOPE_PREFIX[place.kind]}:read")
    page, metadata = call.page([{"id": member} for member in place.members], default=100, most=1000)
    return {"members": [member["id"] for member in page], "response_metadata": metadata}


def history(call: Call) -> Json:
    """Answer conversations.history, newest first. Ephemeral messages are never in it."""
    place = call.conversation()
    call.needs(f"{SCOPE_PREFIX[place.kind]}:history")
    if call.app.bot_user not in place.members:
        raise Refused("not_in_channel")
    oldest, latest, inclusive = call.string("oldest") or "0", call.string("latest") or "inf", call.flag("inclusive")

    def within(ts: str) -> bool:
        is_edge = ts in (oldest, latest)
        return inclusive if is_edge else float(oldest) < float(ts) < float(latest)

    said = [
        message_object(call.workspace, message, call.app, with_metadata=call.flag("include_all_metadata"))
        for message in reversed(call.workspace.messages[place.id])
        if not message.is_ephemeral and within(message.ts)
    ]
    page, metadata = call.page(said, default=100, most=999)
    return {"messages": page, "has_more": bool(metadata["next_cursor"]), "pin_count": 0, "response_metadata": metadata}


def _people(call: Call) -> list[str]:
    """Return the people to open a conversation with, refused as Slack refuses them."""
    named = [user for user in call.string("users").replace(" ", "").split(",") if user]
    people = list(dict.fromkeys(user for user in named if user != call.app.bot_user))
    if not people:
        raise Refused("users_list_not_supplied")
    if len(people) > MOST_PEOPLE:
        raise Refused("too_many_users")
    users = [call.workspace.user(user) for user in people]
    if None in users:
        raise Refused("user_not_found")
    known = [user for user in users if user is not None]
    people = [user.id for user in known]
    if any(user.deleted for user in known):
        raise Refused("user_disabled")
    if any(user.is_bot for user in known):
        raise Refused("cannot_dm_bot")
    if not all(call.is_visible(user) for user in known):
        raise Refused("user_not_visible")
    together = any(set(people) <= set(place.members) for place in call.workspace.conversations.values())
    if len(people) > 1 and any(user.is_stranger for user in known) and not together:
        raise Refused("invalid_user_combination")
    return people


def _opened(call: Call, place: Conversation, *, was_open: bool) -> Json:
    about = (
        conversation_object(call.workspace, place, call.app.bot_user) if call.flag("return_im") else {"id": place.id}
    )
    return {"channel": about} | ({"no_op": True, "already_open": True} if was_open else {})


def _listed(call: Call, places: list[Conversation]) -> Json:
    wanted = (call.string("types") or "public_channel").replace(" ", "").split(",")
    if not set(wanted) <= set(KINDS):
        raise Refused("invalid_types")
    kinds = [KINDS[kind] for kind in wanted]
    call.needs(*(f"{SCOPE_PREFIX[kind]}:read" for kind in kinds))
    page, metadata = call.page(
        [
            conversation_object(call.workspace, place, call.app.bot_user)
            for place in places
            if place.kind in kinds and not (place.is_archived and call.flag("exclude_archived"))
        ],
        default=100,
        most=1000,
    )
    return {"channels": page, "response_metadata": metadata}
