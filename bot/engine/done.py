"""What came of a turn, for whoever ran it."""

from dataclasses import dataclass

from activities.kit.views import Answer
from bot.engine.measures import Outcome


@dataclass(frozen=True)
class Done:
    """What came of a turn: what the person sees, whether it deleted something for good, or forgot somebody."""

    answer: Answer
    outcome: Outcome = Outcome.SHOWN
    erases: bool = False
    forgets: bool = False

    @property
    def wrote(self) -> bool:
        """Whether anything was written."""
        return self.outcome is Outcome.WROTE
