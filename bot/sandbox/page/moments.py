"""The clock of the page: what time it is, what falls due next, and moving on."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from activities.kit.wording import count
from bot.sandbox.page.play import Play
from bot.sandbox.player import Did
from bot.sandbox.records import Json
from bot.sandbox.rehearsal import WORKING_DAYS, ZONE
from bot.sandbox.troupe import SAYS, Troupe
from storage import calendar

OPENS, MORNING = time(9), time(10)
LONGEST_LEAP = timedelta(days=120)

FALLS_DUE = {
    "cafe.remind_day": "people are reminded of a café",
    "cafe.remind_soon": "a café starts in ten minutes",
    "cafe.not_started": "a café that nobody has started is called off",
    "cafe.seat": "people are seated",
    "cafe.step_over": "a café moves on to its next part",
    "cafe.nearly_over": "two minutes of a round are left",
    "cafe.show": "the facilitator sees what people take away",
    "cafe.given_words": "what somebody named who was forgotten since gets other words",
    "cafe.prompt": "a facilitator is asked whether it is time for a café",
    "coffee.close": "sign-ups close",
    "coffee.match": "people are matched",
    "coffee.arrange": "people are matched",
    "coffee.remind_approval": "the facilitator is reminded of the pairs",
    "coffee.offer_no_answer": "pairs get a “No answer yet” button",
    "coffee.end_silence": "the wait for an answer ends",
    "coffee.rematch": "somebody new is found",
    "coffee.ask_feedback": "everybody is asked how it was",
    "coffee.ask_again": "who has not answered is asked once more",
    "coffee.report": "the trial closes with its report",
    "coffee.send_on": "more pairs are introduced",
    "coffee.cancel_on": "more people hear that a trial is cancelled",
    "coffee.change_on": "more people hear that a date has moved",
    "coffee.reword_on": "more introductions get a new note",
    "coffee.ask_on": "more people are asked how it was",
    "coffee.given_words": "what somebody named who was forgotten since gets other words",
    "review.remind": "who has not answered a review is reminded",
    "review.remind_today": "who has not answered a review is reminded a last time",
    "review.close": "a review closes, and its answers are shown",
    "review.silence": "a summary that nobody has objected to is filed",
    "review.follow": "the review that follows is offered",
    "review.given_words": "what somebody named who was forgotten since gets other words",
    "review.prompt": "people are asked whether there is something to learn",
    "library.review": "somebody is asked whether a record still holds",
    "library.unread": "facilitators are reminded of what waits to be read, or it goes",
    "library.goes": "a record whose author was forgotten is deleted",
    "library.let_go": "what a document was to be about is deleted",
    "actions.opened": "somebody is told what is theirs to do",
    "actions.remind_week": "somebody is reminded of what is theirs to do",
    "actions.remind_day": "something is due today",
    "knowhow.unled": "whoever looks after the workspace is asked who facilitates",
    "knowhow.leaves": "somebody who cannot be reached any more is let go",
    "knowhow.remind_many": "facilitators are asked once more about many who have gone",
    "knowhow.remind_of_asking": "facilitators are asked once more about whoever asks to be let in",
    "knowhow.ends_admission": "somebody who was let in until a day is let go",
    "knowhow.names": "people are reminded to look at where somebody’s name was found",
}
"""What each of the bot's wakes means to somebody who watches the clock."""


class TooFar(ValueError):
    """Raised for a moment to which the clock cannot go; the text says why."""


def clock(play: Play) -> Json:
    """Build what the page shows of time: the hospital's, and what falls due next, if anything does.

    What is due by now is no moment to go to: the bot is at it already, and may well end it without a word to anybody.
    """
    now = play.stage.now
    with play.stage.database.reading() as session:
        wake = calendar.earliest_after(session, now)
    return {
        "now": _local(now),
        "next": {"at": _local(wake.due_at.astimezone(ZONE)), "what": falls_due(wake.activity, wake.what)}
        if wake
        else None,
        "tomorrow": _local(_next_working_morning(now)),
        "latest": (now + LONGEST_LEAP).date().isoformat(),
        "busy": play.busy,
    }


def falls_due(activity: str, what: str) -> str:
    """Put a wake in words."""
    return FALLS_DUE.get(f"{activity}.{what}", "something is to be done")


def moment_of(play: Play, asked: str) -> datetime:
    """Read the moment that a window asked for: a day, at nine in the morning, or a time of a day.

    Raises `TooFar` where it is not ahead, or too far ahead.
    """
    try:
        local = datetime.fromisoformat(asked)
    except ValueError:
        raise TooFar("Please choose a day.") from None
    if len(asked) == len("2026-11-09"):
        local = datetime.combine(local.date(), OPENS)
    when = local.replace(tzinfo=ZONE)
    if when <= play.stage.now:
        raise TooFar("Time only moves forward here. To go back, start again.")
    if when - play.stage.now > LONGEST_LEAP:
        raise TooFar(f"One leap is {LONGEST_LEAP.days} days at most.")
    return when


async def go_to(play: Play, when: datetime, *, with_others: bool, besides: Collection[str]) -> list[Did]:
    """Move the clock on. On the way, every working morning, the others do what they would do, if they are to.

    `besides` are the user ids of those for whom nobody plays.
    """
    done: list[Did] = []
    while with_others and (morning := _next_working_morning(play.stage.now)) < when:
        await play.stage.comes_to(morning)
        done += await others_act(play, besides)
    await play.stage.comes_to(when)
    return done


async def others_act(play: Play, besides: Collection[str]) -> list[Did]:
    """Let everybody do what they would do today, except those whom somebody is in front of the page."""
    players = [player for player in play.troupe.players if player.user.id not in besides]
    stage = play.stage
    done = await Troupe(stage, players).act()
    if stage.facilitator.id not in besides:
        for action in ("coffee.send", "coffee.file"):
            if await play.troupe.presses(action):
                done.append(Did(stage.facilitator.real_name, action))
    return done


def told(done: list[Did]) -> list[str]:
    """Say what the others did, a line for each kind of thing; names while they are few."""
    lines = []
    for what in dict.fromkeys(did.what for did in done):
        who = [did.who for did in done if did.what == what]
        lines.append(f"{' and '.join(who) if len(who) < 3 else count(len(who), 'person', 'people')} {_SAYS[what]}.")
    return lines


_SAYS = {**SAYS, "coffee.send": "sent the pairs", "coffee.file": "filed the report in the library"}


def _next_working_morning(now: datetime) -> datetime:
    day: date = now.date() if now.time() < MORNING else now.date() + timedelta(days=1)
    while day not in WORKING_DAYS:
        day += timedelta(days=1)
    return datetime.combine(day, MORNING, tzinfo=ZONE)


def _local(when: datetime) -> str:
    return when.replace(tzinfo=None).isoformat(timespec="minutes")
