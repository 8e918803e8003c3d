"""The way to our own chat in Teams: a link as Microsoft documents it, with what is to be sent already in place.

https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams has `users`, `message` and
`tenantId`; that a bot is `28:` and its id, the page on handing a conversation over to one. The other documented way, an
app’s `conversations`, needs the id that the organisation’s own catalogue gave it, which nobody tells a bot.
"""

from activities.kit.ways_in import WayIn
from bot.delivery.outages import called
from bot.settings.settings import Teams
from bot.teams.references import TEAMS

CHAT = "teams.microsoft.com/l/chat/0/0"


def way_in(teams: Teams) -> WayIn:
    """Return the way in for a tenant."""
    bot = f"28:{teams.app_id}"
    link = f"https://{CHAT}?tenantId={teams.tenant}&users={bot}&message={{typed}}"
    return WayIn(called(TEAMS), link, f"{CHAT}?users={bot}", THEN)


# ---- what people see ------------------------------------------------------------------------------------------------

THEN = "send “{typed}”, which may stand there already"
