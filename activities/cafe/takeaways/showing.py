"""Showing the facilitator what people take away: all together, once, when it can change no more."""

from collections.abc import Sequence
from datetime import timedelta

from activities.cafe.cafe import CAFE, the_cafe
from activities.cafe.takeaways.asking import FEWEST_SHOWN, ONLY_HERE, said_by, yours
from activities.cafe.wording import count_people
from activities.kit.cards import Button, Buttons, Card, Heading, Paragraph, Part, Quote, Small
from activities.kit.events import Due
from activities.kit.runs import Bold, words
from activities.kit.turn import Turn, spelled
from storage import actions, cafes, outbox, people, takeaways
from storage.tables import Cafe, Person, ShownTakeaway
from storage.takeaways import TAKES_AWAY, WILL_DO

A_WEEK = timedelta(days=7)


def show_due(turn: Turn, due: Due) -> None:
    """Show what people take away, on the working day after."""
    show_takeaways(turn, the_cafe(turn, due.subject))


def show_takeaways(turn: Turn, cafe: Cafe) -> Card:
    """Unseal what people take away, tell whoever runs the café, and have reminded who asked.

    Raises `MovedOn` where it is too early, or has been done.

    What people were told that they had said stays in their own chats; here its rows go, which would say whose it was.
    """
    CAFE.step(cafe, "show")
    turn.cancel_wake("show", cafe.id)
    guests = cafes.ever_guests(turn.here, cafe.id)
    to_remind = takeaways.show(turn.session, cafe, guests, FEWEST_SHOWN, turn.random)
    for one in to_remind:  # all at once and alike, so that no order, day or moment says who said what
        actions.remind(turn.here, one, turn.today + A_WEEK, turn.now)
    outbox.forget_told(turn.here, turn.activity, f"{spelled(yours(cafe))}:")
    turn.erases = True
    for person in turn.who_runs(cafe):
        turn.tell(person, together(turn, cafe, person), ("takeaways", cafe.id))
    return together(turn, cafe, turn.by)


def together(turn: Turn, cafe: Cafe, reader: Person | None) -> Card:
    """Show what has been shown. What is for the facilitator only was said to whoever ran the café, and nobody after."""
    said = takeaways.shown(turn.session, cafe)
    authors = people.several(turn.here, [one.person_id for one in said if one.person_id])
    joined = cafes.count_guests(turn.here, cafe.id)
    return together_card(cafe, said, {person.id: person.name for person in authors}, joined, _is_for(cafe, reader))


def _is_for(cafe: Cafe, reader: Person | None) -> bool:
    return reader is not None and reader.facilitates and reader.id == cafe.facilitator_id


# ---- what people see ------------------------------------------------------------------------------------------------


def together_card(cafe: Cafe, said: Sequence[ShownTakeaway], names: dict[int, str], joined: int, theirs: bool) -> Card:
    """Build the card for a facilitator of what everybody takes away, with the way into the library.

    `theirs`: they ran the café, so what is for the facilitator only is for them.
    """
    parts: list[Part] = [Paragraph(words(Bold(cafe.question), f" – {count_people(joined)} took part."))]
    if cafe.harvest:
        parts.append(Paragraph(words(f"{cafe.answered} of {joined} said what they take away.")))
        if not any(one.share != "by_name" for one in said) and len({one.person_id for one in said}) < cafe.answered:
            parts.append(
                Small(
                    words(
                        f"Fewer than {FEWEST_SHOWN} besides you answered without their name, so those answers are "
                        "shown to nobody, and have been deleted."
                    )
                )
            )
    open_to_them = [one for one in said if theirs or one.share != "no"]
    for title, kind in (("They take away", TAKES_AWAY), ("They will do", WILL_DO)):
        quotes = [Quote(one.text, said_by(one, names)) for one in open_to_them if one.kind == kind]
        parts += [Heading(title), *quotes] if quotes else []
    if not theirs and any(one.share == "no" for one in said):
        parts.append(Small(words(f"What is “{ONLY_HERE}” was said to whoever ran the café, who alone reads it.")))
    elif any(one.share == "no" for one in said):
        parts.append(
            Small(words(f"What is “{ONLY_HERE}” stays here; the rest goes into the library when you file it."))
        )
    parts.append(Buttons((Button("File it in the library", "cafe.file", str(cafe.id), "primary"),)))
    return Card(f"{cafe.question}: what people take away", tuple(parts))
