"""`knowhow screen`: what in old documents would stop or warn; and how well that is judged, by cases of one's own."""

import codecs
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import AsJson
from bot.cli.progress import waited_for
from bot.cli.stopped import NOTHING_CHANGED
from bot.faults.endings import refuse, settings_or_end

if TYPE_CHECKING:
    from activities.kit.policy import Policy
    from activities.kit.screen import Finding
    from bot.cli.answers import Passage
    from bot.cli.screen_cases import Miss, Score

STOPS, CANNOT_READ = 1, 2
"""Exit codes; 0 is success. A case that is misjudged counts as what stops; as with grep, a file that cannot be read
outweighs what was found in others."""

STANDARD_INPUT = "-"
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class NotText(Exception):
    """Raised for a file that is no plain text: Word, PDF, or something else whose words cannot simply be read."""


def screen_command(
    files: Annotated[
        list[str] | None, typer.Argument(metavar="FILE…", help="Plain text files; - reads standard input.")
    ] = None,
    cases: Annotated[
        Path | None, typer.Option(metavar="FILE.tsv", help="Count instead how well texts of your own are judged.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say where documents seem to identify patients.

    Made for old documents, before they are brought in. One line each: file, line, column, whether it stops or warns,
    and what it looks like; never the words themselves. Names cannot be recognised.

    --cases takes a table with the columns class, expected (stop, warn or pass) and text. It says of each class how many
    were caught, and how many warned for nothing; then the lines that were judged otherwise than expected.

    Exits with 1 if anything stops, or a case is misjudged; with 2 if a file cannot be read.
    """
    if bool(files) == bool(cases):
        raise typer.BadParameter("Please name either files, or a table with --cases.")
    policy = settings_or_end().policy
    if cases:
        _count(cases, policy, as_json)
    else:
        _screen(files or [], policy, as_json)


def _screen(files: list[str], policy: "Policy", as_json: bool) -> None:
    # The rules need pydantic by way of the words that people read; `knowhow --help` should not wait for it.
    from activities.kit.screen import screen
    from activities.kit.wording import count
    from bot.cli.answers import Passage, Screened, answer

    passages: list[Passage] = []
    unreadable: list[str] = []
    with waited_for(lambda waited: f"Stopped. {waited.reached.number} were screened.") as waited:
        for file in waited.through("Screening", files, len(files), "files"):
            try:
                text = _text_of(file)
            except (OSError, NotText) as error:
                unreadable.append(file)
                typer.echo(f"{file}: cannot be read ({_why(error)})", err=True)
                continue
            here = [
                Passage(file, line, column, finding.stops, str(finding.kind))
                for line, column, finding in _placed(text, screen(text, policy))
            ]
            passages += here
            if not as_json:
                waited.says([_line(one) for one in here])
    stops = sum(one.stops for one in passages)
    warns = len(passages) - stops
    if as_json:
        answer(Screened(passages, stops, warns, unreadable))
    else:
        unread = f"; {count(len(unreadable), 'file')} could not be read" if unreadable else ""
        typer.echo(f"{count(stops, 'passage')} would stop, {count(warns, 'passage')} would warn{unread}.".capitalize())
    if stops or unreadable:
        raise typer.Exit(CANNOT_READ if unreadable else STOPS)


def _line(one: "Passage") -> str:
    return f"{one.file}:{one.line}:{one.column}: {'stops' if one.stops else 'warns'}: {one.kind}"


def _count(file: Path, policy: "Policy", as_json: bool) -> None:
    from activities.kit.table import WrongFile
    from bot.cli.screen_cases import judged, read_cases

    try:
        with waited_for(NOTHING_CHANGED) as waited:
            scores, misses = judged(read_cases(file), policy, waited)
    except WrongFile as wrong:
        refuse("Nothing was counted:", wrong.problems)
    except OSError as error:
        refuse("Nothing was counted:", [f"{file}: this file cannot be read ({_why(error)})"])
    if as_json:
        from bot.cli.answers import Class, Judged, Misjudged, answer

        classes = [Class(**asdict(one), rate=one.rate) for one in scores]
        answer(Judged(classes, [Misjudged(**asdict(miss)) for miss in misses]))
    else:
        typer.echo("\n".join([*_table(scores), *map(_said, misses)]))
    if misses:
        raise typer.Exit(STOPS)


def _table(scores: "Sequence[Score]") -> Iterator[str]:
    width = max(len("class"), *(len(score.name) for score in scores))
    yield f"{'class':{width}}  cases  to catch  caught    rate  false"
    for score in scores:
        rate = "" if score.rate is None else f"{score.rate:.1%}"
        yield f"{score.name:{width}}  {score.cases:5}  {score.to_catch:8}  {score.caught:6}  {rate:>6}  {score.false:5}"


def _said(miss: "Miss") -> str:
    return f"line {miss.line}: {miss.name}: expected {miss.expected}, found {miss.found}"


def _text_of(file: str) -> str:
    content = sys.stdin.buffer.read() if file == STANDARD_INPUT else Path(file).read_bytes()
    text = _decoded(content)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(content: bytes) -> str:
    """Decode a text in UTF-8 or UTF-16, or else in what Windows wrote before; raise `NotText` where it is none."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    from activities.kit.table import OTHER_FORMATS  # with it come all activities, for which --help need not wait

    if content.startswith(OTHER_FORMATS) or b"\0" in content:
        raise NotText
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _placed(text: str, findings: "tuple[Finding, ...]") -> "Iterator[tuple[int, int, Finding]]":
    """Place each finding at its line and column, both from 1. They come in order, so that lines are counted once."""
    line, done = 1, 0
    for finding in findings:
        line += text.count("\n", done, finding.start)
        done = finding.start
        yield line, finding.start - text.rfind("\n", 0, finding.start), finding


def _why(error: OSError | NotText) -> str:
    if isinstance(error, NotText):
        return "not plain text; please save it as text first"
    return error.strerror or "not a file"
