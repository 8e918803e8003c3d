"""A rota without chat: people from a file, and who sits where as rows."""

from collections.abc import Iterable
from pathlib import Path

from activities.cafe.rota import Tables
from activities.cafe.rota.rota import Guest
from activities.kit.table import Problem, read_table

NEEDED = ("id", "name", "department", "role_group")
COLUMNS = ("round", "table", "id")


class BadPeople(Exception):
    """Raised where the file cannot be used as it is: `problems`, in the order of its lines, says all that is wrong."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(f"{len(self.problems)} problems")


def read_people(path: Path) -> tuple[list[Guest], bool]:
    """Read who is to be seated, and whether the file began with a byte-order mark.

    Raises `BadPeople`, and OSError if the file cannot be read. Only ids are needed; the rest helps people mix.
    """
    problems: list[Problem] = []
    table = read_table(path, NEEDED, problems)
    first: dict[str, int] = {}
    guests = []
    for row in table.rows:
        identity = " ".join(row.values.get("id", "").split())
        if not identity:
            problems.append(row.problem("id", "please give everybody an id"))
        elif (before := first.setdefault(identity, row.line)) != row.line:
            problems.append(row.problem("id", f"this person stands in line {before} already"))
        guests.append(Guest(identity, row.values.get("department", ""), row.values.get("role_group", "")))
    if not guests and not problems:
        problems.append(Problem(path.name, 1, "", "there is nobody in this file"))
    if problems:
        raise BadPeople(problems)
    return guests, table.marked


def rows_of(rounds: Iterable[Tables]) -> list[tuple[str, str, str]]:
    """Write round, table and id, in that order, for everybody in every round."""
    return [
        (str(number), str(place), one)
        for number, tables in enumerate(rounds, start=1)
        for place, table in enumerate(tables, start=1)
        for one in table
    ]
