"""Opening a trial: the form and its checks, the announcement, and who may."""

from datetime import date, datetime

import pytest

from activities.kit.events import Channel, Value
from tests.town import COFFEE, LONDON, Town


@pytest.mark.quick_through("slack")
def test_a_trial_is_announced_in_its_channel_and_as_text(town: Town) -> None:
    town.person("Ann")
    town.trial("KNOWvember", note="Show this for a free tea.")
    town.lee.is_answered("KNOWvember is open, and I’m announcing it in coffee")
    (announcement,) = town.front.channel(COFFEE.id)
    assert announcement.text.startswith("☕ KNOWvember")
    assert "talk about anything, work or not" in announcement.text
    assert "Matching is not entirely random" in announcement.text
    assert announcement.text.endswith("Be the first to sign up.")
    assert "Sign up by: Friday 6 November at 17:00" in announcement.text
    assert "You hear whom you meet: Monday 9 November" in announcement.text
    town.lee.is_told("To join, press Join in #coffee, or type /coffee join.")


def test_the_form_suggests_what_can_be_guessed(town: Town) -> None:
    town.person("Ann", site="Southfield")
    town.person("Bo", site="Northgate")
    town.lee.types("/coffee new")
    sheet = town.lee.sheet("trial")
    assert sheet.values["sites"] == "Northgate\nSouthfield"
    assert sheet.values["approve"] == "review"
    assert sheet.values["signups_close"] == date(2026, 11, 16)
    assert sheet.values["meet_by"] == date(2026, 12, 14)


def test_without_a_staff_list_the_sites_of_the_last_trial_are_suggested(town: Town) -> None:
    town.trial(sites="Main hospital\nClinic")
    town.lee.types("/coffee new")
    assert town.lee.sheet("trial").values["sites"] == "Main hospital\nClinic"


IMPOSSIBLE: list[tuple[str, Value, str]] = [
    ("title", "  ", "give the trial a name"),
    ("title", "x" * 71, "70 characters"),
    ("channel", None, "choose a channel"),
    ("channel", Channel("C0OTHER", "other", bot_is_in=False), "invite me there first"),
    ("signups_close", None, "choose a date"),
    ("signups_close", date(2026, 11, 1), "in the past"),
    ("meet_by", date(2026, 11, 5), "Pairs go out on Monday 9 November"),
    ("meet_by", date(2026, 11, 9), "Pairs go out on Monday 9 November"),
    ("sites", "\n \n", "at least one site"),
    ("sites", "\n".join(f"Site {number}" for number in range(11)), "10 sites at most"),
    ("sites", "x" * 61, "60 characters"),
    ("note", "x" * 1001, "1000 characters"),
    ("approve", "whatever", "choose one"),
]


def test_what_is_impossible_is_said_on_the_field(town: Town) -> None:
    good: dict[str, Value] = {
        "title": "KNOWvember",
        "channel": COFFEE,
        "signups_close": date(2026, 11, 6),
        "meet_by": date(2026, 11, 30),
        "sites": "Northgate",
    }
    for field, value, said in IMPOSSIBLE:
        town.lee.types("/coffee new")
        town.lee.fills("trial", **{**good, field: value})
        town.lee.is_shown_errors(**{field: said})
    assert not town.front.channel(COFFEE.id)
    town.lee.corrects(**good, approve="review")
    town.lee.is_answered("KNOWvember is open")


def test_sign_ups_can_close_today_until_five_o_clock(town: Town) -> None:
    town.comes_to(datetime(2026, 11, 2, 16, 59, tzinfo=LONDON))
    town.trial("In time", signups_close=date(2026, 11, 2))
    town.lee.is_answered("In time is open")
    town.comes_to(datetime(2026, 11, 2, 17, tzinfo=LONDON))
    town.lee.types("/coffee new")
    town.lee.fills(
        "trial", title="Late", channel=COFFEE, signups_close=date(2026, 11, 2), meet_by=date(2026, 12, 1), sites="Here"
    )
    town.lee.is_shown_errors(signups_close="after Monday 2 November")


@pytest.mark.quick_through("slack", "teams")
def test_everything_wrong_is_said_at_once(town: Town) -> None:
    town.lee.types("/coffee new")
    town.lee.fills("trial", title="", sites="", signups_close=None, meet_by=None)
    town.lee.is_shown_errors(title="", channel="", signups_close="", meet_by="", sites="")


def test_the_same_site_twice_is_one(town: Town) -> None:
    assert town.trial(sites=" Northgate \n\nSouthfield\nnorthgate").sites == ["Northgate", "Southfield"]


def test_who_is_no_facilitator_is_told_whom_to_ask(town: Town) -> None:
    ann = town.person("Ann")
    town.trial()
    for verb in ("new", "change", "close", "pairs", "cancel"):
        ann.types(f"/coffee {verb}")
        ann.is_answered("Only a facilitator can do that. Please ask Lee Librarian")


def test_sending_the_form_twice_opens_one_trial(town: Town) -> None:
    town.trial()
    town.lee.repeats()
    town.lee.is_answered_once()
    assert len(town.front.channel(COFFEE.id)) == 1
