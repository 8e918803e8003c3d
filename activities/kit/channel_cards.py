"""What those who run something read when its channel is closed to the bot, is private now, or is back; and the form."""

from collections.abc import Mapping

from activities.kit.cards import Button, Card, say
from activities.kit.events import ChannelState
from activities.kit.forms import ChannelField, Form
from activities.kit.runs import ChannelName, Text, words

CHOOSE = "Choose another channel"
SEND_AGAIN = "Send again"

_WHAT_HAS_HAPPENED: Mapping[ChannelState, str] = {
    ChannelState.ARCHIVED: " has been archived, so nobody can write there.",
    ChannelState.DELETED: " has been deleted.",
    ChannelState.OUT: " has me as a member no more, so I can’t write there.",
    ChannelState.READ_ONLY: " is only for some people to write in now, and I’m not one of them.",
    ChannelState.LOST: " can’t be found any more. It has been deleted, or it is private now and I’m not in it.",
}
_WHAT_CAN_BE_DONE: Mapping[ChannelState, str] = {
    ChannelState.ARCHIVED: "Choose another channel. Should this one be brought back, I go on there by myself.",
    ChannelState.DELETED: "Choose another channel.",
    ChannelState.OUT: "Invite me there again, and I go on by myself. Or choose another channel.",
    ChannelState.READ_ONLY: "Ask whoever looks after it to let me write there, then press Send again. Or choose "
    "another channel.",
    ChannelState.LOST: "Choose another channel. If you can still see this one, you can also invite me there, then "
    "press Send again.",
}
_MAY_BE_TRIED = (ChannelState.OUT, ChannelState.READ_ONLY, ChannelState.LOST)
"""What may be mended without anybody telling the bot."""
_NO_LINK = (ChannelState.DELETED, ChannelState.LOST)
"""Where a platform would show a name no more."""


def closed(what: Text, where: ChannelName, state: ChannelState, choose: Button, again: Button, *more: Button) -> Card:
    """`what` cannot go on in its channel: what can be done about that there and then."""
    first = [choose, again] if state in _MAY_BE_TRIED else [choose]
    named = f"#{where.name}" if state in _NO_LINK else where
    said = words(named, _WHAT_HAS_HAPPENED[state], " ", what, f" can’t go on there. {_WHAT_CAN_BE_DONE[state]}")
    return say(said, buttons=[*first, *more])


def is_private(what: Text, where: ChannelName, choose: Button) -> Card:
    """Its channel is for members alone now."""
    return say(
        where,
        " has been made private: only its members see ",
        what,
        " there now. I go on there. If others should see it, choose another channel.",
        buttons=[choose],
    )


def is_back(what: Text, where: ChannelName) -> Card:
    """The channel can be written to again."""
    return say("I can write in ", where, " again, and go on there with ", what, ".")


def has_moved(what: Text, where: ChannelName) -> Card:
    """It goes on in another channel: for those who run it, and where it stood."""
    return say(what, " is announced in ", where, " now.")


def form(name: str, subject: str, title: str) -> Form:
    """Which channel instead."""
    hint = "A channel that I’m in."
    return Form(
        name,
        subject,
        CHOOSE,
        "Announce it there",
        (ChannelField("channel", f"Where shall “{title}” go on?", hint=hint),),
    )
