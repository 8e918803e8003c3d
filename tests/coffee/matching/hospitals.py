"""Hospitals that are not: pools as a knowledge service would have them, from a seed."""

from random import Random

from activities.coffee.matching.problem import Candidate, Pool


def hospital(
    seed: int,
    people: int,
    *,
    sites: int = 3,
    departments: int = 12,
    dominant: float = 0.0,
    several_sites: float = 0.15,
    each_site: float = 0.3,
    virtual: float = 0.0,
    owed: float = 0.1,
    rounds: int = 0,
    apart: int = 0,
) -> Pool:
    """A pool in which sites and departments are of uneven size.

    dominant: share of people in one department; several_sites: share who work at two or three sites, and each_site the
    share of those who ask for a meeting at each; virtual, owed: share of people; rounds: earlier rounds, in which
    most people met somebody; apart: pairs to be kept apart.
    """
    random = Random(seed)
    candidates = []
    for number in range(people):
        department = 0 if random.random() < dominant else _uneven(random, departments)
        at = [f"Site {_uneven(random, sites)}"]
        several = random.random() < several_sites
        if several:
            at += random.sample([f"Site {site}" for site in range(sites)], k=min(sites, random.choice((1, 1, 2))))
        usual = department % 2 == 0
        candidates.append(
            Candidate(
                id=f"p{number:06}",
                sites=tuple(dict.fromkeys(at)),
                department=f"Department {department}",
                clinical=usual if random.random() < 0.9 else not usual,
                each_site=several and random.random() < each_site,
                owed=random.choice((1, 1, 2)) if random.random() < owed else 0,
                virtual=random.random() < virtual,
            )
        )
    ids = [candidate.id for candidate in candidates]
    kept = frozenset(frozenset(random.sample(ids, 2)) for _ in range(apart if people > 1 else 0))
    return Pool(tuple(candidates), _history(random, candidates, rounds), kept)


def _uneven(random: Random, count: int) -> int:
    """0 … count - 1, the first the most likely, the last about a quarter as likely."""
    return min(random.randrange(count), random.randrange(2 * count))


def _history(random: Random, candidates: list[Candidate], rounds: int) -> dict[frozenset[str], int]:
    """Who met in earlier rounds: mostly people of one site, in pairs drawn at random."""
    met: dict[frozenset[str], int] = {}
    for ago in range(rounds, 0, -1):
        came = sorted(candidates, key=lambda candidate: (candidate.sites[0], random.random()))
        met.update({frozenset((a.id, b.id)): ago for a, b in zip(came[::2], came[1::2], strict=False)})
    return met
