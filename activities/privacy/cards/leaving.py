"""What facilitators read of people who cannot be reached for now: how many, until when, and who only where they ask."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from activities.kit.cards import Button, Card, Confirm, Paragraph, say
from activities.kit.runs import words
from activities.kit.turn import mention
from activities.kit.wording import count, listed_runs, moment
from storage.tables import Person, Vanishing

SOME_NAMES = 40
"""So many names stand on one card."""


def is_away(person: int, until: datetime, zone: ZoneInfo, named: Person | None = None) -> Card:
    """To each facilitator, once, of somebody who takes part in something."""
    return say(
        mention(named) if named else "Somebody who takes part in something here",
        f" can’t be reached at present. I wait until {moment(until, zone)}: if they are back by then, everything of "
        "theirs goes on as it was. If not, I let go of them and look after whoever waits for them. Those hear that "
        "they can’t be reached, and not why. There is nothing you need to do.",
        buttons=[] if named else [Button("Show who it is", "knowhow.who_is_away", str(person))],
    )


def is_back() -> Card:
    """In place of it."""
    return say("Somebody who could not be reached for a while is back. Everything of theirs goes on as it was.")


def has_left() -> Card:
    """In place of it, too."""
    return say(
        "Somebody who could not be reached has not come back, so I have let go of them. Whoever waited for them has "
        "been told, and what they were to do is handed on."
    )


def is_among_many(asked: Vanishing) -> Card:
    """In place of it, where it turned out that many had gone."""
    return say(f"This is one of {count(asked.number, 'person', 'people')} about whom I have asked you since.")


def many(asked: Vanishing, away: Sequence[Person], named: bool = False, by_list: bool = False) -> Card:
    """The question about many. `away`: those who are not back. `by_list`: a staff list has left them out."""
    how_many = f"{asked.number} of {asked.among} people can’t be reached any more, all within a short time."
    if by_list:
        how_many = f"{asked.number} of {asked.among} people on the staff list are missing from the new one."
    back = asked.number - len(away)
    since = f" {count(back, 'of them is', 'of them are')} back since." if back else ""
    card = say(
        f"{how_many}{since} That may be a mishap. So nothing of theirs ends before one of you "
        "says that they have left. Those who wait for them hear that they can’t be reached at present, and not why. A "
        "staff list that is imported as complete answers this too.",
        buttons=_buttons(asked, away, named),
    )
    return _with_names(card, away) if named else card


def nobody_left(asked: Vanishing) -> Card:
    """In place of it, once all of them are back or have been let go of."""
    return say(f"Nobody of the {asked.number} people about whom I asked is away any more. You need do nothing.")


def they_have_left(asked: Vanishing, away: Sequence[Person]) -> Card:
    """In answer to “They have left”."""
    return say(
        f"Thank you. {count(len(away), 'person is', 'people are')} taken to have left. I let go of them as soon as I "
        "have waited for as long as for anybody, and look after whoever waits for them. Who comes back before then "
        "finds everything as it was."
    )


def they_are_kept(asked: Vanishing, away: Sequence[Person]) -> Card:
    """In answer to “Wait for them”."""
    return say(
        f"Thank you. I wait for {count(len(away), 'person', 'people')}, and nothing of theirs ends. Who is not back in "
        "a week I’ll ask about again. If they have left after all, say so here.",
        buttons=[_have_left(asked, away), _show(asked)],
    )


def _buttons(asked: Vanishing, away: Sequence[Person], named: bool) -> list[Button]:
    wait = Button("Wait for them", "knowhow.wait_for_many", str(asked.id), style="primary")
    return [wait, _have_left(asked, away), *([] if named else [_show(asked)])]


def _have_left(asked: Vanishing, away: Sequence[Person]) -> Button:
    number = count(len(away), "person", "people")
    sure = Confirm(
        f"I let go of {number}: their meetings end, and what they were to do is handed on. This cannot be undone. Have "
        "they left?",
        "They have left",
    )
    return Button("They have left", "knowhow.many_have_left", str(asked.id), style="danger", confirm=sure)


def _show(asked: Vanishing) -> Button:
    return Button("Show the names", "knowhow.who_are_away", str(asked.id))


def _with_names(card: Card, away: Sequence[Person]) -> Card:
    rest = len(away) - SOME_NAMES
    names = listed_runs([mention(one) for one in away[:SOME_NAMES]])
    more = f", and {count(rest, 'other')}" if rest > 0 else ""
    line = Paragraph(words("Away just now: ", *names, more, ". That you have looked is noted."))
    return Card(card.summary, (card.parts[0], line, *card.parts[1:]))
