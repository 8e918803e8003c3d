"""The users.* methods that look people up."""

from bot.sandbox.records import Json
from bot.sandbox.refusals import Refused
from bot.sandbox.shapes import user_object
from bot.sandbox.web_api.call import Call


def info(call: Call) -> Json:
    """Answer users.info."""
    user = call.user()
    if not call.is_visible(user):
        raise Refused("user_not_visible")
    return {"user": user_object(user, with_email=_may_read_email(call))}


def listing(call: Call) -> Json:
    """Answer users.list: everybody, the deactivated and the bots included, page by page."""
    known = [user for user in call.workspace.users.values() if call.is_visible(user)]
    people = [user_object(user, with_email=_may_read_email(call)) for user in known]
    page, metadata = call.page(people, default=1000, most=1000)
    return {"members": page, "cache_ts": int(call.workspace.calendar()), "response_metadata": metadata}


def look_up_by_email(call: Call) -> Json:
    """Answer users.lookupByEmail. Somebody whose account is closed is not found."""
    wanted = call.string("email").casefold()
    for user in call.workspace.users.values():
        if user.email and user.email.casefold() == wanted and not user.deleted and call.is_visible(user):
            return {"user": user_object(user, with_email=True)}
    raise Refused("users_not_found")


def _may_read_email(call: Call) -> bool:
    return "users:read.email" in call.app.scopes
