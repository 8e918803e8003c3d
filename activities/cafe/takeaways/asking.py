"""What people take away: asked at the end, and kept sealed until all of it is shown."""

from collections.abc import Sequence

from activities.cafe.cafe import CAFE, the_cafe
from activities.kit.answers import Reader
from activities.kit.cards import Button, Buttons, Card, Paragraph, Quote, Small, say
from activities.kit.events import Pressed, Submitted
from activities.kit.forms import ChoiceField, FieldErrors, Form, Option, TextField
from activities.kit.phases import MovedOn
from activities.kit.runs import Bold, spoken, words
from activities.kit.screen import may_be_kept
from activities.kit.turn import Key, Turn
from activities.kit.views import Answer
from storage import cafes, takeaways
from storage.tables import Cafe, ShownTakeaway, Takeaway

LONGEST = 500
FEWEST_SHOWN = 5


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
