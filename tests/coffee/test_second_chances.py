"""Whatever people press, in whatever order, second chances stay fair and lawful."""

from collections import Counter, defaultdict
from datetime import timedelta
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from activities.coffee.meeting import PLACE, STANDING
from activities.coffee.meeting.rematch import free_sites
from storage.tables import Meeting, MeetingMember, Signup
from tests.town import Town, Townsperson

A_DAY = "a day passes"

moves = st.lists(
    st.one_of(st.tuples(st.integers(0, 6), st.integers(0, 11)), st.just(A_DAY)),
    min_size=4,
    max_size=14,
)
"""Somebody presses one of the buttons on their home page, counted round and round; or a day passes."""


def hospital(town: Town) -> list[Townsperson]:
    """Seven people who have been introduced: an odd pool, two of them wanting somebody at each of two sites."""
    people = [*town.people(4, "Northgate"), *town.people(3, "Southfield")]
    town.trial(approve="automatic")
    for person in people:
        person.presses("Join")
        if person in (people[0], people[4]):
            person.fills("signup", sites=("Northgate", "Southfield"), meetups="each_site")
        else:
            person.fills("signup")
    town.comes_to(town.now + timedelta(days=7))
    return people


def press_one(person: Townsperson, which: int) -> None:
    """Press one of the buttons on somebody's home page, if there is any."""
    person.goes_home()
    page = person.shown
    buttons = [one for one in getattr(page, "buttons", ()) if one.action != "coffee.join"]
    if buttons:
        person.presses_old(buttons[which % len(buttons)])


def check(town: Town) -> None:
    """What must hold at every moment."""
    with town.database.reading() as session:
        signups = {one.person_id: one for one in session.exec(select(Signup)).all()}
        meetings = {one.id: one for one in session.exec(select(Meeting)).all()}
        places = session.exec(select(MeetingMember)).all()
    members = defaultdict(list)
    sites: dict[int, list[str]] = defaultdict(list)
    to_come: set[int] = set()
    for place in places:
        meeting = meetings[place.meeting_id]
        members[place.meeting_id].append(place.person_id)
        if place.phase in STANDING and meeting.phase != "ended":
            sites[place.person_id].append(meeting.site)
            to_come |= {place.person_id} if meeting.phase == "waiting_to_meet" else set()
    for person, at in sites.items():
        assert len(at) <= (len(signups[person].sites) if signups[person].meetups == "each_site" else 1)
        assert len(set(at)) == len(at), "two meetings at one site"
        assert set(at) <= set(signups[person].sites)
    assert not [person for person in to_come if signups[person].state == "left"], "expected, and gone"
    pairs = Counter(pair for group in members.values() for pair in combinations(sorted(group), 2))
    assert max(pairs.values()) == 1, "introduced to each other twice"
    assert all(signups[one].department != signups[other].department for one, other in pairs)


def plays(moves: list[tuple[int, int] | str]) -> None:
    """Play the moves, and check after each."""
    with TemporaryDirectory() as folder:
        town = Town(Path(folder))
        people = hospital(town)
        check(town)
        for move in moves:
            if isinstance(move, str):
                town.passes(timedelta(days=1))
            else:
                press_one(people[move[0]], move[1])
            check(town)
        town.database.close()


@settings(max_examples=4)
@given(moves)
def test_nobody_meets_more_than_they_asked_for_nor_anybody_twice(moves: list[tuple[int, int] | str]) -> None:
    plays(moves)


@pytest.mark.slow
@settings(max_examples=100, phases=[Phase.explicit, Phase.reuse, Phase.generate])  # shrinking takes ages
@given(moves)
def test_nobody_ever_meets_more_than_they_asked_for_nor_anybody_twice(moves: list[tuple[int, int] | str]) -> None:
    plays(moves)


def signed_up(meetups: str, sites: list[str]) -> Signup:
    return Signup(organisation_id=1, trial_id=1, person_id=1, meetups=meetups, sites=sites)


@given(
    st.sampled_from(["one", "each_site"]),
    st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from(sorted(PLACE.all))), max_size=4),
)
def test_nobody_is_free_who_is_expected_somewhere(meetups: str, spots: list[tuple[str, str]]) -> None:
    free = free_sites(signed_up(meetups, ["A", "B"]), spots)
    expected_at = {site for site, phase in spots if phase in STANDING}
    assert not expected_at.intersection(free)
    assert not (free and expected_at and meetups == "one")
    for site in free:
        theirs = [phase for at, phase in spots if meetups == "one" or at == site]
        assert not theirs or "waiting_for_match" in theirs
