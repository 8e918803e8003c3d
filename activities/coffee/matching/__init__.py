"""Who meets whom in a coffee trial: as many pairs as there can be, the fairest, at random among equals.

`match` draws a matching: it is the one door to this package.
"""

from collections.abc import Callable

from activities.coffee.matching.problem import Matching, Pool


def match(pool: Pool, seed: int, progress: Callable[[float], None] | None = None) -> Matching:
    """Decide who meets whom.

    The same pool, in any order, with the same seed (0 or more) gives the same matching in any process. Pairs are as
    problem.TIERS wants them, and at random among equals; whoever is left over joins a pair as a third where lawful.
    Anybody who is free may be in the pool, so this serves a first draw and a second chance alike.

    progress is told the share of work done, 0.0 … 1.0, now and then. Raises ValueError for a negative seed.
    """
    if seed < 0:
        raise ValueError("a seed is 0 or more")
    # Arrays and solvers take a while to import; nobody should wait for them who does not draw.
    from activities.coffee.matching.draw import draw

    return draw(pool, seed, progress or (lambda _: None))
