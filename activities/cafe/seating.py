"""Seating people: the rota is worked out outside any transaction, and everybody hears their table when a round begins.

Rounds that have begun stay as they are; who comes or goes changes only those to come.
"""

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from activities.cafe.cafe import UNDER_WAY, at, the_cafe, where
from activities.cafe.rota import Tables
from activities.kit.activity import LongWork
from activities.kit.cards import Card, say
from activities.kit.events import Due
from activities.kit.phases import MovedOn
from activities.kit.runs import Bold, words
from activities.kit.turn import Key, Turn, mention
from activities.kit.wording import listed_runs
from storage import cafes, people
from storage.membership import is_member
from storage.tables import Cafe, Person


def begin_round(turn: Turn, cafe: Cafe) -> None:
    """Tell everybody their table, or plan anew first where somebody has come or gone."""
    if cafe.planned_for == cafe.revision and len(cafe.plan) >= cafe.step:
        _tell_tables(turn, cafe)
    else:
        turn.soon("seat", cafe.id)


def seat(turn: Turn, due: Due) -> LongWork:
    """Plan every round to come, for those who are there now. Raises `MovedOn` where none is to come."""
    from activities.cafe.rota.rota import (
        Guest,  # with them comes numpy, for which no other command should wait
        rota,
    )

    cafe = the_cafe(turn, due.subject)
    if cafe.phase not in UNDER_WAY and cafe.phase != "waiting_to_start":
        raise MovedOn
    if cafe.planned_for == cafe.revision:
        raise MovedOn
    there = [one for one in cafes.guests(turn.here, cafe.id) if is_member(one)]
    guests = [Guest(str(one.id), one.department, one.role_group) for one in there]
    held = cafe.plan[: cafe.told]
    over: list[Tables] = [[[str(one) for one in table] for table in tables] for tables in held]
    rounds, size, seed, revision = cafe.rounds - len(over), cafe.group_size, cafe.seed + len(over), cafe.revision
    step = cafe.step

    def work_out() -> list[Tables]:
        return rota(guests, rounds, size, seed, over)

    def keep(turn: Turn, planned: list[Tables]) -> None:
        cafe = the_cafe(turn, due.subject)
        if (cafe.revision, cafe.step) != (revision, step):
            turn.soon("seat", cafe.id)
            return
        cafe.plan = [*held, *([[int(one) for one in table] for table in tables] for tables in planned)]
        cafe.planned_for = revision
        turn.session.flush()
        if cafe.phase == "waiting_for_next_round" and cafe.step > len(held):
            _tell_tables(turn, cafe)

    return LongWork(work_out, keep)


def table_of(cafe: Cafe, person: int) -> int:
    """Return the number of the table at which somebody sits just now; 0 where they sit at none."""
    if cafe.phase != "waiting_for_next_round" or cafe.told < cafe.step:
        return 0
    return next((number for number, table in enumerate(cafe.plan[cafe.step - 1], start=1) if person in table), 0)


def tables_of(turn: Turn, cafe: Cafe) -> Iterator[tuple[Person, Card]]:
    """Build, for everybody who sits at a table in the round that goes on, what they are told of it."""
    for number, table in enumerate(cafe.plan[cafe.step - 1], start=1):
        sitting = people.several(turn.here, table)
        for person in sitting:
            others = [other for other in sitting if other.id != person.id]
            yield person, your_table_card(cafe, number, others, turn.zone)


def round_key(cafe: Cafe) -> Key:
    """Make the key under which everybody is told their table in the round that goes on."""
    return ("round", cafe.id, cafe.step)


def _tell_tables(turn: Turn, cafe: Cafe) -> None:
    cafe.told = cafe.step
    turn.session.flush()
    for person, card in tables_of(turn, cafe):
        turn.tell(person, card, round_key(cafe))


# ---- what people see ------------------------------------------------------------------------------------------------


def your_table_card(cafe: Cafe, table: int, others: Sequence[Person], zone: ZoneInfo) -> Card:
    """Build the card that tells somebody their table, as a round begins."""
    company = (
        words("with ", *listed_runs([mention(other) for other in others])) if others else words("on your own for now")
    )
    return say(
        Bold(f"Round {cafe.step} of {cafe.rounds}: table {table}"),
        ", ",
        company,
        f", until {at(cafe.until, zone)}. ",
        where(cafe),
        ".\n",
        Bold(cafe.question),
    )
