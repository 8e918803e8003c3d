"""The staff list: a CSV file → checked rows, or every bad row by line and reason; and the rows into the store."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError
from sqlmodel import Session

from activities.kit.runs import legible
from activities.kit.table import Problem, WrongFile, read_table
from activities.kit.turn import Turn
from activities.kit.wording import count
from activities.privacy.staff_list import Missing, is_listed_again, leave_out, missing_from, settle
from bot.engine.batches import in_parts
from bot.engine.engine import Engine
from storage import people, staff_list
from storage.here import Here
from storage.progress import UNSEEN, Progress

COLUMNS = ("id", "name", "email", "sites", "department", "role_group", "job_title")
LONGEST_LINE, LONGEST_ADDRESS = 300, 254
IMPORTING, LEAVING_OUT = "Importing", "Looking after those whom the list names no more"
"""What is being done, in the words of `progress`, from when the first is written."""

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def _line(text: str) -> str:
    line = " ".join(unicodedata.normalize("NFC", legible(text)).split())
    if len(line) > LONGEST_LINE:
        raise ValueError(f"this is longer than {LONGEST_LINE} characters")
    return line


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
    """One person on the staff list. E-mail and job title may be empty; all else is needed to match people."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    id: Annotated[str, BeforeValidator(_code), AfterValidator(_present)]
    name: Annotated[str, BeforeValidator(_line), AfterValidator(_present)]
    email: Annotated[str | None, BeforeValidator(_address)]
    sites: Annotated[tuple[str, ...], BeforeValidator(_sites)]
    department: Annotated[str, BeforeValidator(_line), AfterValidator(_present)]
    role_group: Annotated[Literal["clinical", "non_clinical"], BeforeValidator(_role_group)]
    job_title: Annotated[str, BeforeValidator(_line)]


def read_staff_list(file: Path, progress: Progress = UNSEEN) -> list[StaffRow]:
    """Read every row of a CSV file as Excel or anything else writes it.

    Raises `WrongFile` with everything that is wrong, so that nothing is ever half-imported.
    """
    problems: list[Problem] = []
    progress.reaches("Reading")
    try:
        table = read_table(file, COLUMNS, problems)
    except OSError as error:
        raise WrongFile([f"{file.name}: this file cannot be read ({error.strerror})"]) from None
    rows: list[StaffRow] = []
    lines: dict[tuple[str, str], int] = {}
    to_check = table.rows if not problems else ()
    for found in progress.through("Checking", to_check, len(to_check), "rows"):
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
        raise WrongFile([str(problem) for problem in sorted(problems)])
    return rows


@dataclass(frozen=True)
class Imported:
    """How many people were new, how many were known and brought up to date, and who is missing from a complete list."""

    new: int
    known: int
    missing: Missing | None = None


def keep_staff(
    engine: Engine,
    rows: Sequence[StaffRow],
    is_whole: bool = False,
    on_purpose: bool = False,
    progress: Progress = UNSEEN,
) -> Imported:
    """Write the whole list, some rows in each transaction.

    `is_whole`: whoever was listed before and is not now has left, unless their account is in use. `on_purpose`: no
    facilitator need be asked first, however many they are.

    Raises `SeveralOrganisations`, and nothing is saved; or `TurnFailed`, and the same list again finishes it.
    """

    def begin(session: Session) -> tuple[int, list[int]]:
        organisation = people.sole_organisation(session, engine.rules.timezone).id
        return organisation, [one.id for one in staff_list.listed(Here(session, organisation))]

    organisation, before = engine.write("staff import", begin)

    def save(session: Session, row: StaffRow) -> bool:
        is_new = staff_list.save(Here(session, organisation), row.id, row.model_dump(mode="json", exclude={"id"}))
        person = staff_list.by_staff_id(Here(session, organisation), row.id)
        if person and person.leaving_since is not None and not people.accounts_of(session, person):
            is_listed_again(_turn(engine, session), person)
        return is_new

    are_new = in_parts(engine, organisation, "staff import", rows, save, progress, IMPORTING, "people")
    missing = (
        _leave_out(engine, organisation, before, {row.id for row in rows}, on_purpose, progress) if is_whole else None
    )
    return Imported(sum(are_new), len(are_new) - sum(are_new), missing)


def _leave_out(
    engine: Engine, organisation: int, before: list[int], ids: Collection[str], on_purpose: bool, progress: Progress
) -> Missing:
    """Let whoever the list names no more leave, some in each transaction; or ask about them first."""

    def look() -> tuple[Missing, set[int]]:
        with engine.database.reading() as session:
            turn = _turn(engine, session)
            named = {one.id for one in staff_list.listed(Here(session, turn.org)) if one.staff_id in ids}
            return missing_from(turn, before, named, on_purpose), named

    missing, named = engine.run("staff import", look)

    def leave(session: Session, person: int) -> None:
        leave_out(_turn(engine, session), missing, person)

    leaves = (*missing.in_use, *missing.others, *(() if missing.asked else missing.gone))
    in_parts(engine, organisation, "staff import", leaves, leave, progress, LEAVING_OUT, "people")

    engine.write("staff import", lambda session: settle(_turn(engine, session), missing, named))
    return missing


def _turn(engine: Engine, session: Session) -> Turn:
    organisation = people.sole_organisation(session, engine.rules.timezone)
    turn = engine.turn(session, organisation, "knowhow", "staff list")
    turn.waited_for = False
    return turn


def missing_in_words(missing: Missing) -> str:
    """Say, for whoever imports a complete list, what becomes of those whom it names no more."""
    gone = f"{len(missing.gone)} of the {missing.among} people listed before are missing"
    in_use = (
        f" {count(len(missing.in_use), 'other')} are missing too, but their account is in use, so they stay members."
    )
    rest = in_use if missing.in_use else ""
    if not missing.gone:
        return f"Nobody has left by this list.{rest}"
    if missing.asked:
        return (
            f"{gone}. That is many, so nothing ends yet: a facilitator is asked in chat. If you know that they have "
            f"left, import it again with --complete --yes.{rest}"
        )
    return f"{gone}, and let go of once they have been waited for (KNOWHOW_LEAVING_GRACE).{rest}"
