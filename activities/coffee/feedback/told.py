"""What a trial came to, as it may leave: its figures by name, what holds what, and the words for them."""

from itertools import combinations

from activities.coffee.feedback.figures import GROUPS, Figures
from activities.kit.phases import MovedOn
from activities.kit.turn import Turn
from activities.kit.withholding import Sum, Told, last_left, leave
from activities.kit.wording import WITHHELD, WITHHELD_BECAUSE, count, dated, listed
from storage.tables import Trial

PEOPLE = ("signed_up", "introduced", "answered")
"""Each of these holds the next; the last holds those of `SAID`, which may overlap."""

SAID = ("strangers", "again")
OUTCOMES = ("met", "fell_through", "did_not_meet", "not_known")


def told_of(turn: Turn, trial: Trial, figures: Figures, document: str) -> Told:
    """Tell what a document of this kind may say; from now on it has left."""
    return leave(turn, f"coffee:{trial.id}", document, _cells(figures), _sums(figures))


def last_told(turn: Turn, trial: Trial, document: str) -> Told:
    """Return what such a document was to say when it was asked for. Raises `MovedOn` where none was."""
    told = last_left(turn, f"coffee:{trial.id}", document)
    if told is None:
        raise MovedOn
    return told


def _cells(figures: Figures) -> dict[str, int]:
    """Name every figure: totals, `clinical/answered`, and `clinical/of/Theatres` for who signed up there."""
    cells = {name: getattr(figures, name) for name in (*PEOPLE, *SAID, "meetings", *OUTCOMES)}
    for group, counts in figures.all_groups.items():
        cells |= {f"{group}/{name}": number for name, number in zip(PEOPLE, counts, strict=True)}
    for group, departments in figures.all_departments.items():
        cells |= {f"{group}/of/{department}": number for department, (number,) in departments.items()}
    return cells


def _sums(figures: Figures) -> list[Sum]:
    """Say what each figure is a part of: who signed up holds who was matched, and that who gave feedback, per group."""
    found = [Sum("meetings", OUTCOMES, exhaustive=True)]
    found += [Sum(name, tuple(f"{group}/{name}" for group in figures.all_groups), True) for name in PEOPLE]
    for group, departments in figures.all_departments.items():
        found.append(Sum(f"{group}/signed_up", tuple(f"{group}/of/{one}" for one in departments), True))
        found += [Sum(f"{group}/{whole}", (f"{group}/{part}",)) for whole, part in combinations(PEOPLE, 2)]
        found += [Sum(whole, (f"{group}/{part}",)) for whole, part in combinations(PEOPLE, 2)]
    found += [Sum(whole, (part,)) for whole, part in combinations(PEOPLE, 2)]
    return [*found, *(Sum(whole, (part,)) for whole in PEOPLE for part in SAID)]


# ---- what people see ------------------------------------------------------------------------------------------------


def lines(told: Told) -> list[tuple[str, str]]:
    """Write of which day the figures are; then labels and figures with denominators, as far as they may be told."""
    return [
        ("Counted on", dated(told.on)),
        ("Signed up", count(told.cells["signed_up"], "person", "people") if "signed_up" in told.cells else WITHHELD),
        ("Matched", told.share("introduced", "signed_up")),
        ("Meetings that took place", told.share("met", "meetings")),
        ("Fell through", told.share("fell_through", "meetings")),
        ("Did not meet", told.share("did_not_meet", "meetings")),
        ("Not known", told.share("not_known", "meetings")),
        ("Gave feedback", told.share("answered", "introduced")),
        ("Had not known each other", told.share("strangers", "answered")),
        ("Would do it again", told.share("again", "answered")),
    ]


def groups(told: Told) -> list[str]:
    """Write the breakdowns, a line for each group of which anything may be told."""
    named = sorted({cell.split("/")[0] for cell in told.cells if cell.count("/") == 1})
    return [
        *(
            f"{GROUPS.get(group, group)}: {told.count(f'{group}/signed_up')} signed up, "
            f"{told.count(f'{group}/introduced')} matched, {told.count(f'{group}/answered')} gave feedback; "
            f"{_departments(told, group)}"
            for group in named
        ),
        WITHHELD_BECAUSE,
    ]


def plain(told: Told) -> dict[str, object]:
    """Return a trial's totals as plain values, and all of it in words, to be kept with a record."""
    totals = {cell: number for cell, number in told.cells.items() if "/" not in cell}
    return {**totals, "in_words": [list(line) for line in lines(told)]}


def _departments(told: Told, group: str) -> str:
    rows = {cell.split("/")[2]: told.cells[cell] for cell in sorted(told.cells) if cell.startswith(f"{group}/of/")}
    if not rows:
        return "departments withheld"
    shown = [f"{department} {signed_up}" for department, signed_up in rows.items()]
    rest = told.cells.get(f"{group}/signed_up", 0) - sum(rows.values())
    return "by department: " + listed([*shown, *([f"others {rest}"] if rest > 0 else [])])
