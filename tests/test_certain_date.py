"""Nothing is deleted by a clock that was set wrong: what goes by the date waits until a platform has confirmed it."""

from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from sqlmodel import select

from bot.engine import certain_date
from bot.engine.certain_date import CertainDate
from bot.settings.forgotten_list import ForgottenList, today
from storage import calendar
from storage.tables import Organisation, Record, Trial, Wake
from tests.library.test_unread import waits
from tests.test_forgotten_list import KEY, keys
from tests.town import Town


def said(moment: datetime) -> dict[str, str]:
    return {"Date": format_datetime(moment.astimezone(UTC), usegmt=True)}


NOW = datetime.now(UTC)


@pytest.mark.parametrize(
    ("headers", "is_known"),
    [
        (said(NOW), True),
        (said(NOW - timedelta(hours=5)), True),
        (said(NOW - timedelta(hours=7)), False),
        (said(NOW + timedelta(hours=7)), False),
        (said(NOW - timedelta(days=60)), False),
        (said(NOW + timedelta(days=1)), False),
        ({}, False),
        ({"date": "soon"}, False),
        ({"date": "Thu, 01 Jan 1970"}, False),
    ],
)
def test_the_date_is_certain_once_somebody_has_confirmed_it(headers: dict[str, str], is_known: bool) -> None:
    dates = CertainDate()
    assert not dates.is_known()
    dates.heard(headers)
    assert dates.is_known() is is_known


def test_what_was_heard_holds_for_a_night_and_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    dates, hands = CertainDate(), [0.0]
    monkeypatch.setattr(certain_date, "_steady", lambda: hands[0])
    dates.heard(said(NOW))
    hands[0] = 5 * 3600
    assert dates.is_known()
    for hours, holds in ((29, True), (31, False)):
        hands[0] = 0.0
        dates.heard(said(NOW - timedelta(hours=hours)))
        hands[0] = hours * 3600
        assert dates.is_known() is holds
    hands[0] = 60 * 86_400  # it stood by for two months, and nobody has said anything since
    assert not dates.is_known()


@pytest.fixture
def world(town: Town) -> Town:
    """A town whose date is the world's from some moment on, as that of a real bot is."""
    town.trial(joined=town.people(2), approve="automatic")
    waits(town.person("Ann"))
    with town.database.writing() as session:
        for trial in session.exec(select(Trial)).all():
            trial.meet_by = date(2020, 1, 31)
            trial.phase = "closed"
        for record in session.exec(select(Record)).all():
            record.waits_since = date(2020, 1, 31)
        for wake in session.exec(select(Wake)).all():
            if wake.what == "unread":
                wake.due_at = datetime(2020, 2, 3, tzinfo=UTC)
            else:
                session.delete(wake)
        session.exec(select(Organisation)).one().night = None
        session.delete(calendar.own(session))
    return town


def wakes_up(town: Town) -> None:
    while town.waking.run_next(datetime.now(UTC)):
        pass
    town.nights.run_due()


def kept(town: Town) -> tuple[int, int]:
    """How many trials there are, and how many records that have not been withdrawn."""
    with town.database.reading() as session:
        records = [one for one in session.exec(select(Record)).all() if one.withdrawn_at is None]
        return len(session.exec(select(Trial)).all()), len(records)


def test_neither_night_nor_wake_deletes_anything_until_then(world: Town, caplog: pytest.LogCaptureFixture) -> None:
    wakes_up(world)
    wakes_up(world)
    assert kept(world) == (1, 1)
    assert caplog.text.count("Nothing is deleted tonight until Slack or Teams has confirmed") == 1
    with world.database.reading() as session:
        assert [wake.attempts for wake in session.exec(select(Wake)).all() if wake.what == "unread"] == [0]
        assert session.exec(select(Organisation)).one().night is None
    world.engine.certain_date.heard(said(NOW - timedelta(days=90)))  # the clock is what is wrong
    wakes_up(world)
    assert kept(world) == (1, 1)


def test_what_is_due_goes_as_soon_as_it_is_certain(world: Town) -> None:
    wakes_up(world)
    world.engine.certain_date.heard(said(NOW))
    with world.database.writing() as session:
        for wake in session.exec(select(Wake)).all():
            wake.retry_at = None
    wakes_up(world)
    assert kept(world) == (0, 0)


def test_a_night_that_had_not_come_is_no_reason_to_wait_for_it(world: Town) -> None:
    with world.database.writing() as session:
        session.exec(select(Organisation)).one().night = date(2099, 1, 1)
    world.engine.certain_date.heard(said(NOW))
    wakes_up(world)
    assert kept(world)[0] == 0


def test_whoever_was_forgotten_stays_on_the_list_until_it_is_certain(tmp_path: Path, town: Town) -> None:
    listed = ForgottenList(keys(KEY), tmp_path / "forgotten.list", timedelta(days=30))
    listed.add([(today() - timedelta(days=31), "old")], drops=False)
    town.engine.listing.forgotten = listed
    town.engine.listing.write_down(drops=True)
    assert len(listed.read().entries) == 1
    town.engine.certain_date.heard(said(NOW))
    town.engine.listing.write_down(drops=True)
    assert listed.read().entries == ()
