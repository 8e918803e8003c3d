"""No figure that leaves is under five or gives one, by itself or by difference from another day's."""

from itertools import combinations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from activities.kit.withholding import LEAST, Cells, Sum, is_small, may_follow, may_leave

PARTS = st.lists(st.integers(0, 12), min_size=1, max_size=5)


def test_from_five_on_a_figure_leaves_and_below_it_does_not() -> None:
    assert LEAST == 5
    assert may_leave({"answered": 4}, []) == {}
    assert may_leave({"answered": 5}, []) == {"answered": 5}


def test_a_part_is_withheld_where_the_rest_is_small() -> None:
    said = Sum("answered", ("again",))
    assert may_leave({"answered": 9, "again": 8}, [said]) == {"answered": 9}
    assert may_leave({"answered": 9, "again": 9}, [said]) == {"answered": 9, "again": 9}
    assert may_leave({"answered": 10, "again": 5}, [said]) == {"answered": 10, "again": 5}


def test_a_second_cell_is_withheld_so_that_the_first_cannot_be_worked_out() -> None:
    by_group = Sum("all", ("a", "b", "c"), exhaustive=True)
    assert may_leave({"all": 30, "a": 3, "b": 7, "c": 20}, [by_group]) == {"all": 30, "c": 20}
    assert may_leave({"all": 27, "a": 3, "b": 4, "c": 20}, [by_group]) == {"all": 27, "c": 20}
    assert may_leave({"all": 25, "a": 2, "b": 3, "c": 20}, [by_group]) == {"all": 25, "c": 20}
    assert may_leave({"all": 23, "a": 1, "b": 2, "c": 20}, [by_group]) == {"all": 23}


def test_what_is_public_is_told_however_small_and_hides_what_it_would_give_away() -> None:
    assert may_leave({"joined": 7, "answered": 5}, [Sum("joined", ("answered",))], {"joined"}) == {"joined": 7}
    assert may_leave({"joined": 4, "answered": 4}, [Sum("joined", ("answered",))], {"joined"}) == {"joined": 4}


@given(PARTS)
def test_what_leaves_gives_no_small_count(parts: list[int]) -> None:
    cells = {"all": sum(parts), **{str(at): count for at, count in enumerate(parts)}}
    sums = [Sum("all", tuple(str(at) for at in range(len(parts))), exhaustive=True)]
    told = may_leave(cells, sums)
    assert not [rest for rest in rests(told, sums) if is_small(rest)]
    assert all(count >= LEAST for count in told.values())


def rests(told: Cells, sums: list[Sum]) -> list[int]:
    """Whatever can be worked out by taking told parts from a told whole."""
    return [
        told[one.whole] - sum(told[part] for part in some)
        for one in sums
        if one.whole in told
        for number in range(len(one.parts) + 1)
        for some in combinations([part for part in one.parts if part in told], number)
    ]


@given(st.integers(0, 2**32), st.integers(2, 8))
def test_no_two_reports_of_a_growing_thing_differ_by_one_to_four(seed: int, reports: int) -> None:
    random, counts = Random(seed), {"a": 0, "b": 0, "c": 0}
    again = 0
    by_group, said = Sum("all", ("a", "b", "c"), exhaustive=True), Sum("all", ("again",))
    left: list[Cells] = []
    for _ in range(reports):
        for group in counts:
            counts[group] += random.choice((0, 0, 1, 2, 5, 9))
        again = min(sum(counts.values()), again + random.choice((0, 1, 5, 9)))
        told: Cells = may_leave({"all": sum(counts.values()), "again": again, **counts}, [by_group, said])
        left.append(told if may_follow(told, left, [by_group, said]) else left[-1])
    for earlier, later in combinations(left, 2):
        shared = earlier.keys() & later.keys()
        both = [{name: cells[name] for name in shared} for cells in (earlier, later)]
        differences = [later[name] - earlier[name] for name in shared]
        differences += [
            now - then
            for then, now in zip(rests(both[0], [by_group, said]), rests(both[1], [by_group, said]), strict=True)
        ]
        assert not [one for one in differences if is_small(one)], (earlier, later)
