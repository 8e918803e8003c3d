"""An action's phases and moments, finding it, and who looks after it."""

from datetime import date, time, timedelta

from activities.actions.cards.action import IN_THE_PAST
from activities.kit.answers import Reader
from activities.kit.phases import MovedOn, Phases
from activities.kit.runs import Mention
from activities.kit.subjects import number
from activities.kit.turn import Key, Turn, mention
from activities.kit.working import moment
from storage import actions, people
from storage.membership import is_member
from storage.tables import Action, Person

ACTION = Phases(
    actions.FIRST_PHASE,
    {
        ("waiting_for_news", "tell"): "waiting_to_be_done",
        ("waiting_for_news", "lose_owner"): "waiting_for_owner",  # a role in words, or somebody who has gone meanwhile
        ("waiting_to_be_done", "finish"): "done",
        ("waiting_to_be_done", "dismiss"): "not_applicable",
        ("waiting_to_be_done", "postpone"): "waiting_to_be_done",
        ("waiting_to_be_done", "lose_owner"): "waiting_for_owner",
        ("done", "reword"): "done",
        ("not_applicable", "reword"): "not_applicable",
        **{
            (phase, happened): then
            for phase in ("waiting_for_owner", "waiting_to_be_done")
            for happened, then in (("give", "waiting_to_be_done"), ("close", "closed"))
        },
    },
)

MORNING = time(9)
A_WEEK = timedelta(days=7)
AN_ACTION_LASTS = timedelta(days=2 * 366)
"""At most: a date further off has the wrong year."""


def the_action(turn: Turn, subject: str | int) -> Action:
    """The action with this id in the turn's organisation, locked; raises `MovedOn` where there is none."""
    found = actions.locked(turn.here, number(subject))
    if found is None:
        raise MovedOn
    return found


def my_action(turn: Turn, subject: str | int) -> Action:
    """The same, for its owner alone."""
    found = the_action(turn, subject)
    if found.owner_id != turn.person.id:
        raise MovedOn
    return found


def action_looked_after(turn: Turn, subject: str | int) -> Action:
    """The same, for facilitators, whoever's it is: but nobody's own reminder."""
    found = the_action(turn, subject)
    if found.own:
        raise MovedOn
    return found


def owner_of(turn: Turn, action: Action) -> Person | None:
    """Whose it is; `None` while nobody has it."""
    return people.get(turn.here, action.owner_id) if action.owner_id is not None else None


def asker_of(turn: Turn, action: Action) -> Person:
    """Who opened it."""
    return people.get(turn.here, action.asked_by_id)


def who_looks_after(turn: Turn, action: Action) -> list[Person]:
    """Who opened it; every facilitator there is where that one has gone or facilitates no more."""
    asker = asker_of(turn, action)
    return [asker] if is_member(asker) and asker.facilitates else turn.facilitators()


def looked_after_by(turn: Turn, action: Action) -> Mention | None:
    """Whoever opened it, as its owner reads; `None` where any facilitator looks after it by now."""
    asker = asker_of(turn, action)
    return mention(asker) if is_member(asker) and asker.facilitates else None


def read_due(turn: Turn, answers: Reader) -> date:
    """The day by which it is to be done, from a form; an impossible one is noted in `answers`."""
    due = answers.day("due", latest=turn.today + AN_ACTION_LASTS)
    if "due" not in answers.errors and due <= turn.today:
        answers.errors["due"] = IN_THE_PAST
    return due


def action_key(action: Action) -> Key:
    """Under what its owner is told of it, and then of all that follows, in its place."""
    return ("action", action.id)


def expect(turn: Turn, action: Action) -> None:
    """Remind its owner a week before it is due, and on the day. Call it again when the date has moved.

    Their own reminder comes on the day alone, as they asked.
    """
    for what, day in (("remind_week", action.due - A_WEEK), ("remind_day", action.due)):
        at = moment(day, MORNING, turn.zone)
        if at > turn.now and not (action.own and what == "remind_week"):
            turn.wake(at, what, action.id)
        else:
            turn.cancel_wake(what, action.id)


def expect_nothing(turn: Turn, action: Action) -> None:
    """Its owner need not be reminded any more."""
    for what in ("remind_week", "remind_day"):
        turn.cancel_wake(what, action.id)
