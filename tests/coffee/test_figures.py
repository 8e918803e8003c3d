"""What a trial came to, counted from its rows."""

from datetime import UTC, datetime

from activities.coffee.feedback import Figures, count_up
from activities.coffee.feedback.report import groups
from storage.tables import Feedback, Meeting, MeetingMember, Signup

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def meeting(number: int, phase: str, *people: int) -> list[tuple[Meeting, MeetingMember]]:
    made = Meeting(id=number, organisation_id=1, trial_id=1, phase=phase, first_writer_id=people[0], introduced_at=NOON)
    return [
        (made, MeetingMember(organisation_id=1, meeting_id=number, person_id=person, phase="waiting_to_meet"))
        for person in people
    ]


def said(person: int, met: str) -> Feedback:
    return Feedback(
        organisation_id=1,
        trial_id=1,
        person_id=person,
        met=met,
        knew_each_other="no",
        would_again="yes",
        given_at=NOON,
    )


def signup(person: int, group: str = "clinical", department: str = "Theatres", state: str = "in") -> Signup:
    return Signup(organisation_id=1, trial_id=1, person_id=person, role_group=group, department=department, state=state)


def outcome(figures: Figures) -> tuple[int, int, int, int]:
    return figures.met, figures.fell_through, figures.did_not_meet, figures.not_known


def test_every_meeting_has_one_outcome() -> None:
    places = [*meeting(1, "met", 1, 2), *meeting(2, "ended", 3, 4), *meeting(3, "waiting_to_meet", 5, 6)]
    assert outcome(count_up([], places, [])) == (1, 1, 0, 1)
    assert outcome(count_up([], places, [said(5, "no")])) == (1, 1, 1, 0)
    assert outcome(count_up([], places, [said(5, "no"), said(6, "yes")])) == (2, 1, 0, 0)
    assert outcome(count_up([], places, [said(6, "yes"), said(5, "no")])) == (2, 1, 0, 0)


def test_what_one_person_says_counts_for_one_of_their_meetings() -> None:
    two_sites = [*meeting(1, "waiting_to_meet", 1, 2), *meeting(2, "waiting_to_meet", 1, 3)]
    assert outcome(count_up([], two_sites, [said(1, "yes")])) == (1, 0, 0, 1)
    one_is_known = [*meeting(1, "met", 1, 2), *meeting(2, "waiting_to_meet", 1, 3)]
    assert outcome(count_up([], one_is_known, [said(1, "yes")])) == (1, 0, 0, 1)
    matched_again = [*meeting(1, "ended", 1, 2), *meeting(2, "waiting_to_meet", 1, 3), *meeting(3, "ended", 1, 4)]
    assert outcome(count_up([], matched_again, [said(1, "yes")])) == (1, 2, 0, 0)


def test_who_left_before_anybody_was_introduced_had_not_signed_up() -> None:
    signups = [signup(1), signup(2, state="left"), signup(3, state="left"), signup(4, state="silent")]
    figures = count_up(signups, meeting(1, "ended", 1, 3), [])
    assert (figures.signed_up, figures.introduced) == (3, 2)


def test_departments_are_shown_within_groups_and_small_ones_are_not() -> None:
    theatres = [signup(person) for person in range(1, 9)]
    pharmacy = [signup(person, department="Pharmacy") for person in range(9, 13)]
    library = [signup(person, department="Library") for person in range(13, 15)]
    finance = [signup(person, "non_clinical", "Finance") for person in range(15, 21)]
    everybody = range(1, 21)
    places = [one for number in range(10) for one in meeting(number, "met", 2 * number + 1, 2 * number + 2)]
    figures = count_up([*theatres, *pharmacy, *library, *finance], places, [said(one, "yes") for one in everybody])
    assert figures.groups == {"clinical": (14, 14, 14), "non_clinical": (6, 6, 6)}
    assert figures.departments == {"clinical": {"Theatres": (8,)}, "non_clinical": {"Finance": (6,)}}
    assert groups(figures)[:2] == [
        "Clinical: 14 signed up, 14 matched, 14 gave feedback; by department: Theatres 8 and others 6",
        "Non-clinical: 6 signed up, 6 matched, 6 gave feedback; by department: Finance 6",
    ]
    assert count_up([*theatres, *pharmacy], places, []).groups == {}
