"""Documents of a trial that grows and shrinks: none gives a count from one to four, and no two do by difference."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import combinations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from activities.coffee.feedback import Figures, count_up, groups, lines, plain, told_of
from activities.coffee.feedback.filing import spreadsheet_rows, summary
from storage.tables import Feedback, Meeting, MeetingMember, Signup, Trial
from tests.town import Town

PARTS = {
    "signed_up": ("introduced", "answered", "strangers", "again"),
    "introduced": ("answered", "strangers", "again"),
    "answered": ("strangers", "again"),
}
"""Which figures lie within which; what is said of people may overlap, so one at a time is taken away."""

Cells = Mapping[str, int]


class Growing:
    """A trial in which every day people join, leave, are introduced, meet, and say how it was."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.signups: list[Signup] = []
        self.places: list[tuple[Meeting, MeetingMember]] = []
        self.said: dict[int, Feedback] = {}

    def a_day_passes(self) -> Figures:
        """What it comes to at the end of another day."""
        for _ in range(self.random.choice((0, 1, 2, 6, 12))):
            signup = Signup(organisation_id=1, trial_id=1, person_id=len(self.signups) + 1)
            signup.department = self.random.choice(("Finance", "Radiology"))
            signup.role_group = self.random.choice(("clinical", "non_clinical"))
            self.signups.append(signup)
        for signup in self.random.sample(self.signups, self.random.choice((0, 0, 1, 5)) % (len(self.signups) + 1)):
            signup.state = "left"
        self._are_introduced()
        for meeting in {place[0].id: place[0] for place in self.places}.values():
            meeting.phase = self.random.choice((meeting.phase, meeting.phase, "met", "ended"))
        met = [place.person_id for _, place in self.places]
        for person in self.random.sample(met, self.random.choice((0, 1, 3, len(met))) % (len(met) + 1)):
            self.said[person] = Feedback(
                organisation_id=1,
                trial_id=1,
                person_id=person,
                met="yes",
                knew_each_other=self.random.choice(("no", "no", "yes")),
                would_again=self.random.choice(("yes", "yes", "no")),
                given_at=NOON,
            )
        return count_up(self.signups, self.places, list(self.said.values()))

    def _are_introduced(self) -> None:
        seated = {place.person_id for _, place in self.places}
        waiting = [one.person_id for one in self.signups if one.state == "in" and one.person_id not in seated]
        for pair in zip(waiting[::2], waiting[1::2], strict=False):
            if self.random.random() < 0.7:
                meeting = Meeting(
                    id=len(self.places) + 1,
                    organisation_id=1,
                    trial_id=1,
                    phase="introduced",
                    first_writer_id=pair[0],
                    introduced_at=NOON,
                )
                seats = [
                    MeetingMember(organisation_id=1, meeting_id=meeting.id, person_id=one, phase="in") for one in pair
                ]
                self.places += [(meeting, seat) for seat in seats]


NOON = datetime(2026, 11, 9, 12, tzinfo=UTC)


@settings(max_examples=40)
@given(seed=st.integers(0, 2**32), days=st.integers(2, 7))
def test_nothing_that_has_left_gives_a_small_count(town: Town, seed: int, days: int) -> None:
    growing = Growing(Random(seed))
    trial = town_trial(seed)
    left: list[Cells] = []
    with town.turn() as turn:
        for _ in range(days):
            told = told_of(turn, trial, growing.a_day_passes(), growing.random.choice(("record", "spreadsheet")))
            left.append(told.cells)
            shown = [value for row in spreadsheet_rows(trial, lines(told), groups(told), ()) for value in row[1:]]
            shown += [summary(trial, groups(told)), str(plain(told))]
            assert not [one for one in shown if re.search(r"\b[1-4] (of \d|people|signed|matched|gave)|: [1-4]\b", one)]
        turn.session.rollback()
    for one in left:
        assert not [name for name, rest in worked_out(one).items() if small(rest)], one
    for one, other in combinations(left, 2):
        here, there = worked_out(one), worked_out(other)
        assert not [name for name in here.keys() & there.keys() if small(here[name] - there[name])], (one, other)


def town_trial(seed: int) -> Trial:
    """A trial of its own for each run, since the ledger knows them by their id."""
    return Trial(
        id=seed,
        organisation_id=1,
        facilitator_id=1,
        phase="running",
        title="Walks",
        channel="C1",
        workspace_id=1,
        timezone="Europe/London",
        signups_close=date(2026, 11, 6),
        meet_by=date(2026, 11, 30),
        sites=["Northgate"],
        opened_at=NOON,
    )


def small(count: int) -> bool:
    return 1 <= abs(count) <= 4


def worked_out(cells: Cells) -> dict[str, int]:
    """Every figure that is told, and whatever is left of one when parts of it that do not overlap are taken away."""
    found = dict(cells)
    for whole in cells:
        for parts in _apart(whole, cells):
            for number in range(1, len(parts) + 1):
                for some in combinations(parts, number):
                    found[f"{whole} without {some}"] = cells[whole] - sum(cells[part] for part in some)
    return found


def _apart(whole: str, cells: Cells) -> Sequence[list[str]]:
    by_group = [f"{group}/{whole}" for group in ("clinical", "non_clinical")]
    outcomes = ["met", "fell_through", "did_not_meet", "not_known"] if whole == "meetings" else []
    departments = [name for name in cells if name.startswith(f"{whole.split('/')[0]}/of/") and "/signed_up" in whole]
    inside = [[part] for part in PARTS.get(whole, ())]
    return [[part for part in parts if part in cells] for parts in (by_group, outcomes, departments, *inside)]
