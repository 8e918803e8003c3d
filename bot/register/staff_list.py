"""The staff list: a file → checked rows, or every bad row by line and reason."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError

from activities.kit.names import full_name, shown_name
from activities.kit.runs import legible
from activities.kit.table import Problem, WrongFile, as_typed
from activities.kit.wording import count
from bot.register.staff_columns import COLUMNS, Columns, columns_of
from bot.register.staff_file import lines_in, without_ends
from bot.register.staff_groups import StaffGroups, esr_groups, role_group_of
from storage.progress import UNSEEN, Progress

__all__ = ["COLUMNS", "StaffList", "StaffRow", "Wishes", "read_staff_list", "staff_list_in"]

LONGEST_LINE, LONGEST_ADDRESS = 300, 254

NO_GROUP = (
    "this is no staff group that is known; add it to the table that `knowhow staff groups > groups.csv` writes, and "
    "say --groups groups.csv"
)
"""Of what stands where ESR has its staff groups."""

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def _line(text: str) -> str:
    line = " ".join(unicodedata.normalize("NFC", legible(text)).split())
    if len(line) > LONGEST_LINE:
        raise ValueError(f"this is longer than {LONGEST_LINE} characters")
    return line


def _name(text: str) -> str:
    return shown_name(_line(text))


def _code(text: str) -> str:
    """Return what is compared letter by letter: what looks alike is alike, and nothing in it is invisible."""
    return _line("".join(one for one in unicodedata.normalize("NFKC", text) if one.isprintable()))


def _present(text: str) -> str:
    if not text:
        raise ValueError("this is missing")
    return text


def _address(text: str) -> str | None:
    address = _code(text).lower()
    if address and not (_ADDRESS.fullmatch(address) and len(address) <= LONGEST_ADDRESS):
        raise ValueError("this is no e-mail address")
    return address or None


def _sites(text: str) -> tuple[str, ...]:
    sites = tuple(dict.fromkeys(site for part in text.split(";") if (site := _line(part))))
    if not sites:
        raise ValueError("this is missing")
    return sites


def _role_group(text: str) -> str:
    group = re.sub(r"[\s-]+", "_", text.lower())
    if group not in ("clinical", "non_clinical"):
        raise ValueError("this must be clinical or non_clinical")
    return group


class StaffRow(BaseModel):
    """One person on the staff list: what it says of them. Of what no column of it says, nothing is set."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    id: Annotated[str, BeforeValidator(_code), AfterValidator(_present)]
    name: Annotated[str, BeforeValidator(_name), AfterValidator(_present)]
    email: Annotated[str | None, BeforeValidator(_address)] = None
    sites: Annotated[tuple[str, ...], BeforeValidator(_sites)] = ()
    department: Annotated[str, BeforeValidator(_line), AfterValidator(_present)] = ""
    role_group: Annotated[Literal["clinical", "non_clinical", ""], BeforeValidator(_role_group)] = ""
    job_title: Annotated[str, BeforeValidator(_line)] = ""
    employer: Annotated[str, BeforeValidator(_line)] = ""

    @property
    def said(self) -> dict[str, object]:
        """What the list says of them, but for their number: what it has no column for is left as it is known."""
        return self.model_dump(mode="json", exclude={"id"}, exclude_unset=True)


@dataclass(frozen=True)
class Wishes:
    """How somebody wants a list read.

    `named`: the column for a field, or empty for none; `groups`: which staff groups are clinical.
    """

    named: Mapping[str, str] = field(default_factory=dict)
    groups: StaffGroups = field(default_factory=esr_groups)


@dataclass(frozen=True)
class StaffList:
    """Who is on a list, how its columns were read, and what of it was left out or put together, in sentences."""

    rows: list[StaffRow]
    columns: Columns
    notes: tuple[str, ...] = ()


def read_staff_list(file: Path, progress: Progress = UNSEEN) -> list[StaffRow]:
    """Read who is on a list of which nothing has to be said; see `staff_list_in`."""
    return staff_list_in(file, progress=progress).rows


