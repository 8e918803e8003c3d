"""Prompts: set, asked on their days, answered, stopped; and what follows when people or channels go."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlmodel import select

from activities.kit.activity import Activity
from activities.kit.cards import Button, say
from activities.kit.events import Account, Channel, ChannelState, People, Profile
from activities.kit.prompts import Prompting
from activities.privacy import knowhow
from storage.database import Database
from storage.tables import Message, Prompt
from tests.front import Page
from tests.fronts.differences import NEVER_MADE, NOT_THEIRS
from tests.fronts.through import front_called
from tests.fronts.through import through_every_front as pytest_generate_tests
from tests.town import COFFEE, LONDON, Town, Townsperson

__all__ = ["pytest_generate_tests"]

QUESTION = "Anything here to learn from?"


def asking(of_others: bool) -> tuple[Activity, ...]:
    """An activity that has prompts and nothing else, and that which forgets people."""
    prompts = Prompting(
        "asking",
        QUESTION,
        "Start a review",
        lambda turn, about: say(f"Starting a review of {about or 'it'}."),
        of_others,
    )
    only = Activity(
        name="asking",
        says="Asks whether something should be started",
        commands={},
        buttons={},
        forms={},
        wakes={},
        current_state=lambda turn, event: say("There is nothing here."),
        home=lambda turn: (),
        undelivered=lambda turn, lost: None,
        on_leaver=lambda turn, person: None,
    )
    prompted = prompts.added_to(only)
    return prompted, knowhow((prompted,))


@pytest.fixture
def town(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Town]:
    """A town in which people or channels are asked, through the front that the test names."""
    front = front_called(getattr(request, "param", "engine"))
    made = Town(tmp_path, front=front, activities=asking(of_others=True))
    yield made
    made.close()


@pytest.fixture
def anywhere(tmp_path: Path, database: Database) -> Town:
    """The same on SQLite, and on PostgreSQL."""
    return Town(tmp_path, database, activities=asking(of_others=True))


def is_prompted(
    town: Town, *asked: Townsperson, channel: Channel | None = None, on: date = date(2026, 11, 9), every: str = "2"
) -> None:
    """Lee sets a prompt about the ward round."""
    town.lee.types("/asking prompts")
    town.lee.presses("Set a prompt")
    people = People(tuple(person.profile for person in asked)) if asked else None
    town.lee.fills("asking.prompt", on=on, every=every, people=people, channel=channel, about="the ward round")


def the_prompt(town: Town) -> Prompt:
    with town.database.reading() as session:
        return session.exec(select(Prompt)).one()


# ---- asking ----------------------------------------------------------------------------------------------------------


@pytest.mark.quick_through("teams")
def test_people_are_asked_every_two_weeks_until_it_is_stopped(town: Town) -> None:
    ann, bo = town.people(2)
    is_prompted(town, ann, bo)
    town.lee.is_answered("I’ll do that: I ask Ann Northgate and Bo Northgate every 2 weeks, next on Monday 9 November")
    town.comes_to(datetime(2026, 11, 9, 9, tzinfo=LONDON))
    for person in (ann, bo):
        person.is_told(f"{QUESTION} It’s about the ward round.")
        person.is_told("Lee Librarian asked me to ask you, every 2 weeks.")
    town.comes_to(date(2026, 11, 22))
    ann.is_told(QUESTION)
    town.comes_to(date(2026, 11, 23))
    ann.is_told(QUESTION, times=2)
    town.lee.types("/asking prompts")
    stop = town.lee.button("Stop")
    town.lee.presses("Stop")
    town.lee.is_answered("There are none yet.")
    town.comes_to(date(2026, 12, 24))
    ann.is_told(QUESTION, times=2)
    town.lee.presses_old(stop)
    town.lee.is_answered("moved on since")


def test_it_can_be_once_or_every_so_many_weeks_up_to_a_year(town: Town) -> None:
    town.lee.types("/asking prompts")
    town.lee.presses("Set a prompt")
    offered = town.lee.sheet("asking.prompt").options["every"]
    assert list(offered) == ["0", "1", "2", "3", "4", "5", "6", "8", "10", "12", "26", "52"]


@pytest.mark.quick_through("teams")
def test_a_channel_is_asked_once_on_the_day(town: Town) -> None:
    is_prompted(town, channel=COFFEE, every="0")
    town.comes_to(date(2026, 12, 24))
    asked = [page.text for page in town.front.channel(COFFEE.id) if QUESTION in page.text]
    assert len(asked) == 1
    assert "asked me to ask here, once." in asked[0]
    town.lee.types("/asking prompts")
    town.lee.is_answered("There are none yet.")


def test_nine_in_the_morning_stays_nine_when_the_clocks_change(town: Town) -> None:
    (ann,) = town.people(1)
    is_prompted(town, ann, on=date(2027, 3, 22), every="1")
    for times, day in enumerate((date(2027, 3, 22), date(2027, 3, 29), date(2027, 4, 5)), start=1):
        town.comes_to(datetime(day.year, day.month, day.day, 8, 59, tzinfo=LONDON))
        ann.is_told(QUESTION, times=times - 1)
        town.comes_to(datetime(day.year, day.month, day.day, 9, 0, tzinfo=LONDON))
        ann.is_told(QUESTION, times=times)


def test_what_was_missed_while_the_bot_was_away_is_asked_once(town: Town) -> None:
    (ann,) = town.people(1)
    is_prompted(town, ann, every="1")
    town.sleeps_until(datetime(2026, 12, 2, 10, tzinfo=LONDON))
    ann.is_told(QUESTION)
    assert the_prompt(town).next_on == date(2026, 12, 7)


@pytest.mark.quick_through("teams")
def test_the_form_says_what_is_missing(town: Town) -> None:
    is_prompted(town, on=date(2026, 11, 2))
    town.lee.is_shown_errors(on="after today", people="people, a channel, or both")
    town.lee.corrects(on=date(2026, 11, 9), channel=Channel("C0ELSE", "else", bot_is_in=False))
    town.lee.is_shown_errors(channel="invite me")


def test_as_many_wait_as_fit_on_a_card(town: Town) -> None:
    for _ in range(20):
        is_prompted(town, channel=COFFEE)
    is_prompted(town, channel=COFFEE)
    town.lee.is_shown_errors(on="There are 20 prompts already.")


# ---- answering -------------------------------------------------------------------------------------------------------


def test_a_yes_of_somebody_who_does_not_facilitate_is_passed_on_once(town: Town) -> None:
    (ann,) = town.people(1)
    is_prompted(town, ann)
    town.comes_to(date(2026, 11, 9))
    ann.presses("Start a review")
    ann.is_answered("Thank you! I’ve told Lee Librarian, who can start it.")
    ann.presses_old(Button("Start a review", "asking.prompt_start", str(the_prompt(town).id)))
    town.lee.is_told(f"Ann Northgate says yes to “{QUESTION}”, about the ward round.")
    town.lee.presses("Start a review")
    town.lee.is_answered("Starting a review of the ward round.")


def test_a_no_is_fine(town: Town) -> None:
    (ann,) = town.people(1)
    is_prompted(town, ann)
    town.comes_to(date(2026, 11, 9))
    ann.presses("Not this time")
    ann.is_answered("That’s fine, nothing follows. I’ll ask again on Monday 23 November.")
    town.lee.is_not_told("Ann")


@pytest.mark.not_through("slack", "teams", reason=NOT_THEIRS)
def test_only_facilitators_set_and_stop_prompts(town: Town) -> None:
    (ann,) = town.people(1)
    is_prompted(town, ann)
    stop = town.lee.button("Stop")
    for button in (stop, Button("Set a prompt", "asking.prompt_form", "new")):
        ann.presses_old(button)
        ann.is_answered("Only a facilitator can do that")
    assert the_prompt(town).phase == "waiting_for_its_day"


@pytest.mark.not_through("slack", "teams", reason=NEVER_MADE)
@pytest.mark.parametrize("subject", ["9" * 5000, "-1", "0", "", "abc", "1:2", "new"], ids=lambda subject: subject[:8])
def test_no_subject_breaks_anything(town: Town, subject: str) -> None:
    for action in ("stop_prompt", "prompt_start", "prompt_not_now"):
        town.lee.presses_old(Button("Forged", f"asking.{action}", subject))
        town.lee.is_answered("moved on since")


@pytest.mark.not_through("slack", "teams", reason=NOT_THEIRS)
def test_another_organisations_prompt_is_not_there(town: Town) -> None:
    is_prompted(town, channel=COFFEE)
    stranger = Profile(Account("slack", "T0OTHER", "U0LEE"), "Lee of the other hospital")  # facilitates there
    for action in ("stop_prompt", "prompt_start", "prompt_not_now"):
        page = town.front.presses(stranger, Button("Forged", f"asking.{action}", str(the_prompt(town).id)))
        assert isinstance(page, Page)
        assert "ward round" not in page.text
    assert the_prompt(town).phase == "waiting_for_its_day"


# ---- for oneself -----------------------------------------------------------------------------------------------------


def test_one_of_ones_own_asks_whoever_set_it_and_stops_when_they_go(tmp_path: Path) -> None:
    town = Town(tmp_path, activities=asking(of_others=False))
    max_ = town.person("Max", facilitates=True)
    max_.types("/asking prompts")
    max_.presses("Set a prompt")
    max_.fills("asking.prompt", on=date(2026, 11, 9), every="1")
    max_.is_answered("I ask you every week, next on Monday 9 November")
    town.comes_to(date(2026, 11, 9))
    max_.is_told(f"{QUESTION}\nYou asked me to ask, every week.")
    max_.presses("Start a review")
    max_.is_answered("Starting a review of it.")
    max_.leaves_the_hospital()
    assert the_prompt(town).phase == "stopped"
    town.lee.is_not_told("prompt")
    town.close()


# ---- who goes --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "goes", [Townsperson.leaves_the_hospital, Townsperson.becomes_a_guest], ids=["leaves", "guest"]
)
def test_whoever_goes_is_asked_no_more(town: Town, goes: Callable[[Townsperson], None]) -> None:
    ann, bo = town.people(2)
    is_prompted(town, ann, bo)
    goes(ann)
    town.comes_to(date(2026, 11, 9))
    ann.is_not_told(QUESTION)
    bo.is_told(QUESTION)


def test_a_facilitators_prompt_is_handed_on_when_they_facilitate_no_more(town: Town) -> None:
    max_, ann = town.person("Max", facilitates=True), town.person("Ann")
    is_prompted(town, ann)
    with town.database.writing() as session:
        town.lee.row(session).facilitates = False
    town.comes_to(date(2026, 11, 9))
    max_.is_told("so it is yours now")
    ann.is_told("Max asked me to ask you")
    max_.presses("Stop")
    assert the_prompt(town).phase == "stopped"


def test_with_no_facilitator_left_it_stops(town: Town) -> None:
    (ann,) = town.people(1)
    is_prompted(town, ann)
    town.lee.leaves_the_hospital()
    town.comes_to(date(2026, 11, 9))
    ann.is_not_told(QUESTION)
    assert the_prompt(town).phase == "stopped"


def test_who_set_it_is_forgotten_with_their_words_and_it_goes_on(town: Town) -> None:
    max_, ann = town.person("Max", facilitates=True), town.person("Ann")
    is_prompted(town, ann, channel=COFFEE)
    town.comes_to(date(2026, 11, 9))
    town.lee.types("/knowhow forget me")
    town.lee.presses("Forget me")
    max_.is_told("so it is yours now")
    ann.is_told("Max asked me to ask you")
    assert "Max asked me to ask here" in "\n".join(page.text for page in town.front.channel(COFFEE.id))
    town.comes_to(date(2026, 11, 23))
    ann.is_told(QUESTION, times=2)
    for person in (max_, ann):
        person.does_not_see("the ward round")
    assert "the ward round" not in "\n".join(page.text for page in town.front.channel(COFFEE.id))


def test_a_channel_that_is_closed_is_asked_in_another(town: Town) -> None:
    is_prompted(town, channel=COFFEE)
    with town.turn() as turn:
        assert turn.workspace is not None
        town.engine.channels.heard(turn.session, turn.workspace, COFFEE.id, ChannelState.DELETED)
    town.lee.is_told("#coffee has been deleted.")
    town.lee.presses("Choose another channel")
    town.lee.fills("asking.prompt_channel", channel=Channel("C0WARDS", "wards", bot_is_in=True))
    town.lee.is_answered("in wards from now on, about the ward round.")
    town.comes_to(date(2026, 11, 9))
    assert any(QUESTION in page.text for page in town.front.channel("C0WARDS"))


def test_whoever_is_forgotten_is_in_no_prompt(anywhere: Town) -> None:
    ann, bo = anywhere.people(2)
    is_prompted(anywhere, ann, bo)
    with anywhere.turn() as turn:
        asking_, person = anywhere.engine.activities["asking"], ann.row(turn.session)
        (mine,) = asking_.personal_data(turn.for_activity("asking"), person)
    assert mine.title == f"Prompt “{QUESTION}” that asks you"
    ann_id = ann.id
    ann.types("/knowhow forget me")
    ann.presses("Forget me")
    assert the_prompt(anywhere).people == [bo.id]
    with anywhere.database.reading() as session:
        assert not [message for message in session.exec(select(Message)).all() if ann_id in message.people]


def test_what_has_ended_is_deleted_after_a_year_and_what_goes_on_is_not(anywhere: Town) -> None:
    (ann,) = anywhere.people(1)
    is_prompted(anywhere, ann, every="0")
    is_prompted(anywhere, ann, every="52")
    anywhere.comes_to(date(2027, 11, 12))
    assert the_prompt(anywhere).weeks == 52
