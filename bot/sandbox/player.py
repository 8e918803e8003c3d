"""One player: looks at what stands before one of the staff, and does what that person would do about it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.register.staff_list import StaffRow
from bot.sandbox.people import Outcome
from bot.sandbox.reading import elements
from bot.sandbox.records import Message, User
from bot.sandbox.rehearsal import WORKING_DAYS
from bot.sandbox.server import Sandbox
from bot.sandbox.temperament import Temperament, fate_of

OPENS_WITHIN = 15.0
"""Seconds that a person waits for a form, unless they are in a hurry."""


@dataclass(frozen=True)
class Did:
    """Something that a player did: `what` is the button's action, or the command."""

    who: str
    what: str


class NoAnswer(Exception):
    """Raised where the app did not answer. A person tries again another day."""


@dataclass
class Player:
    """Acts for one person, through the same buttons and forms that a person would use.

    `silent`: user ids of those who never answer anybody; their partners wait in vain. `saved`: the forms of theirs that
    the app has said it took. `opens_within`: real seconds that they wait for a form once the app has taken their press.
    """

    slack: Sandbox
    user: User
    person: StaffRow
    ways: Temperament
    seed: str
    silent: Collection[str] = ()
    saved: set[str] = field(default_factory=set)
    opens_within: float = OPENS_WITHIN
    _first_seen: dict[tuple[str, str], date] = field(default_factory=dict)
    _dealt_with: set[tuple[str, str]] = field(default_factory=set)
    _joined_on: date | None = None

    async def acts(self, today: date) -> list[Did]:
        """Do whatever this person would do today about what is before them; again tomorrow where nobody answers."""
        done: list[Did] = []
        try:
            done += await self._leaves_again(today)
            for message, action, subject in sorted(self._buttons(), key=_as_they_were_told):
                seen = self._first_seen.setdefault((action, subject), today)
                if (action, subject) in self._dealt_with or not self._stands(message, action, subject):
                    continue
                if did := await self._about(message, action, subject, _working_days(seen, today)):
                    self._dealt_with.add((action, subject))
                    done.append(did)
        except NoAnswer:
            await self._closes()
        if any(did.what == "coffee.join" for did in done):
            self._joined_on = today
        return done

    async def _about(self, message: Message, action: str, subject: str, days: int) -> Did | None:
        match action:
            case "coffee.join" if days >= self.ways.joins_on_day:
                return await self._joins(message, subject)
            case "coffee.met" if not self.ways.never_answers and not self._waits_in_vain(message):
                return await self._meets(message, subject) if days >= self.ways.acts_on_day else None
            case "coffee.no_answer" if self._waits_in_vain(message):
                return await self._presses(message, action, subject)
            case "coffee.another" if self.ways.wants_another:
                return await self._presses(message, action, subject)
            case "coffee.leave_trial" if not self.ways.wants_another:
                return await self._presses(message, action, subject)
            case "coffee.give_feedback" if days >= self.ways.patience and not self.ways.never_answers:
                return await self._answers(message, subject)
        return None

    async def _joins(self, announcement: Message, trial: str) -> Did:
        did = await self._signs_up(announcement, trial)
        return await self._signs_up(announcement, trial) if self.ways.joins_twice else did

    async def _signs_up(self, announcement: Message, trial: str) -> Did:
        did = await self._presses(announcement, "coffee.join", trial)
        await self._sends(self._about_themselves())
        return did

    async def _leaves_again(self, today: date) -> list[Did]:
        if self._joined_on is None or not self.ways.leaves_again or _working_days(self._joined_on, today) < 1:
            return []
        await self._types("/coffee leave")
        self._joined_on = None
        done = [Did(self.person.name, "/coffee leave")]
        if self.ways.joins_again:
            await self._types("/coffee join")
            await self._sends(self._about_themselves())
            done.append(Did(self.person.name, "/coffee join"))
        return done

    async def _meets(self, introduction: Message, meeting: str) -> Did | None:
        match fate_of(meeting, self.seed):
            case "finds no time":
                return await self._presses(introduction, "coffee.no_time", meeting)
            case "knows them":
                return await self._presses(introduction, "coffee.know_each_other", meeting)
            case "forgets":
                return None
            case "meets":
                did = await self._presses(introduction, "coffee.met", meeting)
                await (self._sends(self._feedback()) if self.ways.answers == "at once" else self._closes())
                return did

    async def _answers(self, request: Message, trial: str) -> Did:
        did = await self._presses(request, "coffee.give_feedback", trial)
        await self._sends(self._feedback())
        return did

    def _about_themselves(self) -> Mapping[str, Any]:
        """Fill in what the sign-up form cannot know from the staff list."""
        title = {} if self.person.job_title else {"job_title": "Colleague"}
        return title | ({"meetups": "each_site"} if self.ways.wants_each_site else {})

    def _feedback(self) -> Mapping[str, Any]:
        meetings = [subject for action, subject in self._first_seen if action == "coffee.met"]
        has_met = any(fate_of(meeting, self.seed) == "meets" for meeting in meetings)
        return {
            "met": "yes" if has_met else "no",
            "knew_each_other": "no",
            "would_again": "yes" if self.ways.would_again else "no",
            "what_came_of_it": self.ways.words if has_met else "",
            "quote_consent": self.ways.quote_consent,
        }

    def _waits_in_vain(self, introduction: Message) -> bool:
        members = self.slack.workspace.conversations[introduction.channel].members
        return any(user in members for user in self.silent if user != self.user.id)

    def _buttons(self) -> Iterator[tuple[Message, str, str]]:
        """Yield every button before this person: in which message, its action and what it is about."""
        for message in self.slack.people.sees(self.user).messages:
            for _, element in elements(message):
                if element["type"] == "button":
                    yield message, str(element["action_id"]), str(element.get("value", ""))

    def _stands(self, message: Message, action: str, subject: str) -> bool:
        """Say whether the button is still there, after what this person has just done."""
        return (message, action, subject) in self._buttons()

    async def _types(self, command: str) -> None:
        own_chat = self.slack.workspace.open_direct([self.user.id, self.slack.app.bot_user])
        _answered(await self.slack.people.types(self.user, own_chat, command))

    async def _presses(self, message: Message, action: str, subject: str) -> Did:
        await self._closes()  # nobody presses what is behind a form; it may have opened late
        _answered(await self.slack.people.presses(self.user, message, action, value=subject))
        return Did(self.person.name, action)

    async def _sends(self, values: Mapping[str, Any]) -> None:
        """Fill in the form that opens, send it, once more if it opens anew, and close what it says afterwards."""
        try:
            form = await self.slack.people.form(self.user, within=self.opens_within)
        except TimeoutError:
            raise NoAnswer from None
        name = str(form.shown.get("callback_id", ""))
        _answered(await self.slack.people.submits(self.user, form, values))
        anew = self.slack.people.sees(self.user).modal
        if anew is not None and anew.shown.get("callback_id") == name:
            _answered(await self.slack.people.submits(self.user, anew, values))
        self.saved.add(name)
        await self._closes()

    async def _closes(self) -> None:
        while (view := self.slack.people.sees(self.user).modal) is not None:
            await self.slack.people.closes(view)


def _as_they_were_told(button: tuple[Message, str, str]) -> tuple[str, str]:
    """Return what buttons are sorted by, what they are about: which message arrives first is up to the network."""
    _, action, subject = button
    return action, subject


def _answered(outcome: Outcome) -> None:
    if not outcome.went_well:
        raise NoAnswer


def _working_days(since: date, today: date) -> int:
    days = range(since.toordinal() + 1, today.toordinal() + 1)
    return sum(date.fromordinal(day) in WORKING_DAYS for day in days)
