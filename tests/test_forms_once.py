"""Every form of every activity takes effect once, whatever is pressed how often.

The forms are read from the registry, so that nothing new can be forgotten. Each is sent in a dialogue through a front
that insists: with no nonce of ours and with one that is too old, then from two threads at once, then from a stale copy.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from sqlmodel import select

import storage.tables as tables
from activities import ACTIVITIES
from activities.kit.activity import Activity
from activities.kit.events import ChannelState, Event, People, Profile, Submitted, Value
from activities.kit.forms import OpensAnew
from activities.kit.views import Answer
from bot.engine.engine import Engine
from bot.engine.event_keys import new_nonce
from bot.engine.in_place import Repeated
from storage.tables import Claim
from tests.actions.opening import has_to
from tests.cafe.round_the_tables import minutes_pass, under_way
from tests.closed_channels import WARDS, WAYS, becomes
from tests.front import EngineFront, Sheet, Shown, shown
from tests.library.shelf import FALLS, files
from tests.lives import NAME, life_of
from tests.review.looking_back import answers, of, records_the_theatre_list, sends_round, starts, words
from tests.town import LONDON, Town

FORMS = {f"{one.name}.{form}" for one in ACTIVITIES for form in one.forms}

ONLY_LOOKS = {"library.search"}
"""What sends nothing and keeps nothing, and so is answered as often as it is asked."""

FORGED = ("", "made up", "2026-11-02.", "2026-02-30.aaaaaaaaaaaaaaaaaaaaaa", f"{new_nonce(date(2999, 1, 1))}")


class Insisting(EngineFront):
    """Sends every form more often than anybody should. `sent`: the forms that were taken."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine, lambda _seen: None)
        self.sent: set[str] = set()
        self._shown = 0

    def sends(self, who: Profile, sheet: Sheet, values: Mapping[str, Value]) -> Shown:
        self._shown += 1  # all that follows is clicks on one and the same showing
        before = rows(self._engine)
        for forged in (*FORGED, self._too_old(sheet.nonce)):
            anew = self._engine.take(self._sending(who, replace(sheet, nonce=forged), values))
            assert isinstance(anew, OpensAnew)
            assert anew.nonce not in ("", forged)
        assert rows(self._engine) == before, "nothing is kept of what was not taken"

        first, second = self._at_once([self._sending(who, sheet, values) for _ in range(2)])
        after = rows(self._engine)
        stale = self._engine.take(self._sending(who, sheet, values))
        assert rows(self._engine) == after, "a stale copy changes nothing"

        repeated = [isinstance(one, Repeated) for one in (first, second, stale)]
        if after == before:  # it was corrected, only looked, or said nothing new
            assert not any(repeated)
        else:
            assert repeated.count(True) == 2
            assert isinstance(stale, Repeated)
            assert stale.summary.startswith("That’s already done.")
        if after != before or sheet.name in ONLY_LOOKS:
            self.sent.add(sheet.name)
        return shown(second if isinstance(first, Repeated) else first)

    def _sending(self, who: Profile, sheet: Sheet, values: Mapping[str, Value]) -> Submitted:
        activity, _, form = sheet.name.partition(".")
        return Submitted(self._key(), who, activity, form, sheet.subject, values, sheet.nonce, f"{self._shown}")

    def _too_old(self, nonce: str) -> str:
        day, _, secret = nonce.partition(".")
        return f"{date.fromisoformat(day) - timedelta(days=8)}.{secret}"

    def _at_once(self, events: list[Event]) -> list[Answer]:
        gate = Barrier(len(events))

        def take(event: Event) -> Answer:
            gate.wait()
            return self._engine.take(event)

        with ThreadPoolExecutor(len(events)) as threads:
            return list(threads.map(take, events))


def rows(engine: Engine) -> list[tuple[str, object]]:
    """Everything that is kept, but for when somebody last used the bot."""
    kept = [getattr(tables, name) for name in tables.__all__]
    with engine.database.reading() as session:
        return [
            (table.__name__, row.model_dump(exclude={"acted_at"}))
            for table in kept
            for row in session.exec(select(table)).all()
        ]


# ---- dialogues in which each form is sent ----------------------------------------------------------------------------


def a_trial(town: Town) -> None:
    ann, bo = town.people(2)
    town.introduced(ann, bo)
    ann.presses("We’ve met")
    ann.fills("feedback", met="yes", knew_each_other="no", would_again="yes", what_came_of_it="A plan.")


