"""auth.test and apps.connections.open: who the app is, and where it may listen."""

from bot.sandbox.records import Json
from bot.sandbox.refusals import Refused
from bot.sandbox.web_api.call import Call


def open_connection(call: Call) -> Json:
    """apps.connections.open, with the app-level token: the address of a new socket, good for one connection."""
    address = call.base.replace("http://", "ws://", 1)
    return {"url": f"{address}/link/?ticket={call.new_socket_ticket()}&app_id={call.app.id}"}


def auth_test(call: Call) -> Json:
    """auth.test."""
    return {
        "url": f"{call.base}/",
        "team": call.workspace.domain,
        "user": call.workspace.users[call.app.bot_user].name,
        "team_id": call.workspace.team,
        "user_id": call.app.bot_user,
        "bot_id": call.app.bot_id,
        "is_enterprise_install": False,
    }


def bots_info(call: Call) -> Json:
    """bots.info, of the app's own bot: which app it is of."""
    if call.string("bot") != call.app.bot_id:
        raise Refused("bot_not_found")
    return {"bot": {"id": call.app.bot_id, "app_id": call.app.id, "user_id": call.app.bot_user, "deleted": False}}
