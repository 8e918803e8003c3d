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


PARTED = Sum("all", ("a", "b", "c", "d"), exhaustive=True)


def test_three_documents_give_together_no_more_than_each_does() -> None:
    first, second, third = ({"all": 22, "a": 8}, {"all": 22, "b": 7}, {"all": 22, "c": 5})
    for one, other in combinations((first, second, third), 2):
        assert may_follow(other, [one], [PARTED]), "of two, the rest is of five or more"
    assert not may_follow(third, [first, second], [PARTED]), "22 − 8 − 7 − 5 = 2"
    assert not may_follow({"b": 7, "c": 5}, [{"all": 22}, {"a": 8}], [PARTED]), "a whole may stand in another, too"


def test_what_gave_itself_away_before_lets_others_follow() -> None:
    before = [{"all": 22, "a": 8}, {"all": 22, "b": 7}, {"all": 22, "c": 5}]
    assert may_follow({"all": 22, "a": 8}, before, [PARTED])


@given(st.integers(0, 2**32), st.lists(st.integers(0, 12), min_size=4, max_size=4), st.integers(3, 6))
def test_however_many_documents_tell_parts_their_union_gives_no_small_count(
    seed: int, parts: list[int], documents: int
) -> None:
    random, cells = Random(seed), dict(zip(PARTED.parts, parts, strict=True))
    left: list[Cells] = []
    for _ in range(documents):
        some = {name: count for name, count in cells.items() if random.random() < 0.5}  # each kind tells its own
        told: Cells = may_leave({"all": sum(parts), **some}, [PARTED])
        left.append(told if may_follow(told, left, [PARTED]) else left[-1] if left else {})
    together = {name: count for document in left for name, count in document.items()}
    assert not [rest for rest in rests(together, [PARTED]) if is_small(rest)], left


def test_a_mean_leaves_with_its_count_and_stays_while_that_does() -> None:
    means = {"points": "scored"}
    assert may_leave({"scored": 4, "points": 30}, [], means=means) == {}
    assert may_leave({"scored": 6, "points": 38}, [], means=means) == {"scored": 6, "points": 38}
    assert may_leave({"scored": 6, "points": 0}, [], means=means) == {"scored": 6, "points": 0}, "it counts nobody"
    before = [{"scored": 6, "points": 38}]
    assert may_follow({"scored": 6, "points": 38}, before, [], means)
    assert not may_follow({"scored": 6, "points": 44}, before, [], means), "somebody has changed their mind"
    assert not may_follow({"scored": 5, "points": 31}, before, [], means), "38 − 31 = 7 is what one person gave"
    assert may_follow({"scored": 11, "points": 40}, before, [], means)
