"""A channel that closes, and all that may stand in it."""

from collections.abc import Callable

from sqlmodel import SQLModel

from activities.kit.events import Channel, ChannelState
from storage.tables import Cafe, Prompt, Review, Trial
from tests.cafe.round_the_tables import QUESTION, plan
from tests.review.looking_back import TITLE, starts
from tests.town import COFFEE, Town

WARDS = Channel("C0WARDS", "wards", bot_is_in=True)


def a_trial(town: Town) -> str:
    town.trial()
    return "KNOWvember"


def a_cafe(town: Town) -> str:
    plan(town)
    return QUESTION


def a_review(town: Town) -> str:
    starts(town, town.people(5), channel=COFFEE)
    return TITLE


def a_prompt(town: Town) -> str:
    town.lee.types("/review prompts")
    town.lee.presses("Set a prompt")
    town.lee.fills("review.prompt", on=town.now.date().replace(day=9), every="2", channel=COFFEE)
    return "Anything here to learn from?"


WAYS: dict[str, tuple[type[SQLModel], Callable[[Town], str], str]] = {
    "trial": (Trial, a_trial, "coffee.channel"),
    "cafe": (Cafe, a_cafe, "cafe.channel"),
    "review": (Review, a_review, "review.channel"),
    "prompt": (Prompt, a_prompt, "review.prompt_channel"),
}
"""What may stand in the channel for coffee: its rows, how it comes there, and the form that moves it."""


def becomes(town: Town, state: ChannelState, *, is_private: bool | None = None) -> None:
    """The platform says so of the channel for coffee."""
    with town.turn() as turn:
        assert turn.workspace is not None
        town.engine.channels.heard(turn.session, turn.workspace, COFFEE.id, state, is_private=is_private)
