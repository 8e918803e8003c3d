"""What people take away: asked at the end, sealed until all is shown, and filed as far as they let it.

The facilitator is shown all of it together, once, when it can change no more.
"""

from collections.abc import Sequence
from datetime import timedelta

from activities.cafe.cafe import CAFE, count_people, the_cafe
from activities.kit.answers import Reader
from activities.kit.cards import Button, Buttons, Card, Heading, Paragraph, Part, Quote, Small, say
from activities.kit.events import Due, Pressed, Submitted
from activities.kit.forms import ChoiceField, FieldErrors, Form, Option, TextField
from activities.kit.phases import MovedOn
from activities.kit.runs import Bold, spoken, words
from activities.kit.screen import may_be_kept
from activities.kit.turn import Key, Turn, spelled
from activities.kit.views import Answer
from storage import actions, cafes, outbox, people, takeaways
from storage.tables import Cafe, Person, ShownTakeaway, Takeaway
from storage.takeaways import TAKES_AWAY, WILL_DO

LONGEST = 500
FEWEST_SHOWN = 5

A_WEEK = timedelta(days=7)


def ask(turn: Turn, pressed: Pressed) -> Answer:
    """Show the form, with what they said before in place. Raises `MovedOn` for those who were not there."""
    cafe = _while_asked(turn, pressed.subject)
    return takeaways_form(cafe, takeaways.of(turn.session, cafe, turn.person.id))


def save(turn: Turn, submitted: Submitted) -> Card | FieldErrors:
    """Keep what somebody takes away, and tell them in their own chat what is kept.

    The words stand in that chat when they are reminded. Whose it is nobody can tell, unless they put their name to it.
    """
    cafe = _while_asked(turn, submitted.subject)
    answers = Reader(submitted.values)
    takes_away = answers.text("takes_away", longest=LONGEST)
    will_do = answers.text("will_do", longest=LONGEST)
    share = answers.choice("share", SHARES)
    remind = answers.choice("remind", ("yes", "no")) == "yes"
    if answers.errors:
        return FieldErrors(answers.errors)
    me = turn.person.id
    said = takeaways.keep(turn.session, cafe, me, takes_away, will_do, share=share, remind=remind)
    card = kept_card(cafe, said)
    turn.tell(turn.person, card, yours(cafe))
    return card


def yours(cafe: Cafe) -> Key:
    """Make the key under which somebody is told what they said. Its rows go when it is shown to all."""
    return (takeaways.TOLD, cafe.id)


def _while_asked(turn: Turn, subject: str) -> Cafe:
    cafe = the_cafe(turn, subject)
    place = cafes.guest(turn.here, cafe.id, turn.person.id)
    if place is None or not cafe.harvest or not CAFE.allows(cafe, "say"):
        raise MovedOn
    return cafe


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


ONLY_HERE = "for the facilitator only"
SHARES = ("no", "yes", "by_name")
_SHARES = (
    Option("no", "No, it is for the facilitator only"),
    Option("yes", "Yes, without my name"),
    Option("by_name", "Yes, with my name"),
)


def takeaways_form(cafe: Cafe, said: Takeaway | None) -> Form:
    """Build the form for everybody who was there: two questions, both of which may stay empty."""
    promise = (
        "Nobody can tell who said what, unless you put your name to it: answers are shown once, all together, on the "
        "next working day; what you take away apart from what you will do. Where fewer than "
        f"{FEWEST_SHOWN} people besides the facilitator answer without their name, nobody is shown them. Until then a "
        "key ties answers to people, and a backup made before may hold it longer."
    )
    return Form(
        "cafe.takeaway",
        str(cafe.id),
        "What you take away",
        "Send",
        (
            TextField(
                "takes_away",
                "One thing you take away",
                said.takes_away if said else "",
                True,
                required=False,
                max_length=LONGEST,
            ),
            TextField(
                "will_do",
                "One thing you will do",
                said.will_do if said else "",
                True,
                required=False,
                max_length=LONGEST,
            ),
            ChoiceField("share", "May the library share this?", _SHARES, said.share if said else "no"),
            ChoiceField(
                "remind",
                "Shall I ask you in a week whether it happened?",
                (Option("yes", "Yes; nobody else sees it"), Option("no", "No")),
                "no" if said and not said.remind else "yes",
            ),
        ),
        (Paragraph(words(Bold(cafe.question))), Small(words(promise))),
    )


def kept_card(cafe: Cafe, said: Takeaway | None) -> Card:
    """Build the card of what is kept, in its author's own words, for their own chat."""
    again = Button("Change it", "cafe.take_away", str(cafe.id))
    if said is None:
        return say("Nothing is kept of what you take away.", buttons=[again])
    then = " I’ll ask you in a week whether it happened; I’ll point to this message, and keep no words." * said.remind
    text = words(f"Thank you, that’s kept until it is shown.{then}")
    quotes = [
        Quote(said_so, title)
        for title, said_so in (("You take away", said.takes_away), ("You will do", said.will_do))
        if said_so
    ]
    return Card(spoken(text), (Paragraph(text), *quotes, Buttons((again,))))


def said_by(said: ShownTakeaway, names: dict[int, str]) -> str:
    """Say under what name somebody said what they take away."""
    if said.share == "by_name":
        return names.get(said.person_id or 0, "")
    return "" if said.share == "yes" else ONLY_HERE


def shareable(said: Sequence[ShownTakeaway]) -> list[ShownTakeaway]:
    """Return what its author lets the library share, and what it may keep."""
    return [one for one in said if one.share != "no" and may_be_kept(one.text)]


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
