"""Asking everybody introduced how it was: after `meet_by`, once more, and never a third time."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from activities.coffee.meeting import MEETING
from activities.coffee.trial import TRIAL, about_one, the_trial
from activities.kit.cards import Button, Card, say
from activities.kit.days import moment
from activities.kit.events import Due
from activities.kit.runs import Bold, words
from activities.kit.subjects import subject
from activities.kit.turn import Turn
from activities.kit.wording import count
from storage import calendar, meetings
from storage.tables import Trial

ASKING = subject(int, bool, int)
"""Whose trial, whether they are asked once more, and who was asked last: `17:1:340`."""

QUESTION = subject(str, int, str, int)
"""The key of a question: whose trial it asks about, and whom."""

ASK_AGAIN_AFTER = 3
"""Working days."""

PEOPLE_ASKED_A_TURN = 20
"""How many are asked in one turn."""

REPORT_AFTER = timedelta(days=7)
"""From the last time of asking to the report."""

MORNING = time(9)


def expect_feedback(turn: Turn, trial: Trial) -> None:
    """Ask on the working day after `meet_by`. Call it again when that date has moved."""
    turn.wake(_morning(trial, turn.working_days.after(trial.meet_by)), "ask_feedback", trial.id)


def ask_feedback(turn: Turn, due: Due) -> None:
    """Ask everybody how it was, once the time to meet is over."""
    trial = the_trial(turn, due.subject)
    if not TRIAL.allows(trial, "ask_feedback"):
        return
    are_waiting = meetings.anybody_waits(turn.here, trial.id, MEETING.ends)
    if are_waiting and not meetings.anybody_is_introduced(turn.here, trial.id):
        # Nobody could be written to. Whoever runs it has been told, and can give everybody more time until then.
        turn.wake(_morning(trial, turn.working_days.after(_today(turn, trial))), "ask_feedback", trial.id)
        return
    _ask(turn, trial)


def ask_again(turn: Turn, due: Due) -> None:
    """Ask those once more who have not answered."""
    trial = the_trial(turn, due.subject)
    if trial.phase == "waiting_for_feedback":
        _remind(turn, trial)


def _ask_now(turn: Turn, trial: Trial) -> Card:
    if TRIAL.allows(trial, "ask_feedback"):
        turn.cancel_wake("ask_feedback", trial.id)
        return asked_now_card(_ask(turn, trial), again=False)
    if calendar.due_of(turn.here, turn.activity, "ask_again", str(trial.id)) is None:
        return asked_twice_card()
    turn.cancel_wake("ask_again", trial.id)
    return asked_now_card(_remind(turn, trial), again=True)


ask_now = about_one("feedback", ("waiting_for_meetings", "waiting_for_feedback"), _ask_now)
"""The facilitator's command, where waiting for the date makes no sense."""


def _ask(turn: Turn, trial: Trial) -> int:
    TRIAL.step(trial, "ask_feedback")
    turn.wake(_morning(trial, turn.working_days.after(_today(turn, trial), ASK_AGAIN_AFTER)), "ask_again", trial.id)
    return _tell_silent(turn, trial, again=False)


def _remind(turn: Turn, trial: Trial) -> int:
    turn.wake(_morning(trial, _today(turn, trial) + REPORT_AFTER), "report", trial.id)
    return _tell_silent(turn, trial, again=True)


def ask_on(turn: Turn, due: Due) -> None:
    """Go on asking for feedback.

    The subject is the trial's id, whether it is once more, and who was asked last: `17:1:340`.
    """
    wanted, again, after = ASKING.read(due.subject)
    trial = the_trial(turn, wanted)
    if trial.phase == "waiting_for_feedback":
        _tell_some(turn, trial, again, after)


def is_still_asked(turn: Turn, key: str) -> bool:
    """Say whether a question held up still waits for this answer, and was not asked once more meanwhile."""
    word, wanted, _, person = QUESTION.read(key)
    trial = the_trial(turn, wanted)
    silent = meetings.silent(turn.here, trial.id, person - 1, 1)
    if trial.phase != "waiting_for_feedback" or [one.id for one in silent] != [person]:
        return False
    return word == "ask_again" or not turn.has_told(silent[0], ("ask_again", trial.id))


def _tell_silent(turn: Turn, trial: Trial, again: bool) -> int:
    """Ask everybody introduced who has said nothing yet, some in each turn; say how many these are."""
    _tell_some(turn, trial, again, after=0)
    return meetings.count_silent(turn.here, trial.id)


def _tell_some(turn: Turn, trial: Trial, again: bool, after: int) -> None:
    silent = meetings.silent(turn.here, trial.id, after, PEOPLE_ASKED_A_TURN)
    for person in silent:
        turn.tell(person, ask_card(trial, again), ("ask_again" if again else "ask_feedback", trial.id))
    if len(silent) == PEOPLE_ASKED_A_TURN:
        turn.soon("ask_on", ASKING.spell(trial.id, again, silent[-1].id))


def _today(turn: Turn, trial: Trial) -> date:
    return turn.now.astimezone(ZoneInfo(trial.timezone)).date()


def _morning(trial: Trial, day: date) -> datetime:
    return moment(day, MORNING, ZoneInfo(trial.timezone))


# ---- what people see ------------------------------------------------------------------------------------------------


def ask_card(trial: Trial, again: bool) -> Card:
    """Build the card that asks everybody introduced, and the last reminder of it."""
    if again:
        opening = words("One last nudge about ", Bold(trial.title), ": how was it? I won’t ask again.")
    else:
        opening = words(
            Bold(trial.title), " is over. How was it? Five quick questions; it helps us show what it’s good for."
        )
    return say(opening, " Please answer even if you didn’t meet.", buttons=[give_button(trial)])


def give_button(trial: Trial) -> Button:
    """Build the button that opens the feedback form."""
    return Button("Give feedback", "coffee.give_feedback", str(trial.id), style="primary")


def asked_now_card(number: int, again: bool) -> Card:
    """Build the card for the facilitator who asked for feedback now."""
    when = "once more, and won’t again" if again else "now, and once more in three working days"
    return say(f"I’m asking {count(number, 'person', 'people')} who haven’t answered {when}.")


def asked_twice_card() -> Card:
    """Build the card for the facilitator, when everybody has been asked twice."""
    return say(
        "Everybody has been asked twice, and I don’t ask a third time. Answers still count until you file the trial."
    )
