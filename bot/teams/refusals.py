"""What each of the Bot Connector's error codes is about: one table, and what a status says where there is no code.

Source: "Status codes from bot conversational APIs",
https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability. `MessageWritesBlocked` is from
https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages, and what may be
tried again from https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit. What stands in none of them
is "not now", and is told.
"""

from collections.abc import Mapping, Sequence

from activities.kit.events import ChannelState
from bot.platforms.platform import About

_CODES: Mapping[About, Sequence[str]] = {
    About.PERSON: (
        "BotNotInConversationRoster",
        "ConversationBlockedByUser",
        "ConversationNotFound",
        "ForbiddenOperationException",  # the app is not installed for this person
        "MemberNotFoundInConversation",
        "MessageWritesBlocked",
    ),
    About.INSTALLATION: (
        "BotDisabledByAdmin",
        "BotNotRegistered",
        "InvalidBotApiHost",
        "NotEnoughPermissions",
        "TenantNoPermission",
    ),
    About.MESSAGE: ("ActivityNotFoundInConversation", "Bad Argument", "BadArgument", "BadSyntax", "MessageSizeTooBig"),
}

ABOUT: Mapping[str, About] = {code: about for about, codes in _CODES.items() for code in codes}

OF_A_STATUS: Mapping[int, About] = {
    400: About.MESSAGE,
    401: About.INSTALLATION,  # with a token that Microsoft has just given
    404: About.PERSON,
    412: About.NOT_NOW,
    413: About.MESSAGE,
    429: About.NOT_NOW,
    500: About.DOUBT,
    502: About.NOT_NOW,
    503: About.PLATFORM,
    504: About.NOT_NOW,
}
"""Where the code is none of those above. A 403 without one is not here: who it is about shows in who else gets it."""

STATUSES = [str(status) for status in (*OF_A_STATUS, 403)]
"""What is told in the place of a code where there is none."""


CLOSED: Mapping[str, ChannelState] = {
    "BotNotInConversationRoster": ChannelState.OUT,
    "ForbiddenOperationException": ChannelState.OUT,
    "MessageWritesBlocked": ChannelState.READ_ONLY,
}
"""What those that are said of a post in a channel say of the channel; else it was deleted, or is not to be seen."""


def about(status: int, code: str) -> About | None:
    """Tell what an answer is about; `None` where nobody knows. A rate limit is one, whatever the code says."""
    if status == 429:
        return About.NOT_NOW
    return ABOUT.get(code) or OF_A_STATUS.get(status) or (About.DOUBT if status >= 500 else None)
