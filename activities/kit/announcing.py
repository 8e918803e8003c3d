"""Announcing a thing in its channel: one message, told again as the thing moves on, and again if it did not arrive.

Where its channel is closed, whoever looks after it chooses another, and all that is still to come goes there.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from activities.kit.announced import Announced, Place, first_of, places_of, put
from activities.kit.answers import Reader
from activities.kit.cards import Button, Card, say
from activities.kit.events import Channel, ChannelNews, ChannelState, Pressed, Submitted, Undelivered, Why
from activities.kit.forms import ChannelField, FieldErrors, Form
from activities.kit.phases import MovedOn
from activities.kit.runs import Bold, ChannelName, Text, words
from activities.kit.subjects import about, subject
from activities.kit.turn import Key, Turn, spelled
from activities.kit.wording import listed_runs
from storage import channels

_MAY_BE_TRIED = (ChannelState.OUT, ChannelState.READ_ONLY, ChannelState.LOST)
"""What may be mended without anybody telling the bot."""

_NO_LINK = (ChannelState.DELETED, ChannelState.LOST)
"""Where a platform would show a name no more."""


HERE_TOO = subject(int, str)
"""Of a form by which something is announced in one more channel."""

A = TypeVar("A", bound=Announced)


@dataclass(frozen=True)
class Announcing(Generic[A]):
    """What an activity's table needs for its rows.

    `Facilitated.added_to` puts it there: `send_again` under a button `announce`, `ask_where` under a button
    `channel_form`, `choose` under a form `channel`, `ask_here` under a command `announce`, `channel_news` under
    `channel_news`; and `not_announced` takes a message that was lost under a key that begins with `announcement`.

    `rows`: their class. `the`: the row behind a button's subject, locked; raises `MovedOn`. `card`: how it stands, for
    the channel. `phases`: those in which more is to come there.
    """

    activity: str
    rows: type[A]
    the: Callable[[Turn, str | int], A]
    card: Callable[[Turn, A], Card]
    phases: Sequence[str]

    def announce(self, turn: Turn, thing: A) -> None:
        """Tell its channels, if it has any, how it stands now, in place of what was told before."""
        for at in places_of(thing):
            turn.announce(at.workspace, at.channel, self.card(turn, thing), at.key)

    def not_announced(self, turn: Turn, lost: Undelivered) -> None:
        """Tell whoever looks after it that the channel may not have it, with a button that sends it again.

        Where the channel is closed they hear that as news of the channel.
        """
        if lost.why is Why.UNREACHABLE:
            return
        thing = self.the(turn, about(lost.key))
        at = next((one for one in places_of(thing) if spelled(one.key) == lost.key), None)
        if at is None:
            return  # it is announced elsewhere by now
        card = self._may_be_missing(thing, at, may_have_arrived=lost.why is Why.UNCERTAIN)
        for person in turn.who_runs(thing):
            turn.tell(person, card, ("not_announced", thing.id, turn.now.isoformat()))

    def send_again(self, turn: Turn, pressed: Pressed) -> Card:
        """Send it again, because a facilitator has looked and wants it; what has arrived is not sent twice.

        Should it be refused again, they hear so again.
        """
        thing = self.the(turn, pressed.subject)
        places = places_of(thing)
        if not places:
            raise MovedOn
        for at in places:
            self._try_again(turn, thing, at)
        return say(
            "I’m announcing ", Bold(thing.title), " in ", listed_runs([_channel(at) for at in places]), " again."
        )

    def channel_news(self, turn: Turn, news: ChannelNews) -> None:
        """Tell of a channel that is closed, open again or private: for each thing of which more is to come there."""
        for thing in channels.announced_in(
            turn.session, self.rows, turn.org, news.workspace, news.channel, self.phases
        ):
            at = next(one for one in places_of(thing) if (one.workspace, one.channel) == (news.workspace, news.channel))
            if news.became_private:
                card = is_private_card(_what(thing), _channel(at), self._choose(thing))
                self._tell(turn, thing, card, channels.PRIVATE)
            elif news.state is ChannelState.OPEN:
                turn.goes_on(self.card(turn, thing), at.key)
                turn.tell_anew(is_back_card(_what(thing), _channel(at)), _closed(thing, news.since.isoformat()))
            else:
                card = closed_card(_what(thing), _channel(at), news.state, self._choose(thing), self._again(thing))
                self._tell(turn, thing, card, news.since.isoformat())

    def ask_here(self, turn: Turn, thing: A) -> Form:
        """Ask for a channel of this platform: for one more, where it is announced on another alone."""
        if any(at.workspace == turn.in_workspace for at in places_of(thing)):
            return announcing_form(f"{self.activity}.channel", str(thing.id), thing.title)
        return here_too_form(f"{self.activity}.channel", HERE_TOO.spell(thing.id, "too"), thing.title)

    def ask_where(self, turn: Turn, pressed: Pressed) -> Form | Card:
        """Ask which channel instead, after “Choose another channel”; of one on the other platform, say where to."""
        thing = self._going_on(turn, pressed.subject)
        shut = [at for at in places_of(thing) if _is_shut(turn, at)]
        if shut and all(at.workspace != turn.in_workspace for at in shut) and len(places_of(thing)) > 1:
            return choose_there_card(_channel(shut[0]), self.activity)
        return announcing_form(f"{self.activity}.channel", str(thing.id), thing.title)

    def choose(self, turn: Turn, form: Submitted) -> Card | FieldErrors:
        """Announce it in the channel that was chosen: there too, or there instead.

        Where it is announced on two platforms, what goes on elsewhere is the announcement on that of whoever chose.
        """
        thing = self._going_on(turn, form.subject.partition(":")[0])
        answers = Reader(form.values)
        chosen = answers.channel("channel")
        if answers.errors:
            return FieldErrors(answers.errors)
        turn.concerns(thing.id)
        is_too = ":" in form.subject and all(at.workspace != turn.in_workspace for at in places_of(thing))
        return self._add(turn, thing, chosen) if is_too else self._move(turn, thing, chosen)

    def _add(self, turn: Turn, thing: A, chosen: Channel) -> Card:
        """Announce it in one more channel; from now on all that changes is told in both."""
        first = first_of(thing)
        added = replace(
            first,
            workspace=turn.in_workspace,
            channel=chosen.id,
            name=chosen.name,
            is_second=bool(thing.channel),
        )
        put(thing, added)
        turn.session.flush()
        self.announce(turn, thing)
        return is_announced_card(_what(thing), [_channel(at) for at in places_of(thing)])

    def _move(self, turn: Turn, thing: A, chosen: Channel) -> Card:
        """Let it go on in another channel, and say so where it stood, if anything can be said there."""
        there = places_of(thing)
        old = next((at for at in there if at.workspace == turn.in_workspace), there[0] if there else first_of(thing))
        before = channels.find(turn.session, old.workspace, old.channel)
        is_open = before is None or before.state == ChannelState.OPEN
        new = replace(old, workspace=turn.in_workspace, channel=chosen.id, name=chosen.name)
        put(thing, new)
        turn.session.flush()
        moved = has_moved_card(_what(thing), _channel(new))
        if (new.workspace, new.channel) == (old.workspace, old.channel):
            self._try_again(turn, thing, new)
        else:
            behind = moved if is_open and new.workspace == old.workspace else None
            turn.move(new.workspace, new.channel, self.card(turn, thing), new.key, behind)
        for since in channels.told_of(before):
            turn.tell_anew(moved, _closed(thing, since))
        return moved

    def _try_again(self, turn: Turn, thing: A, at: Place) -> None:
        channels.is_tried(turn.session, at.workspace, at.channel)
        turn.send_again(self.card(turn, thing), at.key)

    def _going_on(self, turn: Turn, subject: str) -> A:
        thing = self.the(turn, subject)
        if thing.phase not in self.phases:
            raise MovedOn
        return thing

    def _tell(self, turn: Turn, thing: A, card: Card, since: str) -> None:
        for person in turn.who_runs(thing):
            turn.tell(person, card, _closed(thing, since))

    def _may_be_missing(self, thing: A, at: Place, may_have_arrived: bool) -> Card:
        says = (
            "was cut off: it may or may not be there. Please look. If it is missing, press Send again."
            if may_have_arrived
            else "could not be sent. Press Send again to have it tried once more, or choose another channel."
        )
        buttons = [self._again(thing)] if may_have_arrived else [self._again(thing), self._choose(thing)]
        return say("The announcement of ", *_what(thing), " in ", _channel(at), f" {says}", buttons=buttons)

    def _again(self, thing: A) -> Button:
        return Button(SEND_AGAIN, f"{self.activity}.announce", str(thing.id))

    def _choose(self, thing: A) -> Button:
        return Button(CHOOSE, f"{self.activity}.channel_form", str(thing.id), "primary")


def _is_shut(turn: Turn, at: Place) -> bool:
    known = channels.find(turn.session, at.workspace, at.channel)
    return known is not None and known.state != ChannelState.OPEN


def _what(thing: Announced) -> tuple[Bold, ...]:
    return (Bold(thing.title),)


def _channel(at: Place) -> ChannelName:
    return ChannelName(at.channel, at.name)


def _closed(thing: Announced, since: str) -> Key:
    """Make the key under which those who run it are told of its channel, and told anew when that is over."""
    return ("channel", thing.id, since)


# ---- what people see ------------------------------------------------------------------------------------------------

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


def closed_card(
    what: Text, where: ChannelName, state: ChannelState, choose: Button, again: Button, *more: Button
) -> Card:
    """Build the card for those who run it when `what` cannot go on in its channel: what they can do there and then."""
    first = [choose, again] if state in _MAY_BE_TRIED else [choose]
    named = f"#{where.name}" if state in _NO_LINK else where
    said = words(named, _WHAT_HAS_HAPPENED[state], " ", what, f" can’t go on there. {_WHAT_CAN_BE_DONE[state]}")
    return say(said, buttons=[*first, *more])


def is_private_card(what: Text, where: ChannelName, choose: Button) -> Card:
    """Build the card for those who run it when its channel has become one for members alone."""
    return say(
        where,
        " has been made private: only its members see ",
        what,
        " there now. I go on there. If others should see it, choose another channel.",
        buttons=[choose],
    )


def is_back_card(what: Text, where: ChannelName) -> Card:
    """Build the card for those who run it when the channel can be written to again."""
    return say("I can write in ", where, " again, and go on there with ", what, ".")


def has_moved_card(what: Text, where: ChannelName) -> Card:
    """Build the card that says that it goes on in another channel: for those who run it, and where it stood."""
    return say(what, " is announced in ", where, " now.")


def is_announced_card(what: Text, where: Sequence[ChannelName]) -> Card:
    """Build the card that says in which channels it is announced."""
    return say(what, " is announced in ", listed_runs(where), " now. What changes is told in each.")


def choose_there_card(where: ChannelName, activity: str) -> Card:
    """Build the card for whoever would choose a channel of the other platform on this one."""
    return say(f"#{where.name} is on the other platform. Please type /{activity} announce there to choose another one.")


def here_too_form(name: str, subject: str, title: str) -> Form:
    """Build the form that asks for a channel of this platform, for a thing that is announced on another."""
    return Form(
        name,
        subject,
        "Announce it here too",
        "Announce it there",
        (ChannelField("channel", f"Where shall “{title}” be announced too?", hint="A channel that I’m in."),),
    )


def announcing_form(name: str, subject: str, title: str) -> Form:
    """Build the form that asks a facilitator for another channel, for a thing whose own is closed."""
    hint = "A channel that I’m in."
    return Form(
        name,
        subject,
        CHOOSE,
        "Announce it there",
        (ChannelField("channel", f"Where shall “{title}” go on?", hint=hint),),
    )
