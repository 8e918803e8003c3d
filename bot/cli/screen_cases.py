"""How well the patient-details stop judges texts of which somebody has said what it should do."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from activities.kit.policy import Policy
from activities.kit.screen import screen
from activities.kit.table import UNREADABLE, Problem, WrongFile, table_in
from storage.progress import UNSEEN, Progress

COLUMNS = ("class", "expected", "text")


class Verdict(StrEnum):
    """What the stop does with a text."""

    STOP = "stop"
    WARN = "warn"
    PASS = "pass"  # noqa: S105  (what a text does, and no password)


@dataclass(frozen=True)
class Case:
    """A text, what kind of text it is, and what should become of it."""

    line: int
    name: str
    expected: Verdict
    text: str


@dataclass(frozen=True)
class Miss:
    """A case that was judged otherwise than it should be."""

    line: int
    name: str
    expected: Verdict
    found: Verdict


@dataclass(frozen=True)
class Score:
    """How the cases of one class were judged. `caught`: of those that should stop or warn; `false`: of the others."""

    name: str
    cases: int
    to_catch: int
    caught: int
    false: int

    @property
    def rate(self) -> float | None:
        """The share that was caught; none where there was nothing to catch."""
        return self.caught / self.to_catch if self.to_catch else None


def read_cases(file: Path) -> list[Case]:
    """Read the cases of a file with the columns `class`, `expected` and `text`. Raises `WrongFile`, and OSError."""
    problems: list[Problem] = []
    content = file.read_bytes()
    table = table_in(file.name, content, COLUMNS, problems)
    if any(problem.what == UNREADABLE for problem in problems):  # as it comes from elsewhere than a spreadsheet
        problems.clear()
        table = table_in(file.name, content, COLUMNS, problems, quotes=False)
    if not table.rows and not problems:
        problems.append(Problem(file.name, 1, "", "there is nothing in it but the names of the columns"))
    cases: list[Case] = []
    for row in table.rows if set(COLUMNS) <= set(table.columns) else ():
        try:
            expected = Verdict(row.values["expected"].lower())
        except ValueError:
            problems.append(row.problem("expected", "this must be stop, warn or pass"))
            continue
        if not row.values["class"]:
            problems.append(row.problem("class", "this is missing"))
        cases.append(Case(row.line, row.values["class"], expected, row.values["text"]))
    if problems:
        raise WrongFile([str(problem) for problem in sorted(set(problems))])
    return cases


def judged(cases: Sequence[Case], policy: Policy, progress: Progress = UNSEEN) -> tuple[list[Score], list[Miss]]:
    """Judge the cases: a score for each class, in the order in which they come, and every case that was misjudged."""
    misses = []
    for case in progress.through("Judging", cases, len(cases), "cases"):
        found = _verdict(case.text, policy)
        if found is not case.expected:
            misses.append(Miss(case.line, case.name, case.expected, found))
    return [_score(name, cases, misses) for name in dict.fromkeys(case.name for case in cases)], misses


def _verdict(text: str, policy: Policy) -> Verdict:
    findings = screen(text, policy)
    if any(finding.stops for finding in findings):
        return Verdict.STOP
    return Verdict.WARN if findings else Verdict.PASS


def _score(name: str, cases: Sequence[Case], misses: Sequence[Miss]) -> Score:
    here = [case for case in cases if case.name == name]
    to_catch = sum(case.expected is not Verdict.PASS for case in here)
    missed = sum(miss.expected is not Verdict.PASS for miss in misses if miss.name == name)
    false = sum(miss.expected is Verdict.PASS for miss in misses if miss.name == name)
    return Score(name, len(here), to_catch, to_catch - missed, false)
