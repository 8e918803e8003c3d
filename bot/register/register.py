"""An old lessons-learned register: a CSV file or JSON lines → checked rows, or every bad row by line and reason."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
)

from activities.kit.days import typed_day
from activities.kit.policy import Policy
from activities.kit.runs import legible
from activities.kit.screen import ANYWHERE, may_be_kept, screen_field
from activities.kit.screening import Kind
from activities.kit.table import Problem, WrongFile, decoded, parts_of, table_in
from storage.membership import ORGANISATION, PARTICIPANTS, PUBLIC
from storage.progress import UNSEEN, Progress

LONGEST_LINE, LONGEST_TEXT = 300, 20_000
EARLIEST, LATEST = 1900, 9000
"""Years of dates. At the ends of the calendar there is no moment of every day in every zone."""

_ACTION = re.compile(r"(?P<text>.+?)\s*\((?:(?P<owner>[^()]*?))?(?:,?\s*by (?P<due>[^(),]+))?\)", re.DOTALL)


# ---- what a cell may be: these give the value, or raise ValueError with what to do -----------------------------------


def _line(given: object) -> str:
    return " ".join(_text(given, LONGEST_LINE).split())


def _text(given: object, longest: int = LONGEST_TEXT) -> str:
    if isinstance(given, bool) or not isinstance(given, str | int | float | None):
        raise ValueError("this must be text")
    text = legible("" if given is None else str(given)).strip()
    if len(text) > longest:
        raise ValueError(f"this is longer than {longest} characters")
    return text


def _several(given: object) -> list[str]:
    r"""Read a list, or text with semicolons between its parts; `\;` is a semicolon that stays."""
    each: Iterable[object] = given if isinstance(given, list) else parts_of(_text(given))
    return list(dict.fromkeys(text for one in each if (text := _text(one))))


def _day(given: object) -> date | None:
    text = _line(given)
    if not text:
        return None
    day: date | None
    try:
        day = datetime.fromisoformat(text).date()
    except ValueError:
        day = typed_day(text)
    if day is None or not EARLIEST <= day.year <= LATEST:
        raise ValueError("this is no date; write it as 2026-11-30")
    return day


def _visibility(given: object) -> str:
    said = _line(given).lower().replace("organization", ORGANISATION)
    if said not in ("", PARTICIPANTS, ORGANISATION, PUBLIC):
        raise ValueError("this must be participants, organisation or public")
    return said or ORGANISATION


def _actions(given: object) -> list[dict[str, str]]:
    """Read texts such as `Buy a printer (estates, by 2026-12-01)`, or objects of `text`, `owner` and `due`."""
    if isinstance(given, list) and all(isinstance(one, dict) for one in given):
        actions = [{key: _text(one.get(key)) for key in ("text", "owner", "due")} for one in given]
        if not all(action["text"] for action in actions):
            raise ValueError("each of these needs a text")
        return actions
    return [_action(text) for text in _several(given)]


def _action(text: str) -> dict[str, str]:
    found = _ACTION.fullmatch(text)
    due = typed_day(found["due"]) if found and found["due"] else None
    if found and text.endswith("()"):  # nobody, and no day
        return {"text": found["text"], "owner": "", "due": ""}
    if found is None or not (found["owner"] or due):
        return {"text": text, "owner": "", "due": ""}
    if found["due"] and due is None:  # “(trained by the nurses)”
        return {"text": found["text"], "owner": text[found.end("text") :].strip()[1:-1], "due": ""}
    return {"text": found["text"], "owner": found["owner"] or "", "due": due.isoformat() if due else ""}


def _present(text: str) -> str:
    if not text:
        raise ValueError("this is missing")
    return text


Line = Annotated[str, BeforeValidator(_line)]
Several = Annotated[list[str], BeforeValidator(_several)]
Day = Annotated[date | None, BeforeValidator(_day)]


class RegisterRow(BaseModel):
    """One row of a register. Only the title is needed; which fields were given is in `model_fields_set`."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True, extra="ignore")

    id: Line = ""
    activity: Line = ""
    title: Annotated[str, BeforeValidator(_line), AfterValidator(_present)]
    date: Day = None
    until: Day = None
    site: Several = Field(default_factory=list)
    topics: Several = Field(default_factory=list)
    summary: Annotated[str, BeforeValidator(_text)] = ""
    lessons: Several = Field(default_factory=list)
    actions: Annotated[list[dict[str, str]], BeforeValidator(_actions)] = Field(default_factory=list)
    visibility: Annotated[str, BeforeValidator(_visibility)] = ORGANISATION
    contact: Line = ""
    attribution: Line = ""
    licence: Line = ""
    review_on: Day = None

    @field_validator("until")
    @classmethod
    def _ends_after_it_began(cls, until: Day, others: ValidationInfo) -> Day:
        if until and (began := others.data.get("date")) and until < began:
            raise ValueError("this is before the date")
        return until

    @property
    def digest(self) -> str:
        """The same for the same row, however it is laid out in the file."""
        said = self.model_dump(mode="json", exclude={"id"}, exclude_defaults=True)
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()

    @property
    def identity(self) -> str:
        """By which it is known again: its id, or what it says where it has none."""
        return self.id or self.digest[:32]

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield every text in it, with the column in which it stands."""
        for column in ("title", "summary", "contact", "activity", "attribution", "licence"):
            yield column, getattr(self, column)
        for column in ("lessons", "topics", "site"):
            yield from ((column, text) for text in getattr(self, column))
        for action in self.actions:
            yield "actions", f"{action['text']} {action['owner']}"
            if typed_day(action["due"]) is None:
                yield "actions", action["due"]


@dataclass(frozen=True)
class Register:
    """What a file says: its rows, and in which lines somebody should look whether they identify anybody."""

    rows: tuple[RegisterRow, ...]
    warnings: tuple[str, ...]


# ---- files -----------------------------------------------------------------------------------------------------------


def read_register(file: Path, policy: Policy = ANYWHERE, progress: Progress = UNSEEN) -> Register:
    """Read every row of a CSV file as Excel or anything else writes it, or of a file with a JSON object on each line.

    `house` names the organisation's own numbers of patients. Raises `WrongFile` with everything that is wrong, so
    that nothing is ever half-imported.
    """
    problems: list[Problem] = []
    progress.reaches("Reading")
    try:
        content = file.read_bytes()
        is_json = decoded(content).lstrip().startswith(("{", "["))
        found = list(_json_lines(file, content, problems) if is_json else _csv_rows(file, content, problems))
    except OSError as error:
        raise WrongFile([f"{file.name}: this file cannot be read ({error.strerror})"]) from None
    rows: list[RegisterRow] = []
    warnings: list[Problem] = []
    lines: dict[str, int] = {}
    to_check = found if not problems or is_json else []
    for line, values in progress.through("Checking", to_check, len(to_check), "rows"):
        try:
            row = RegisterRow.model_validate(values)
        except ValidationError as wrong:
            problems += [Problem(file.name, line, str(error["loc"][0]), _why(error)) for error in wrong.errors()]
            continue
        stops, warns = _findings(file.name, line, row, policy)
        problems += stops
        warnings += warns
        if row.id and lines.setdefault(row.id, line) != line:
            problems.append(Problem(file.name, line, "id", f"this is the same as on line {lines[row.id]}"))
        rows.append(row)
    if not found and not problems:
        problems.append(Problem(file.name, 1, "", "there is nothing in it but the names of the columns"))
    if problems:
        raise WrongFile([str(problem) for problem in sorted(set(problems))])
    return Register(tuple(rows), tuple(str(warning) for warning in sorted(set(warnings))))


def _csv_rows(file: Path, content: bytes, problems: list[Problem]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    table = table_in(file.name, content, ("title",), problems)
    return ((row.line, row.values) for row in table.rows)


def _json_lines(file: Path, content: bytes, problems: list[Problem]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for line, text in enumerate(decoded(content).split("\n"), 1):
        if not text.strip():
            continue
        try:
            values = json.loads(text)
        except (ValueError, RecursionError):
            values = None
        if isinstance(values, dict):
            yield line, {str(key).strip().lower(): value for key, value in values.items()}
        else:
            problems.append(Problem(file.name, line, "", "this is no JSON object"))


def _findings(file: str, line: int, row: RegisterRow, policy: Policy) -> tuple[list[Problem], list[Problem]]:
    """Find what in a row stops, and what only warns: where, and what it looks like; never the words themselves."""
    stops: list[Problem] = []
    warns: list[Problem] = []
    for column, text in row.texts():
        for finding in screen_field(column, text, policy):
            verdict = "stops" if finding.stops else "warns"
            (stops if finding.stops else warns).append(Problem(file, line, column, f"{verdict}: {finding.kind}"))
    if not may_be_kept(row.id):  # codes of registers look like much that warns, and say nothing of anybody
        stops.append(Problem(file, line, "id", f"stops: {Kind.NHS_NUMBER}"))
    return stops, warns


def _why(error: Any) -> str:
    return str(error["ctx"]["error"]) if "error" in error.get("ctx", {}) else "this is missing"
