"""What a trial came to, counted: every figure with what it is a part of."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from activities.kit.withholding import LEAST
from storage.tables import Feedback, Meeting, MeetingMember, Signup

Counts = tuple[int, ...]
"""One row: a group's counts, in the order of the columns, each within the one before."""


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


# ---- what people see ------------------------------------------------------------------------------------------------

GROUPS = {"clinical": "Clinical", "non_clinical": "Non-clinical"}
