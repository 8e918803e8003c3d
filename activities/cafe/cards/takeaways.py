"""What people take away: the form, the thanks, and all of it together for the facilitator."""

from collections.abc import Sequence

from activities.cafe.cards.words import people
from activities.kit.cards import Button, Buttons, Card, Heading, Paragraph, Part, Quote, Small, say
from activities.kit.forms import ChoiceField, Form, Option, TextField
from activities.kit.runs import Bold, words
from activities.kit.screen import may_be_kept
from storage.tables import Cafe, Takeaway

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
        f"next working day. Where fewer than {FEWEST_SHOWN} people answer without their name, nobody is shown them."
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
                "yes",
            ),
        ),
        (Paragraph(words(Bold(cafe.question))), Small(words(promise))),
    )


def thanks(cafe: Cafe, remind: bool) -> Card:
    """It is kept."""
    then = " I’ll ask you in a week whether it happened." if remind else ""
    again = Button("Change it", "cafe.take_away", str(cafe.id))
    return say(f"Thank you, that’s kept.{then}", buttons=[again])


def action_title(cafe: Cafe) -> str:
    """Where what they will do came from."""
    return f"Knowledge café: {cafe.question}"


def together(cafe: Cafe, said: Sequence[Takeaway], names: dict[int, str], joined: int) -> Card:
    """For the facilitator: what everybody takes away, and the way into the library."""
    parts: list[Part] = [Paragraph(words(Bold(cafe.question), f" – {people(joined)} took part."))]
    if cafe.harvest:
        parts.append(Paragraph(words(f"{cafe.answered} of {joined} said what they take away.")))
        if len(said) < cafe.answered:
            parts.append(
                Small(
                    words(
                        f"Fewer than {FEWEST_SHOWN} answered without their name, so those answers are "
                        "shown to nobody, and have been deleted."
                    )
                )
            )
    for title, texts in (
        ("They take away", [(one, one.takes_away) for one in said]),
        ("They will do", [(one, one.will_do) for one in said]),
    ):
        quotes = [Quote(text, said_by(one, names)) for one, text in texts if text]
        parts += [Heading(title), *quotes] if quotes else []
    if any(one.share == "no" for one in said):
        parts.append(
            Small(words(f"What is “{ONLY_HERE}” stays here; the rest goes into the library when you file it."))
        )
    parts.append(Buttons((Button("File it in the library", "cafe.file", str(cafe.id), "primary"),)))
    return Card(f"{cafe.question}: what people take away", tuple(parts))


def said_by(said: Takeaway, names: dict[int, str]) -> str:
    """Under what somebody said."""
    if said.share == "by_name":
        return names.get(said.person_id or 0, "")
    return "" if said.share == "yes" else ONLY_HERE


def shareable(said: Sequence[Takeaway]) -> list[Takeaway]:
    """What its author lets the library share, and what it may keep."""
    return [one for one in said if one.share != "no" and may_be_kept(f"{one.takes_away} {one.will_do}")]
