"""`knowhow match`: draw pairs from a spreadsheet, without chat or database."""

import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import AsJson
from bot.cli.progress import waited_for
from bot.faults.endings import refuse_each
from storage.progress import PER_CENT

if TYPE_CHECKING:
    from activities.coffee.matching.problem import Matching


def match_command(
    signups: Annotated[Path, typer.Argument(metavar="SIGNUPS.csv", help="Who has signed up, one row a person.")],
    out: Annotated[Path, typer.Option(metavar="PAIRS.csv", help="Where the pairs go.")],
    history: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="PAIRS.csv",
            help="Who met before: round, a, b (and c), or an earlier result. May be given again, the oldest first.",
        ),
    ] = None,
    apart: Annotated[Path | None, typer.Option(metavar="APART.csv", help="Who must not be matched: a, b.")] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Draw again as before; without it, one is drawn.")] = None,
    as_json: AsJson = False,
) -> None:
    """Match people who want to meet somebody new.

    SIGNUPS.csv has the columns id, name, sites (with ; between), department and role_group (clinical or non_clinical),
    and may have email, job_title, meetups (one or each_site), owed (how often somebody was left out before) and
    virtual (yes or no).
    """
    # Reading needs pydantic and matching needs numpy; `knowhow --help` should wait for neither.
    from activities.coffee.matching import match
    from activities.coffee.spreadsheets import summary, write_files
    from activities.coffee.spreadsheets.reading import BadInput, read_files

    with waited_for("Stopped. Nothing was written.") as waited:
        waited.reaches("Reading")
        try:
            read = read_files(signups, history or [], apart)
        except BadInput as bad:
            refuse_each(map(str, bad.problems))
        except OSError as error:
            refuse_each([_cannot("read", error)])
        matching = match(
            read.pool,
            secrets.randbelow(1 << 32) if seed is None else seed,
            progress=lambda share: waited.reaches("Matching", int(100 * share), 100, PER_CENT),
        )
        waited.is_past_stopping()
        try:
            write_files(matching, read, out)
        except OSError as error:
            refuse_each([_cannot("written", error)])
    people = len(read.pool.candidates)
    if as_json:
        _answer(people, matching, out, read.not_signed_up)
        return
    for where in read.not_signed_up:
        typer.echo(f"Note: {where}", err=True)
    for line in (f"{people} people signed up", *summary(matching)):
        typer.echo(line)


def _answer(people: int, matching: "Matching", out: Path, notes: Iterable[object]) -> None:
    from activities.coffee.spreadsheets import in_words, left_out_path
    from bot.cli.answers import Matched, answer

    quality = matching.quality
    answer(
        Matched(
            people=people,
            pairs=quality.pairs,
            threes=quality.threes,
            left_over=len({one.id for one in matching.left_out}),
            repeats=quality.repeats,
            mixed=quality.mixed,
            twice=[list(two) for two in quality.twice],
            proven=quality.proven,
            quality=in_words(quality),
            seed=matching.seed,
            files=[str(out), str(left_out_path(out))],
            notes=list(map(str, notes)),
        )
    )


def _cannot(be: str, error: OSError) -> str:
    return f"{error.filename}: this file cannot be {be} ({error.strerror})"
