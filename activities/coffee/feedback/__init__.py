"""What came of a trial.

What people say becomes figures and quotes. A facilitator reads the report, has it as a spreadsheet, and files it in the
library; no small count leaves by any of these.

Here it is counted: every figure with what it is a part of; and as it may leave, with the words for it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from activities.kit.phases import MovedOn
from activities.kit.turn import Turn
from activities.kit.withholding import LEAST, Sum, Told, last_left, leave
from activities.kit.wording import WITHHELD, WITHHELD_BECAUSE, count, dated, listed
from storage.tables import Feedback, Meeting, MeetingMember, Signup, Trial

Counts = tuple[int, ...]
"""One row: a group's counts, in the order of the columns, each within the one before."""

PEOPLE = ("signed_up", "introduced", "answered")
"""Each of these holds the next; the last holds those of `SAID`, which may overlap."""

SAID = ("strangers", "again")
OUTCOMES = ("met", "fell_through", "did_not_meet", "not_known")


@dataclass(frozen=True)
class Figures:
    """People: `signed_up`, of whom `introduced`, of whom `answered`, of whom `strangers` and `again`.

    Meetings: `meetings` of two or three, which is `met` and `fell_through` and `did_not_meet` and `not_known` together.
    A meeting took place if anybody pressed or said so. `groups` and `departments` (by group) lack what is withheld from
    facilitators too; `all_groups` and `all_departments` lack nothing, and are shown to nobody as they are.
    """

    signed_up: int
    introduced: int
    answered: int
    strangers: int
    again: int
    meetings: int
    met: int
    fell_through: int
    did_not_meet: int
    groups: Mapping[str, Counts]
    departments: Mapping[str, Mapping[str, Counts]]
    all_groups: Mapping[str, Counts]
    all_departments: Mapping[str, Mapping[str, Counts]]

    @property
    def not_known(self) -> int:
        """Meetings of which nobody has said anything: a figure of its own, not a failure."""
        return self.meetings - self.met - self.fell_through - self.did_not_meet


def count_up(
    signups: Sequence[Signup], places: Sequence[tuple[Meeting, MeetingMember]], said: Sequence[Feedback]
) -> Figures:
    """Count up a trial, from its sign-ups, every place in its meetings, and all feedback."""
    introduced = {place.person_id for _, place in places}
    counted = [signup for signup in signups if signup.state != "left" or signup.person_id in introduced]
    heard = {feedback.person_id for feedback in said}
    outcomes = Counter(_outcomes(places, said).values())
    groups = _rows((signup.role_group, _counts(signup, introduced, heard)) for signup in counted)
    departments = {group: _departments(counted, group) for group in groups}
    shown = may_be_shown(groups)
    return Figures(
        signed_up=len(counted),
        introduced=len(introduced),
        answered=len(heard),
        strangers=sum(feedback.knew_each_other == "no" for feedback in said),
        again=sum(feedback.would_again == "yes" for feedback in said),
        meetings=sum(outcomes.values()),
        met=outcomes["met"],
        fell_through=outcomes["fell_through"],
        did_not_meet=outcomes["did_not_meet"],
        groups=shown,
        departments={group: may_be_shown(departments[group]) for group in shown},
        all_groups=groups,
        all_departments=departments,
    )


def _outcomes(places: Sequence[tuple[Meeting, MeetingMember]], said: Sequence[Feedback]) -> dict[int, str]:
    """Map the id of each meeting to what became of it.

    Feedback is about a trial, not a meeting. Of somebody with several meetings it is taken to be about one that is
    known to have taken place, or else about the last.
    """
    phases = {meeting.id: meeting.phase for meeting, _ in places}
    outcomes = {meeting: _OUTCOMES.get(phase, "not_known") for meeting, phase in phases.items()}
    theirs: dict[int, list[int]] = {}
    for meeting, place in places:
        theirs.setdefault(place.person_id, []).append(meeting.id)
    for feedback in sorted(said, key=lambda one: one.met):  # "no" first: whoever says yes knows better
        about = theirs.get(feedback.person_id, [])
        if not about or any(phases[one] == "met" for one in about):
            continue
        last = max(about, key=lambda one: (phases[one] != "ended", one))
        if feedback.met == "yes":
            outcomes[last] = "met"
        elif outcomes[last] == "not_known":
            outcomes[last] = "did_not_meet"
    return outcomes


_OUTCOMES = {"met": "met", "ended": "fell_through"}


def _counts(signup: Signup, introduced: set[int], heard: set[int]) -> Counts:
    return (1, int(signup.person_id in introduced), int(signup.person_id in heard))


def _departments(signups: Sequence[Signup], group: str) -> Mapping[str, Counts]:
    """Count sign-ups by department within a group."""
    return _rows((one.department, (1,)) for one in signups if one.role_group == group)


def _rows(counts: Iterable[tuple[str, Counts]]) -> dict[str, Counts]:
    """Add counts up by group, in the alphabet's order."""
    rows: dict[str, Counts] = {}
    for group, more in counts:
        rows[group] = tuple(map(sum, zip(rows.get(group, (0,) * len(more)), more, strict=True)))
    return dict(sorted(rows.items()))


def may_be_shown(rows: Mapping[str, Counts]) -> dict[str, Counts]:
    """Return those rows that may be shown, in their order; none where that would not hide the others."""
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
    """Say whether in every column there are two different counts, so that none of them is certain."""
    return all(len(set(column)) > 1 for column in zip(*rows, strict=True))


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


GROUPS = {"clinical": "Clinical", "non_clinical": "Non-clinical"}


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
            f"{_departments_told(told, group)}"
            for group in named
        ),
        WITHHELD_BECAUSE,
    ]


def plain(told: Told) -> dict[str, object]:
    """Return a trial's totals as plain values, and all of it in words, to be kept with a record."""
    totals = {cell: number for cell, number in told.cells.items() if "/" not in cell}
    return {**totals, "in_words": [list(line) for line in lines(told)]}


def _departments_told(told: Told, group: str) -> str:
    rows = {cell.split("/")[2]: told.cells[cell] for cell in sorted(told.cells) if cell.startswith(f"{group}/of/")}
    if not rows:
        return "departments withheld"
    shown = [f"{department} {signed_up}" for department, signed_up in rows.items()]
    rest = told.cells.get(f"{group}/signed_up", 0) - sum(rows.values())
    return "by department: " + listed([*shown, *([f"others {rest}"] if rest > 0 else [])])
