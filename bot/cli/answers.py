"""What commands answer with `--json`: by these the page on the command line says what each key means."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Annotated, Any

import typer


@dataclass(frozen=True)
class Found:
    """One thing that the doctor has found."""

    is_well: Annotated[bool, "whether it is as it should be; where not, the exit code is 1"]
    is_note: Annotated[bool, "whether it is only worth knowing"]
    says: Annotated[str, "a sentence"]


@dataclass(frozen=True)
class Health:
    """How the bot is that runs on this machine."""

    is_well: Annotated[bool, "whether it is well; where not, the exit code is 1"]
    why: Annotated[str, "a sentence"]


@dataclass(frozen=True)
class BackedUp:
    """What was written."""

    file: Annotated[str, "the backup"]
    rows: Annotated[int, "how many rows it has"]
    encrypted: Annotated[bool, "whether a key is needed to restore it"]


@dataclass(frozen=True)
class PutBack:
    """What was restored."""

    rows: Annotated[int, "how many rows the backup has"]
    taken_at: Annotated[str, "when it was taken (ISO 8601)"]
    erased: Annotated[int, "how many people were forgotten since, and stayed so"]
    kept: Annotated[str | None, "where the database is kept that stood there before"]


@dataclass(frozen=True)
class Upgraded:
    """How the database stands."""

    schema: Annotated[str, "the number of its tables, now those of this version"]
    kept: Annotated[str | None, "where SQLite’s file is kept as it was before, if there was anything to change"]


@dataclass(frozen=True)
class Matched:
    """How good the pairs are."""

    people: Annotated[int, "how many signed up"]
    pairs: Annotated[int, "how many pairs there are"]
    threes: Annotated[int, "how many groups of three"]
    left_over: Annotated[int, "how many people have nobody to meet"]
    repeats: Annotated[int, "groups in which people met before"]
    mixed: Annotated[int, "groups of clinical with non-clinical"]
    twice: Annotated[list[list[str]], "two people who come together at two sites, by their ids"]
    proven: Annotated[bool, "whether nothing better is possible"]
    quality: Annotated[str, "how good that is, in words"]
    seed: Annotated[int, "by which the same is drawn again"]
    files: Annotated[list[str], "what was written: the pairs, and who was left out"]
    notes: Annotated[list[str], "what to look at in the files that were read"]


@dataclass(frozen=True)
class Seated:
    """Who sits where."""

    people: Annotated[int, "how many are seated"]
    rounds: Annotated[list[list[list[str]]], "for each round its tables, for each table the ids of its people"]
    met_again: Annotated[int, "how often two people meet who have met before"]
    least_possible: Annotated[bool, "whether fewer are impossible"]
    seed: Annotated[int, "by which the same are seated again"]


@dataclass(frozen=True)
class LetIn:
    """How many people one rule lets in."""

    rule: Annotated[str, "the rule, as in KNOWHOW_MEMBERS"]
    people: Annotated[int, "how many of those whom Knowhow knows; somebody may be let in by several"]


@dataclass(frozen=True)
class Belonging:
    """What lets somebody in, by one of their accounts."""

    name: Annotated[str, "their name"]
    platform: Annotated[str | None, "`slack` or `teams`; nothing of somebody who is on the staff list alone"]
    account: Annotated[str | None, "their member id there"]
    belongs: Annotated[bool, "whether they are a member by it"]
    let_in_by: Annotated[list[str], "the rules that let them in"]
    says: Annotated[str, "a sentence"]


@dataclass(frozen=True)
class Did:
    """One thing that a facilitator did, or that was done on the server."""

    at: Annotated[str, "when (ISO 8601, UTC)"]
    who: Annotated[str, "whoever did it, by name; `the server` for `find-person`"]
    person: Annotated[int | None, "the id of that person"]
    what: Annotated[str, "what was done, such as `coffee.cancel`"]
    about: Annotated[str, "the id of what it was about; of `find-person`, where, for whom and why"]


@dataclass(frozen=True)
class NamedIn:
    """One place in which somebody is named."""

    number: Annotated[int, "for `--take-out`"]
    table: Annotated[str, "the table"]
    row: Annotated[list[int | str], "the key of its row"]
    column: Annotated[str, "the column"]
    path: Annotated[list[int | str], "where in it, if it holds a list or the like"]
    how: Annotated[str, "how it was recognised: `name`, `part of it`, `initials` or `one letter off`"]
    passages: Annotated[list[list[int]], "where in the text: the first character, and the one after the last"]
    text: Annotated[str, "the whole text"]


@dataclass(frozen=True)
class Passage:
    """A passage that could identify a patient."""

    file: Annotated[str, "the file, as it was named"]
    line: Annotated[int, "from 1"]
    column: Annotated[int, "from 1, in characters"]
    stops: Annotated[bool, "whether it stops, or only warns"]
    kind: Annotated[str, "what it looks like"]


@dataclass(frozen=True)
class Screened:
    """What was found in documents."""

    findings: Annotated[list[Passage], "each passage, in order"]
    stops: Annotated[int, "how many would stop"]
    warns: Annotated[int, "how many would warn"]
    unreadable: Annotated[list[str], "files that could not be read"]


@dataclass(frozen=True)
class Class:
    """How the cases of one class were judged."""

    name: Annotated[str, "the class"]
    cases: Annotated[int, "how many cases it has"]
    to_catch: Annotated[int, "of these, how many should stop or warn"]
    caught: Annotated[int, "how many of those do"]
    false: Annotated[int, "how many stop or warn and should not"]
    rate: Annotated[float | None, "the share that was caught"]


@dataclass(frozen=True)
class Misjudged:
    """A case that was judged otherwise than it should be."""

    line: Annotated[int, "its line in the table"]
    name: Annotated[str, "its class"]
    expected: Annotated[str, "`stop`, `warn` or `pass`"]
    found: Annotated[str, "one of these"]


@dataclass(frozen=True)
class Judged:
    """How well texts are judged, with `--cases`."""

    classes: Annotated[list[Class], "each class, in the order of the table"]
    misses: Annotated[list[Misjudged], "each case that was misjudged"]


@dataclass(frozen=True)
class Missing:
    """Whom a complete list names no more."""

    people: Annotated[int, "how many are missing and have left, or are asked about"]
    among: Annotated[int, "of how many listed before"]
    in_use: Annotated[int, "how many more are missing whose account is in use: they stay"]
    is_asked: Annotated[bool, "whether a facilitator is asked first, because they are many"]


@dataclass(frozen=True)
class StaffImported:
    """What became of the list; with `--dry-run`, what would."""

    people: Annotated[int, "how many it names"]
    new: Annotated[int, "how many of them are new"]
    known: Annotated[int, "how many were brought up to date"]
    missing: Annotated[Missing | None, "with `--complete`, whom it names no more"]


@dataclass(frozen=True)
class RegisterImported:
    """What became of the register."""

    records: Annotated[int, "how many rows it has"]
    new: Annotated[int, "how many of them are new"]
    changed: Annotated[int, "how many changed a record"]
    known: Annotated[int, "how many were known already"]
    unread: Annotated[int, "how many nobody can read: their contact is not known here"]
    public: Annotated[int, "how many say public, and stay in-house until two facilitators agree"]
    waiting: Annotated[int, "how many wait until a facilitator has read them"]
    warnings: Annotated[list[str], "where to look whether somebody could be identified"]


@dataclass(frozen=True)
class RecordFound:
    """A record that was found, the best first."""

    id: Annotated[str, "by which it is known outside"]
    title: Annotated[str, "its title"]
    snippet: Annotated[str, "the passage that fits"]
    activity: Annotated[str, "what it came from"]
    date: Annotated[str, "when that was (ISO 8601)"]
    overdue: Annotated[bool, "whether it is overdue for review"]


@dataclass(frozen=True)
class TemplateChecked:
    """A template in the folder."""

    name: Annotated[str, "its file’s name, without the ending"]
    title: Annotated[str, "what it is called"]
    questions: Annotated[int, "how many it asks"]
    is_new: Annotated[bool, "whether it is new, or rewords a built-in one"]


@dataclass(frozen=True)
class ListChecked:
    """How the list of the forgotten stands."""

    file: Annotated[str, "where it is"]
    entries: Annotated[int, "how many it has"]
    since: Annotated[str, "the day to which it goes back (ISO 8601)"]
    unknown: Annotated[int, "entries that were made with another key; where there are any, the exit code is 1"]
    waiting: Annotated[int, "entries that wait to be written; where there are any, the exit code is 1"]


@dataclass(frozen=True)
class AppListed:
    """An app by which an organisation is served."""

    platform: Annotated[str, "`slack` or `teams`"]
    tenant: Annotated[str, "the workspace, the whole organisation in Slack, or the tenant"]
    app: Annotated[str, "the app’s id; empty until a bot has started there"]
    accounts: Annotated[int, "how many accounts are known there"]


@dataclass(frozen=True)
class OrganisationListed:
    """An organisation in the database."""

    number: Annotated[int, "its number"]
    name: Annotated[str, "its name, or its number where it has none"]
    apps: Annotated[list[AppListed], "the apps by which it is served"]
    night: Annotated[str | None, "the newest night whose work has been begun (ISO 8601)"]
    members: Annotated[str, "who belongs, where `organisations set` says so"]
    contact: Annotated[str, "whom its people ask, where `organisations set` says so"]


ANSWERS: Mapping[str, Sequence[Any]] = {
    "doctor": [list[Found]],
    "healthy": [Health],
    "backup": [BackedUp],
    "restore": [PutBack],
    "match": [Matched],
    "rota": [Seated],
    "members": [list[LetIn], list[Belonging]],
    "audit": [list[Did]],
    "find-person": [list[NamedIn]],
    "screen": [Screened, Judged],
    "staff import": [StaffImported],
    "db upgrade": [Upgraded],
    "library import": [RegisterImported],
    "library search": [list[RecordFound]],
    "templates check": [list[TemplateChecked]],
    "forgotten check": [ListChecked],
    "organisations list": [list[OrganisationListed]],
    "organisations add": [OrganisationListed],
}
"""What each command answers; more than one kind, where that depends on what it is asked."""


def answer(what: Any) -> None:
    """Print an answer, alone on standard output."""
    plain = [asdict(one) for one in what] if isinstance(what, list) else asdict(what)
    typer.echo(json.dumps(plain, ensure_ascii=False, indent=2))
