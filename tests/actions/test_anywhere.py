"""People who act on one action at the same moment, on every kind of database."""

from datetime import date
from functools import partial

from activities.kit.events import People
from tests.actions.opening import DUE, has_to, the_action
from tests.coffee.test_anywhere import at_once
from tests.front import Page
from tests.town import Town


def test_it_is_either_done_or_closed_and_the_other_hears_so(anywhere: Town) -> None:
    ann = anywhere.person("Ann")
    has_to(anywhere, ann)
    ann.presses("Done")
    sheet = ann.sheet("actions.done")
    anywhere.lee.types("/actions list")
    close = anywhere.lee.button("Close it")
    shown = at_once(
        [
            partial(anywhere.front.sends, ann.profile, sheet, sheet.values),
            partial(anywhere.front.presses, anywhere.lee.profile, close),
        ]
    )
    anywhere.settle()
    late = [page for page in shown if isinstance(page, Page) and "moved on since" in page.text]
    assert len(late) == 1
    assert the_action(anywhere).phase in ("done", "closed")
    anywhere.comes_to(date(2026, 12, 24))
    ann.is_not_told("due today")


def test_an_action_given_to_two_people_at_once_is_one_persons(anywhere: Town) -> None:
    max_, (ann, bo) = anywhere.person("Max", facilitates=True), anywhere.people(2)
    has_to(anywhere, "the ward manager")
    giving = []
    for facilitator, owner in ((anywhere.lee, ann), (max_, bo)):
        facilitator.types("/actions list")
        facilitator.presses("Find somebody")
        sheet = facilitator.sheet("actions.give")
        values = {**sheet.values, "person": People((owner.profile,)), "due": DUE}
        giving.append(partial(anywhere.front.sends, facilitator.profile, sheet, values))
    at_once(giving)
    anywhere.settle()
    anywhere.comes_to(DUE)
    reminded = [person for person in (ann, bo) if any("due today" in page.text for page in person.told)]
    assert [person.id for person in reminded] == [the_action(anywhere).owner_id]
