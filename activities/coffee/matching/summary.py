"""A draw in a few lines, for whoever must answer for it."""

from activities.coffee.matching.problem import Matching, Quality
from activities.kit.wording import count

_SHORTFALLS = (
    "pairs",
    "people left out before and in a pair now",
    "pairs who never met before",
    "pairs of clinical with non-clinical",
    "new departments met",
    "rounds since earlier meetings",
)


def summary(matching: Matching) -> list[str]:
    """Write how many meet how, how good that is, and the seed to draw it again with."""
    quality = matching.quality
    alone = count(len({one.id for one in matching.left_out}), "person", "people") if matching.left_out else "nobody"
    return [
        f"{count(quality.pairs, 'pair')} and {count(quality.threes, 'three')}; {alone} left over",
        f"{count(quality.repeats, 'group')} in which people met before; "
        f"{count(quality.mixed, 'group')} of clinical with non-clinical",
        *(f"{a} and {b} come together at two sites" for a, b in quality.twice),
        f"How good that is: {in_words(quality)}",
        f"Seed: {matching.seed}",
    ]


def in_words(quality: Quality) -> str:
    """Say in one sentence how good the pairs are."""
    if quality.proven:
        return "the best possible: proven"
    distances = (
        f"{short.reached:,} {_SHORTFALLS[short.tier]}, and at most {short.bound:,} are possible"
        for short in quality.shortfalls
        if short.tier < len(_SHORTFALLS) - 1
    )
    return f"close to the best possible: {'; '.join(distances)}"
