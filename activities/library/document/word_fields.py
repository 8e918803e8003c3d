"""What Word works out by itself: the number of a page, and contents that lead to their headings.

The contents are written out, because a field that has yet to be worked out shows nothing until somebody asks Word to;
without page numbers, which nobody but Word knows. Sections are numbered instead.
"""

from collections.abc import Sequence

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph as WordParagraph

TABLE_OF_CONTENTS = r'TOC \o "1-2" \n \h \z \u'
"""Word's own instruction: headings of levels 1 and 2, without page numbers, as links."""


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
