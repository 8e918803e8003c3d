"""An outline as a Word document: real styles and headings, a language, and table headings that screen readers know.

What Word works out by itself comes first: the number of a page, and contents that lead to their headings. The contents
are written out, because a field that has yet to be worked out shows nothing until somebody asks Word to; without page
numbers, which nobody but Word knows. Sections are numbered instead.
"""

import io
import re
from collections.abc import Sequence
from datetime import datetime
from typing import assert_never

from docx import Document as WordFile
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from activities.library.document.blocks import (
    DEEPEST_IN_CONTENTS,
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
    TextBlock,
    Title,
)
from activities.library.document.word_styles import (
    FACTS,
    LANGUAGE,
    NOTICE,
    TEXT_WIDTH,
    dress,
    keep_together,
    repeat_on_each_page,
    shade,
)

TABLE_OF_CONTENTS = r'TOC \o "1-2" \n \h \z \u'
"""Word's own instruction: headings of levels 1 and 2, without page numbers, as links."""

NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def contents(document: WordDocument, headings: Sequence[tuple[int, str]]) -> None:
    """Add the contents: levels and texts of all headings with a bookmark, in order, each a link to its place."""
    lines = [document.add_paragraph(style=f"toc {level}") for level, _ in headings]
    if not lines:
        return
    _run(lines[0], _mark("begin"))
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = TABLE_OF_CONTENTS
    _run(lines[0], instruction)
    _run(lines[0], _mark("separate"))
    for number, (line, (_, text)) in enumerate(zip(lines, headings, strict=True), start=1):
        _link(line, text, _bookmark(number))
    _run(lines[-1], _mark("end"))


def with_bookmark(heading: WordParagraph, number: int) -> None:
    """Give a heading the place to which its line in the contents leads."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), _bookmark(number))
    heading._p.insert(1, start)  # after the paragraph's properties
    heading._p.append(end)


def page_of_pages(paragraph: WordParagraph, before: str, said: str) -> None:
    """Add a line with the page's number in it. `said` has `{page}` and `{pages}` where the numbers stand."""
    paragraph.add_run(before)
    ahead, _, rest = said.partition("{page}")
    between, _, behind = rest.partition("{pages}")
    paragraph.add_run(ahead)
    _simple(paragraph, "PAGE")
    paragraph.add_run(between)
    _simple(paragraph, "NUMPAGES")
    paragraph.add_run(behind)


def _bookmark(number: int) -> str:
    return f"_Toc{number:05}"


def _link(paragraph: WordParagraph, text: str, to: str) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), to)
    link.set(qn("w:history"), "1")
    link.append(paragraph.add_run(text)._r)
    paragraph._p.append(link)


def _simple(paragraph: WordParagraph, instruction: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    field.append(paragraph.add_run("1")._r)
    paragraph._p.append(field)


def _mark(kind: str) -> BaseOxmlElement:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    return mark


def _run(paragraph: WordParagraph, content: BaseOxmlElement) -> None:
    paragraph.add_run()._r.append(content)


def word(outline: Outline, made_at: datetime) -> bytes:
    """Write the document as .docx. `made_at` is what it says of itself; nobody is named as its author."""
    document = WordFile()
    dress(document)
    _say_what_it_is(document, outline, made_at)
    _head_and_foot(document, outline)
    for place, block in enumerate(outline.blocks):
        first = len(document.paragraphs)
        _add(document, outline, block)
        if place and isinstance(outline.blocks[place - 1], NewPage):
            document.paragraphs[first].paragraph_format.page_break_before = True
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _add(document: WordDocument, outline: Outline, block: Block) -> None:
    match block:
        case Heading(level=level, text=text):
            heading = document.add_heading(_text(text), level)
            if level <= DEEPEST_IN_CONTENTS:
                with_bookmark(heading, outline.headings().index(block) + 1)
        case Contents(heading=text):
            document.add_paragraph(_text(text), style="TOC Heading")
            contents(document, [(heading.level, _text(heading.text)) for heading in outline.headings()])
        case Table():
            _table(document, block)
        case NewPage():
            pass
        case _:
            _add_text(document, block)


def _add_text(document: WordDocument, block: TextBlock) -> None:
    match block:
        case Title(text=text, under=under):
            document.add_paragraph(_text(text), style="Title")
            document.add_paragraph(_text(under), style="Subtitle")
        case Paragraph(text=text):
            document.add_paragraph(_text(text))
        case Notice(text=text):
            document.add_paragraph(_text(text), style=NOTICE)
        case Facts(rows=rows):
            _facts(document, rows)
        case Bullets(items=items):
            _bullets(document, items)
        case Quote(text=text, said_by=said_by):
            quote = document.add_paragraph(_text(text), style="Quote")
            quote.add_run(f"\n– {_text(said_by)}").italic = False
        case _:
            assert_never(block)


def _facts(document: WordDocument, rows: Sequence[tuple[str, str]]) -> None:
    for label, value in rows:
        line = document.add_paragraph(style=FACTS)
        line.add_run(_text(label)).bold = True
        line.add_run(f"\t{_text(value)}")


def _bullets(document: WordDocument, items: Sequence[str]) -> None:
    for item in items:
        document.add_paragraph(_text(item), style="List Bullet")


def _table(document: WordDocument, block: Table) -> None:
    table = document.add_table(rows=1, cols=len(block.headings), style="Table Grid")
    table.autofit = False
    for cell, heading in zip(table.rows[0].cells, block.headings, strict=True):
        _fill(cell.paragraphs[0], heading, bold=True)
        shade(cell)
    repeat_on_each_page(table.rows[0])
    for texts in block.rows:
        row = table.add_row()
        keep_together(row)
        for cell, text in zip(row.cells, texts, strict=True):
            _fill(cell.paragraphs[0], text)
    _set_widths(table, block.widths)
    document.add_paragraph()


def _fill(paragraph: WordParagraph, text: str, bold: bool = False) -> None:
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Cm(0.1)
    paragraph.add_run(_text(text)).bold = bold


def _set_widths(table: WordTable, widths: tuple[float, ...]) -> None:
    # Word goes by the columns' widths, and LibreOffice by those of the cells.
    for column, share in zip(table.columns, widths, strict=True):
        column.width = Cm(TEXT_WIDTH * share)
        for cell in column.cells:
            cell.width = Cm(TEXT_WIDTH * share)


def _say_what_it_is(document: WordDocument, outline: Outline, made_at: datetime) -> None:
    about = document.core_properties
    about.title, about.language = _text(outline.title)[:255], LANGUAGE
    about.author = about.last_modified_by = about.comments = ""
    about.created = about.modified = made_at


def _head_and_foot(document: WordDocument, outline: Outline) -> None:
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = _text(outline.running)
    for foot in (section.footer, section.first_page_footer):
        page_of_pages(foot.paragraphs[0], f"{_text(outline.foot)}\t", outline.page)


def _text(text: str) -> str:
    return NOT_IN_XML.sub("", text).strip("\n")
