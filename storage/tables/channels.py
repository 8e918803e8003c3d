"""Channels in which something is announced, as the platform last said of them."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import SQLModel

from storage.tables.columns import belongs, identity, moment


class ChannelRow(SQLModel, table=True):
    """A channel of which something has been heard. No row is as good as an open one.

    `state`: see `activities.kit.events.ChannelState`; `since`: the moment by the calendar at which it last ceased to be
    open. `within`: the team that it belongs to, where the platform has teams.
    """

    __tablename__ = "channels"
    __table_args__ = (UniqueConstraint("workspace_id", "channel"),)

    id: int = identity()
    organisation_id: int = belongs("organisations")
    workspace_id: int = belongs("workspaces")
    channel: str
    within: str = ""
    state: str = "open"
    since: datetime | None = moment(nullable=True)
    is_private: bool = False
