"""What people did and were told, from where they sit: in front of the small Slack."""

import re
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from benchmarks.soak.weather import Weather
from bot.sandbox.people import Deed
from bot.sandbox.reading import what_it_says
from bot.sandbox.records import Entry, View
from bot.sandbox.server import Sandbox

SLACK_GIVES = 3.0
"""Seconds."""

TAKEN = {
    "coffee.signup": r"you’re in for|I’ve saved your new answers",
    "coffee.feedback": r"that’s saved",
    "cafe.takeaway": r"that’s kept",
    "library.record": r"Filed\.",
    "review.answer": r"Question 2 of",
}
"""By a form's name, what says that it was taken; of the pages of a review only the first is sent."""

LEAVES = ("leave", "coffee.leave", "coffee.leave_trial")
"""What somebody types or presses who would leave."""


@dataclass(frozen=True)
class Told:
    """Somebody was told that a form of theirs is taken; or, where `what` is `leaves`, asked to be let go."""

    user: str
    what: str
    subject: str
    at: float
    said: tuple[str, ...] = ()


@dataclass(frozen=True)
class Arrived:
    """One message of the outbox that stood in Slack: `mark` is its row's id, `readers` those who could read it."""

    mark: int
    channel: str
    readers: frozenset[str]
    at: float


@dataclass
class Witness:
    """Looks over everybody's shoulder. `within`: real seconds in which a press must have an answer."""

    slack: Sandbox
    weather: Weather
    within: float
    told: list[Told] = field(default_factory=list)
    arrived: list[Arrived] = field(default_factory=list)
    pressed: list[Deed] = field(default_factory=list)
    claims: list[tuple[float, str]] = field(default_factory=list)
    chief: str = ""
    _saw: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    _sent: dict[str, tuple[str, str, tuple[str, ...]]] = field(default_factory=dict)

    def begin(self) -> None:
        """Look from now on."""
        self.slack.workspace.watchers.append(self._sees)
        self.slack.people.witnesses.append(self._hears)

    def unanswered(self) -> tuple[list[Deed], Counter[str]]:
        """The presses without an answer in time; and why others had none, where nobody could have given one."""
        silent, excused = list[Deed](), Counter[str]()
        for deed in self.pressed:
            if self._is_answered(deed):
                continue
            why = self.weather.excuse(deed.began, deed.began + self.within)
            if why:
                excused[why] += 1
            else:
                silent.append(deed)
        return silent, excused

    def waits(self) -> list[float]:
        """How long everybody who was answered waited, in real seconds, in order."""
        return sorted(self._until_seen(deed) for deed in self.pressed if self._is_answered(deed))

    def _is_answered(self, deed: Deed) -> bool:
        return deed.outcome.acknowledged and self._until_seen(deed) <= self.within

    def _until_seen(self, deed: Deed) -> float:
        if deed.parcel.payload.get("type") == "view_submission":
            return deed.ended - deed.began  # the answer comes with the acknowledgement
        return next((at - deed.began for at in self._saw[deed.user.id] if at >= deed.began), float("inf"))

    def _hears(self, deed: Deed) -> None:
        self.pressed.append(deed)
        if deed.parcel.payload.get("type") == "view_submission":
            view = deed.parcel.payload["view"]
            values = tuple(sorted(_typed(view["state"]["values"])))
            self._sent[deed.user.id] = (view["callback_id"], str(view.get("private_metadata") or ""), values)
            self._reads(deed.user.id, self.slack.workspace.modal(deed.user.id))
        actions = [action["action_id"] for action in deed.parcel.payload.get("actions", ())]
        if {*actions, deed.parcel.payload.get("text")}.intersection(LEAVES):
            self.told.append(Told(deed.user.id, "leaves", "", deed.began))

    def _sees(self, entry: Entry) -> None:
        now = time.monotonic()
        if entry.what in ("modal", "home"):
            self._saw[entry.user].append(now)
            if entry.what == "modal":
                self._reads(entry.user, self.slack.workspace.modal(entry.user))
            return
        place = self.slack.workspace.conversations[entry.channel]
        message = self.slack.workspace.find_message(entry.channel, entry.ts)
        if entry.only_for is not None:
            readers = [entry.only_for]
        else:
            readers = place.members if place.kind in ("im", "mpim") else []
        for reader in readers:
            self._saw[reader].append(now)
        if message is None or not message.by_app:
            return
        said = what_it_says(message)
        if self.chief in readers:
            self.claims.append((now, said))
        if entry.what == "posted" and message.metadata:
            mark = int(message.metadata["event_payload"]["mark"])
            self.arrived.append(Arrived(mark, entry.channel, frozenset(place.members), now))

    def _reads(self, user: str, view: View | None) -> None:
        """What stands before somebody who has sent a form: whether it says that it was taken."""
        if view is None or user not in self._sent:
            return
        form, subject, values = self._sent[user]
        if form in TAKEN and re.search(TAKEN[form], what_it_says(view)):
            self.told.append(Told(user, form, subject, time.monotonic(), values))
            del self._sent[user]


def _typed(values: dict[str, dict[str, dict[str, object]]]) -> list[str]:
    """What was typed or chosen in a form, field by field."""
    found = list[str]()
    for block, fields in values.items():
        for field_ in fields.values():
            chosen = field_.get("selected_option")
            given = chosen.get("value") if isinstance(chosen, dict) else field_.get("value")
            if isinstance(given, str) and given:
                found.append(f"{block}={given}")
    return found
