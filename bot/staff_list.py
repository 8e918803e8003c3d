"""The staff list: a CSV file → checked rows, or every bad row by line and reason; and the rows into the store."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError

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
        raise ValueError("is missing")
    return text


def _address(text: str) -> str | None:
    if text and not _ADDRESS.fullmatch(text):
        raise ValueError("is no e-mail address")
    return text.lower() or None


def _sites(text: str) -> tuple[str, ...]:
    sites = tuple(dict.fromkeys(site.strip() for site in text.split(";") if site.strip()))
    if not sites:
        raise ValueError("is missing")
    return sites


def _role_group(text: str) -> str:
    group = re.sub(r"[\s-]+", "_", text.lower())
    if group not in ("clinical", "non_clinical"):
        raise ValueError("must be clinical or non_clinical")
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
    """Every row of a CSV file as Excel or anything else writes it: any column order and case, `,` `;` or tabs between.

    Raises `WrongStaffList` with everything that is wrong, so that nothing is ever half-imported.
    """
    table = _Table(_text_of(file))
    problems = list(table.problems)
    rows: list[StaffRow] = []
    lines: dict[tuple[str, str], int] = {}
    for line, cells in table.rows:
        try:
            row = StaffRow.model_validate(cells)
        except ValidationError as wrong:
            problems += [(line, f"{error['loc'][0]} {error['ctx']['error']}") for error in wrong.errors()]
            continue
        for column, value in (("id", row.id), ("email", row.email)):
            first = lines.setdefault((column, value), line) if value else line
            if first != line:
                problems.append((line, f"{column} is the same as on line {first}"))
        rows.append(row)
    if not rows and not problems:
        problems.append((1, "nobody is listed below the column names"))
    if problems:
        raise WrongStaffList([f"line {line}: {reason}" for line, reason in sorted(problems, key=itemgetter(0))])
    return rows


@dataclass(frozen=True)
class Imported:
    """How many people were new, and how many were known and brought up to date."""

    new: int
    known: int


def keep_staff(engine: Engine, rows: Sequence[StaffRow]) -> Imported:
    """Write the whole list in one transaction. Raises `TurnFailed` where nothing could be saved."""

    def keep() -> Imported:
        with engine.database.writing() as session:
            organisation = sure(people.sole_organisation(session, engine.rules.timezone).id)
            saved = [
                people.save_staff(session, organisation, row.id, row.model_dump(mode="json", exclude={"id"}))
                for row in rows
            ]
        return Imported(new=sum(saved), known=len(saved) - sum(saved))

    return engine.run("staff import", keep)


class _Table:
    """A CSV file's rows as dictionaries by column name, each with the line on which it begins."""

    def __init__(self, text: str) -> None:
        self.problems: list[tuple[int, str]] = []
        self.rows: list[tuple[int, dict[str, str]]] = []
        heading = text.partition("\n")[0]
        delimiter = max(",;\t", key=heading.count)
        try:
            lines = list(_numbered(text, delimiter))
        except csv.Error:
            self.problems.append((1, "this is not a CSV file that can be read"))
            return
        names = [name.strip().lower() for name in lines[0][1]] if lines else []
        self.problems += [(1, f"the column {column} is missing") for column in COLUMNS if column not in names]
        self.problems += [(1, f"the column {column} stands twice") for column in COLUMNS if names.count(column) > 1]
        if self.problems:
            return
        for line, cells in lines[1:]:
            if len(cells) > len(names):
                self.problems.append((line, "more cells than columns; is there a separator without quotes?"))
            elif any(cell.strip() for cell in cells):
                cells += [""] * (len(names) - len(cells))
                self.rows.append((line, {n: c.strip() for n, c in zip(names, cells, strict=True) if n in COLUMNS}))


def _numbered(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    for cells in reader:
        yield begins, cells
        begins = reader.line_num + 1


def _text_of(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise WrongStaffList([f"the file cannot be read: {error.strerror}"]) from None
    except UnicodeDecodeError:
        raise WrongStaffList(["the file is not in UTF-8; in Excel, save it as “CSV UTF-8”"]) from None
