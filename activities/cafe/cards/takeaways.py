"""What people take away: the form, the thanks, and all of it together for the facilitator."""

from collections.abc import Sequence

from activities.cafe.cards.words import people
from activities.kit.cards import Button, Buttons, Card, Heading, Paragraph, Part, Quote, Small, say
from activities.kit.forms import ChoiceField, Form, Option, TextField
from activities.kit.runs import Bold, spoken, words
from activities.kit.screen import may_be_kept
from storage.tables import Cafe, ShownTakeaway, Takeaway
from storage.takeaways import TAKES_AWAY, WILL_DO

LONGEST = 500
FEWEST_SHOWN = 5
ONLY_HERE = "for the facilitator only"
SHARES = ("no", "yes", "by_name")
_SHARES = (
    Option("no", "No, it is for the facilitator only"),
    Option("yes", "Yes, without my name"),
    Option("by_name", "Yes, with my name"),
)


def form(cafe: Cafe, said: Takeaway | None) -> Form:
    """Two questions, both of which may stay empty."""
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


def kept(cafe: Cafe, said: Takeaway | None) -> Card:
    """What is kept, in its author's own words, for their own chat."""
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


def together(cafe: Cafe, said: Sequence[ShownTakeaway], names: dict[int, str], joined: int, theirs: bool) -> Card:
    """For a facilitator: what everybody takes away, and the way into the library.

    `theirs`: they ran the café, so what is for the facilitator only is for them.
    """
    parts: list[Part] = [Paragraph(words(Bold(cafe.question), f" – {people(joined)} took part."))]
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


def said_by(said: ShownTakeaway, names: dict[int, str]) -> str:
    """Under what somebody said."""
    if said.share == "by_name":
        return names.get(said.person_id or 0, "")
    return "" if said.share == "yes" else ONLY_HERE


def shareable(said: Sequence[ShownTakeaway]) -> list[ShownTakeaway]:
    """What its author lets the library share, and what it may keep."""
    return [one for one in said if one.share != "no" and may_be_kept(one.text)]
