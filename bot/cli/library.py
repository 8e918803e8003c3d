"""`knowhow library …`: the library from the command line, for whoever looks after the service."""

from dataclasses import asdict
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from bot.cli.opening import engine_of, write_or_end
from bot.cli.options import AsJson, OfOrganisation
from bot.cli.options import day as a_day
from bot.cli.progress import Waited, waited_for
from bot.cli.stopped import NOTHING_CHANGED
from bot.faults.endings import THE_REST, cut_off, fail, refuse, settings_or_end
from storage.here import Here

if TYPE_CHECKING:
    from sqlmodel import Session

    from bot.cli.answers import RecordFound
    from bot.engine.engine import Engine
    from storage.membership import Reader
    from storage.search import Hit, Runs

KINDS = ("coffee", "review", "cafe", "project", "library")
"""Of records, for whoever completes what they type; a register may have others."""

As = Annotated[str | None, typer.Option("--as", metavar="E-MAIL", help="Look with this person’s rights.")]
Everything = Annotated[bool, typer.Option("--all", help="Also what only those who took part may read.")]

On = Annotated[datetime | None, typer.Option(parser=a_day, metavar="DATE", help="A day, as 2027-01-31.")]


class Format(StrEnum):
    """What a document can be."""

    DOCX = "docx"
    MARKDOWN = "markdown"
    CSV = "csv"
    JSON = "json"


library = typer.Typer(help="Fill and ask the library.", no_args_is_help=True)


@library.command("import", epilog="Example: knowhow library import lessons.csv")
def import_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV file, as Excel saves it, or JSON lines.")],
    checked: Annotated[bool, typer.Option("--checked", help="You have read what raises a warning.")] = False,
    organisation: OfOrganisation = "",
    as_json: AsJson = False,
) -> None:
    """File an old register of lessons, or bring it up to date.

    Every row is checked before the first is written; where one is wrong or seems to hold an NHS number, none is. The
    same rows again change nothing, and finish an import that was cut off.
    A row that raises a warning waits until a facilitator has read it in chat, unless you say --checked.

    The columns are id, activity, title, date, site, topics, summary, lessons, actions, visibility, contact; all but
    title may be left out. Lists have ; between their parts.
    """
    from activities.kit.table import WrongFile
    from activities.kit.wording import count
    from bot.cli.answers import RegisterImported, answer
    from bot.engine.engine import TurnFailed
    from bot.register.filing import keep_register
    from bot.register.register import read_register

    try:
        settings = settings_or_end()
        with waited_for(_so_far) as waited:
            register = read_register(file, settings.policy, waited)
            with engine_of(settings, waited, organisation=organisation) as engine:
                filed = keep_register(engine, register.rows, checked, waited)
            waited.is_past_stopping()
    except WrongFile as wrong:
        refuse("Nothing was imported:", wrong.problems)
    except TurnFailed as failure:
        cut_off(failure.reference)
    if as_json:
        answer(RegisterImported(len(register.rows), **asdict(filed), warnings=list(register.warnings)))
        return
    typer.echo(
        f"Imported {count(len(register.rows), 'record')}: {filed.new} new, {filed.changed} changed, "
        f"{filed.known} known already."
    )
    if filed.unread:
        typer.echo(
            f"Nobody can read {filed.unread} of them: only participants may, and their contact is not known here."
        )
    if filed.public:
        typer.echo(f"{filed.public} say public. That takes two facilitators in chat; until then they stay in-house.")
    if filed.waiting:
        typer.echo(f"{filed.waiting} raised a warning. Nobody sees them until a facilitator has read them in chat.")
    if register.warnings:
        typer.echo("\n  ".join(["Please look whether these identify anybody:", *register.warnings]), err=True)


def _so_far(waited: Waited) -> str:
    from bot.register.filing import FILING

    so_far = waited.reached
    if so_far.what == FILING and so_far.done:
        return f"Stopped. {so_far.number} were imported, and stay so. {THE_REST}"
    return "Stopped. Nothing was imported."


@library.command(
    "search",
    context_settings={"ignore_unknown_options": True},
    epilog='Example: knowhow library search "night falls" --as ann@example.nhs.uk',
)
def search_command(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="Words, “phrases”, and -words to leave out.")],
    reader: As = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many at most.")] = 5,
    organisation: OfOrganisation = "",
    as_json: AsJson = False,
) -> None:
    """Search the library.

    Finds what the whole organisation may read, or with --as what that person may.
    """
    from activities.kit.wording import NOT_GUIDANCE, day
    from activities.library.searching import number_found
    from bot.cli.answers import answer
    from bot.register.export import identity
    from storage.records import is_overdue
    from storage.search import search

    if unknown := [word for word in words if word.startswith("--")]:  # a single - leaves a word out
        refuse("There is no such option:", unknown)
    settings = settings_or_end()
    with (
        waited_for(NOTHING_CHANGED) as waited,
        engine_of(settings, waited, organisation=organisation) as engine,
        engine.database.reading() as session,
    ):
        today = _today(engine, session)
        waited.reaches("Searching")
        found = search(session, _reader(session, engine, reader), " ".join(words), a_page=limit)
    if as_json:
        answer([_as_json(hit, identity(hit.record), today) for hit in found.hits])
        return
    shown = f"; the first {len(found.hits)}" if found.count > len(found.hits) or found.more else ""
    typer.echo(f"{number_found(found)}{shown}{_how(found.guessed, found.some_of_them)}".capitalize())
    for hit in found.hits:
        when = f"{day(hit.record.happened_until)} {hit.record.happened_until.year}"
        overdue = " · overdue for review" if is_overdue(hit.record, today) else ""
        typer.echo(f"\n{_shown(hit.title)}\n  {when} · {identity(hit.record)}{overdue}")
        if hit.snippet:
            typer.echo(f"  {_shown(hit.snippet)}")
    if found.hits:
        typer.echo(f"\n{NOT_GUIDANCE}")


