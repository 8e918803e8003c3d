"""The clock of a café, which the facilitator holds: start, next, one more minute, stop. Left alone, it goes on.

Each step has a number (`Cafe.step`), and the buttons of the clock carry it: pressed late, twice, or by two people at
once, they move on from that step and from no other.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from activities.cafe.cafe import (
    ANNOUNCING,
    CAFE,
    FEWEST,
    UNDER_WAY,
    at,
    count_people,
    ends_at,
    minutes_of,
    starts,
    the_cafe,
    where,
)
from activities.cafe.ending import call_off_button, end
from activities.cafe.reminding import ready_card, rota_button, tell_guests
from activities.cafe.seating import begin_round
from activities.kit.cards import Button, Card, Confirm, say
from activities.kit.events import Due, Pressed
from activities.kit.phases import MovedOn
from activities.kit.runs import Bold
from activities.kit.subjects import PLACE
from activities.kit.turn import Key, Turn
from storage import cafes
from storage.tables import Cafe

NEARLY_OVER = timedelta(minutes=2)
WORTH_SAYING = 4
"""In shorter rounds, two minutes are no news."""

GIVEN_UP_AFTER = timedelta(hours=1)
"""Where the bot was away for so long after the café was to end, it is over."""

JUST_NOW = timedelta(seconds=20)
"""A typed `next` so soon after the step began meant the one before."""


def start(turn: Turn, cafe: Cafe) -> Card:
    """Begin a café on its day; before that, ask once more: nothing takes a start back."""
    if turn.today < cafe.starts_at.astimezone(turn.zone).date():
        return ask_to_start_early_card(cafe, turn.zone)
    return start_now(turn, cafe)


def start_now(turn: Turn, cafe: Cafe) -> Card:
    """Begin the opening. Where fewer than three people joined, ask kindly to wait for more."""
    joined = cafes.count_guests(turn.here, cafe.id)
    if joined < FEWEST:
        return too_few_card(cafe, joined)
    CAFE.step(cafe, "start")
    cafe.began_at = turn.now
    for what in ("remind_day", "remind_soon", "not_started"):
        turn.cancel_wake(what, cafe.id)
    turn.soon("seat", cafe.id)
    if cafe.opening_minutes:
        _lasts(turn, cafe)
        ANNOUNCING.announce(turn, cafe)
        return tell_clock(turn, cafe, also_to_me=True)
    return _move_on(turn, cafe)


def next_typed(turn: Turn, cafe: Cafe) -> Card:
    """Answer `/cafe next`. Typed by two people at once, it moves on once."""
    began = (cafe.until or turn.now) - timedelta(minutes=minutes_of(cafe, cafe.step))
    if turn.now - began < JUST_NOW:
        return tell_clock(turn, cafe, also_to_me=True).led_by(JUST_BEGUN)
    return _move_on(turn, cafe)


def next_pressed(turn: Turn, pressed: Pressed) -> Card:
    """Move on, after “Next”. Raises `MovedOn` where somebody, or the clock, has moved on from that step already."""
    return _move_on(turn, _at_its_step(turn, pressed))


def one_more_minute(turn: Turn, pressed: Pressed) -> Card:
    """Let whatever goes on go on a minute longer."""
    cafe = _at_its_step(turn, pressed)
    _set_clock(turn, cafe, max(cafe.until or turn.now, turn.now) + timedelta(minutes=1))
    return tell_clock(turn, cafe, also_to_me=True)


def stop(turn: Turn, pressed: Pressed) -> Card:
    """Stop a café, whatever was to come."""
    cafe = the_cafe(turn, pressed.subject)
    end(turn, cafe)
    return tell_clock(turn, cafe, also_to_me=True)


def step_over(turn: Turn, due: Due) -> None:
    """Move on when time is up and nobody has pressed next; after a long silence of the bot's, end the café."""
    cafe = the_cafe(turn, due.subject)
    if cafe.phase not in UNDER_WAY or cafe.until is None or cafe.until > turn.now:
        return
    if turn.now > max(ends_at(cafe), cafe.until) + GIVEN_UP_AFTER:
        end(turn, cafe, by_itself=True)
        tell_clock(turn, cafe)
    else:
        _move_on(turn, cafe)


def nearly_over(turn: Turn, due: Due) -> None:
    """Tell everybody that two minutes of a round are left."""
    cafe = the_cafe(turn, due.subject)
    left = cafe.until - turn.now if cafe.until else timedelta(0)
    if cafe.phase == "waiting_for_next_round" and timedelta(0) < left <= NEARLY_OVER:
        tell_guests(turn, cafe, two_minutes_left_card(cafe, turn.zone), ("two_minutes", cafe.id, cafe.step))


def tell_clock(turn: Turn, cafe: Cafe, also_to_me: bool = False) -> Card:
    """Keep one message true for whoever runs a café and held its clock; `also_to_me`: for this facilitator too."""
    joined = cafes.count_guests(turn.here, cafe.id)
    card = clock_card(cafe, joined, turn.zone)
    key: Key = ("clock", cafe.id)
    for person in [*turn.who_runs(cafe), *([turn.person] if also_to_me else [])]:
        turn.tell(person, card, key)
    turn.tell_anew(card, key)
    return card


def _at_its_step(turn: Turn, pressed: Pressed) -> Cafe:
    wanted, step = PLACE.read(pressed.subject)
    cafe = the_cafe(turn, wanted)
    if cafe.phase not in UNDER_WAY or step != cafe.step:
        raise MovedOn
    return cafe