def staff_list_in(file: Path, wishes: Wishes | None = None, progress: Progress = UNSEEN) -> StaffList:
    """Read every row of a staff list as Excel, ESR, Entra or anybody writes it.

    Raises `WrongFile` with everything that is wrong, so that nothing is ever half-imported; `Unclear`, which is one,
    where somebody has to say what its columns are.
    """
    wishes = wishes or Wishes()
    progress.reaches("Reading")
    problems: list[Problem] = []
    try:
        found = lines_in(file, wishes.named, problems)
    except OSError as error:
        raise WrongFile([f"{file.name}: this file cannot be read ({error.strerror})"]) from None
    if problems:
        raise WrongFile([str(problem) for problem in sorted(problems)])
    columns = columns_of(file.name, found.line, found.header, wishes.named)
    kept, ends = without_ends(found.below, columns)
    checking = _Checking(file.name, columns, len(found.header), wishes.groups)
    for line, cells in progress.through("Checking", kept, len(kept), "rows"):
        checking.check(line, cells)
    if not kept:
        checking.problems.add(Problem(file.name, columns.line, "", "nobody is listed below the names of the columns"))
    if checking.problems:
        raise WrongFile([str(problem) for problem in sorted(checking.problems)])
    notes = [f"Of its sheets, “{found.sheet}” was read."] if found.sheet else []
    notes += [f"Line {line} was left out: it is about nobody, but a total or the end of a report." for line in ends]
    return StaffList(checking.rows, columns, (*notes, *checking.notes()))


class _Checking:
    """Reads line by line, and keeps what is wrong; several posts of one person make one row."""

    def __init__(self, file: str, columns: Columns, width: int, groups: StaffGroups) -> None:
        self._file, self._columns, self._width, self._groups = file, columns, width, groups
        self._first: dict[tuple[str, str], tuple[int, int]] = {}
        self._posts = 0
        self.rows: list[StaffRow] = []
        self.problems: set[Problem] = set()

    def check(self, line: int, cells: Sequence[str]) -> None:
        """Read one line."""
        if any(cell.strip() for cell in cells[self._width :]):
            self._wrong(line, "", "there are more values than columns")
        try:
            row = StaffRow.model_validate(self._values(cells))
        except ValidationError as wrong:
            for error in wrong.errors():
                self._wrong(line, str(error["loc"][0]), str(error["ctx"]["error"]))
            return
        if not self._is_another_post(row):
            self._note(line, row)
            self.rows.append(row)

    def notes(self) -> list[str]:
        """Say which lines were put together."""
        if not self._posts:
            return []
        lines = count(self._posts, "line holds", "lines hold")
        return [f"{lines} another post of somebody above: they are one person, with the sites of each."]

    def _values(self, cells: Sequence[str]) -> dict[str, str]:
        of = self._columns
        said = {field: as_typed(of.value(field, cells)) for field, places in of.places.items() if places}
        if len(of.places["name"]) > 1:
            said["name"] = full_name(*of.halves(cells))
        if of.is_by_address("id"):
            said["id"] = said["email"].lower()
        if "role_group" in said:
            said["role_group"] = role_group_of(said["role_group"], self._groups) or said["role_group"]
        if "sites" in said and not of.is_own("sites"):
            said["sites"] = said["sites"].replace(" / ", ";")  # “Ward 5 / Ward 6”, as people write it
        return said

    def _is_another_post(self, row: StaffRow) -> bool:
        """Say whether the same person stands in a line above with another post, as ESR writes them."""
        first = self._first.get(("id", row.id))
        if first is None or self._columns.is_own("id") or self._columns.is_by_address("id"):
            return False
        before = self.rows[first[1]]
        if (before.name, before.email) != (row.name, row.email):
            return False
        self.rows[first[1]] = before.model_copy(update={"sites": tuple(dict.fromkeys(before.sites + row.sites))})
        self._posts += 1
        return True

    def _note(self, line: int, row: StaffRow) -> None:
        for column, value in (("id", row.id), ("email", row.email)):
            first, _ = self._first.setdefault((column, value), (line, len(self.rows))) if value else (line, 0)
            if first != line:
                self._wrong(line, column, f"this is the same as on line {first}")

    def _wrong(self, line: int, field: str, what: str) -> None:
        column = "" if not field else field if self._columns.is_own(field) else self._columns.said_of(field)
        if field == "role_group" and not self._columns.is_own(field):
            what = NO_GROUP
        self.problems.add(Problem(self._file, line, column, what))
