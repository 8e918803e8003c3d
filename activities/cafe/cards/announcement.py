"""The announcement of a café in its channel, and what the facilitator hears where it did not arrive."""

from zoneinfo import ZoneInfo

from activities.cafe.cafe import lasts
from activities.cafe.cards.words import minutes, people, starts, where
from activities.kit.cards import Button, Buttons, Card, Fact, Facts, Heading, Paragraph, Part, say
from activities.kit.runs import Bold, words
from storage.tables import Cafe

METHOD = (
    "A knowledge café: one question, talked over in small groups that mix every round, then all together. No "
    "presentations, nobody reports back, and everybody takes something away."
)


def announcement(cafe: Cafe, joined: int, zone: ZoneInfo) -> Card:
    """What stands in the channel: it changes with everybody who joins, and as the café goes on."""
    join = Buttons((Button("Join", "cafe.join", str(cafe.id), "primary"),))
    match cafe.phase:
        case "waiting_to_start":
            so_far = f"{people(joined).capitalize()} so far." if joined else "Be the first to join."
            return _card(cafe, zone, Paragraph(words(so_far)), join)
        case "waiting_for_first_round" | "waiting_for_next_round":
            now = f"It’s under way with {people(joined)}. You can still join, from the next round on."
            return _card(cafe, zone, Paragraph(words(now)), join)
        case "called_off":
            return say(Bold(cafe.question), " – this café has been called off.")
        case _:
            over = f"This café has begun its circle or is over: {people(joined)} took part. Look out for the next one!"
            return Card(over, (Heading(cafe.question), Paragraph(words(over))))


def _card(cafe: Cafe, zone: ZoneInfo, *below: Part) -> Card:
    facts = Facts(
        (
            Fact("When", words(f"{starts(cafe, zone)}, for {minutes(round(lasts(cafe).total_seconds() / 60))}")),
            Fact("Where", words(where(cafe))),
        )
    )
    return Card(f"{cafe.question} {METHOD}", (Heading(f"☕ {cafe.question}"), Paragraph(words(METHOD)), facts, *below))
