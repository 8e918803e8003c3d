"""An old register's rows into the library; the same rows again change nothing, or finish what was cut off."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from activities.kit.library import file
from activities.kit.policy import Policy
from activities.kit.screen import ANYWHERE
from activities.library.records.unread import READING, raises_a_warning, texts_of
from bot.engine.batches import in_parts
from bot.engine.engine import Engine
from bot.register.register import RegisterRow
from storage import people, records, traces, waiting
from storage.here import Here
from storage.membership import ORGANISATION, PARTICIPANTS, PUBLIC
from storage.progress import UNSEEN, Progress
from storage.search import shelving
from storage.tables import Organisation, Person, Record
from storage.tables.records import FILED

FILING = "Filing"
"""What is being done, in the words of `progress`, from when the first record is written."""

UNNAMED = "register"
"""What a record came from where its row does not say."""


@dataclass(frozen=True)
class Filed:
    """Of how many rows: new, changing a record, or known already.

    `unread`: what only participants may read, and nobody is known to have taken part. `public`: kept within the
    organisation for now, because it takes two facilitators to let something out. `waiting`: raised a warning, and wait
    until a facilitator has read them.
    """

    new: int = 0
    changed: int = 0
    known: int = 0
    unread: int = 0
    public: int = 0
    waiting: int = 0


def keep_register(
    engine: Engine, rows: Sequence[RegisterRow], checked: bool = False, progress: Progress = UNSEEN
) -> Filed:
    """Write all rows, some in each transaction. `checked`: whoever imports has read what raised a warning.

    Raises `SeveralOrganisations`, and nothing is saved; or `TurnFailed`, and the same rows again finish it.
    """

    def begin(session: Session) -> tuple[int, datetime]:
        return engine.serving.organisation(session, engine.rules.timezone).id, engine.now(session)

    organisation, now = engine.write("library import", begin)
    policy = None if checked else engine.rules.policy
    kept = in_parts(
        engine,
        organisation,
        "library import",
        rows,
        lambda session, row: _keep(Here(session, organisation), now, row, policy),
        progress,
        FILING,
        "records",
    )
    return _in_all(kept)


def file_register(
    here: Here,
    now: datetime,
    rows: Sequence[RegisterRow],
    checked: bool = False,
    policy: Policy = ANYWHERE,
) -> Filed:
    """Write all rows within a transaction of the caller's, and say what became of them.

    `checked`: as `keep_register` has it.
    """
    return _in_all([_keep(here, now, row, None if checked else policy) for row in rows])


def _in_all(each: Sequence[Filed]) -> Filed:
    return Filed(*(sum(numbers) for numbers in zip(*map(astuple, each), strict=True))) if each else Filed()


def _keep(here: Here, now: datetime, row: RegisterRow, policy: Policy | None) -> Filed:
    """Write one row, and say what became of it."""
    before = records.came_from(here, f"import:{row.identity}")
    waited = before is not None and before.phase == waiting.FOR_READING
    became = _write(here, now, row, policy)
    after = records.came_from(here, f"import:{row.identity}")
    waits = not waited and after is not None and after.phase == waiting.FOR_READING
    if waits:
        waiting.look_now(here, now)
    return Filed(
        new=became == "new",
        changed=became == "changed",
        known=became == "known",
        unread=row.visibility == PARTICIPANTS and _contact(here, row) is None,
        public=row.visibility == PUBLIC,
        waiting=waits,
    )


def _write(here: Here, now: datetime, row: RegisterRow, policy: Policy | None) -> str:
    filed = records.came_from(here, f"import:{row.identity}")
    if filed is None and _was_filed_here(here, row):
        return "known"
    contact = _contact(here, row)
    if filed is None:
        if (made := _file(here, now, row, contact)) is None:
            return "known"
        _let_wait(here.session, made, (), now, policy)
        return "new"
    if filed.withdrawn_at is not None or filed.digest == row.digest:
        return "known"
    filed.digest = row.digest
    said = {field for field in _content(row, contact) if _column(field) in row.model_fields_set}
    changes = {field: value for field, value in _content(row, contact).items() if field in said and value is not None}
    if filed.visibility == PUBLIC and row.visibility == PUBLIC:
        changes.pop("visibility", None)
    before, was_read = texts_of(filed, policy or ANYWHERE), filed.phase == FILED
    if not records.change(here.session, filed, None, now, changes):
        return "known"
    if not was_read:  # how it stood is not kept then
        traces.note(here.session, True)
    _let_wait(here.session, filed, before, now, policy)
    return "changed"


def _let_wait(
    session: Session, record: Record, before: Sequence[tuple[str, str]], now: datetime, policy: Policy | None
) -> None:
    """Let a record wait until a facilitator has read it, where words that are new raise a warning.

    `house`: none where whoever imports has read them.
    """
    if policy and raises_a_warning((text for text in texts_of(record, policy) if text not in before), policy):
        READING.step(record, "wait")
        zone = ZoneInfo(session.get_one(Organisation, record.organisation_id).timezone)
        record.waits_since = now.astimezone(zone).date()
        session.flush()
        shelving.index(session, record)  # nobody guesses its words yet


def _file(here: Here, now: datetime, row: RegisterRow, contact: Person | None) -> Record | None:
    """Make and file a record of a row; `None` where somebody else has imported the same at this moment."""
    day = row.date or row.until or now.date()
    content = _content(row, contact) | {"happened_from": day, "happened_until": row.until or day}
    made = Record(
        organisation_id=here.org,
        activity=row.activity or UNNAMED,
        came_from=f"import:{row.identity}",
        title=row.title,
        happened_from=day,
        happened_until=day,
        filed_at=now,
        digest=row.digest,
    )
    made.sqlmodel_update(content)
    return made if file(here.session, made, [contact.id] if contact else []) is made else None


def _content(row: RegisterRow, contact: Person | None) -> dict[str, object]:
    return {
        "title": row.title,
        "happened_from": row.date,
        "happened_until": row.until or row.date,
        "visibility": ORGANISATION if row.visibility == PUBLIC else row.visibility,
        "sites": row.site,
        "topics": row.topics,
        "summary": row.summary,
        "lessons": row.lessons,
        "actions": row.actions,
        "attribution": row.attribution,
        "licence": row.licence,
        "contact": "" if contact else row.contact,
        "contact_id": contact.id if contact else None,
        "review_on": row.review_on,
    }


def _column(field: str) -> str:
    columns = {"happened_from": "date", "happened_until": "date", "sites": "site", "contact_id": "contact"}
    return columns.get(field, field)


def _was_filed_here(here: Here, row: RegisterRow) -> bool:
    """Say whether the row is an export of something that was filed here, which an import does not change."""
    ours = records.came_from(here, row.id) if row.id else None
    return ours is not None and (ours.title == row.title or ours.withdrawn_at is not None)


def _contact(here: Here, row: RegisterRow) -> Person | None:
    return people.by_email(here, row.contact) if "@" in row.contact else None
