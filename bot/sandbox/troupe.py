"""Everybody but the facilitator, played; and a trial played from its first slash command to the filed report."""

from collections import Counter
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from activities.kit.wording import count, day
from bot.register.staff_list import StaffRow
from bot.sandbox.hospital import coffee_channel
from bot.sandbox.plain_words import lines_of
from bot.sandbox.player import Did, Player
from bot.sandbox.records import Conversation, User
from bot.sandbox.rehearsal import WORKING_DAYS, ZONE, Rehearsal
from bot.sandbox.temperament import temperaments
from storage.progress import UNSEEN, Progress

MORNING = time(10)
LONGEST_TRIAL = 90
"""Days after which a played trial must have come to its end."""

SAYS = {
    "coffee.join": "joined",
    "/coffee leave": "left again",
    "/coffee join": "thought better of it and joined again",
    "coffee.met": "said that they have met",
    "coffee.no_time": "can’t find a time",
    "coffee.know_each_other": "knew their partner already",
    "coffee.no_answer": "had no answer yet",
    "coffee.another": "asked for somebody new",
    "coffee.leave_trial": "left the trial",
    "coffee.give_feedback": "gave feedback",
}
"""What players do, as the story says it."""


@dataclass
class Troupe:
    """The players, and the facilitator whose part the troupe plays too."""

    rehearsal: Rehearsal
    players: list[Player]

    @classmethod
    def of(cls, rehearsal: Rehearsal, staff: Sequence[StaffRow], seed: str) -> "Troupe":
        """Make a player for each of the staff, the facilitator included: librarians like coffee too."""
        ways = temperaments(staff, seed)
        silent = [rehearsal.users[row.id].id for row in staff if ways[row.id].never_answers]
        players = [Player(rehearsal.slack, rehearsal.users[row.id], row, ways[row.id], seed, silent) for row in staff]
        return cls(rehearsal, players)

    async def welcomes(self, row: StaffRow) -> User:
        """Let somebody new come to the hospital, and add a player for them."""
        user = await self.rehearsal.hires(row)
        staff = [*(player.person for player in self.players), row]
        self.players.append(Troupe.of(self.rehearsal, staff, self.players[0].seed).players[-1])
        return user

    async def act(self) -> list[Did]:
        """Let everybody do what they would do today, one after the other, and wait for what follows.

        What one of them does may change what the next has before them, so each waits for it; only sign-ups change
        nothing for anybody else.
        """
        done: list[Did] = []
        today = self.rehearsal.now.date()
        for player in self.players:
            did = await player.acts(today)
            if any(one.what != "coffee.join" for one in did):
                await self.rehearsal.comes_to_rest()
            done += did
        await self.rehearsal.comes_to_rest()
        return done

    # ---- the facilitator ---------------------------------------------------------------------------------------------

    async def opens(self, title: str, signups_close: date, meet_by: date) -> None:
        """Open a trial, by the slash command and its form."""
        people, chief = self.rehearsal.slack.people, self.rehearsal.facilitator
        channel = coffee_channel(self.rehearsal.slack.workspace)
        await people.types(chief, channel, "/coffee new")
        values = {
            "title": title,
            "channel": channel.id,
            "signups_close": signups_close.isoformat(),
            "meet_by": meet_by.isoformat(),
            "note": "Meet in the library and the hot drinks are on us: show this message at the desk.",
        }
        outcome = await people.submits(chief, await people.form(chief), values)
        if outcome.errors:
            raise RuntimeError(f"the form was not taken: {', '.join(outcome.errors)}")
        while (view := people.sees(chief).modal) is not None:
            await people.closes(view)
        await self.rehearsal.comes_to_rest()

    async def presses(self, action: str) -> list[str]:
        """Let the facilitator press the newest button with this action, if any; return what the message said."""
        slack, chief = self.rehearsal.slack, self.rehearsal.facilitator
        message = slack.people.newest_with(chief, action)
        if message is None:
            return []
        said = lines_of(slack.workspace, message)
        outcome = await slack.people.presses(chief, message, action)
        await self.rehearsal.comes_to_rest()
        return said if outcome.went_well else []


async def play(troupe: Troupe, title: str = "KNOWvember", progress: Progress = UNSEEN) -> AsyncGenerator[str, None]:
    """Play a whole trial; yields the story, a line at a time."""
    stage = troupe.rehearsal
    begins = stage.now.date()
    chief = stage.facilitator.real_name
    yield _line(stage.now, f"{chief} opens the trial “{title}” with /coffee new.")
    await troupe.opens(title, begins + timedelta(days=11), begins + timedelta(days=39))
    async for line in play_on(troupe, progress):
        yield line


async def play_on(troupe: Troupe, progress: Progress = UNSEEN) -> AsyncGenerator[str, None]:
    """Play a trial that is open to its end; yields the story, a line at a time."""
    stage = troupe.rehearsal
    chief = stage.facilitator.real_name
    for days in range(LONGEST_TRIAL):
        progress.reaches("Playing", days, unit="days")
        for said in _told(await troupe.act()):
            yield _line(stage.now, said)
        if await troupe.presses("coffee.send"):
            yield _line(stage.now, f"{chief} looks at the pairs and sends them: {_introductions(stage)}. One reads:")
            for line in _an_introduction(stage):
                yield f"    {line}"
        if report := await troupe.presses("coffee.file"):
            yield _line(stage.now, f"{chief} reads the report and files it in the library. It says:")
            for line in report:
                yield f"    {line}"
            return
        await stage.comes_to(_next_morning(stage.now))
    raise RuntimeError(f"the trial did not end within {LONGEST_TRIAL} days")


def _told(done: Sequence[Did]) -> list[str]:
    """Say what was done in a day, a line for each kind: names while they are few."""
    lines = []
    for what, number in Counter(did.what for did in done).items():
        who = [did.who for did in done if did.what == what]
        lines.append(f"{' and '.join(who) if number < 3 else count(number, 'person', 'people')} {SAYS[what]}.")
    return lines


def _groups(stage: Rehearsal) -> list[Conversation]:
    return [place for place in stage.slack.workspace.conversations.values() if place.kind == "mpim"]


def _an_introduction(stage: Rehearsal) -> list[str]:
    first = min(_groups(stage), key=lambda place: sorted(place.members))
    return lines_of(stage.slack.workspace, stage.slack.workspace.messages[first.id][0])


def _introductions(stage: Rehearsal) -> str:
    groups = _groups(stage)
    pairs = sum(len(place.members) == 3 for place in groups)
    threes = len(groups) - pairs
    return f"{count(pairs, 'pair')} introduced" + (f", and {count(threes, 'group')} of three" if threes else "")


def _line(now: datetime, said: str) -> str:
    return f"{day(now.date())}, {now:%H:%M}  {said}"


def _next_morning(now: datetime) -> datetime:
    tomorrow = now.date() + timedelta(days=1)
    while tomorrow not in WORKING_DAYS:
        tomorrow += timedelta(days=1)
    return datetime.combine(tomorrow, MORNING, tzinfo=ZONE)
