"""The announcement: one message in the channel, told again with everybody who joins and whenever the café moves on."""

from zoneinfo import ZoneInfo

from activities.cafe.cafe import KNOWLEDGE_CAFES, UNDER_WAY, lasts
from activities.cafe.wording import METHOD, count_people, minutes, starts, where
from activities.kit.cards import Button, Buttons, Card, Fact, Facts, Heading, Paragraph, Part, say
from activities.kit.runs import Bold, words
from activities.kit.turn import Turn
from storage import cafes
from storage.tables import Cafe


def _card(turn: Turn, cafe: Cafe) -> Card:
    return announcement_card(cafe, cafes.count_guests(turn.here, cafe.id), turn.zone)


ANNOUNCING = KNOWLEDGE_CAFES.announcing(_card, ("waiting_to_start", *UNDER_WAY))


# ---- what people see ------------------------------------------------------------------------------------------------


def announcement_card(cafe: Cafe, joined: int, zone: ZoneInfo) -> Card:
    """Build the card that stands in the channel: it changes with everybody who joins, and as the café goes on."""
    join = Buttons((Button("Join", "cafe.join", str(cafe.id), "primary"),))
    match cafe.phase:
        case "waiting_to_start":
            so_far = f"{count_people(joined).capitalize()} so far." if joined else "Be the first to join."
            return _announcement_card(cafe, zone, Paragraph(words(so_far)), join)
        case "waiting_for_first_round" | "waiting_for_next_round":
            now = f"It’s under way with {count_people(joined)}. You can still join, from the next round on."
            return _announcement_card(cafe, zone, Paragraph(words(now)), join)
        case "called_off":
            return say(Bold(cafe.question), " – this café has been called off.")
        case _:
            took_part = f"{count_people(joined)} took part"
            over = f"This café has begun its circle or is over: {took_part}. Look out for the next one!"
            return Card(over, (Heading(cafe.question), Paragraph(words(over))))


def _announcement_card(cafe: Cafe, zone: ZoneInfo, *below: Part) -> Card:
    facts = Facts(
        (
            Fact("When", words(f"{starts(cafe, zone)}, for {minutes(round(lasts(cafe).total_seconds() / 60))}")),
            Fact("Where", words(where(cafe))),
        )
    )
    return Card(f"{cafe.question} {METHOD}", (Heading(f"☕ {cafe.question}"), Paragraph(words(METHOD)), facts, *below))
