"""What events, refusals and the nightly look say of channels: it is kept, and whoever runs what is there is told."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from activities.kit.activity import Activity
from activities.kit.events import ChannelNews, ChannelState
from activities.kit.turn import Turn
from storage import channels
from storage.parcels import channel_of
from storage.tables import Message, Organisation, Parcel, Workspace

_KNOWS_MORE = {state: rank for rank, state in enumerate(ChannelState)}
"""Of two states in which nothing can be written, the later one in this order says more: an archived channel has
nobody in it, and one that has been deleted cannot be found."""


@dataclass(frozen=True)
class Channels:
    """Keeps and tells the news of one installation's channels.

    `new_turn`: the engine's, by organisation, activity and chance.
    """

    activities: Iterable[Activity]
    new_turn: Callable[[Session, Organisation, str, str], Turn]
    now: Callable[[Session], datetime]

    def heard(
        self,
        session: Session,
        workspace: int,
        channel: str,
        state: ChannelState,
        *,
        is_private: bool | None = None,
        for_certain: bool = False,
        waited_for: bool = True,
    ) -> None:
        """Note that a channel is in this state, by the platform's word.

        Nothing follows where nothing is announced there.

        `is_private`: whether only its members see it, where that is known. `for_certain`: this is all that is to be
        known of it, whatever was heard before. `waited_for`: who runs what stands there hears so whatever the hour.
        """
        if channel not in channels.used(session, workspace):
            return
        at = session.get_one(Workspace, workspace)
        row = channels.known(session, at, channel)
        was = ChannelState(row.state)
        if not for_certain and ChannelState.OPEN not in (was, state) and _KNOWS_MORE[state] < _KNOWS_MORE[was]:
            state = was
        if was is ChannelState.OPEN and state is not was:
            row.since = self.now(session)
        became_private = bool(is_private) and not row.is_private
        row.state, row.is_private = state, row.is_private if is_private is None else is_private
        session.flush()
        since = row.since or self.now(session)
        if state is not ChannelState.OPEN or was is not state:
            self._tell(session, at, ChannelNews(workspace, channel, state, since), waited_for)
        if became_private and state is ChannelState.OPEN:
            self._tell(session, at, ChannelNews(workspace, channel, state, since, became_private=True), waited_for)

    def refused(self, session: Session, workspace: int, parcel: Parcel, state: ChannelState) -> None:
        """Note that a channel did not take what it was to be told, and that it is in this state."""
        is_waited_for = not session.get_one(Message, parcel.message_id).office_hours
        self.heard(session, workspace, channel_of(parcel), state, waited_for=is_waited_for)

    def took(self, session: Session, workspace: int, parcel: Parcel) -> None:
        """Note that a channel has taken something: where it was closed before, that is over."""
        known = channels.find(session, workspace, channel_of(parcel))
        if known is not None and known.state != ChannelState.OPEN:
            self.heard(session, workspace, known.channel, ChannelState.OPEN)

    def _tell(self, session: Session, at: Workspace, news: ChannelNews, waited_for: bool) -> None:
        organisation = session.get_one(Organisation, at.organisation_id)
        for activity in self.activities:
            turn = self.new_turn(session, organisation, activity.name, f"channel:{news.channel}")
            turn.waited_for = waited_for
            activity.channel_news(turn, news)
