"""When sign-ups close and people are matched, and what moves with a trial's dates."""

from datetime import date, datetime

import pytest

from storage import calendar
from tests.coffee.test_joining import join
from tests.town import COFFEE, LONDON, Town


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=LONDON)


def test_sign_ups_close_at_five_and_people_are_matched_the_next_working_morning(town: Town) -> None:
    trial = town.trial(joined=town.people(2))  # closes on a Friday
    town.comes_to(at(6, 16, 59))
    assert town.the_trial().phase == "waiting_for_signups"
    town.comes_to(at(6, 17))
    assert town.the_trial().phase == "waiting_for_draw"
    town.lee.is_told("Sign-ups for KNOWvember have closed: 2 people joined. On Monday 9 November at 09:00")
    assert "Sign-ups have closed: 2 people joined." in town.front.channel(COFFEE.id)[0].text
    town.comes_to(at(9, 8, 59))
    assert town.the_trial().phase == "waiting_for_draw"
    town.comes_to(at(9, 9))
    assert town.the_trial(trial.title).phase == "waiting_for_approval"


def test_local_time_holds_when_the_clocks_go_forward(town: Town) -> None:
    town.comes_to(date(2027, 3, 20))
    town.trial(joined=town.people(2), signups_close=date(2027, 3, 29), meet_by=date(2027, 4, 30))
    town.comes_to(datetime(2027, 3, 29, 16, 59, tzinfo=LONDON))  # the clocks went forward on the 28th
    assert town.the_trial().phase == "waiting_for_signups"
    town.comes_to(datetime(2027, 3, 29, 17, tzinfo=LONDON))
    assert town.the_trial().phase == "waiting_for_draw"


def test_closing_now_matches_now(town: Town) -> None:
    ann, bo = town.people(2)
    town.trial(joined=[ann, bo], approve="automatic")
    town.lee.types("/coffee close")
    town.lee.is_answered("Sign-ups for KNOWvember have closed: 2 people joined. Introductions go out now.")
    ann.is_told("Hello")
    bo.is_told("Hello")
    town.lee.types("/coffee close")
    town.lee.is_answered("No trial is taking sign-ups")


def test_closing_while_people_wait_to_be_matched_matches_now(town: Town) -> None:
    town.trial(joined=town.people(2))
    town.comes_to(at(7, 12))
    town.lee.types("/coffee close")
    town.lee.sees("1 pair. Nothing has been sent yet")
    town.comes_to(at(9, 10))
    town.lee.is_told("1 pair. Nothing has been sent yet")


def test_nobody_is_matched_alone(town: Town) -> None:
    (ann,) = town.people(1)
    town.trial(joined=[ann])
    town.lee.types("/coffee close")
    town.lee.is_answered("1 person signed up for KNOWvember so far, too few to match, so sign-ups stay open")
    town.comes_to(at(6, 17))
    town.lee.is_told("have closed with 1 person, too few to match")
    town.lee.presses("Keep sign-ups open longer")
    town.lee.fills("trial", signups_close=date(2026, 11, 12))
    town.lee.is_answered("sign-ups close on Thursday 12 November at 17:00, pairs go out on Friday 13 November")
    join(town.person("Bo", department="Chaplaincy"))
    town.comes_to(at(13, 9))
    town.lee.sees("1 pair. Nothing has been sent yet")


def test_where_nobody_fits_sign_ups_can_open_again(town: Town) -> None:
    ann = town.person("Ann", department="Finance")
    bo = town.person("Bo", department="Finance")
    town.trial(joined=[ann, bo], approve="automatic")
    town.comes_to(at(9, 9))
    town.lee.is_told("Nobody can be matched.")
    town.lee.has_no_button("Send")
    ann.is_not_told("could not find you a partner")
    cat = town.person("Cat", department="Estates")
    town.lee.presses("Keep sign-ups open longer")
    town.lee.fills("trial", signups_close=date(2026, 11, 9))
    town.lee.is_answered("Everybody who joined is being told.")
    ann.is_told("The dates of KNOWvember have moved. Sign-ups now close on Monday 9 November")
    cat.presses("Join")
    cat.fills("signup")
    town.comes_to(at(10, 9))
    cat.is_told("Hello")
    lucky, other = (ann, bo) if "Ann" in "".join(page.text for page in cat.told) else (bo, ann)
    lucky.is_told("Hello")
    other.is_told("I could not find you a partner in KNOWvember, because")
    other.is_told("first in line next time")
    town.lee.types("/coffee pairs")
    town.lee.is_answered(f"{other.name} could not be matched at Northgate and was told: “")
    other.types("/coffee status")
    other.is_answered("KNOWvember: you’re in; nobody who fits has been free so far")


def test_moving_the_dates_moves_everything(town: Town) -> None:
    ann, bo = town.people(2)
    town.trial(joined=[ann, bo])
    town.lee.types("/coffee change")
    assert town.lee.sheet("trial").values == {
        "signups_close": date(2026, 11, 6),
        "meet_by": date(2026, 11, 30),
        "note": "",
    }
    town.lee.fills("trial", signups_close=date(2026, 11, 4), meet_by=date(2026, 11, 25))
    ann.is_told("Sign-ups now close on Wednesday 4 November, you hear whom you meet on Thursday 5 November")
    ann.is_told("You’re in for KNOWvember, meeting somebody at Northgate. Sign-ups close on Wednesday 4 November")
    assert "Sign up by: Wednesday 4 November" in town.front.channel(COFFEE.id)[0].text
    town.comes_to(at(5, 9))
    town.lee.sees("1 pair. Nothing has been sent yet")
    town.lee.presses("Send")
    ann.is_told("please suggest a time by Wednesday 25 November")


