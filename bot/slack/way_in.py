"""The way to our own chat in Slack: a link as Slack documents it.

https://docs.slack.dev/interactivity/deep-linking: `app_redirect` opens the conversation with an app, in the workspace
that `team` names. No link over https opens the app’s Home; one that begins with slack:// does, and neither e-mail
programs nor a telephone without Slack know what to do with it.
"""

from activities.kit.ways_in import WayIn
from bot.delivery.outages import called
from bot.slack.admission import Installation
from bot.slack.lookups import SLACK

REDIRECT = "slack.com/app_redirect"


def way_in(here: Installation) -> WayIn:
    """Return the way in for an installation: a workspace’s, or that of a whole organisation, which names none."""
    short = f"{REDIRECT}?app={here.app}" + ("" if here.is_wide else f"&team={here.team}")
    return WayIn(called(SLACK), f"https://{short}", short, THEN)


# ---- what people see ------------------------------------------------------------------------------------------------

THEN = "send /{typed}, or press Home at the top, and Join there"
