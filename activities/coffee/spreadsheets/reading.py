"""From files to a pool: everything that is wrong in any of them is found at once.

What a row of each file must hold is checked by pydantic; every fault becomes a problem with its line and column.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Annotated, Literal, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator, model_validator

from activities.coffee.matching.problem import MOST_OWED, Candidate, Pool
from activities.kit.table import Problem, Row, read_table


def _word(value: object) -> object:
    """Read Non-Clinical, non clinical and NON_CLINICAL as one word; an empty cell as None."""
    return "_".join(value.lower().replace("-", " ").replace("_", " ").split()) if isinstance(value, str) else value


def _spaced(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value


Model = TypeVar("Model", bound=BaseModel)
Filled = Annotated[str, BeforeValidator(_spaced)]


class SignUp(BaseModel):
    """A row of the sign-ups: one person."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    id: Filled
    name: Filled
    sites: tuple[str, ...] = ()
    department: Filled
    role_group: Annotated[Literal["clinical", "non_clinical"], BeforeValidator(_word)]
    email: str = ""
    job_title: str = ""
    meetups: Annotated[Literal["one", "each_site"], BeforeValidator(_word)] = "one"
    owed: Annotated[int, Field(ge=0, le=MOST_OWED)] = 0
    virtual: Annotated[Literal["yes", "no"], BeforeValidator(_word)] = "no"

    @field_validator("sites", mode="before")
    @classmethod
    def split(cls, value: object) -> object:
        """Split one or several, with semicolons between."""
        if not isinstance(value, str):
            return value
        return tuple(dict.fromkeys(" ".join(site.split()) for site in value.split(";") if site.strip()))

    @model_validator(mode="after")
    def can_meet(self) -> Self:
        """Refuse a row that names no site and would not meet online. Raises `ValueError` with the column’s name."""
        if not self.sites and self.virtual == "no":
            raise ValueError("sites")
        return self


class Met(BaseModel):
    """A row of the history: two or three people who met; the round if the file has several."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    round: int | None = None
    a: Filled
    b: Filled
    c: Annotated[str, BeforeValidator(_spaced)] = ""


class Apart(BaseModel):
    """A row of the pairs to be kept apart."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    a: Filled
    b: Filled


def checked(model: type[Model], row: Row, problems: list[Problem]) -> Model | None:
    """Read a row as a model; or None, with each of its faults added to `problems`.

    An empty cell counts as not given.
    """
    try:
        return model.model_validate({column: value for column, value in row.values.items() if value})
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_input=False):
            column = str(fault["loc"][0]) if fault["loc"] else "sites"
            if column in row.values or not fault["loc"] or not model.model_fields[column].is_required():
                problems.append(row.problem(column, _ASKED[column]))
        return None


_ASKED = {
    "id": "give each person an id",
    "name": "give the person's name",
    "sites": "name at least one site, or put yes under virtual",
    "department": "give the person's department",
    "role_group": "put clinical or non_clinical",
    "meetups": "put one or each_site, or leave it empty",
    "owed": f"put a whole number from 0 to {MOST_OWED:,}, or leave it empty",
    "virtual": "put yes or no, or leave it empty",
    "round": "put a whole number",
    "a": "give the id of a person",
    "b": "give the id of a person",
}


