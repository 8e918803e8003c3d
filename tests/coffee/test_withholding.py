"""What is withheld cannot be worked out, even by somebody who knows the rule and can enumerate every possibility."""

from collections.abc import Iterator
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from activities.coffee.feedback import Counts, may_be_shown
from activities.kit.withholding import LEAST

NAMES = "ABCDE"


def tables(columns: int, most: int) -> st.SearchStrategy[dict[str, Counts]]:
    """Small tables: a row a group, each count within the one before, nobody in no group at all."""
    row = st.tuples(*[st.integers(0, most)] * columns).map(lambda counts: tuple(sorted(counts, reverse=True)))
    rows = st.lists(row.filter(lambda counts: counts[0] > 0), min_size=1, max_size=len(NAMES))
    return rows.map(lambda found: dict(zip(NAMES, found, strict=False)))


def consistent(rows: dict[str, Counts]) -> Iterator[dict[str, Counts]]:
    """Every table of one column that would be shown just like this one, with the same total."""
    shown = may_be_shown(rows)
    hidden = [group for group in rows if group not in shown]
    total = sum(count for (count,) in rows.values())
    left = total - sum(count for (count,) in shown.values())
    for counts in product(range(1, left + 1), repeat=max(len(hidden) - 1, 0)):
        if hidden and (last := left - sum(counts)) > 0:
            guess = rows | {group: (count,) for group, count in zip(hidden, (*counts, last), strict=True)}
            if may_be_shown(guess) == shown:
                yield guess


@settings(max_examples=150)
@given(tables(columns=1, most=9))
def test_no_withheld_count_can_be_worked_out(rows: dict[str, Counts]) -> None:
    shown = may_be_shown(rows)
    if not shown:
        return  # nothing is said of any group
    possible = list(consistent(rows))
    for group in rows.keys() - shown.keys():
        assert len({guess[group] for guess in possible}) > 1, f"{group} must be {rows[group]}"


@given(tables(columns=3, most=30))
def test_in_every_column_each_withheld_count_might_be_another(rows: dict[str, Counts]) -> None:
    shown = may_be_shown(rows)
    hidden = {group: counts for group, counts in rows.items() if group not in shown}
    if not shown:
        return
    for column, group in product(range(3), hidden):
        other = next(name for name in hidden if hidden[name][column] != hidden[group][column])
        swapped = rows | {group: rows[other], other: rows[group]}
        assert may_be_shown(swapped) == shown


@given(tables(columns=3, most=30))
def test_what_is_shown_is_true_and_never_small(rows: dict[str, Counts]) -> None:
    for group, counts in may_be_shown(rows).items():
        assert counts == rows[group]
        assert min(counts) >= LEAST


@given(tables(columns=3, most=30).filter(lambda rows: all(min(counts) >= LEAST for counts in rows.values())))
def test_where_nothing_is_small_nothing_is_withheld(rows: dict[str, Counts]) -> None:
    assert may_be_shown(rows) == rows


def test_one_small_group_takes_the_smallest_other_with_it() -> None:
    assert may_be_shown({"A": (3,), "B": (7,), "C": (20,)}) == {"C": (20,)}


def test_two_small_groups_hide_each_other_unless_they_are_equal() -> None:
    assert may_be_shown({"A": (3,), "B": (4,), "C": (20,)}) == {"C": (20,)}
    assert may_be_shown({"A": (4,), "B": (4,), "C": (20,), "D": (30,)}) == {"D": (30,)}


def test_groups_of_equal_size_are_withheld_together() -> None:
    assert may_be_shown({"A": (6,), "B": (3,), "C": (6,), "D": (9,)}) == {"D": (9,)}
