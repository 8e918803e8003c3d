"""Before a café starts: the day before, ten minutes before; and where nobody starts it."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from activities.cafe.cafe import ANNOUNCING, CAFE, at, count_people, starts, the_cafe, where
from activities.kit.cards import Button, Card, Confirm, say
from activities.kit.days import moment
from activities.kit.events import Due
from activities.kit.runs import Bold, Text, words
from activities.kit.subjects import about, word_of
from activities.kit.turn import Key, Turn
from storage import cafes
from storage.leaving import is_away
from storage.tables import Cafe

MORNING = time(9)
SOON = timedelta(minutes=10)
WAITED_FOR = timedelta(hours=1)
"""So long after it was to start, a café that nobody has started is called off."""

TRUE_FOR_GOOD = ("called_off", "over")
"""What somebody who cannot be reached for now may still read when they are back."""


def expect(turn: Turn, cafe: Cafe) -> None:
    """Wake for what is due before a café starts, and when nobody starts it."""
    if (eve := _eve(turn, cafe)) > turn.now:
        turn.wake(eve, "remind_day", cafe.id)
    turn.wake(max(turn.now, cafe.starts_at - SOON), "remind_soon", cafe.id, prompted=True)
    turn.wake(cafe.starts_at + WAITED_FOR, "not_started", cafe.id, prompted=True)


def remind_day(turn: Turn, due: Due) -> None:
    """Remind everybody on the working day before, in the morning."""
    cafe = _still_to_start(turn, due)
    if cafe is not None and turn.today < cafe.starts_at.astimezone(turn.zone).date():
        _tell_all(turn, cafe, tomorrow_card(cafe, turn.zone), ("tomorrow", cafe.id))


def remind_soon(turn: Turn, due: Due) -> None:
    """Remind people ten minutes before, so that they come, and give the facilitator the clock."""
    cafe = _still_to_start(turn, due)
    if cafe is None:
        return
    if turn.now < cafe.starts_at + SOON:
        _tell_all(turn, cafe, in_ten_minutes_card(cafe, turn.zone), ("soon", cafe.id))
    joined = cafes.count_guests(turn.here, cafe.id)
    for person in turn.who_runs(cafe):
        turn.tell(person, ready_card(cafe, joined, turn.zone), ("clock", cafe.id))


def is_still_to_come(turn: Turn, key: str) -> bool:
    """Say whether a reminder held up is of a café that nobody has started, and of the day or minutes to come."""
    cafe = the_cafe(turn, about(key))
    if cafe.phase != "waiting_to_start":
        return False
    if word_of(key) == "tomorrow":
        return turn.today < cafe.starts_at.astimezone(turn.zone).date()
    return turn.now < cafe.starts_at + SOON


def not_started(turn: Turn, due: Due) -> None:
    """Call off a café that nobody has started, and tell everybody."""
    cafe = _still_to_start(turn, due)
    if cafe is None:
        return
    CAFE.step(cafe, "call_off")
    turn.session.flush()
    ANNOUNCING.announce(turn, cafe)
    _tell_all(turn, cafe, not_started_card(cafe), ("called_off", cafe.id))
    for person in turn.who_runs(cafe):
        turn.tell(person, not_started_card(cafe), ("called_off", cafe.id))


def tell_guests(turn: Turn, cafe: Cafe, card: Card, key: Key) -> None:
    """Tell everybody who is in, each in their own chat."""
    _tell_all(turn, cafe, card, key)


def _still_to_start(turn: Turn, due: Due) -> Cafe | None:
    cafe = the_cafe(turn, due.subject)
    return cafe if cafe.phase == "waiting_to_start" else None


def _tell_all(turn: Turn, cafe: Cafe, card: Card, key: Key) -> None:
    for person in cafes.guests(turn.here, cafe.id):
        if not is_away(person) or key[0] in TRUE_FOR_GOOD:
            turn.tell(person, card, key)


def _eve(turn: Turn, cafe: Cafe) -> datetime:
    day = cafe.starts_at.astimezone(turn.zone).date()
    return moment(turn.working_days.before(day), MORNING, turn.zone)


# ---- what people see ------------------------------------------------------------------------------------------------


def ready_card(cafe: Cafe, joined: int, zone: ZoneInfo) -> Card:
    """Build the card of the clock, still standing, for the facilitator: ten minutes before, or less."""
    return say(
        Bold(cafe.question),
        f" – your café starts at {at(cafe.starts_at, zone)}, with {count_people(joined)} so far. Press Start when "
        "everybody is there: I keep the time, and tell people where they sit.",
        buttons=[Button("Start", "cafe.start", str(cafe.id), "primary"), rota_button(cafe)],
    )


def not_started_card(cafe: Cafe) -> Card:
    """Build the card for everybody who joined a café that nobody has started within an hour."""
    return say("Sorry: nobody started ", Bold(cafe.question), ", so I’ve called it off. Perhaps another day!")


def rota_button(cafe: Cafe) -> Button:
    """Build the button that shows the whole rota."""
    return Button("Who sits where", "cafe.rota", str(cafe.id))


def tomorrow_card(cafe: Cafe, zone: ZoneInfo) -> Card:
    """Build the card that reminds everybody who joined, the day before."""
    return say("A reminder of the knowledge café ", *planned(cafe, zone), buttons=[leave_button(cafe)])


def in_ten_minutes_card(cafe: Cafe, zone: ZoneInfo) -> Card:
    """Build the card that reminds everybody who joined, ten minutes before, or less."""
    when = at(cafe.starts_at, zone)
    return say(
        f"The knowledge café starts at {when}: ",
        where(cafe),
        ". You’ll read here at which table you sit.\n",
        Bold(cafe.question),
    )


def leave_button(cafe: Cafe) -> Button:
    """Build the button that leaves a café, once confirmed."""
    asked = Confirm("You will not be seated in the rounds to come.", "Leave")
    return Button("Leave", "cafe.leave", str(cafe.id), confirm=asked)


def planned(cafe: Cafe, zone: ZoneInfo) -> Text:
    """Write a café's question, with when and where it is talked about."""
    return words(Bold(cafe.question), f" on {starts(cafe, zone)}: ", where(cafe), ".")