class BadInput(Exception):
    """Raised where the files cannot be used as they are.

    `problems`, sorted by file and line, says all that must be put right.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(f"{len(self.problems)} problems")


@dataclass(frozen=True)
class SignUps:
    """What the files say."""

    pool: Pool
    people: dict[str, SignUp]
    """By id."""
    not_signed_up: tuple[Problem, ...]
    """Where the history names somebody who is not among the sign-ups: people come and go, so this is no error."""
    marked: bool
    """Whether the sign-ups were saved with a byte-order mark."""


def read_files(signups: Path, history: Sequence[Path], apart: Path | None) -> SignUps:
    """Read all files. Raises BadInput with every problem in them, and OSError if one cannot be read.

    Rounds in the history are counted back from the latest: first those that files number in a column `round`, by
    number, then each file without that column as one round, in the order given.
    """
    problems: list[Problem] = []
    table = read_table(signups, ("id", "name", "sites", "department", "role_group"), problems)
    people = _people(table.rows, problems)
    # A row with a fault still lends its id, so that other files which name it are not blamed.
    ids = {_id(row) for row in table.rows}
    met, not_signed_up = _met([_rounds(path, problems) for path in history], ids)
    kept_apart = _kept_apart(apart, ids, problems) if apart else frozenset()
    if problems:
        raise BadInput(problems)
    return SignUps(Pool(_candidates(people), met, kept_apart), people, not_signed_up, table.marked)


def _id(row: Row) -> str:
    return " ".join(row.values.get("id", "").split())


def _people(rows: Sequence[Row], problems: list[Problem]) -> dict[str, SignUp]:
    """Map ids to people. Somebody who stands twice, by id or e-mail, is a problem of the later row."""
    people: dict[str, SignUp] = {}
    lines: dict[tuple[str, str], int] = {}
    for row in rows:
        signup = checked(SignUp, row, problems)
        for column, value in (("id", _id(row)), ("email", row.values.get("email", "").lower())):
            if value and (first := lines.setdefault((column, value), row.line)) != row.line:
                problems.append(row.problem(column, f"this person stands in line {first} already"))
        if signup:
            people[signup.id] = signup
    return people


def _rounds(path: Path, problems: list[Problem]) -> dict[int | None, list[tuple[Row, Met]]]:
    """Read who met in each round of a file; round None if it has no such column."""
    table = read_table(path, ("a", "b"), problems)
    rounds: dict[int | None, list[tuple[Row, Met]]] = defaultdict(list)
    for row in table.rows:
        met = checked(Met, row, problems)
        if met is None:
            continue
        if "round" in table.columns and met.round is None:
            problems.append(row.problem("round", "put a whole number"))
        if len({met.a, met.b, met.c}) < 3:
            problems.append(row.problem("c" if met.c in (met.a, met.b) else "b", "this person stands here already"))
        rounds[met.round].append((row, met))
    return rounds


def _met(
    files: Sequence[dict[int | None, list[tuple[Row, Met]]]], ids: set[str]
) -> tuple[dict[frozenset[str], int], tuple[Problem, ...]]:
    """Map pairs of people who met to how many rounds ago they last did; and find who is named and not here."""
    numbered: dict[int, list[tuple[Row, Met]]] = defaultdict(list)
    for file in files:
        for number, rows in file.items():
            if number is not None:
                numbered[number] += rows
    rounds = [numbered[number] for number in sorted(numbered)] + [file[None] for file in files if None in file]
    met: dict[frozenset[str], int] = {}
    absent = []
    for ago, rows in zip(range(len(rounds), 0, -1), rounds, strict=True):
        for row, who in rows:
            named = {"a": who.a, "b": who.b} | ({"c": who.c} if who.c else {})
            absent += [
                row.problem(column, "this person has not signed up now")
                for column, member in named.items()
                if member not in ids
            ]
            met.update({frozenset(pair): ago for pair in combinations(named.values(), 2)})
    return met, tuple(absent)


def _kept_apart(path: Path, ids: set[str], problems: list[Problem]) -> frozenset[frozenset[str]]:
    pairs = set()
    for row in read_table(path, ("a", "b"), problems).rows:
        pair = checked(Apart, row, problems)
        if pair is None:
            continue
        for column, named in (("a", pair.a), ("b", pair.b)):
            if named not in ids:
                problems.append(row.problem(column, "nobody of this id has signed up"))
        if pair.a == pair.b:
            problems.append(row.problem("b", "this person stands here already"))
        pairs.add(frozenset((pair.a, pair.b)))
    return frozenset(pairs)


def _candidates(people: dict[str, SignUp]) -> tuple[Candidate, ...]:
    sites = _spelling(site for signup in people.values() for site in signup.sites)
    departments = _spelling(signup.department for signup in people.values())
    return tuple(
        Candidate(
            id=signup.id,
            sites=tuple(dict.fromkeys(sites[site.casefold()] for site in signup.sites)),
            department=departments[signup.department.casefold()],
            clinical=signup.role_group == "clinical",
            each_site=signup.meetups == "each_site",
            owed=signup.owed,
            virtual=signup.virtual == "yes",
        )
        for signup in people.values()
    )


def _spelling(names: Iterable[str]) -> dict[str, str]:
    """Choose the spelling to use, whatever the order of rows: NORTHGATE and Northgate are one."""
    spelled: dict[str, str] = {}
    for name in names:
        spelled[name.casefold()] = max(name, spelled.get(name.casefold(), name))
    return spelled
