"""From a matching to files: the pairs, and who was left out."""

from pathlib import Path

from activities.coffee.matching.problem import VIRTUAL, Group, Matching
from activities.coffee.spreadsheets.reading import SignUps
from activities.kit.table import write_table

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
