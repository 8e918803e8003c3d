"""What is announced, and in which channels: in one, or in one on each of two platforms."""

from dataclasses import dataclass
from typing import Protocol

from activities.kit.turn import HasFacilitator, Key


class Announced(HasFacilitator, Protocol):
    """A row that somebody looks after and a channel hears of; `channel` is empty where none does.

    `also_channel`: one of another platform that hears of it too, where the organisation has two.
    """

    id: int
    organisation_id: int
    workspace_id: int
    channel: str
    channel_name: str
    also_workspace_id: int | None
    also_channel: str
    also_channel_name: str
    phase: str

    @property
    def title(self) -> str:
        """What the announcement calls it, and what those who run it read."""
        ...


@dataclass(frozen=True)
class Place:
    """A channel in which something is announced, under a key. `is_second`: beside one on another platform."""

    workspace: int
    channel: str
    name: str
    key: Key
    is_second: bool = False


def places_of(thing: Announced) -> list[Place]:
    """Return the channels in which something is announced: none, one, or one on each of two platforms."""
    places = [first_of(thing)] if thing.channel else []
    if thing.also_channel and thing.also_workspace_id is not None:
        key = (*_key(thing), "also")
        places.append(Place(thing.also_workspace_id, thing.also_channel, thing.also_channel_name, key, is_second=True))
    return places


def first_of(thing: Announced) -> Place:
    """Return where something is announced that is announced anywhere."""
    return Place(thing.workspace_id, thing.channel, thing.channel_name, _key(thing))


def put(thing: Announced, at: Place) -> None:
    """Write down where something is announced now."""
    if at.is_second:
        thing.also_workspace_id, thing.also_channel, thing.also_channel_name = at.workspace, at.channel, at.name
    else:
        thing.workspace_id, thing.channel, thing.channel_name = at.workspace, at.channel, at.name


def _key(thing: Announced) -> Key:
    return ("announcement", thing.id)
