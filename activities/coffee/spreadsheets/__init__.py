"""A draw without a chat: sign-ups, earlier pairs and who is kept apart come as CSV, and the pairs go out as CSV.

Here a matching becomes files, the pairs and who was left out, and a few lines for whoever must answer for it.
"""

from pathlib import Path

from activities.coffee.matching.problem import VIRTUAL, Group, Matching, Quality
from activities.coffee.spreadsheets.reading import SignUps
from activities.kit.table import write_table
from activities.kit.wording import count

PAIRS = ["group", "site", "a", "b", "c", "why", "a_name", "b_name", "c_name", "a_email", "b_email", "c_email"]
LEFT_OUT = ["id", "site", "why", "name", "email"]


def left_out_path(out: Path) -> Path:
    """Put the file of who was left out beside the other: pairs.csv → pairs.left-out.csv."""
    return out.with_name(f"{out.stem}.left-out{out.suffix}")


def write_files(matching: Matching, signups: SignUps, out: Path) -> None:
    """Write the pairs to `out` and the people left out beside it. Raises OSError if that cannot be done.

    A third stands under c. The same matching gives the same bytes.
    """
    pairs = [_pair_row(number, group, signups) for number, group in enumerate(matching.groups, start=1)]
    alone = [
        (one.id, one.site, one.why, signups.people[one.id].name, signups.people[one.id].email)
        for one in matching.left_out
    ]
    write_table(out, PAIRS, pairs, signups.marked)
    write_table(left_out_path(out), LEFT_OUT, alone, signups.marked)


def _pair_row(number: int, group: Group, signups: SignUps) -> list[str]:
    two = [member for member in group.members if member != group.third]
    three = [*two, group.third or ""]
    people = [signups.people.get(member) for member in three]
    return [
        str(number),
        "virtual" if group.site == VIRTUAL else group.site,
        *three,
        group.why,
        *(person.name if person else "" for person in people),
        *(person.email if person else "" for person in people),
    ]


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
