"""What the organisation has decided, as activities need to know it."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from activities.kit.days import moment
from activities.kit.working import WorkingDays
from storage.belonging import MemberRules

SAFETY_TEXT = "This is not for reporting incidents or concerns; use your organisation’s own route."
"""What people learn from each other includes safety issues, and those must have somewhere to go."""


AT_LEAST = timedelta(hours=4)
"""How long somebody who cannot be reached is waited for, whatever the hour, where nothing else is set."""

NEVER_MANY = 5
"""So many people going at once are never taken for a mishap of the directory."""

BACK_AT_WORK = time(9)


@dataclass(frozen=True)
class Policy:
    """How long things are kept after they have ended, whom to ask about that, where concerns go, and what is local.

    `contact`: an address or a sentence, empty where none has been given. `patient_numbers`: masks of the organisation's
    own numbers, `#` for a digit. `staff_domains`: where its staff have their e-mail, in lower case.
    `lists_forgotten`: whoever is forgotten stands, as a digest, on a list that a restored backup is held against.
    `leaving_grace`: how long somebody who cannot be reached any more is waited for; `None` until the next working
    morning. `many_leavers`: from how many in a hundred on a facilitator is asked before anybody is let go. `members`:
    who belongs. `working_days`: when people work, as far as it is the same for all.
    """

    keep: timedelta = timedelta(days=365)
    contact: str = ""
    safety_text: str = SAFETY_TEXT
    patient_numbers: tuple[str, ...] = ()
    staff_domains: tuple[str, ...] = ()
    lists_forgotten: bool = False
    leaving_grace: timedelta | None = None
    many_leavers: float = 5.0
    members: MemberRules = field(default_factory=MemberRules)
    working_days: WorkingDays = field(default_factory=WorkingDays)

    def left_at(self, since: datetime, zone: ZoneInfo) -> datetime:
        """Return the moment at which it is final that somebody has left who cannot be reached since another."""
        if self.leaving_grace is not None:
            return since + self.leaving_grace
        here = since.astimezone(zone)
        is_before_work = here.date() in self.working_days and here.time() < BACK_AT_WORK
        day = here.date() if is_before_work else self.working_days.after(here.date())
        return max(moment(day, BACK_AT_WORK, zone), since + AT_LEAST)

    def are_many(self, gone: int, among: int) -> bool:
        """Say whether so many going at once are too many to be let go of by themselves."""
        return gone > NEVER_MANY and gone * 100 >= self.many_leavers * among
