"""The soak's own counts: what was lost, doubled, wrongly called introduced or left without an answer is found."""

import time
from collections.abc import AsyncIterator

import pytest
from sqlmodel import select

from benchmarks.soak.outage import NOTICED
from benchmarks.soak.reckoning import Reckoning, reckon
from benchmarks.soak.weather import RENEWED, Weather
from benchmarks.soak.witness import Arrived, Told, Witness
from bot.sandbox.delivery import Parcel
from bot.sandbox.people import Deed, Outcome
from bot.sandbox.server import Sandbox
from storage.tables import Meeting, Message
from tests.town import Town, Townsperson

IN, PAIRS = "coffee.signup", "The pairs of KNOWvember\n1 pair. They have been introduced."


@pytest.fixture
def pair(town: Town) -> tuple[Townsperson, Townsperson]:
    ann, bo = town.people(2)
    town.introduced(ann, bo)
    return ann, bo


@pytest.fixture
async def witness() -> AsyncIterator[Witness]:
    async with Sandbox() as slack:
        yield Witness(slack, Weather(), within=3.0)


def reckoned(town: Town, witness: Witness) -> Reckoning:
    with town.database.reading() as session:
        return reckon(session, witness)


def introduction(town: Town, *readers: Townsperson, times: int = 1) -> list[Arrived]:
    """The introduction of the two, as it stood in Slack."""
    with town.database.reading() as session:
        mark = next(row.id for row in session.exec(select(Message)).all() if row.key.startswith("introduction:"))
    users = frozenset(one.profile.account.user for one in readers)
    return [Arrived(mark or 0, "C1", users, at=1.0)] * times


def test_nothing_is_found_where_all_is_well(
    town: Town, pair: tuple[Townsperson, Townsperson], witness: Witness
) -> None:
    witness.told = [Told(one.profile.account.user, IN, "", 0.0) for one in pair]
    witness.arrived = introduction(town, *pair)
    witness.claims = [(2.0, PAIRS)]
    assert reckoned(town, witness).faults == []


def test_what_was_acknowledged_and_is_not_there_is_lost(
    town: Town, pair: tuple[Townsperson, Townsperson], witness: Witness
) -> None:
    witness.told = [Told("UNOBODY", IN, "", 0.0), Told(pair[0].profile.account.user, "coffee.feedback", "", 0.0)]
    assert len(reckoned(town, witness).lost) == 2


def test_what_stands_twice_is_doubled(town: Town, pair: tuple[Townsperson, Townsperson], witness: Witness) -> None:
    witness.arrived = introduction(town, *pair, times=2)
    assert len(reckoned(town, witness).doubled) == 1


def test_whoever_has_read_nothing_is_not_introduced(
    town: Town, pair: tuple[Townsperson, Townsperson], witness: Witness
) -> None:
    witness.arrived = introduction(town, pair[0])
    witness.claims = [(2.0, PAIRS)]
    assert len(reckoned(town, witness).claimed) == 3  # the place, the meeting, and what a facilitator read


@pytest.mark.parametrize("is_down", [False, True])
def test_a_press_without_an_answer_is_found_unless_nobody_could_have_answered(
    town: Town, witness: Witness, is_down: bool
) -> None:
    now = time.monotonic()
    ann = witness.slack.workspace.add_user("Ann Okafor")
    parcel = Parcel("interactive", {"type": "block_actions", "actions": [{"action_id": "coffee.join"}]})
    witness.pressed = [Deed(ann, parcel, Outcome(acknowledged=True), now - 5, now - 4.9)]
    if is_down:
        witness.weather.begins("the bot was down")
        witness.weather._since["the bot was down"] = now - 4
    found = reckoned(town, witness)
    assert (len(found.silent), found.excused.total()) == ((0, 1) if is_down else (1, 0))


def test_whoever_was_answered_before_a_socket_was_renewed_is_not_excused_by_it(town: Town, witness: Witness) -> None:
    ann = witness.slack.workspace.add_user("Ann Okafor")
    parcel = Parcel("interactive", {"type": "block_actions", "actions": [{"action_id": "coffee.join"}]})
    witness.weather.begins(RENEWED)
    began = time.monotonic()
    witness.pressed = [Deed(ann, parcel, Outcome(acknowledged=False), at, at + 0.1) for at in (began - 1, began)]
    assert (len(reckoned(town, witness).silent), reckoned(town, witness).excused) == (1, {RENEWED: 1})


def test_a_facilitator_who_hears_of_no_loss_and_no_outage_is_found(
    town: Town, pair: tuple[Townsperson, Townsperson], witness: Witness
) -> None:
    witness.weather.strikes(NOTICED)
    with town.database.writing() as session:
        session.exec(select(Meeting)).one().introduced_at = None
    assert len(reckoned(town, witness).untold) == 2
