"""Leaving after people have been introduced, leaving the hospital, and a trial that is cancelled."""

from tests.coffee.test_dates import at
from tests.town import COFFEE, Town


def test_leaving_later_finds_the_partner_somebody_else(town: Town) -> None:
    ann, bo, cat, dan = town.people(4)
    town.introduced(ann, bo, cat, dan)
    partner = next(one for one in (bo, cat, dan) if "Ann" in "".join(page.text for page in one.told))
    ann.types("/coffee leave")
    ann.is_answered("You’ve left KNOWvember. I hope to see you in the next one.")
    partner.sees("Ann Northgate")
    ann.types("/coffee leave")
    ann.is_answered("You are in no coffee trial just now")
    town.lee.types("/coffee status")
    town.lee.is_answered("KNOWvember: 3 people; people meet by Monday 30 November.")


def test_who_has_left_the_hospital_is_in_no_trial(town: Town) -> None:
    ann, bo, cat = town.people(3)
    town.trial(joined=[ann, bo, cat], approve="automatic")
    ann.leaves_the_hospital()
    assert town.front.channel(COFFEE.id)[0].text.endswith("2 people signed up so far.")
    town.comes_to(at(9, 9))
    ann.is_not_told("Hello")
    bo.is_told("Hello")
    cat.is_told("Hello")


def test_who_has_become_a_guest_is_not_matched(town: Town) -> None:
    ann, bo, cat = town.people(3)
    town.trial(joined=[ann, bo, cat])
    ann.becomes_a_guest()
    town.comes_to(at(9, 9))
    town.lee.sees("1 pair.")
    town.lee.presses("Send")
    ann.is_not_told("Hello")
    bo.is_told("Hello")


def test_whoever_was_to_meet_somebody_who_is_a_guest_now_hears_so_and_gets_somebody_new(town: Town) -> None:
    ann, bo = town.people(2)
    town.introduced(ann, bo)
    ann.becomes_a_guest()
    bo.is_told("Ann Northgate can’t take part after all; it isn’t about you. I’m looking for somebody new")


def test_who_can_meet_at_one_of_two_sites_only_hears_of_both(town: Town) -> None:
    ann, bo = town.people(2)
    trial = town.trial(joined=[bo], approve="automatic")
    ann.presses("Join")
    ann.fills("signup", sites=("Northgate", "Southfield"), meetups="each_site")
    town.comes_to(at(9, 9))
    ann.is_told("Hello")
    ann.is_told("I could not find you a partner everywhere you asked for in KNOWvember: nobody else wants to meet at")
    bo.is_not_told("could not find")
    assert trial.sites == ["Northgate", "Southfield"]


def test_cancelling_asks_first_and_tells_everybody(town: Town) -> None:
    ann, bo = town.people(2)
    town.trial(joined=[ann, bo])
    town.lee.types("/coffee cancel")
    town.lee.is_answered("I’d tell everybody who joined (2 people)")
    ann.is_not_told("cancelled")
    town.lee.presses("Cancel the trial")
    ann.is_told("Sorry: KNOWvember has been cancelled")
    ann.has_no_button("Join")
    town.comes_to(at(9, 12))
    ann.is_not_told("Hello")
    town.lee.types("/coffee cancel")
    town.lee.is_answered("There is no trial that could be cancelled.")


def test_cancelling_after_introductions_ends_every_meeting(town: Town) -> None:
    ann, bo = town.people(2)
    town.introduced(ann, bo)
    town.lee.types("/coffee cancel")
    town.lee.presses("Cancel the trial")
    ann.is_told("Sorry: KNOWvember has been cancelled")
    ann.is_told("This meeting has ended")
    town.comes_to(at(30, 12))
    ann.has_no_button("We’ve met")
