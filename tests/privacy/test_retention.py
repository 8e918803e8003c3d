"""What has been kept long enough goes by itself, by the calendar, unless it is on hold."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlmodel import SQLModel, func, select

from activities.privacy.erasing import PEOPLE_A_TURN
from storage.tables import (
    AccountRow,
    Act,
    Draw,
    Feedback,
    Meeting,
    MeetingMember,
    Message,
    Parcel,
    Record,
    Signup,
    Trial,
)
from tests.fronts.differences import NOT_THEIRS
from tests.lived_once import lived_once
from tests.privacy.test_forgetting import traces
from tests.town import LONDON, Town, Townsperson

WORDS = "Palliative rounds astonished me"
OF_A_TRIAL = (Trial, Signup, Draw, Meeting, MeetingMember, Feedback)
A_YEAR_LATER, THE_DAY_AFTER = date(2027, 11, 30), date(2027, 12, 1)


@pytest.fixture
def filed(town: Town) -> list[Townsperson]:
    """Two people whose trial, with 30 November as its last day to meet, has been filed with a quote."""
    ann, bo = town.person("Ann", department="Radiology"), town.person("Bo", department="Finance")
    meet_and_say_how_it_was(town, ann, bo)
    return [ann, bo]


@lived_once
def meet_and_say_how_it_was(town: Town, ann: Townsperson, bo: Townsperson) -> None:
    town.introduced(ann, bo)
    ann.presses("We’ve met")
    ann.fills(
        "feedback", met="yes", knew_each_other="no", would_again="yes", what_came_of_it=WORDS, quote_consent="by_role"
    )
    town.comes_to(date(2026, 12, 11))
    town.lee.presses("File it")


def rows(town: Town, *tables: type[SQLModel]) -> list[int]:
    with town.database.reading() as session:
        return [session.exec(select(func.count()).select_from(table)).one() for table in tables]


def test_a_year_after_its_end_a_trial_goes_and_its_record_stays(town: Town, filed: list[Townsperson]) -> None:
    before = rows(town, *OF_A_TRIAL)
    assert all(before)
    town.comes_to(A_YEAR_LATER)
    assert rows(town, *OF_A_TRIAL) == before
    town.comes_to(THE_DAY_AFTER)
    assert not any(rows(town, *OF_A_TRIAL))
    with town.database.reading() as session:
        record = session.exec(select(Record)).one()
        assert record.quotes[0]["text"] == WORDS


def test_a_night_with_much_to_do_does_some_of_it_at_a_time(town: Town) -> None:
    everybody = [town.person(f"Person {number}", staff=False) for number in range(2 * PEOPLE_A_TURN + 1)]
    for title in ("First", "Second", "Third"):
        town.trial(title)
        for person in everybody:
            person.presses("Join", near=title)
            said = {"department": "Payroll", "role_group": "non_clinical", "job_title": "Clerk"}
            person.fills("signup", sites=("Northgate",), **said)
    stands = rows(town, Trial, AccountRow)
    commits: list[list[int]] = []
    event.listen(town.database.engine, "commit", lambda _: commits.append(rows(town, Trial, AccountRow)))
    town.sleeps_until(datetime(2028, 1, 10, 12, tzinfo=LONDON))
    went = [[was - then for was, then in zip(one, other, strict=True)] for one, other in pairwise([stands, *commits])]
    assert rows(town, Trial, AccountRow) == [0, 1]  # Lee facilitates
    assert max(trials for trials, _ in went) == 1
    assert max(accounts for _, accounts in went) == PEOPLE_A_TURN


def test_whoever_is_quoted_can_still_be_forgotten(town: Town, filed: list[Townsperson], tmp_path: Path) -> None:
    ann, _ = filed
    town.comes_to(THE_DAY_AFTER)
    ann.types("/knowhow forget me")
    ann.presses("Forget me")
    assert traces(town, tmp_path, WORDS, str(ann.profile.email)) == []


def test_what_was_told_and_done_goes_too(town: Town, filed: list[Townsperson]) -> None:
    town.comes_to(date(2027, 12, 20))
    with town.database.reading() as session:
        year_ago = town.now - timedelta(days=366)
        assert not [one for one in session.exec(select(Message)).all() if one.told_at and one.told_at < year_ago]
        assert not [one for one in session.exec(select(Act)).all() if one.done_at < year_ago]
    assert rows(town, Parcel) <= rows(town, Message)


def test_a_trial_on_hold_is_kept_until_it_is_released(town: Town, filed: list[Townsperson]) -> None:
    before = rows(town, *OF_A_TRIAL)
    town.lee.types("/coffee hold")
    town.lee.is_answered("is kept until Wednesday 1 December 2027")
    town.lee.presses("Put on hold")
    town.lee.is_answered("is on hold")
    town.comes_to(date(2028, 5, 1))
    assert rows(town, *OF_A_TRIAL) == before
    town.lee.types("/coffee hold")
    town.lee.presses("Release")
    assert rows(town, *OF_A_TRIAL) == before
    town.comes_to(date(2028, 5, 2))
    assert not any(rows(town, *OF_A_TRIAL))


@pytest.mark.not_through("slack", "teams", reason=NOT_THEIRS)
def test_nobody_but_a_facilitator_puts_a_trial_on_hold(town: Town, filed: list[Townsperson]) -> None:
    ann, _ = filed
    town.lee.types("/coffee hold")
    ann.presses_old(town.lee.button("Put on hold"))
    ann.is_answered("Only a facilitator can do that.")
    assert not town.the_trial().on_hold


def test_whoever_runs_a_trial_that_nobody_filed_is_warned_before_it_goes(town: Town) -> None:
    ann, bo = town.person("Ann", department="Radiology"), town.person("Bo", department="Finance")
    town.introduced(ann, bo)
    town.comes_to(date(2027, 11, 1))
    town.lee.is_not_told("nobody has filed its report")
    town.comes_to(date(2027, 11, 4))
    town.lee.is_told("will be deleted on Wednesday 1 December, and nobody has filed its report")
    town.comes_to(date(2027, 11, 20))
    town.lee.is_told("nobody has filed its report")
    town.lee.presses("See the report", near="will be deleted")
    town.lee.is_answered("Signed up: 2 people")


def test_old_buttons_of_a_trial_that_has_gone_lead_nowhere(town: Town, filed: list[Townsperson]) -> None:
    ann, _ = filed
    button = ann.button("Leave")
    town.comes_to(THE_DAY_AFTER)
    ann.presses_old(button)
    ann.is_answered("This has moved on since.")
    town.trial(signups_close=date(2027, 12, 10), meet_by=date(2028, 1, 10), title="Winter")
    ann.presses_old(button)
    ann.is_answered("This has moved on since.")


def test_who_has_not_been_here_for_a_year_and_left_nothing_is_forgotten(town: Town, tmp_path: Path) -> None:
    ann = town.person("Annabel Quistgaard", staff=False)
    town.trial(approve="automatic")
    ann.presses("Join")
    ann.fills("signup", sites=("Northgate",), department="Finance", role_group="clinical", job_title="Perfusionist")
    town.comes_to(THE_DAY_AFTER)
    assert traces(town, tmp_path, "Annabel Quistgaard", ann.profile.account.user, "Perfusionist") == []


def test_who_is_on_the_staff_list_stays_on_it(town: Town, filed: list[Townsperson], tmp_path: Path) -> None:
    town.comes_to(date(2028, 12, 1))
    assert traces(town, tmp_path, "Radiology lead") == ["Radiology lead"]


def test_a_night_begins_at_three_and_is_run_once(town: Town) -> None:
    town.comes_to(datetime(2026, 11, 3, 2, 59, tzinfo=LONDON))
    with town.turn() as turn:
        assert turn.organisation.night == date(2026, 11, 2)
    town.comes_to(datetime(2026, 11, 3, 3, tzinfo=LONDON))
    assert not town.nights.run_due()
    with town.turn() as turn:
        assert turn.organisation.night == date(2026, 11, 3)
