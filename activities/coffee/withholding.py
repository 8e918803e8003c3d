"""Which rows of a breakdown may be shown, so that no small count is seen, or can be worked out from those that are.

Totals are always shown, so withholding one row alone would hide nothing: the rest and the total give it away. The rule,
which may be known to everybody: rows with a count below `LEAST` are withheld; and then, the smallest first and those of
equal size together, as many more as it takes until in no column all withheld counts are equal. Names play no part in
it, so the withheld rows might as well stand in any other order: every withheld count could be another one.
"""

from collections.abc import Collection, Mapping

from activities.kit.withholding import LEAST

Counts = tuple[int, ...]
"""One row: a group's counts, in the order of the columns, each within the one before."""


def may_be_shown(rows: Mapping[str, Counts]) -> dict[str, Counts]:
    """Those rows that may be shown, in their order; none where that would not hide the others."""
    withheld = {group for group, counts in rows.items() if min(counts) < LEAST}
    if not withheld:
        return dict(rows)
    others = sorted({min(counts) for group, counts in rows.items() if group not in withheld})
    for size in others:
        if _hide_each_other([rows[group] for group in withheld]):
            break
        withheld |= {group for group, counts in rows.items() if min(counts) == size}
    return {group: counts for group, counts in rows.items() if group not in withheld}


def _hide_each_other(rows: Collection[Counts]) -> bool:
    """Whether in every column there are two different counts, so that none of them is certain."""
    return all(len(set(column)) > 1 for column in zip(*rows, strict=True))
