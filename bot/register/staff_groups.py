"""Which staff groups are clinical: ESR's nine as a table beside this, or an organisation's own in a file like it."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from activities.kit.table import Problem, Row, Table, WrongFile, read_table

ESR_GROUPS = Path(__file__).with_name("staff_groups.csv")
COLUMNS = ("staff_group", "role_group")
CLINICAL, NON_CLINICAL = "clinical", "non_clinical"

_SAID_OUTRIGHT = {
    **dict.fromkeys(("clinical", "yes", "y", "true"), CLINICAL),
    **dict.fromkeys(("nonclinical", "no", "n", "false"), NON_CLINICAL),
}

StaffGroups = Mapping[str, str]
"""`clinical` or `non_clinical` for each staff group, as `spelt` writes it."""


def spelt(group: str) -> str:
    """Return a staff group as it is compared: case, spaces, dashes, and “&” for “and” make no difference."""
    return "".join(one for one in group.casefold().replace("&", "and") if one.isalnum())


@cache
def esr_groups() -> StaffGroups:
    """Return what the nine staff groups of ESR are."""
    return read_groups(ESR_GROUPS)


def read_groups(file: Path) -> StaffGroups:
    """Read a table of staff groups. Raises `WrongFile` with everything that is wrong with it."""
    problems: list[Problem] = []
    try:
        table = read_table(file, COLUMNS, problems)
    except OSError as error:
        raise WrongFile([f"{file.name}: this file cannot be read ({error.strerror})"]) from None
    groups = {} if problems else _groups_in(table, problems)
    if not table.rows and not problems:
        problems.append(Problem(file.name, 1, "", "no staff group is named below the names of the columns"))
    if problems:
        raise WrongFile([str(problem) for problem in sorted(problems)])
    return groups


def _groups_in(table: Table, problems: list[Problem]) -> dict[str, str]:
    groups: dict[str, str] = {}
    lines: dict[str, int] = {}
    for row in table.rows:
        group = spelt(row.values.get("staff_group", ""))
        if not group:
            problems.append(row.problem("staff_group", "this is missing"))
        elif (first := lines.setdefault(group, row.line)) != row.line:
            problems.append(row.problem("staff_group", f"this is the same as on line {first}"))
        groups[group] = _role_group(row, problems)
    return groups


def _role_group(row: Row, problems: list[Problem]) -> str:
    said = _SAID_OUTRIGHT.get(spelt(row.values.get("role_group", "")))
    if said is None:
        problems.append(row.problem("role_group", "this must be clinical or non_clinical"))
    return said or NON_CLINICAL


def role_group_of(said: str, groups: StaffGroups) -> str | None:
    """Say which it is of what stands in a list: a staff group, or `clinical` and `non_clinical` themselves."""
    return groups.get(spelt(said)) or _SAID_OUTRIGHT.get(spelt(said))