@library.command("export", epilog="Example: knowhow library export --out lessons.csv")
def export_command(
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="A .csv file; any other gets JSON lines.")] = None,
    everything: Everything = False,
    organisation: OfOrganisation = "",
) -> None:
    """Write the library out, to be kept or imported elsewhere.

    As JSON lines, or to a file that ends with .csv as a table.
    """
    from activities.kit.wording import count
    from bot.register.export import as_csv, as_json, exported, number

    settings = settings_or_end()
    with (
        waited_for("Stopped. Nothing was written.") as waited,
        engine_of(settings, waited, organisation=organisation) as engine,
        engine.database.reading() as session,
    ):
        here = Here(session, _organisation(session, engine))
        records = exported(here, everything)
        rows = list(waited.through("Reading", records, number(here, everything), "records"))
    is_csv = out is not None and out.suffix.lower() == ".csv"
    content = as_csv(rows) if is_csv else "".join(f"{as_json(row)}\n" for row in rows).encode()
    if out is None:
        typer.echo(content.decode(), nl=False)
        return
    write_or_end(out, content)
    typer.echo(f"Exported {count(len(rows), 'record')} to {out}.", err=True)


@library.command("pull", epilog="Example: knowhow library pull --about falls --out falls.docx")
def pull_command(
    about: Annotated[str, typer.Option(help="Words, as in a search; everything if left out.")] = "",
    activity: Annotated[
        str, typer.Option(help="Only of this kind: review, coffee, cafe, …", autocompletion=lambda: KINDS)
    ] = "",
    since: On = None,
    until: On = None,
    site: Annotated[str, typer.Option(help="Only at this site.")] = "",
    topic: Annotated[str, typer.Option(help="Only on this topic.")] = "",
    format_: Annotated[Format | None, typer.Option("--format", help="If not as the file’s name ends.")] = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="A .docx, .md, .csv or .json file.")] = None,
    organisation: OfOrganisation = "",
) -> None:
    """Pull all that was learned on a theme into a document.

    Lessons come first, each with its source. It holds what the whole organisation may read. Without --out it is
    printed, as Markdown if --format does not say otherwise.
    """
    from activities.kit.wording import count
    from activities.library.document import content, format_of
    from activities.library.document.gathering import gather
    from activities.library.reading import Wanted

    chosen = format_.value if format_ else format_of(out.suffix if out else ".md")
    if chosen is None:
        fail("Please say with --format what the file shall be: docx, markdown, csv or json.")
    if chosen == "docx" and out is None:
        fail("A Word document cannot be printed here. Please say with --out where to write it.")
    if since and until and until < since:
        fail("--until is before --since.")
    wanted = Wanted(about, activity, site, topic, since.date() if since else None, until.date() if until else None)
    settings = settings_or_end()
    with (
        waited_for("Stopped. Nothing was written.") as waited,
        engine_of(settings, waited, organisation=organisation) as engine,
        engine.database.reading() as session,
    ):
        waited.reaches("Gathering")
        gathered = gather(Here(session, _organisation(session, engine)), wanted, _today(engine, session), asked_by="")
        waited.reaches("Writing it down")
        made = content(gathered, chosen, engine.now(session))
    if out is None:
        typer.echo(made.decode("utf-8-sig"), nl=False)
        return
    write_or_end(out, made)
    lessons, records = len(gathered.lessons), len(gathered.sources)
    typer.echo(f"Wrote {count(lessons, 'lesson')} from {count(records, 'record')} to {out}.", err=True)


def _today(engine: "Engine", session: "Session") -> date:
    return engine.now(session).astimezone(ZoneInfo(engine.rules.timezone)).date()


def _organisation(session: "Session", engine: "Engine") -> int:
    return engine.serving.organisation(session, engine.rules.timezone).id


def _reader(session: "Session", engine: "Engine", email: str | None) -> "Reader":
    from storage import people
    from storage.membership import Reader

    organisation = _organisation(session, engine)
    if email is None:
        return Reader(organisation)
    person = people.by_email(Here(session, organisation), email)
    if person is None:
        fail(f"Nobody here has the e-mail address {email}. Leave --as out to see what everybody here may read.")
    return Reader(organisation, person.id)


def _as_json(hit: "Hit", identity: str, today: date) -> "RecordFound":
    from bot.cli.answers import RecordFound
    from storage.records import is_overdue

    return RecordFound(
        id=identity,
        title=hit.record.title,
        snippet="".join(run.text for run in hit.snippet),
        activity=hit.record.activity,
        date=hit.record.happened_until.isoformat(),
        overdue=is_overdue(hit.record, today),
    )


def _shown(runs: "Runs") -> str:
    """Write in bold on a screen that can, and plainly in a file."""
    return "".join(typer.style(run.text, bold=True) if run.matches else run.text for run in runs)


def _how(guessed: bool, some_of_them: bool) -> str:
    if some_of_them:
        return ", with some of these words: none has all of them"
    return ", with words like these: none has them as they were typed" if guessed else ""
