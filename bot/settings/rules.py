"""What an installation decides for its engine."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from activities.kit.policy import Policy
from bot.settings.forgotten_list import ForgottenList
from bot.settings.keys import Keys


@dataclass(frozen=True)
class Rules:
    """What an installation decides: who facilitates from the start, the local time, and what chance is drawn from.

    `facilitators` are platform user ids and e-mail addresses in lower case. Each appoints somebody once: whoever has
    been removed in chat since, or forgotten, does not come back by it. `forgotten`: the list of those who were, or none
    where there is no key for it.
    """

    seed: str
    timezone: str = "Europe/London"
    facilitators: frozenset[str] = frozenset()
    policy: Policy = field(default_factory=Policy)
    forgotten: ForgottenList | None = None

    def named(self, names: Iterable[str | None]) -> list[str]:
        """Return those of somebody's names (user ids, addresses) that are among those who facilitate from the start."""
        return sorted(name.lower() for name in names if name and name.lower() in self.facilitators)

    @property
    def keys(self) -> Keys:
        """Those under which digests are made of what says who somebody is."""
        return self.forgotten.keys if self.forgotten else Keys()
