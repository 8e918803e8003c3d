"""An outline as Markdown, in which nothing that people typed is markup."""

import re
from collections.abc import Iterable
from typing import assert_never

from activities.library.document.blocks import (
    Block,
    Bullets,
    Contents,
    Facts,
    Heading,
    NewPage,
    Notice,
    Outline,
    Paragraph,
    Quote,
    Table,
    Title,
)

IS_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~$!&])")
BEGINS_A_BLOCK = re.compile(r"^(\s*)([-+=:]|\d+(?=[.)]))", re.MULTILINE)
"""What would begin a list, an underline or a number at the start of a line."""


def markdown(outline: Outline) -> bytes:
    """Write the document in CommonMark, with GitHub's tables."""
    return ("\n\n".join(filter(None, _blocks(outline))) + "\n").encode("utf-8")


def _blocks(outline: Outline) -> Iterable[str]:
    for block in outline.blocks:
        yield _contents(block, outline.headings()) if isinstance(block, Contents) else _block(block)
    yield f"---\n\n{_plain(outline.foot)}"


def _block(block: Block) -> str:
    match block:
        case Title(text=text, under=under):
            return f"# {_line(text)}\n\n{_plain(under)}"
        case Heading(level=level, text=text):
            return f"{'#' * (level + 1)} {_line(text)}"
        case Paragraph(text=text):
            return _plain(text)
        case Notice(text=text):
            return f"> **{_line(text)}**"
        case Facts(rows=rows):
            return "\n".join(f"- **{_line(label)}:** {_line(value)}" for label, value in rows)
        case Bullets(items=items):
            return "\n".join(f"- {_line(item)}" for item in items)
        case Table(headings=headings, rows=rows):
            return "\n".join([_row(headings), _row(["---"] * len(headings)), *(_row(map(_line, row)) for row in rows)])
        case Quote(text=text, said_by=said_by):
            return "\n".join(f"> {line}" for line in [*_plain(text).splitlines(), "", f"– {_line(said_by)}"])
        case Contents() | NewPage():
            return ""
        case _:
            assert_never(block)


def _contents(block: Contents, headings: list[Heading]) -> str:
    lines = [f"{'  ' * (heading.level - 1)}- {_line(heading.text)}" for heading in headings]
    return "\n".join([f"## {_line(block.heading)}", "", *lines])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _plain(text: str) -> str:
    """Write what people typed so that it is read as it is; a line of theirs stays a line."""
    escaped = BEGINS_A_BLOCK.sub(_not_a_block, IS_MARKUP.sub(r"\\\1", text.strip()))
    return "  \n".join(line.strip() for line in escaped.splitlines())


def _not_a_block(begins: re.Match[str]) -> str:
    space, mark = begins.groups()
    return f"{space}{mark}\\" if mark.isdigit() else f"{space}\\{mark}"


def _line(text: str) -> str:
    return _plain(" ".join(text.split()))
