"""Whoever asks for something in a window: one person, who acts in the small Slack and in the play."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from bot.sandbox.onlookers import CannotDo
from bot.sandbox.page.play import Play
from bot.sandbox.people import Outcome
from bot.sandbox.records import Json, Message, User, View

Deed: TypeAlias = Callable[["Doer", Json], Awaitable[Json]]
"""Does what was asked for, and says what came of it: `trouble` in words, `errors` by block id, whatever else."""

GONE = "That is no longer there; it has changed meanwhile."


class Doer:
    """One person. `besides` gives the user ids of everybody who has a window of their own, this person included."""

    def __init__(self, play: Play, user: User, besides: Callable[[], set[str]]) -> None:
        self.play = play
        self.user = user
        self.besides = besides
        self.slack = play.stage.slack
        self.people = play.stage.slack.people

    def where(self, asked: Json) -> Message | View:
        """Find the message or view in which they act. Raises `CannotDo` where it is gone."""
        workspace = self.slack.workspace
        found: Message | View | None
        if "view" in asked:
            mine = (workspace.modal(self.user.id), workspace.homes.get(self.user.id))
            found = next((view for view in mine if view and view.id == asked["view"]), None)
        else:
            found = workspace.find_message(str(asked["place"]), str(asked["ts"]))
        if found is None:
            raise CannotDo(GONE)
        return found


def came_of(outcome: Outcome) -> dict[str, Any]:
    """Build what the page is told of an outcome."""
    return {"trouble": outcome.trouble, "errors": dict(outcome.errors)}