def actions(town: Town) -> None:
    ann, bo = town.people(2)
    has_to(town, ann)
    ann.presses("Later")
    ann.fills("actions.later", due=date(2026, 11, 2))
    ann.is_shown_errors(due="after today")
    ann.corrects(due=date(2026, 12, 11))
    ann.presses("Done")
    ann.fills("actions.done", outcome="They came on Munday.")
    ann.presses("Change what I said")
    ann.fills("actions.reword", outcome="They came on Monday.")
    has_to(town, bo, "Ask the porters")
    bo.presses("Not applicable here")
    bo.fills("actions.not_applicable", outcome="We have none.")
    has_to(town, "the ward manager", "Count the beds")
    town.lee.presses("Find somebody")
    town.lee.fills("actions.give", person=of(ann))


def the_library(town: Town) -> None:
    ann, bo = town.people(2)
    number = files(ann)
    bo.types("/library search")
    bo.fills("library.search")
    bo.is_answered("1 record")
    bo.types(f"/library show {number}")
    bo.presses("I used this")
    bo.fills("library.used", used_in="Theatres")
    town.lee.types("/library pull")
    town.lee.fills("library.pull", about="falls")


def what_facilitators_send_back(town: Town) -> None:
    ann, bo = town.people(2)
    number = files(ann)
    ann.types("/library new")
    ann.fills("library.record", **{**FALLS, "summary": "The patient in bed 4 fell."})
    ann.corrects(**{**FALLS, "summary": "The patient in bed 4 fell."})
    town.lee.presses("Read it")
    town.lee.presses("Send it back")
    town.lee.fills("library.send_back", words="Please leave the bed out.")
    bo.types(f"/library show {number}")
    bo.presses("I used this")
    bo.fills("library.used", used_in="Ward 3", came_of_it="The patient in bed 9 slept.")
    bo.corrects(used_in="Ward 3", came_of_it="The patient in bed 9 slept.")
    town.lee.presses("Read it")
    town.lee.presses("Send it back")
    town.lee.fills("library.send_use_back", words="Without the bed, please.")


def people_and_their_data(town: Town) -> None:
    ann = town.person("Ann")
    ann.types("/coffee join")
    ann.types("/knowhow privacy")
    ann.presses("Put something right")
    ann.fills("knowhow.details", job_title="Sonographer")
    town.lee.types("/knowhow facilitators")
    town.lee.presses("Add somebody")
    town.lee.fills("knowhow.appoint", people=People((ann.profile,)))
    town.lee.types("/knowhow facilitators")
    town.lee.presses("Hand over")
    town.lee.fills("knowhow.hand_over", people=People((ann.profile,)))


def a_cafe(town: Town) -> None:
    guests = town.people(3)
    under_way(town, *guests)
    town.lee.types("/cafe close")
    town.lee.presses("Stop")
    for guest in guests:
        guest.presses("Say what you take away")
        guest.fills("cafe.takeaway", takes_away="Sofas help.", will_do="", share="yes")
    assert claims(town, sealed=True) == 3
    minutes_pass(town, 4 * 24 * 60)
    assert claims(town, sealed=True) == 0
    town.lee.presses("File it in the library")
    town.lee.fills("cafe.record", themes="Sit down first.")
    town.lee.types("/cafe prompts")
    town.lee.presses("Set a prompt")
    town.lee.fills("cafe.prompt", on=date(2026, 11, 23), every="4")


def a_review(town: Town) -> None:
    five = town.people(5)
    starts(town, five)
    town.lee.presses("Ask somebody else")
    town.lee.fills("review.ask_more", participants=of(sixth := town.person("Six")))
    for person in (*five, sixth):
        answers(person, *(f"What {person.name} says to {page}." for page in range(4)))
    assert claims(town, sealed=True) == 6 * 4, "each page is a form of its own"
    town.comes_to(datetime(2026, 11, 16, 17, tzinfo=LONDON))
    assert claims(town, sealed=True) == 0, "they go when answers are shown"
    words(town)
    town.lee.presses("Add an action")
    town.lee.fills("review.action", text="Label the crates", owner=of(five[0]), due=date(2026, 12, 4))
    for circulation in (1, 2):
        sends_round(town)
        five[1].presses("Suggest a change")
        five[1].fills("review.change", change=f"It was the lift, {circulation} times.")
        words(town, summary="The lift was out.")
    town.lee.presses("File with the disagreement")
    town.lee.fills("review.disagreement", disagreement="Some say that it was the lift alone.")


