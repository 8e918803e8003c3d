"""From sign-ups to the question that a draw answers."""

from collections.abc import Iterable, Sequence

from activities.coffee.matching.problem import MOST_OWED, Candidate, Pool
from activities.kit.turn import Turn
from storage import meetings
from storage.tables import Signup, Trial


def pool_of(turn: Turn, trial: Trial, signups: Sequence[Signup]) -> Pool:
    """Everybody who signed up, whom they met in earlier trials, and what each is owed from those. Ids are people's."""
    ids = [signup.person_id for signup in signups]
    met = meetings.met_before(turn.here, ids)
    owed = meetings.owed(turn.here, ids)
    spelled = _spellings(signup.department for signup in signups)
    return Pool(
        candidates=tuple(
            Candidate(
                id=str(signup.person_id),
                sites=tuple(site for site in trial.sites if site in signup.sites),
                department=spelled[_key(signup.department)],
                clinical=signup.role_group == "clinical",
                each_site=signup.meetups == "each_site",
                owed=min(owed.get(signup.person_id, 0), MOST_OWED),
            )
            for signup in signups
        ),
        met={frozenset(str(person) for person in pair): ago for pair, ago in met.items()},
    )


def _spellings(departments: Iterable[str]) -> dict[str, str]:
    """One spelling for each department: where there is no list to choose from, people type `radiology ` as well."""
    return {_key(department): department for department in sorted(departments, reverse=True)}


def _key(department: str) -> str:
    return " ".join(department.casefold().split())