def _move_on(turn: Turn, cafe: Cafe) -> Card:
    """Move on to the next round, the circle after the last, the end after the circle."""
    by_person = turn.by is not None
    anybody = cafes.count_guests(turn.here, cafe.id) > 1
    if cafe.phase == "waiting_for_end" or not anybody:
        end(turn, cafe, by_itself=not by_person)
        return tell_clock(turn, cafe, also_to_me=by_person)
    if cafe.step < cafe.rounds:
        CAFE.step(cafe, "next_round")
        cafe.step += 1
        _lasts(turn, cafe)
        begin_round(turn, cafe)
    else:
        CAFE.step(cafe, "circle")
        cafe.step = cafe.rounds + 1
        if not cafe.circle_minutes:
            end(turn, cafe)
            return tell_clock(turn, cafe, also_to_me=by_person)
        _lasts(turn, cafe)
        tell_guests(turn, cafe, circle_card(cafe, turn.zone), ("circle", cafe.id))
    ANNOUNCING.announce(turn, cafe)
    return tell_clock(turn, cafe, also_to_me=by_person)


def _lasts(turn: Turn, cafe: Cafe) -> None:
    """Set the clock for the step that begins now, to as long as planned."""
    _set_clock(turn, cafe, turn.now + timedelta(minutes=minutes_of(cafe, cafe.step)))


def _set_clock(turn: Turn, cafe: Cafe, until: datetime) -> None:
    cafe.until = until
    turn.session.flush()
    turn.wake(until, "step_over", cafe.id, prompted=True)
    if cafe.phase == "waiting_for_next_round" and cafe.round_minutes >= WORTH_SAYING:
        turn.wake(max(turn.now, until - NEARLY_OVER), "nearly_over", cafe.id, prompted=True)
    else:
        turn.cancel_wake("nearly_over", cafe.id)


# ---- what people see ------------------------------------------------------------------------------------------------


JUST_BEGUN = "This has only just begun."


def ask_to_start_early_card(cafe: Cafe, zone: ZoneInfo) -> Card:
    """Build the card for a facilitator who would start a café before its day."""
    asked = Confirm("The clock starts, and people are told where they sit.", "Start it now")
    return say(
        Bold(cafe.question),
        f" is planned for {starts(cafe, zone)}. Start it today all the same?",
        buttons=[Button("Start it now", "cafe.start_now", str(cafe.id), confirm=asked)],
    )


def too_few_card(cafe: Cafe, joined: int) -> Card:
    """Build the card for a facilitator who would start a café with fewer than three people."""
    return say(
        f"{count_people(joined).capitalize()} joined ",
        Bold(cafe.question),
        " so far. A café needs three at least, so that there is a conversation to join. Ask a colleague to press Join, "
        "or call it off and try another day.",
        buttons=[Button("Start", "cafe.start", str(cafe.id), "primary"), call_off_button(cafe)],
    )


def clock_card(cafe: Cafe, joined: int, zone: ZoneInfo) -> Card:
    """Build the card of the clock for whoever runs the café: how it stands, and what can be done now."""
    step = PLACE.spell(cafe.id, cafe.step)
    more = Button("One more minute", "cafe.more", step)
    asked = Confirm("Everybody is told that the café is over.", "Stop")
    stop = Button("Stop", "cafe.stop", str(cafe.id), "danger", asked)
    until, here = at(cafe.until, zone), count_people(joined)
    match cafe.phase:
        case "waiting_to_start":
            return ready_card(cafe, joined, zone)
        case "waiting_for_first_round":
            text = f" – the opening, until {until}, with {here}. Then round 1 of {cafe.rounds}."
            return say(
                Bold(cafe.question), text, buttons=[_next_button("Begin round 1", step), more, rota_button(cafe), stop]
            )
        case "waiting_for_next_round":
            is_last = cafe.step == cafe.rounds
            then = "the circle" if is_last else f"round {cafe.step + 1}"
            text = f" – round {cafe.step} of {cafe.rounds}, until {until}, with {here}. Then {then}."
            label = "Begin the circle" if is_last else "Next round"
            return say(Bold(cafe.question), text, buttons=[_next_button(label, step), more, rota_button(cafe), stop])
        case "waiting_for_end":
            text = f" – the circle, until {until}, with {here}."
            return say(Bold(cafe.question), text, buttons=[_next_button("End the café", step), more])
        case "waiting_for_takeaways":
            then = "I’ve asked everybody what they take away; you see it all together on the next working day."
            return say(
                Bold(cafe.question), f" is over. Thank you for holding it! {then}" if cafe.harvest else " is over."
            )
        case "called_off":
            return say(Bold(cafe.question), " has been called off.")
        case _:
            return say(Bold(cafe.question), " is over. Thank you for holding it!")


def two_minutes_left_card(cafe: Cafe, zone: ZoneInfo) -> Card:
    """Build the card that says quietly, to everybody at a table, that two minutes are left."""
    return say(f"Two minutes left in round {cafe.step}, until {at(cafe.until, zone)}.")


def circle_card(cafe: Cafe, zone: ZoneInfo) -> Card:
    """Build the card for everybody who is there, when the rounds are over and the circle begins."""
    return say(
        "Now all together, in one circle: ",
        where(cafe),
        f", until {at(cafe.until, zone)}. ",
        Bold(cafe.question),
        " Nobody reports back: say what struck you, if you like.",
    )


def _next_button(label: str, step: str) -> Button:
    return Button(label, "cafe.next_step", step, "primary")
