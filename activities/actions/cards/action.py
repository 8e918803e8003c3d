"""One action, as its owner reads it, and as whoever asked for it reads how it ended."""

from datetime import date

from activities.actions.cards import own
from activities.kit.cards import Button, Buttons, Card, Paragraph, Part, Quote
from activities.kit.runs import Bold, Mention, Run, Text, spoken, words
from activities.kit.wording import day
from storage.tables import Action

IN_THE_PAST = "Please choose a day after today."


def stands(action: Action, looked_after_by: Mention | None, today: date) -> Card:
    """How it stands, for its owner: what it is, from what, by when, and what they can say of it.

    `looked_after_by`: whoever asked for it, unless any facilitator does by now.
    """
    if action.own:
        return own.stands(action, buttons(action), today)
    match action.phase:
        case "done":
            return _over(action, "Done, thank you: ", Bold(action.text), f" ({_from(action)}).")
        case "not_applicable":
            return _over(action, "Not applicable here: ", Bold(action.text), f" ({_from(action)}).")
        case "closed":
            return _over(action, "This need not be done any more: ", Bold(action.text), f" ({_from(action)}).")
        case _:
            return _open(action, _opening(action, looked_after_by, today))


def reminder(action: Action, looked_after_by: Mention | None, today: date) -> Card:
    """A week before, and on the day."""
    if action.own:
        return own.reminder(action, buttons(action))
    if action.due > today:
        when = words("A reminder: this is due on ", Bold(day(action.due, today)), ".")
    elif action.due == today:
        when = words("This is due ", Bold("today"), ".")
    else:
        when = words("This was due on ", Bold(day(action.due, today)), ".")
    return _open(action, words(when, " ", _opening(action, looked_after_by, today)))


def ended(action: Action, owner: Mention) -> Card:
    """To whoever asked for it."""
    done = action.phase == "done"
    opening = words(
        owner, " has done this: " if done else " says that this is not applicable here: ", Bold(action.text)
    )
    text = words(opening, f" ({_from(action)}).")
    said = [Quote(action.outcome, "What came of it" if done else "Why")] if action.outcome else []
    return Card(spoken(text), (Paragraph(text), *said))


def line(action: Action, today: date) -> Text:
    """An action in a list: what, by when, from what."""
    if action.own:
        return words(Bold(own.ITS_WORDS), f", {due(action, today)} ({own.WHERE})")
    return words(Bold(action.text), f", {due(action, today)} ({_from(action)})")


def due(action: Action, today: date) -> str:
    """By when, and whether that is over."""
    if action.due < today:
        return f"overdue since {day(action.due, today)}"
    return "due today" if action.due == today else f"due on {day(action.due, today)}"


def buttons(action: Action) -> Buttons:
    """What its owner can say of it."""
    subject = str(action.id)
    return Buttons(
        (
            Button("Done", "actions.done", subject, style="primary"),
            Button("Later", "actions.later", subject),
            Button("Not applicable here", "actions.not_applicable", subject),
        )
    )


def _over(action: Action, *opening: str | Run) -> Card:
    text = words(*opening)
    return Card(spoken(text), (Paragraph(text), *(_said(action) if action.outcome else ())))


def _said(action: Action) -> tuple[Part, ...]:
    change = Button("Change what I said", "actions.reword", str(action.id))
    return Quote(action.outcome, "What you said of it"), Buttons((change,))


def _open(action: Action, opening: Text) -> Card:
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
