"""A trial from sign-ups to introductions, as a facilitator and those who joined live through it."""

from datetime import datetime

from tests.town import LONDON, Town


def test_pairs_go_out_when_the_facilitator_sends_them(town: Town) -> None:
    ann, bo, cat, dan = town.people(4)
    town.trial(joined=[ann, bo, cat, dan])
    town.comes_to(datetime(2026, 11, 9, 9, tzinfo=LONDON))
    town.lee.sees("2 pairs. Nothing has been sent yet")
    ann.is_not_told("Hello")
    town.lee.presses("Send")
    town.lee.sees("They have been introduced.")
    for person in (ann, bo, cat, dan):
        person.is_told("Hello")


def test_pairs_go_out_by_themselves_where_that_was_wished(town: Town) -> None:
    ann, bo, cat = town.people(3)
    town.introduced(ann, bo, cat)
    for person in (ann, bo, cat):
        person.is_told("Hello")
    town.lee.is_told("1 group of three.")
