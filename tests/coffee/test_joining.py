"""Joining a trial, changing one's answers, leaving it and coming back."""

from tests.town import Town


def test_joining_twice_is_joining_once(town: Town) -> None:
    ann = town.person("Ann")
    trial = town.trial()
    ann.types("/coffee join")
    ann.fills("signup")
    ann.is_answered("you’re in for KNOWvember")
    ann.types("/coffee join")
    ann.fills("signup", job_title="Chief radiographer")
    ann.is_answered("You were in for KNOWvember already")
    town.lee.types("/coffee status")
    town.lee.sees("KNOWvember: 1 person;")
    assert trial.phase == "waiting_for_signups"
