"""Second chances: somebody new for those whose meeting fell through, among everybody who is free at their site."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from activities.coffee.matching import match
from activities.coffee.matching.problem import Matching, Pool
from activities.coffee.meeting import PLACE, STANDING
from activities.coffee.meeting.introduction import introduce_group
from activities.coffee.trial import can_still_meet, the_trial
from activities.coffee.trial.draw import is_being_sent, pool_of
from activities.kit.activity import LongWork
from activities.kit.cards import Card, say
from activities.kit.events import Due
from activities.kit.turn import Turn
from activities.kit.wording import day
from storage import meetings, people, trials
from storage.membership import is_member
from storage.tables import MeetingMember, Person, Signup, Trial

LARGEST_SEED = 2**31

Spot = tuple[str, str]
"""A place that somebody has had in a meeting: at which site, and its phase."""


def look(turn: Turn, trial: Trial, place: MeetingMember) -> None:
    """Look for somebody new for this person, right after this turn."""
    PLACE.step(place, "look")
    look_for_everybody(turn, trial)


def look_for_everybody(turn: Turn, trial: Trial) -> None:
    """Match those who wait for somebody new, right after this turn."""
    turn.session.flush()
    turn.soon("rematch", trial.id)


def count_as(turn: Turn, trial: Trial, person: Person, state: str) -> None:
    """Keep a sign-up in step: `silent` is not matched until they say that they are still `in`."""
    signup = trials.signup(turn.here, trial.id, person.id)
    if signup is not None and signup.state != "left":
        signup.state = state


def rematch(turn: Turn, due: Due) -> LongWork | None:
    """Match those who wait for somebody new with each other and with those who never had a meeting."""
    trial = the_trial(turn, due.subject)
    if not can_still_meet(turn, trial) or is_being_sent(turn, trial) or not _waiting(turn, trial):
        return None
    pool, seed = free(turn, trial), turn.random.randrange(LARGEST_SEED)
    return LongWork(compute=partial(match, pool, seed), finish=partial(_introduce, trial=trial.id, among=pool))


def free(turn: Turn, trial: Trial) -> Pool:
    """Return everybody who has no meeting at a site where they asked for one.

    Those introduced already are kept apart.
    """
    everybody = trials.signups(turn.here, trial.id)
    signups = [signup for signup, person in everybody if is_member(person)]
    places: dict[int, list[Spot]] = {}
    for meeting, place in meetings.in_trial(turn.here, trial.id):
        places.setdefault(place.person_id, []).append((meeting.site, place.phase))
    sites = {str(signup.person_id): free_sites(signup, places.get(signup.person_id, [])) for signup in signups}
    pool = pool_of(turn, trial, [signup for signup in signups if sites[str(signup.person_id)]])
    together = meetings.together(turn.here, trial.id)
    return Pool(
        candidates=tuple(
            replace(one, sites=tuple(site for site in one.sites if site in sites[one.id])) for one in pool.candidates
        ),
        met=pool.met,
        apart=pool.apart | {frozenset(str(person) for person in pair) for pair in together},
    )


def free_sites(signup: Signup, spots: Sequence[Spot]) -> tuple[str, ...]:
    """Return where this person can be introduced to somebody, so that they never meet more people than they asked for.

    `spots`: the site and phase of every place that they have had in the trial's meetings.
    """
    if signup.meetups == "each_site":
        return tuple(site for site in signup.sites if _is_free([phase for at, phase in spots if at == site]))
    return tuple(signup.sites) if _is_free([phase for _, phase in spots]) else ()


def _is_free(phases: Sequence[str]) -> bool:
    """Say whether somebody is free: never introduced, or waiting for somebody new, and in no meeting at present."""
    return not phases or ("waiting_for_match" in phases and not any(phase in STANDING for phase in phases))


def _introduce(turn: Turn, found: Matching, *, trial: int, among: Pool) -> None:
    """Introduce those who were matched, where everybody is still as free as they were; else match again."""
    now = the_trial(turn, trial)
    if not can_still_meet(turn, now):
        return
    if free(turn, now) != among:
        turn.soon("rematch", trial)
        return
    for group in found.groups:
        members = people.several(turn.here, [int(one) for one in group.members])
        for person in members:
            _settle(turn, now, person.id, group.site)
        introduce_group(turn, now, members, group.site)
    for place in _waiting(turn, now):
        person = people.get(turn.here, place.person_id)
        turn.tell(person, nobody_free_card(now), ("nobody_free", place.id))


def _settle(turn: Turn, trial: Trial, person: int, site: str) -> None:
    """Note that somebody new was found for this person, wherever they were waiting for it."""
    signup = trials.signup(turn.here, trial.id, person)
    for meeting, place in meetings.places_of(turn.here, trial.id, person):
        anywhere = signup is not None and signup.meetups != "each_site"
        if place.phase == "waiting_for_match" and (anywhere or meeting.site == site):
            PLACE.step(place, "match")
    turn.session.flush()


def _waiting(turn: Turn, trial: Trial) -> list[MeetingMember]:
    rows = meetings.in_trial(turn.here, trial.id)
    return [place for _, place in rows if place.phase == "waiting_for_match"]


# ---- what people see ------------------------------------------------------------------------------------------------


def looking_card() -> Card:
    """Build the card for whoever pressed “Find me somebody new”."""
    return say("I’m looking for somebody new for you among those who are free at your site. You’ll hear from me soon.")


def nobody_free_card(trial: Trial) -> Card:
    """Build the card for somebody for whom nobody was free."""
    return say(
        "Nobody you could meet is free just now. If that changes before ",
        f"{day(trial.meet_by)}, I’ll introduce you at once; if it doesn’t, you’re first in line for the next trial.",
    )
