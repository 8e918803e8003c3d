"""One player: looks at what stands before one of the staff, and does what that person would do about it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from activities.kit.working import is_working_day
from bot.sandbox.reading import elements
from bot.sandbox.records import Message, User, View
from bot.sandbox.server import Sandbox
from bot.sandbox.temperament import Temperament, fate_of
from bot.staff_list import StaffRow


@dataclass(frozen=True)
class Did:
    """Something that a player did, for the story: `what` is the button's or command's own name."""

    who: str
    what: str
    about: str = ""


@dataclass
class Player:
    """Acts for one person through the same buttons and forms that a person would use."""

    slack: Sandbox
    user: User
    person: StaffRow
    ways: Temperament
    seed: str
    _first_seen: dict[tuple[str, str], date] = field(default_factory=dict)
    _dealt_with: set[tuple[str, str]] = field(default_factory=set)
    _has_left: bool = False

    async def acts(self, today: date) -> list[Did]:
        """Do whatever this person would do today about what is before them."""
        done: list[Did] = []
        for message, action, subject in list(self._buttons()):
            seen = self._first_seen.setdefault((action, subject), today)
            if (action, subject) in self._dealt_with:
                continue
            if did := await self._about(message, action, subject, _working_days(seen, today)):
                self._dealt_with.add((action, subject))
                done.append(did)
        return done

    async def _about(self, message: Message, action: str, subject: str, days: int) -> Did | None:
        match action:
            case "coffee.join":
                return await self._joins(message, subject, days)
            case "coffee.met" if not self.ways.never_answers:
                return await self._meets(message, subject, days)
            case "coffee.no_answer" if self._is_waiting_in_vain(message):
                return await self._presses(message, action, subject)
            case "coffee.still_in" if not self.ways.never_answers:
                return await self._presses(message, action, subject)
            case "coffee.another" if self.ways.wants_another:
                return await self._presses(message, action, subject)
            case "coffee.leave_trial" if not self.ways.wants_another:
                return await self._presses(message, action, subject)
            case "coffee.feedback":
                return await self._answers_when_asked(message, subject, days)
        return None

    async def _joins(self, announcement: Message, trial: str, days: int) -> Did | None:
        if days < self.ways.joins_on_day:
            return None
        did = await self._signs_up(announcement, trial)
        if self.ways.joins_twice:
            await self._signs_up(announcement, trial)
        return did

    async def _signs_up(self, announcement: Message, trial: str) -> Did | None:
        did = await self._presses(announcement, "coffee.join", trial)
        wanted = {"meetups": "each_site"} if self.ways.wants_each_site else {}
        return did if await self._sends(wanted) else None

    async def _meets(self, introduction: Message, meeting: str, days: int) -> Did | None:
        if days < self.ways.acts_on_day:
            return None
        match fate_of(meeting, self.seed):
            case "finds no time":
                return await self._presses(introduction, "coffee.no_time", meeting)
            case "knows them":
                return await self._presses(introduction, "coffee.know_each_other", meeting)
            case "forgets":
                return None
            case "meets":
                did = await self._presses(introduction, "coffee.met", meeting)
                await (self._gives_feedback() if self.ways.answers == "at once" else self._closes())
                return did

    async def _answers_when_asked(self, request: Message, trial: str, days: int) -> Did | None:
        patience = {"at once": 0, "when asked": 1, "when reminded": 4}.get(self.ways.answers)
        if patience is None or days < patience:
            return None
        did = await self._presses(request, "coffee.feedback", trial)
        await self._gives_feedback()
        return did

    async def _gives_feedback(self) -> None:
        await self._sends(
            {
                "met": "yes",
                "knew_each_other": "no",
                "would_again": "yes",
                "what_came_of_it": self.ways.words(self.person, self.seed),
                "quote_consent": self.ways.quote_consent,
            }
        )

    def _is_waiting_in_vain(self, introduction: Message) -> bool:
        """Everybody waits in vain whose partner never answers: the fate of such a meeting is not theirs to decide."""
        return not self.ways.never_answers

    async def _presses(self, message: Message, action: str, subject: str) -> Did:
        await self.slack.people.presses(self.user, message, action, value=subject)
        return Did(self.person.name, action, subject)

    async def _sends(self, values: Mapping[str, Any]) -> bool:
        """Fill in the form that is open, and send it; whether it was taken."""
        form = await self.slack.people.modal(self.user)
        outcome = await self.slack.people.submits(self.user, form, values)
        await self._closes()
        return outcome.went_well

    async def _closes(self) -> None:
        while (view := self.slack.people.sees(self.user).modal) is not None:
            await self.slack.people.closes(view)

    def _buttons(self) -> Iterator[tuple[Message, str, str]]:
        """Every button before this person: in which message, its action and what it is about."""
        for message in self.slack.people.sees(self.user).messages:
            for _, element in elements(message):
                if element["type"] == "button":
                    yield message, str(element["action_id"]), str(element.get("value", ""))


def _working_days(since: date, today: date) -> int:
    span = (today - since).days
    return sum(is_working_day(date.fromordinal(since.toordinal() + one)) for one in range(1, span + 1))
