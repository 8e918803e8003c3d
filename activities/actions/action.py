"""An action: its phases and moments, finding it, and who looks after it.

Of somebody's own reminder the words stand in their own chat and nowhere else, so that is where it points.
"""

from datetime import date, time, timedelta

from activities.kit.answers import Reader
from activities.kit.cards import Button, Buttons, Card, Paragraph, Part, Quote, Small
from activities.kit.days import moment
from activities.kit.phases import MovedOn, Phases
from activities.kit.runs import Bold, Mention, Run, Text, spoken, words
from activities.kit.subjects import number
from activities.kit.turn import Key, Turn, mention
from activities.kit.wording import day
from storage import actions, people
from storage.membership import is_member
from storage.tables import Action, Person
from storage.tables.actions import FIRST_PHASE

ACTION = Phases(
    FIRST_PHASE,
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
    """Return the action with this id in the organisation, locked; raise `MovedOn` where there is none."""
    found = actions.locked(turn.here, number(subject))
    if found is None:
        raise MovedOn
    return found


def my_action(turn: Turn, subject: str | int) -> Action:
    """Return the action with this id, locked; raise `MovedOn` unless it is this person's own to do."""
    found = the_action(turn, subject)
    if found.owner_id != turn.person.id:
        raise MovedOn
    return found


def action_looked_after(turn: Turn, subject: str | int) -> Action:
    """Return the action with this id, locked, for facilitators, whoever's it is: but nobody's own reminder."""
    found = the_action(turn, subject)
    if found.own:
        raise MovedOn
    return found


def owner_of(turn: Turn, action: Action) -> Person | None:
    """Return the person whose action it is; `None` while nobody has it."""
    return people.get(turn.here, action.owner_id) if action.owner_id is not None else None


def asker_of(turn: Turn, action: Action) -> Person:
    """Return the person who opened the action."""
    return people.get(turn.here, action.asked_by_id)


def who_looks_after(turn: Turn, action: Action) -> list[Person]:
    """Return whoever opened the action; every facilitator there is where they have gone or facilitate no more."""
    asker = asker_of(turn, action)
    return [asker] if is_member(asker) and asker.facilitates else turn.facilitators()


def looked_after_by(turn: Turn, action: Action) -> Mention | None:
    """Name whoever opened the action, for its owner; `None` where any facilitator looks after it by now."""
    asker = asker_of(turn, action)
    return mention(asker) if is_member(asker) and asker.facilitates else None


def read_due(turn: Turn, answers: Reader) -> date:
    """Read from a form by which day an action is to be done; note in `answers` where that is impossible."""
    due = answers.day("due", latest=turn.today + AN_ACTION_LASTS)
    if "due" not in answers.errors and due <= turn.today:
        answers.errors["due"] = IN_THE_PAST
    return due


def action_key(action: Action) -> Key:
    """Make the key under which an owner is told of an action, and then of all that follows, in its place."""
    return ("action", action.id)


def expect(turn: Turn, action: Action) -> None:
    """Wake to remind an action's owner a week before it is due, and on the day. Call it again when the date moves.

    Their own reminder comes on the day alone, as they asked.
    """
    for what, on in (("remind_week", action.due - A_WEEK), ("remind_day", action.due)):
        at = moment(on, MORNING, turn.zone)
        if at > turn.now and not (action.own and what == "remind_week"):
            turn.wake(at, what, action.id)
        else:
            turn.cancel_wake(what, action.id)


def expect_nothing(turn: Turn, action: Action) -> None:
    """Take back the wakes that would remind an action's owner."""
    for what in ("remind_week", "remind_day"):
        turn.cancel_wake(what, action.id)


# ---- what people see ------------------------------------------------------------------------------------------------


IN_THE_PAST = "Please choose a day after today."


def stands_card(action: Action, looked_after_by: Mention | None, today: date) -> Card:
    """Build the card for an action's owner: what it is, from what, by when, and what they can say of it.

    `looked_after_by`: whoever asked for it, unless any facilitator does by now.
    """
    if action.own:
        return own_action_card(action, buttons(action), today)
    match action.phase:
        case "done":
            return _over_card(action, "Done, thank you: ", Bold(action.text), f" ({_from(action)}).")
        case "not_applicable":
            return _over_card(action, "Not applicable here: ", Bold(action.text), f" ({_from(action)}).")
        case "closed":
            return _over_card(action, "This need not be done any more: ", Bold(action.text), f" ({_from(action)}).")
        case _:
            return _open_card(action, _opening(action, looked_after_by, today))


def reminder_card(action: Action, looked_after_by: Mention | None, today: date) -> Card:
    """Build the card that reminds an action's owner, a week before it is due and on the day."""
    if action.own:
        return own_reminder_card(action, buttons(action))
    if action.due > today:
        when = words("A reminder: this is due on ", Bold(day(action.due, today)), ".")
    elif action.due == today:
        when = words("This is due ", Bold("today"), ".")
    else:
        when = words("This was due on ", Bold(day(action.due, today)), ".")
    return _open_card(action, words(when, " ", _opening(action, looked_after_by, today)))


def ended_card(action: Action, owner: Mention) -> Card:
    """Build the card for whoever asked for an action, when it has ended."""
    done = action.phase == "done"
    opening = words(
        owner, " has done this: " if done else " says that this is not applicable here: ", Bold(action.text)
    )
    text = words(opening, f" ({_from(action)}).")
    said = [Quote(action.outcome, "What came of it" if done else "Why")] if action.outcome else []
    return Card(spoken(text), (Paragraph(text), *said))


def line(action: Action, today: date) -> Text:
    """Write an action as it stands in a list: what, by when, from what."""
    if action.own:
        return words(Bold(ITS_WORDS), f", {due(action, today)} ({WHERE})")
    return words(Bold(action.text), f", {due(action, today)} ({_from(action)})")


def due(action: Action, today: date) -> str:
    """Say by when an action is due, and whether that is over."""
    if action.due < today:
        return f"overdue since {day(action.due, today)}"
    return "due today" if action.due == today else f"due on {day(action.due, today)}"


def buttons(action: Action) -> Buttons:
    """Build the buttons for what an action's owner can say of it."""
    subject = str(action.id)
    return Buttons(
        (
            Button("Done", "actions.done", subject, style="primary"),
            Button("Later", "actions.later", subject),
            Button("Not applicable here", "actions.not_applicable", subject),
        )
    )


def _over_card(action: Action, *opening: str | Run) -> Card:
    text = words(*opening)
    return Card(spoken(text), (Paragraph(text), *(_said_parts(action) if action.outcome else ())))


def _said_parts(action: Action) -> tuple[Part, ...]:
    change = Button("Change what I said", "actions.reword", str(action.id))
    return Quote(action.outcome, "What you said of it"), Buttons((change,))


def _open_card(action: Action, opening: Text) -> Card:
    parts: tuple[Part, ...] = (Paragraph(opening), Paragraph(words(Bold(action.text))), buttons(action))
    return Card(f"{spoken(opening)} {action.text}", parts)


def _opening(action: Action, looked_after_by: Mention | None, today: date) -> Text:
    return words(
        f"Yours to do by {day(action.due, today)}, {_from(action)}; ",
        looked_after_by or "a facilitator",
        " looks after it:",
    )


def _from(action: Action) -> str:
    return f"from “{action.title}”"


ITS_WORDS = "What you wrote after a knowledge café"
WHERE = "it stands further up in our chat"
_ENDED = {
    "done": "Done, thank you: what you wrote after a knowledge café.",
    "not_applicable": "I’ll say no more about what you wrote after a knowledge café.",
}


def own_reminder_card(action: Action, buttons: Buttons) -> Card:
    """Build the card that reminds somebody, on the day, of what they said in their own chat."""
    asked = f"You asked me to come back to what you wrote after a knowledge café; {WHERE}. Has it happened?"
    return _own_open_card(words(asked), buttons)


def own_action_card(action: Action, buttons: Buttons, today: date) -> Card:
    """Build the card of how somebody's own reminder stands."""
    if action.phase in _ENDED:
        text = words(_ENDED[action.phase])
        return Card(spoken(text), (Paragraph(text),))
    return _own_open_card(words(f"{ITS_WORDS}: I’ll come back to it on {day(action.due, today)}; {WHERE}."), buttons)


def _own_open_card(text: Text, buttons: Buttons) -> Card:
    only = Small(words("Only you see this. I keep the day and none of your words."))
    return Card(spoken(text), (Paragraph(text), buttons, only))
