"""How somebody lives in reviews: for whatever goes through a whole life."""

from collections.abc import Sequence
from datetime import date, datetime

from tests.lives import WRITTEN, Life
from tests.review.looking_back import answers, of, sends_round, starts, words
from tests.town import LONDON, Town, Townsperson

ANSWER, SUGGESTED = "Zygotic corridors confused us", "It was the lift."
TITLE, BACKGROUND, ABOUT = "Foundlings of the old laundry", "Wombats came up the back stairs", "Xylophone handover"


def takes_part(town: Town, somebody: Townsperson, others: Sequence[Townsperson]) -> None:
    """They answer under their name, ask for a change, agree, and have something to do."""
    starts(town, [somebody, *others], attribution="by_name")
    for person in others:
        answers(person, "The beds were late.")
    answers(somebody, ANSWER)
    town.comes_to(datetime(2026, 11, 16, 17, tzinfo=LONDON))
    words(town)
    town.lee.presses("Add an action")
    town.lee.fills("review.action", text="Label the crates", owner=of(somebody), due=date(2026, 12, 4))
    sends_round(town)
    somebody.presses("Suggest a change")
    somebody.fills("review.change", change=SUGGESTED)
    words(town, summary="The lift was out.")
    sends_round(town)
    for person in (somebody, *others):
        person.presses("I agree")


def facilitates(town: Town, somebody: Townsperson, others: Sequence[Townsperson]) -> None:
    """They run a review with a title and a background of theirs until it is filed, and set a prompt."""
    somebody.types("/aar new")
    days = {"happened_on": date(2026, 11, 9), "due": date(2026, 11, 30)}
    somebody.fills("review.review", title=TITLE, background=BACKGROUND, participants=of(*others), **days)
    for person in others:
        answers(person, "The lift was late.")
    town.comes_to(datetime(2026, 11, 30, 17, tzinfo=LONDON))
    somebody.presses("Write the summary", near=TITLE)
    somebody.fills("review.summary", summary="The lift was late.")
    somebody.presses("Write the lessons", near=TITLE)
    somebody.fills("review.lessons", lessons="Ask the porters first.")
    somebody.presses("Send it to those who took part")
    for person in others:
        person.presses("I agree")
    somebody.types("/aar prompts")
    somebody.presses("Set a prompt")
    somebody.fills("review.prompt", on=date(2027, 1, 4), every="12", people=of(others[0]), about=ABOUT)


def is_named(town: Town, somebody: Townsperson, others: Sequence[Townsperson]) -> None:
    """They are asked, are to do something, are asked by a prompt, and others write of them in their answers."""
    starts(town, [somebody, *others], title="Ward 9 moves", happened_on=date(2026, 11, 23), due=date(2026, 12, 14))
    for person in others:
        answers(person, WRITTEN)
    town.comes_to(datetime(2026, 12, 14, 17, tzinfo=LONDON))
    words(town, summary="The lift was late again.")
    town.lee.presses("Add an action")
    town.lee.fills("review.action", text="Oil the lift", owner=of(somebody), due=date(2026, 12, 24))
    sends_round(town)
    for person in (somebody, *others):
        person.presses("I agree")
    town.lee.types("/aar prompts")
    town.lee.presses("Set a prompt")
    town.lee.fills("review.prompt", on=date(2027, 1, 11), every="12", people=of(somebody, others[0]))


LIFE = Life("review", (ANSWER, TITLE, BACKGROUND, ABOUT), takes_part, facilitates, is_named)
