"""The clock as the facilitator has it, and what everybody hears when it moves."""

from zoneinfo import ZoneInfo

from activities.cafe.cards.words import at, people, starts, where
from activities.kit.cards import Button, Card, Confirm, say
from activities.kit.runs import Bold
from activities.kit.subjects import PLACE
from storage.tables import Cafe


def ready(cafe: Cafe, joined: int, zone: ZoneInfo) -> Card:
    """Ten minutes before, or less: the clock, still standing."""
    return say(
        Bold(cafe.question),
        f" – your café starts at {at(cafe.starts_at, zone)}, with {people(joined)} so far. Press Start when everybody "
        "is there: I keep the time, and tell people where they sit.",
        buttons=[Button("Start", "cafe.start", str(cafe.id), "primary"), _rota(cafe)],
    )


def ask_to_start_early(cafe: Cafe, zone: ZoneInfo) -> Card:
    """Its day has not come."""
    asked = Confirm("The clock starts, and people are told where they sit.", "Start it now")
    return say(
        Bold(cafe.question),
        f" is planned for {starts(cafe, zone)}. Start it today all the same?",
        buttons=[Button("Start it now", "cafe.start_now", str(cafe.id), confirm=asked)],
    )


def too_few(cafe: Cafe, joined: int) -> Card:
    """Fewer than three."""
    return say(
        f"{people(joined).capitalize()} joined ",
        Bold(cafe.question),
        " so far. A café needs three at least, so that there is a conversation to join. Ask a colleague to press Join, "
        "or call it off and try another day.",
        buttons=[Button("Start", "cafe.start", str(cafe.id), "primary"), call_off(cafe)],
    )


def clock(cafe: Cafe, joined: int, zone: ZoneInfo) -> Card:
    """How it stands, and what can be done now."""
    step = PLACE.spell(cafe.id, cafe.step)
    more = Button("One more minute", "cafe.more", step)
    asked = Confirm("Everybody is told that the café is over.", "Stop")
    stop = Button("Stop", "cafe.stop", str(cafe.id), "danger", asked)
    until, here = at(cafe.until, zone), people(joined)
    match cafe.phase:
        case "waiting_to_start":
            return ready(cafe, joined, zone)
        case "waiting_for_first_round":
            text = f" – the opening, until {until}, with {here}. Then round 1 of {cafe.rounds}."
            return say(Bold(cafe.question), text, buttons=[_next("Begin round 1", step), more, _rota(cafe), stop])
        case "waiting_for_next_round":
            is_last = cafe.step == cafe.rounds
            then = "the circle" if is_last else f"round {cafe.step + 1}"
            text = f" – round {cafe.step} of {cafe.rounds}, until {until}, with {here}. Then {then}."
            label = "Begin the circle" if is_last else "Next round"
            return say(Bold(cafe.question), text, buttons=[_next(label, step), more, _rota(cafe), stop])
        case "waiting_for_end":
            text = f" – the circle, until {until}, with {here}."
            return say(Bold(cafe.question), text, buttons=[_next("End the café", step), more])
        case "waiting_for_takeaways":
            then = "I’ve asked everybody what they take away; you see it all together on the next working day."
            return say(
                Bold(cafe.question), f" is over. Thank you for holding it! {then}" if cafe.harvest else " is over."
            )
        case "called_off":
            return say(Bold(cafe.question), " has been called off.")
        case _:
            return say(Bold(cafe.question), " is over. Thank you for holding it!")


def two_minutes_left(cafe: Cafe, zone: ZoneInfo) -> Card:
    """One quiet line."""
    return say(f"Two minutes left in round {cafe.step}, until {at(cafe.until, zone)}.")


def circle(cafe: Cafe, zone: ZoneInfo) -> Card:
    """Rounds are over."""
    return say(
        "Now all together, in one circle: ",
        where(cafe),
        f", until {at(cafe.until, zone)}. ",
        Bold(cafe.question),
        " Nobody reports back: say what struck you, if you like.",
    )


def not_started(cafe: Cafe) -> Card:
    """An hour late and nobody started it."""
    return say("Sorry: nobody started ", Bold(cafe.question), ", so I’ve called it off. Perhaps another day!")


def call_off(cafe: Cafe) -> Button:
    """Calls it off, once confirmed."""
    asked = Confirm("Everybody who joined is told that it does not take place.", "Call it off")
    return Button("Call it off", "cafe.call_off", str(cafe.id), "danger", asked)


def _next(label: str, step: str) -> Button:
    return Button(label, "cafe.next_step", step, "primary")


def _rota(cafe: Cafe) -> Button:
    return Button("Who sits where", "cafe.rota", str(cafe.id))
