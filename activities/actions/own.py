"""Somebody's own reminder. Its words stand in their own chat and nowhere else, so that is where it points."""

from datetime import date

from activities.kit.cards import Buttons, Card, Paragraph, Small
from activities.kit.runs import Text, spoken, words
from activities.kit.wording import day
from storage.tables import Action

# ---- what people see ------------------------------------------------------------------------------------------------

ITS_WORDS = "What you wrote after a knowledge café"
WHERE = "it stands further up in our chat"
_ENDED = {
    "done": "Done, thank you: what you wrote after a knowledge café.",
    "not_applicable": "I’ll say no more about what you wrote after a knowledge café.",
}


def own_reminder_card(action: Action, buttons: Buttons) -> Card:
    """Build the card that reminds somebody, on the day, of what they said in their own chat."""
    asked = f"You asked me to come back to what you wrote after a knowledge café; {WHERE}. Has it happened?"
    return _open_card(words(asked), buttons)


def own_action_card(action: Action, buttons: Buttons, today: date) -> Card:
    """Build the card of how somebody's own reminder stands."""
    if action.phase in _ENDED:
        text = words(_ENDED[action.phase])
        return Card(spoken(text), (Paragraph(text),))
    return _open_card(words(f"{ITS_WORDS}: I’ll come back to it on {day(action.due, today)}; {WHERE}."), buttons)


def _open_card(text: Text, buttons: Buttons) -> Card:
    only = Small(words("Only you see this. I keep the day and none of your words."))
    return Card(spoken(text), (Paragraph(text), buttons, only))