def test_changing_the_note_tells_nobody(town: Town) -> None:
    ann, bo = town.people(2)
    town.trial(joined=[ann, bo])
    town.lee.types("/coffee change")
    town.lee.fills("trial", note="Show this for a free tea.")
    town.lee.is_answered("Saved. In KNOWvember sign-ups close on Friday 6 November")
    ann.is_not_told("have moved")
    town.lee.types("/coffee close")
    town.lee.presses("Send")
    ann.is_told("Show this for a free tea.")


def test_impossible_dates_are_said_on_the_field(town: Town) -> None:
    ann, bo = town.people(2)
    town.trial(joined=[ann, bo])
    town.lee.types("/coffee change")
    town.lee.fills("trial", signups_close=date(2026, 11, 1))
    town.lee.is_shown_errors(signups_close="in the past")
    town.lee.corrects(meet_by=date(2026, 11, 9))
    town.lee.is_shown_errors(meet_by="Pairs go out on Monday 9 November")
    town.comes_to(at(7, 12))
    town.lee.types("/coffee change")
    town.lee.fills("trial", signups_close=date(2026, 11, 3))
    town.lee.is_shown_errors(signups_close="in the past")
    assert town.the_trial().phase == "waiting_for_draw"
    town.comes_to(at(9, 9))
    town.lee.presses("Send")
    town.lee.types("/coffee change")
    town.lee.fills("trial", meet_by=date(2026, 11, 9))
    town.lee.is_shown_errors(meet_by="after Monday 9 November")
    ann.is_not_told("have moved")


def test_sign_ups_open_again_while_pairs_wait_puts_the_draw_aside(town: Town) -> None:
    ann, bo = town.people(2)
    town.trial(joined=[ann, bo])
    town.comes_to(at(9, 9))
    send = town.lee.button("Send")
    town.lee.types("/coffee change")
    town.lee.fills("trial", signups_close=date(2026, 11, 12))
    town.lee.presses_old(send)
    town.lee.is_answered("This has moved on since.")
    assert town.the_trial().phase == "waiting_for_signups"
    join(town.person("Cat", department="Chaplaincy"))
    town.comes_to(at(12, 12))
    town.lee.is_not_told("waiting for your word")
    town.comes_to(at(13, 9))
    town.lee.presses("Send")
    ann.is_told("Hello")


def test_feedback_is_asked_for_after_the_new_date(town: Town) -> None:
    ann, bo = town.people(2)
    trial = town.introduced(ann, bo)
    town.lee.types("/coffee change")
    assert set(town.lee.sheet("trial").values) == {"meet_by", "note"}
    town.lee.fills("trial", meet_by=date(2026, 12, 11))
    ann.is_told("The dates of KNOWvember have moved. You now meet by Friday 11 December.")
    with town.turn() as turn:
        due = calendar.due_of(turn.here, "coffee", "ask_feedback", str(trial.id))
    assert due == datetime(2026, 12, 14, 9, tzinfo=LONDON)


def test_a_form_opened_before_people_were_introduced_cannot_open_sign_ups_again(town: Town) -> None:
    ann, bo = town.people(2)
    town.trial(joined=[ann, bo])
    town.lee.types("/coffee change")
    form = town.lee.shown
    town.lee.types("/coffee close")
    town.lee.presses("Send")
    town.lee.shown = form
    town.lee.fills("trial", signups_close=date(2026, 11, 20))
    town.lee.is_answered("This has moved on since.")
    assert town.the_trial().phase == "waiting_for_meetings"


@pytest.mark.parametrize("far", [date(2062, 11, 6), date.max])
def test_a_date_with_the_wrong_year_is_asked_about(town: Town, far: date) -> None:
    town.lee.types("/coffee new")
    town.lee.fills("trial", title="KNOWvember", channel=COFFEE, sites="Northgate", signups_close=far, meet_by=far)
    town.lee.is_shown_errors(signups_close="Is the year right?", meet_by="Is the year right?")
    town.trial(joined=town.people(2))
    town.lee.types("/coffee change")
    town.lee.fills("trial", signups_close=far, meet_by=far)
    town.lee.is_shown_errors(signups_close="Is the year right?", meet_by="Is the year right?")


def test_a_trial_over_new_year_names_the_year_once_it_is_another(town: Town) -> None:
    town.comes_to(date(2026, 12, 14))
    town.trial(joined=town.people(2), approve="automatic", signups_close=date(2026, 12, 18), meet_by=date(2027, 1, 8))
    town.comes_to(date(2027, 1, 22))
    town.lee.presses("File it")
    town.lee.is_answered("“KNOWvember”, Monday 14 December 2026 to Friday 8 January, with")
    town.lee.types("/coffee report")
    town.lee.is_answered("There is no report just now")
