"""So many of so many have answered, and whether that is enough."""

from dataclasses import dataclass

ENOUGH = 5
"""Answers of fewer people than this give their authors away."""


@dataclass(frozen=True)
class Tally:
    """Of so many `asked` in this round, how many have `answered`, and how many are `gone` since it began.

    Where anybody is asked who is not to be named (`nameless`), only they are counted. Whoever runs the review never is.
    """

    answered: int
    asked: int
    gone: int
    nameless: bool

    @property
    def is_enough(self) -> bool:
        """Whether answers can be shown without giving anybody away who still takes part."""
        return bool(self.answered) and (not self.nameless or self.answered - self.gone >= ENOUGH)

    @property
    def is_told(self) -> bool:
        """Whether the number itself is said: never one to four of those who are not to be named."""
        return not self.nameless or not self.answered or self.answered >= ENOUGH

    @property
    def may_be_asked(self) -> bool:
        """Whether those who answered may be asked to be shown although they are few.

        Not where a number was told and somebody has gone since: how many are shown then would say whether they had
        answered. Where everybody had, that is known already.
        """
        all_had = self.answered == self.asked == ENOUGH
        return bool(self.answered) and (self.answered < ENOUGH or not self.gone or all_had)
