"""The staff list: a CSV file → checked rows, or every bad row by line and reason; and the rows into the store."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError
from sqlmodel import Session

from activities.kit.table import Problem, read_table
from bot.batches import in_parts
from bot.engine import Engine
from storage import people
from storage.people import sure

COLUMNS = ("id", "name", "email", "sites", "department", "role_group", "job_title")
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class WrongStaffList(Exception):
    """A staff list that cannot be taken: a sentence for each problem, by line, that repeats nothing from a cell."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def _present(text: str) -> str:
    if not text:
        raise ValueError("this is missing")
    return text


def _address(text: str) -> str | None:
    if text and not _ADDRESS.fullmatch(text):
        raise ValueError("this is no e-mail address")
    return text.lower() or None


def _sites(text: str) -> tuple[str, ...]:
    sites = tuple(dict.fromkeys(site.strip() for site in text.split(";") if site.strip()))
    if not sites:
        raise ValueError("this is missing")
    return sites


def _role_group(text: str) -> str:
    group = re.sub(r"[\s-]+", "_", text.lower())
    if group not in ("clinical", "non_clinical"):
        raise ValueError("this must be clinical or non_clinical")
    return group


class StaffRow(BaseModel):
    """One person on the staff list. E-mail and job title may be empty; all else is needed to match people."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True, hide_input_in_errors=True)

    id: Annotated[str, AfterValidator(_present)]
    name: Annotated[str, AfterValidator(_present)]
    email: Annotated[str | None, BeforeValidator(_address)]
    sites: Annotated[tuple[str, ...], BeforeValidator(_sites)]
    department: Annotated[str, AfterValidator(_present)]
    role_group: Annotated[Literal["clinical", "non_clinical"], BeforeValidator(_role_group)]
    job_title: str


def read_staff_list(file: Path) -> list[StaffRow]:
    """Every row of a CSV file as Excel or anything else writes it.

    Raises `WrongStaffList` with everything that is wrong, so that nothing is ever half-imported.
    """
    problems: list[Problem] = []
    try:
        table = read_table(file, COLUMNS, problems)
    except OSError as error:
        raise WrongStaffList([f"{file.name}: this file cannot be read ({error.strerror})"]) from None
    rows: list[StaffRow] = []
    lines: dict[tuple[str, str], int] = {}
    for found in table.rows if not problems else ():
        try:
            row = StaffRow.model_validate(found.values)
        except ValidationError as wrong:
            problems += [found.problem(str(error["loc"][0]), str(error["ctx"]["error"])) for error in wrong.errors()]
            continue
        for column, value in (("id", row.id), ("email", row.email)):
            first = lines.setdefault((column, value), found.line) if value else found.line
            if first != found.line:
                problems.append(found.problem(column, f"this is the same as on line {first}"))
        rows.append(row)
    if not table.rows and not problems:
        problems.append(Problem(file.name, 1, "", "nobody is listed below the names of the columns"))
    if problems:
        raise WrongStaffList([str(problem) for problem in sorted(problems)])
    return rows


@dataclass(frozen=True)
class Imported:
    """How many people were new, and how many were known and brought up to date."""

    new: int
    known: int


def keep_staff(engine: Engine, rows: Sequence[StaffRow]) -> Imported:
    """Write the whole list, some rows in each transaction.

    Raises `SeveralOrganisations`, and nothing is saved; or `TurnFailed`, and the same list again finishes it.
    """

    def begin() -> int:
        with engine.database.writing() as session:
            return sure(people.sole_organisation(session, engine.rules.timezone).id)

    organisation = engine.run("staff import", begin)

    def save(session: Session, row: StaffRow) -> bool:
        return people.save_staff(session, organisation, row.id, row.model_dump(mode="json", exclude={"id"}))

    are_new = in_parts(engine, "staff import", rows, save)
    return Imported(new=sum(are_new), known=len(are_new) - sum(are_new))
