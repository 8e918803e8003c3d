"""How somebody lives in coffee trials: for whatever goes through a whole life."""

from collections.abc import Sequence
from datetime import date, datetime

from activities.kit.events import Value
from tests.lives import WRITTEN, Life
from tests.town import COFFEE, LONDON, Town, Townsperson

JOB, FEEDBACK = "Perfusionist extraordinaire", "Palliative rounds astonished me"
TITLE, NOTE = "Brambles of the moor", "Vouchers for marzipan"
GOOD: dict[str, Value] = {"met": "yes", "knew_each_other": "no", "would_again": "yes", "quote_consent": "by_name"}


def takes_part(town: Town, somebody: Townsperson, others: Sequence[Townsperson]) -> None:
    """They meet somebody, say what came of it, and are quoted in what is filed."""
    town.trial("Spring", [others[0]], approve="automatic")
    somebody.presses("Join", near="Spring")
    somebody.fills("signup", job_title=JOB)
    town.comes_to(datetime(2026, 11, 9, 9, tzinfo=LONDON))
    somebody.presses("We’ve met")
    somebody.fills("feedback", **GOOD, what_came_of_it=FEEDBACK)
    town.comes_to(date(2026, 12, 11))
    town.lee.presses("File it", near="Spring")


def facilitates(town: Town, somebody: Townsperson, others: Sequence[Townsperson]) -> None:
    """They run a trial, with a title and a note of theirs, and file it."""
    somebody.types("/coffee new")
    days = {"signups_close": date(2026, 12, 18), "meet_by": date(2027, 1, 15)}
    somebody.fills("trial", title=TITLE, note=NOTE, channel=COFFEE, sites="Northgate", approve="automatic", **days)
    for person in others[:2]:
        person.presses("Join", near=TITLE)
        person.fills("signup")
    town.comes_to(date(2027, 2, 1))
    somebody.presses("File it", near=TITLE)


def is_named(town: Town, somebody: Townsperson, others: Sequence[Townsperson]) -> None:
    """Somebody is introduced to them, and writes of them."""
    closes, meet_by = date(2027, 2, 5), date(2027, 3, 5)
    town.trial("Autumn", [somebody, others[1]], closes, meet_by, approve="automatic")
    town.comes_to(date(2027, 2, 9))
    others[1].presses("We’ve met", near="Autumn")
    others[1].fills("feedback", **GOOD, what_came_of_it=WRITTEN)
    town.comes_to(date(2027, 3, 20))
    town.lee.presses("File it", near="Autumn")


LIFE = Life("coffee", (JOB, FEEDBACK, TITLE, NOTE), takes_part, facilitates, is_named)
