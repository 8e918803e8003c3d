"""What a rota promises, for any people."""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from activities.cafe.rota import Tables, sizes
from activities.cafe.rota.rota import Guest, rota

DEPARTMENTS = ("Radiology", "Finance", "Pharmacy", "Estates", "Maternity", "Library", "")
GROUPS = ("clinical", "non_clinical", "")

guests = st.lists(st.tuples(st.sampled_from(DEPARTMENTS), st.sampled_from(GROUPS)), min_size=1, max_size=40).map(
    lambda said: [Guest(str(number), *one) for number, one in enumerate(said)]
)


def some(number: int) -> list[Guest]:
    """So many people of eight departments, half of which are clinical."""
    return [Guest(str(one), f"department {one % 8}", ("clinical", "other")[one % 2]) for one in range(number)]


def repeats(rounds: Sequence[Tables]) -> int:
    """How often somebody sat with somebody whom they had sat with before, counted by hand."""
    met = Counter(frozenset(pair) for tables in rounds for table in tables for pair in combinations(table, 2))
    return sum(times - 1 for times in met.values())


@settings(max_examples=40)
@given(guests=guests, rounds=st.integers(1, 4), size=st.integers(3, 5), seed=st.integers(0, 9))
def test_everybody_sits_at_one_table_in_every_round_and_tables_are_alike(
    guests: list[Guest], rounds: int, size: int, seed: int
) -> None:
    seated = rota(guests, rounds, size, seed)

    assert len(seated) == rounds
    for tables in seated:
        assert sorted(one for table in tables for one in table) == sorted(guest.id for guest in guests)
        there = sorted(map(len, tables))
        assert there[-1] - there[0] <= 1
        assert there[0] >= min(3, len(guests))
        assert there[-1] <= 5
    assert seated == rota(guests, rounds, size, seed), "the same seed seats people alike"


@settings(max_examples=25)
@given(
    number=st.integers(8, 30),
    late=st.integers(0, 3),
    gone=st.integers(0, 3),
    held=st.integers(1, 2),
    seed=st.integers(0, 9),
)
def test_those_who_come_late_and_those_who_leave_change_only_what_is_to_come(
    number: int, late: int, gone: int, held: int, seed: int
) -> None:
    over = rota(some(number), held, 4, seed)
    there = some(number + late)[gone:]

    to_come = rota(there, 2, 4, seed, held=over)

    for tables in to_come:
        assert sorted(one for table in tables for one in table) == sorted(guest.id for guest in there)
    assert repeats([*over, *to_come]) <= repeats([*over, *rota(there, 2, 4, seed)])


@pytest.mark.parametrize(
    ("number", "size", "rounds", "held"),
    [(20, 4, 3, 1), (20, 4, 3, 2), (26, 4, 5, 2), (32, 4, 5, 1), (35, 3, 5, 2), (38, 5, 3, 2)],
)
def test_two_who_come_late_and_one_who_leaves_need_not_make_anybody_meet_again(
    number: int, size: int, rounds: int, held: int
) -> None:
    over = rota(some(number), rounds, size, seed=1)[:held]
    there = some(number + 2)[1:]

    assert repeats([*over, *rota(there, rounds - held, size, seed=2, held=over)]) == 0


@pytest.mark.parametrize(
    ("number", "size", "rounds"),
    [
        (9, 3, 4),
        (12, 3, 4),
        (15, 3, 7),
        (18, 3, 8),
        (21, 3, 10),
        (27, 3, 13),
        (33, 3, 16),
        (36, 3, 17),
        (39, 3, 19),
        (42, 3, 20),
        (16, 4, 5),
        (15, 4, 4),
        (20, 4, 5),
        (24, 4, 7),
        (28, 4, 9),
        (31, 4, 10),
        (32, 4, 10),
        (36, 4, 11),
        (39, 4, 13),
        (40, 4, 13),
        (52, 4, 17),
        (25, 5, 6),
        (24, 5, 5),
        (30, 5, 6),
        (60, 4, 6),
        (1000, 4, 5),
    ],
)
def test_where_a_rota_without_repeats_is_known_it_is_found(number: int, size: int, rounds: int) -> None:
    assert repeats(rota(some(number), rounds, size, seed=1)) == 0


@pytest.mark.parametrize(
    ("number", "size", "rounds", "fewest"),
    [
        (6, 4, 3, 5),
        (7, 4, 3, 6),
        (10, 4, 3, 2),
        (11, 4, 3, 4),
        (12, 4, 4, 13),
        (17, 4, 3, 2),
        (18, 5, 3, 4),
        (20, 5, 5, 25),
        (18, 4, 6, 2),
        (29, 5, 6, 0),
        (18, 5, 5, 11),
    ],
)
def test_where_people_must_meet_again_they_do_so_as_little_as_is_known(
    number: int, size: int, rounds: int, fewest: int
) -> None:
    assert repeats(rota(some(number), rounds, size, seed=1)) == fewest


@pytest.mark.parametrize("number", [16, 24, 40])
def test_departments_and_kinds_of_work_mix(number: int) -> None:
    people = {guest.id: guest for guest in some(number)}
    tables = [table for round_ in rota(list(people.values()), 3, 4, seed=1) for table in round_]

    departments = [[people[one].department for one in table] for table in tables]
    assert all(len(set(one)) == len(one) for one in departments), "nobody sits with their own department"
    clinical = [sum(people[one].role_group == "clinical" for one in table) for table in tables]
    assert sum(count == 2 for count in clinical) >= len(tables) * 3 // 4


def test_nobody_is_seated_in_a_cafe_for_nobody() -> None:
    assert rota([], 2, 4, seed=1) == [[], []]


@pytest.mark.parametrize(
    ("people", "wanted", "tables"),
    [
        (0, 4, []),
        (1, 4, [1]),
        (2, 4, [2]),
        (3, 4, [3]),
        (5, 4, [5]),
        (6, 4, [3, 3]),
        (7, 4, [4, 3]),
        (9, 4, [5, 4]),
        (11, 4, [4, 4, 3]),
        (17, 4, [5, 4, 4, 4]),
        (18, 4, [4, 4, 4, 3, 3]),
        (7, 5, [4, 3]),
        (7, 3, [4, 3]),
        (12, 3, [3, 3, 3, 3]),
    ],
)
def test_the_sizes_of_tables_are_as_close_to_what_is_wanted_as_they_can_be(
    people: int, wanted: int, tables: list[int]
) -> None:
    assert sizes(people, wanted) == tables
