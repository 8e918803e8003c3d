"""A whole trial on every kind of database, and people who act at the same moment."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial

from tests.coffee.test_dates import at
from tests.front import Page, Shown
from tests.town import COFFEE, Town


def at_once(acts: Sequence[Callable[[], Shown]]) -> list[Shown]:
    """What each sees, when all act at the same moment."""
    with ThreadPoolExecutor(len(acts)) as threads:
        return [act.result() for act in [threads.submit(act) for act in acts]]


def test_a_trial_runs_from_sign_ups_to_introductions(anywhere: Town) -> None:
    ann, bo, cat, dan, eve = anywhere.people(5)
    anywhere.trial("Last year", joined=[ann, bo, cat, dan], approve="automatic")
    anywhere.lee.types("/coffee close")
    anywhere.trial("This year", joined=[ann, bo, cat, dan, eve])
    eve.types("/coffee leave")
    anywhere.lee.types("/coffee change")
    anywhere.lee.presses("This year")
    anywhere.lee.fills("trial", signups_close=date(2026, 11, 5), note="Tea is free.")
    eve.presses("Join", near="This year")
    eve.fills("signup")
    anywhere.comes_to(at(6, 9))
    anywhere.lee.presses("Shuffle again", near="This year")
    dan.types("/coffee leave")
    dan.presses("This year")
    anywhere.lee.presses("Send", near="This year")
    for person in (ann, bo, cat, eve):
        person.is_told("matched in This year")
    dan.is_not_told("matched in This year")
    anywhere.lee.goes_home()
    anywhere.lee.is_answered("This year: 4 people; people meet by Monday 30 November.")


def test_joining_at_the_same_moment_counts_everybody(anywhere: Town) -> None:
    joining = anywhere.people(8)
    anywhere.trial()
    for person in joining:
        person.types("/coffee join")
    forms = [(person.profile, person.sheet("signup")) for person in joining]
    at_once([partial(anywhere.front.sends, profile, sheet, sheet.values) for profile, sheet in forms])
    assert anywhere.front.channel(COFFEE.id)[0].text.endswith("8 people signed up so far.")


def test_two_facilitators_who_send_at_the_same_moment_send_once(anywhere: Town) -> None:
    other = anywhere.person("Max", facilitates=True)
    ann, bo = anywhere.people(2)
    anywhere.trial(joined=[ann, bo])
    anywhere.comes_to(at(9, 9))
    send = anywhere.lee.button("Send")
    shown = at_once([partial(anywhere.front.presses, who.profile, send) for who in (anywhere.lee, other)])
    anywhere.settle()
    late = [page for page in shown if isinstance(page, Page) and "This has moved on since." in page.text]
    assert len(late) == 1
    ann.is_told("Hello")
