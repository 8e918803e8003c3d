"""Channels in which something is announced: which there are, what they are called, and what is heard of them.

Whatever is announced somewhere has the columns `workspace_id`, `channel` and `channel_name`; and the same with `also_`
before them, where it may be announced in a channel of another platform too.
"""

from collections.abc import Collection, Sequence
from typing import Any, TypeVar

from sqlalchemy import Column, Table, and_, or_
from sqlmodel import Session, SQLModel, col, select, update
from sqlmodel.sql.expression import SelectOfScalar

from storage.facilitated import table_of
from storage.parcels import to_channel
from storage.prepared import finds_one
from storage.tables import ChannelRow, Message, Parcel, Workspace

_COLUMNS = ("workspace_id", "channel", "channel_name")
_AT = ("", "also_")
"""What their names begin with: for the channel in which something is announced, and for that of another platform."""

A = TypeVar("A")

PRIVATE = "private"
"""By what the message is known that says so; one about a closed channel is known by the moment."""


def announced_in(
    session: Session, rows: type[A], organisation: int, workspace: int, channel: str, phases: Collection[str]
) -> Sequence[A]:
    """Return what is announced in a channel and stands in one of these phases, oldest first."""
    table = table_of(rows)
    there = or_(*(and_(at == workspace, named == channel) for at, named, _ in _places_of(table)))
    here = select(rows).where(table.c.organisation_id == organisation, there, table.c.phase.in_(list(phases)))
    return session.exec(here.order_by(table.c.id)).all()


def used(session: Session, workspace: int) -> set[str]:
    """Return every channel of a workspace in which anything is announced, or was."""
    return {
        channel
        for _, (at, named, _) in _places()
        for channel in session.exec(select(named).where(at == workspace).distinct()).all()
        if channel
    }


@finds_one
def find(session: Session, workspace: int, channel: str) -> SelectOfScalar[ChannelRow]:
    """Return what has been heard of a channel, as a row; `None` where nothing has."""
    wanted = select(ChannelRow).where(ChannelRow.workspace_id == workspace, ChannelRow.channel == channel)
    return wanted.execution_options(populate_existing=True)


def told_of(before: ChannelRow | None) -> Sequence[str]:
    """Return what marks messages that were told of a channel: that it is private, and since when it is closed."""
    return (PRIVATE, *([before.since.isoformat()] if before and before.since else []))


def known(session: Session, at: Workspace, channel: str) -> ChannelRow:
    """Return what has been heard of a channel, as a row that is made where nothing has been heard yet."""
    found = find(session, at.id, channel)
    if found is None:
        found = ChannelRow(organisation_id=at.organisation_id, workspace_id=at.id, channel=channel)
        session.add(found)
        session.flush()
    return found


def is_tried(session: Session, workspace: int, channel: str) -> None:
    """Count a channel as open again because somebody wants it tried: if it refuses once more, that is news."""
    if (row := find(session, workspace, channel)) is not None:
        row.state = "open"
        session.flush()


def belongs_to(session: Session, workspace: int, channel: str, team: str) -> None:
    """Remember to which team a channel belongs, where the platform has teams."""
    known(session, session.get_one(Workspace, workspace), channel).within = team
    session.flush()


def within(session: Session, workspace: int, team: str) -> list[str]:
    """Return the channels of a team, as far as they are known, sorted. A team is named after its first channel."""
    wanted = select(ChannelRow.channel).where(ChannelRow.workspace_id == workspace, ChannelRow.within == team)
    return sorted({team, *session.exec(wanted).all()})


def rename(session: Session, workspace: int, channel: str, name: str) -> None:
    """Call a channel by another name wherever something is announced in it."""
    for table, (at, named, called) in _places():
        here = (at == workspace, named == channel, called != name)
        session.exec(update(table).where(*here).values({called: name}))
    session.expire_all()


def renumber(session: Session, workspace: int, before: str, after: str) -> None:
    """Let everything follow a channel to which the platform has given another id."""
    for table, (at, named, _) in _places():
        session.exec(update(table).where(at == workspace, named == before).values({named: after}))
    told = update(Message).where(col(Message.workspace_id) == workspace, col(Message.channel) == before)
    session.exec(told.values(channel=after))
    theirs = update(Parcel).where(col(Parcel.workspace_id) == workspace, col(Parcel.addressee) == to_channel(before))
    session.exec(theirs.values(addressee=to_channel(after), conversation=after))
    if (row := find(session, workspace, before)) is not None and find(session, workspace, after) is None:
        row.channel = after
    session.flush()
    session.expire_all()


def announced() -> list[Table]:
    """Return the tables of what may be announced in a channel."""
    return [table for table in SQLModel.metadata.sorted_tables if set(table.columns.keys()) >= set(_COLUMNS)]


def _places() -> list[tuple[Table, tuple[Column[Any], ...]]]:
    return [(table, place) for table in announced() for place in _places_of(table)]


def _places_of(table: Table) -> list[tuple[Column[Any], ...]]:
    """Return the columns by which each of the channels is known in which a row is announced."""
    named = [[f"{at}{column}" for column in _COLUMNS] for at in _AT]
    return [tuple(table.c[name] for name in names) for names in named if set(names) <= set(table.columns.keys())]
