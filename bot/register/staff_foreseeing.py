"""What a staff list would do, before it does anything: who is new, and who would be let go of, by name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from activities.kit.wording import count
from activities.privacy.staff_list import Missing, missing_from
from bot.engine.engine import Engine
from bot.register.staff_keeping import turn_of
from bot.register.staff_list import StaffRow
from storage import organisations, people, staff_list
from storage.here import Here
from storage.progress import UNSEEN, Progress

COMPARING = "Comparing with whom the last list named"


@dataclass(frozen=True)
class Foreseen:
    """How many would be new, and how many brought up to date; and whom a complete list names no more.

    `gone`, `in_use`: the names of those who would be let go of, and of those who are missing and stay.
    """

    new: int
    known: int
    missing: Missing | None = None
    gone: tuple[str, ...] = ()
    in_use: tuple[str, ...] = ()


def foresee(
    engine: Engine, rows: Sequence[StaffRow], is_whole: bool, on_purpose: bool, progress: Progress = UNSEEN
) -> Foreseen:
    """Look what `keep_staff` would do. Changes nothing. Raises `SeveralOrganisations`."""

    def look() -> Foreseen:
        with engine.database.reading() as session:
            if not organisations.ids(session):
                return Foreseen(len(rows), 0)
            here = Here(session, engine.serving.organisation(session, engine.rules.timezone).id)
            compared = progress.through(COMPARING, rows, len(rows), "people")
            meant = [staff_list.meant(here, row.id, row.email) for row in compared]
            named = {one.id for one in meant if one}
            known = len([one for one in meant if one])
            if not is_whole:
                return Foreseen(len(rows) - known, known)
            listed, ids = staff_list.listed(here), {row.id for row in rows}
            passed_on = [one for one in listed if one.id not in named and one.staff_id in ids]
            named |= {one.id for one in passed_on if staff_list.is_only_listed(here, one)}
            missing = missing_from(turn_of(engine, session), [one.id for one in listed], named, on_purpose)
            gone, in_use = (_names(here, ids) for ids in (missing.gone, missing.in_use))
            return Foreseen(len(rows) - known, known, missing, gone, in_use)

    return engine.run("staff import", look)


def _names(here: Here, ids: Iterable[int]) -> tuple[str, ...]:
    found = people.several(here, ids)
    return tuple(sorted(f"{one.name} ({one.department})" if one.department else one.name for one in found))


def leavers_in_words(foreseen: Foreseen) -> list[str]:
    """Say who would be let go of, by name, and who is missing and stays; nothing where nobody is missing."""
    missing = foreseen.missing
    lines = []
    if missing and foreseen.gone:
        waits = "a facilitator is asked first, unless you say --yes" if missing.asked else "they are waited for first"
        many = f"{len(foreseen.gone)} of the {missing.among} people listed before are missing, so they have left"
        lines += [f"{many} ({waits}):", *(f"  {name}" for name in foreseen.gone)]
    if foreseen.in_use:
        are = count(len(foreseen.in_use), "person is missing and stays", "people are missing and stay")
        lines += [f"{are}, since another rule makes them members:", *(f"  {name}" for name in foreseen.in_use)]
    return lines
