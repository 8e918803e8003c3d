"""auth.*, apps.connections.open and migration.exchange: who the app is, where it may listen, who is who."""

from bot.sandbox.records import Json
from bot.sandbox.refusals import Refused
from bot.sandbox.web_api.call import Call

MOST_USERS = 400


def open_connection(call: Call) -> Json:
    """Answer apps.connections.open, with the app-level token: the address of a new socket, good for one connection."""
    address = call.base.replace("http://", "ws://", 1)
    return {"url": f"{address}/link/?ticket={call.new_socket_ticket()}&app_id={call.app.id}"}


def auth_test(call: Call) -> Json:
    """Answer auth.test."""
    return {
        "url": f"{call.base}/",
        "team": call.workspace.domain,
        "user": call.workspace.users[call.app.bot_user].name,
        "team_id": call.workspace.team,
        "user_id": call.app.bot_user,
        "bot_id": call.app.bot_id,
        "is_enterprise_install": call.workspace.is_wide,
        **({"enterprise_id": call.workspace.enterprise} if call.workspace.enterprise else {}),
    }


def teams(call: Call) -> Json:
    """Answer auth.teams.list: the workspaces for which the app is approved, where a whole organisation has it."""
    return {"teams": [{"id": call.workspace.team, "name": call.workspace.domain}]}


def exchange(call: Call) -> Json:
    """Answer migration.exchange: the ids that hold in the organisation, by those of the workspace."""
    if not call.workspace.enterprise:
        raise Refused("not_enterprise_team")
    asked = call.string("users").split(",")
    if len(asked) > MOST_USERS:
        raise Refused("too_many_users")
    known = {user: call.workspace.users[user].everywhere for user in asked if user in call.workspace.users}
    return {
        "team_id": call.workspace.team,
        "enterprise_id": call.workspace.enterprise,
        "user_id_map": {before: after for before, after in known.items() if after},
        "invalid_user_ids": [user for user in asked if user not in known],
    }


def bots_info(call: Call) -> Json:
    """Answer bots.info, of the app's own bot: which app it is of."""
    if call.string("bot") != call.app.bot_id:
        raise Refused("bot_not_found")
    return {"bot": {"id": call.app.bot_id, "app_id": call.app.id, "user_id": call.app.bot_user, "deleted": False}}
