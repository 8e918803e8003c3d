"""`knowhow screen`: what in old documents would stop, and what would warn, before they are brought in."""

import codecs
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.endings import settings_or_end

if TYPE_CHECKING:
    from activities.kit.screen import Finding

STOPS, CANNOT_READ = 1, 2
"""Exit codes; 0 is success. As with grep, a file that cannot be read outweighs what was found in others."""

STANDARD_INPUT = "-"
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class NotText(Exception):
    """The file is no plain text: Word, PDF, or something else in which words cannot simply be read."""


def screen_command(
    files: Annotated[list[str], typer.Argument(metavar="FILE…", help="Plain text files; - reads standard input.")],
) -> None:
    """Say where documents seem to identify patients.

    Made for old documents, before they are brought in. One line each: file, line, column, whether it stops or warns,
    and what it looks like; never the words themselves. Names cannot be recognised.

    Exits with 1 if anything stops, with 2 if a file cannot be read.
    """
    settings = settings_or_end()
    # The rules need pydantic by way of the words that people read; `knowhow --help` should not wait for it.
    from activities.kit.screen import screen
    from activities.kit.wording import count

    stops = warns = unreadable = 0
    for file in files:
        try:
            text = _text_of(file)
        except (OSError, NotText) as error:
            unreadable += 1
            typer.echo(f"{file}: cannot be read ({_why(error)})", err=True)
            continue
        for line, column, finding in _placed(text, screen(text, settings.house)):
            stops += finding.stops
            warns += not finding.stops
            typer.echo(f"{file}:{line}:{column}: {'stops' if finding.stops else 'warns'}: {finding.kind}")
    unread = f"; {count(unreadable, 'file')} could not be read" if unreadable else ""
    typer.echo(f"{count(stops, 'passage')} would stop, {count(warns, 'passage')} would warn{unread}.".capitalize())
    if stops or unreadable:
        raise typer.Exit(CANNOT_READ if unreadable else STOPS)


def _text_of(file: str) -> str:
    content = sys.stdin.buffer.read() if file == STANDARD_INPUT else Path(file).read_bytes()
    text = _decoded(content)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(content: bytes) -> str:
    """The text in UTF-8 or UTF-16, or else in what Windows wrote before; raises `NotText`."""
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
    """Each finding with its line and column, both from 1. They come in order, so that lines are counted once."""
    line, done = 1, 0
    for finding in findings:
        line += text.count("\n", done, finding.start)
        done = finding.start
        yield line, finding.start - text.rfind("\n", 0, finding.start), finding


def _why(error: OSError | NotText) -> str:
    if isinstance(error, NotText):
        return "not plain text; please save it as text first"
    return error.strerror or "not a file"