def a_review_of_few(town: Town) -> None:
    six = town.people(6)
    starts(town, six)
    for person in six[:3]:
        answers(person, "It went well.")
    town.comes_to(datetime(2026, 11, 16, 17, tzinfo=LONDON))
    town.lee.presses("Leave more time")
    town.lee.fills("review.extend", due=date(2026, 11, 23))
    other = town.person("Max", facilitates=True)
    town.lee.presses("Hand over")
    town.lee.fills("review.hand_over", facilitator=str(other.id))


def other_reviews(town: Town) -> None:
    people = town.people(2)
    records_the_theatre_list(town, people)
    starts(town, people, "/review new", template="peer_assist", title="Discharge")
    town.lee.fills("review.hosts", hosts=(str(people[0].id),))
    town.lee.types("/aar prompts")
    town.lee.presses("Set a prompt")
    town.lee.fills("review.prompt", on=date(2026, 11, 23), every="12", people=of(*people))


def a_channel_that_closes(town: Town) -> None:
    for _, begins, form in WAYS.values():
        title = begins(town)
        becomes(town, ChannelState.ARCHIVED)
        town.lee.presses("Choose another channel", near=title)
        town.lee.fills(form, channel=WARDS)
        becomes(town, ChannelState.OPEN)


DIALOGUES: dict[Callable[[Town], None], set[str]] = {
    a_trial: {"coffee.trial", "coffee.signup", "coffee.feedback"},
    actions: {f"actions.{form}" for form in ("later", "done", "reword", "not_applicable", "give")},
    the_library: {f"library.{form}" for form in ("record", "search", "used", "pull")},
    what_facilitators_send_back: {f"library.{form}" for form in ("send_back", "send_use_back")},
    people_and_their_data: {f"knowhow.{form}" for form in ("details", "appoint", "hand_over")},
    a_cafe: {f"cafe.{form}" for form in ("cafe", "takeaway", "record", "prompt")},
    a_review: {
        *("review.review", "review.ask_more", "review.answer", "review.summary", "review.lessons", "review.action"),
        *("review.change", "review.disagreement"),
    },
    a_review_of_few: {"review.review", "review.answer", "review.extend", "review.hand_over"},
    a_channel_that_closes: {form for _, _, form in WAYS.values()},
    other_reviews: {"review.record", "review.review", "review.hosts", "review.prompt"},
}


def claims(town: Town, *, sealed: bool) -> int:
    """How many forms are known to have taken effect that were answered anonymously, or by name."""
    with town.database.reading() as session:
        found = session.exec(select(Claim)).all()
    return sum((one.review_id or one.cafe_id) is not None for one in found) if sealed else len(found)


def lived(activity: Activity) -> Callable[[Town], None]:
    """The dialogue that is somebody's life in an activity."""

    def a_life(town: Town) -> None:
        somebody = town.person(NAME, department="Theatres", facilitates=True)
        life_of(activity).is_lived(town, somebody, [town.person(name) for name in ("Bo", "Cat", "Dan", "Eve", "Fay")])

    a_life.__name__ = f"a_life_in_{activity.name}"
    return a_life


IN_DIALOGUES = set[str]().union(*DIALOGUES.values())
DIALOGUES |= {
    lived(one): forms for one in ACTIVITIES if (forms := {f"{one.name}.{form}" for form in one.forms} - IN_DIALOGUES)
}
"""What no dialogue here sends is sent in the life of somebody, as the tests of its activity tell it."""


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=lambda dialogue: dialogue.__name__)
def test_it_takes_effect_once(tmp_path: Path, dialogue: Callable[[Town], None]) -> None:
    town = Town(tmp_path, front=Insisting)
    dialogue(town)
    assert isinstance(town.front, Insisting)
    missing = DIALOGUES[dialogue] - town.front.sent
    assert not missing, f"nobody sends {missing}: let somebody do so in the LIFE of the activity"
    town.close()


def test_no_form_is_forgotten_and_none_is_sent_that_there_is_not() -> None:
    assert set().union(*DIALOGUES.values()) == FORMS
