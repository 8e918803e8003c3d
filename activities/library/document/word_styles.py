"""How the Word document looks: large enough, dark on light, in a typeface that every machine has."""

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import _Cell, _Row

LANGUAGE = "en-GB"
TYPEFACE = "Arial"
INK, DEEP = RGBColor(0x21, 0x2B, 0x32), RGBColor(0x00, 0x30, 0x87)
PALE = "E8EDEE"

PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 21.0, 29.7, 2.2
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN
"""Centimetres: A4."""

NOTICE, FACTS = "Notice", "Facts"
"""Paragraph styles of our own."""

_SIZES = {"Title": 28, "Subtitle": 14, "Heading 1": 18, "Heading 2": 14, "Heading 3": 11, "TOC Heading": 18}
_WIDEST_LABEL = 4.2


def dress(document: WordDocument) -> None:
    """Give a new document its page, its language and its styles."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(PAGE_WIDTH), Cm(PAGE_HEIGHT)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(MARGIN)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    normal = _style(document, "Normal", 11)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(6), 1.15
    for name, size in _SIZES.items():
        _style(document, name, size).font.color.rgb = DEEP
    _style(document, "Subtitle", _SIZES["Subtitle"]).font.italic = False
    _style(document, "Quote", 11)
    for name in ("TOC Heading", "Heading 2"):
        _style(document, name, _SIZES[name]).paragraph_format.space_after = Pt(6)
        document.styles[name].font.color.rgb = DEEP
    for name in ("Header", "Footer"):
        _running(_style(document, name, 9))
    for level in (1, 2):
        _contents(document, level)
    _notice(document)
    _facts(document)


def shade(cell: _Cell) -> None:
    """Colour the ground of a heading's cell."""
    cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=PALE))


def repeat_on_each_page(row: _Row) -> None:
    """Make a row a heading, for eyes that turn the page and for screen readers."""
    row._tr.get_or_add_trPr().append(_element("w:tblHeader", val="true"))


def keep_together(row: _Row) -> None:
    """Let a row not be cut in two by the end of a page."""
    row._tr.get_or_add_trPr().append(_element("w:cantSplit", val="true"))


def _style(document: WordDocument, name: str, size: float) -> ParagraphStyle:
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)  # noqa: S101  (the template's own)
    style.font.name, style.font.size, style.font.color.rgb = TYPEFACE, Pt(size), INK
    fonts = style.element.rPr.rFonts
    for attribute in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # they would win over the name
        fonts.attrib.pop(qn(f"w:{attribute}"), None)
    return style


def _running(style: ParagraphStyle) -> None:
    style.paragraph_format.tab_stops.clear_all()
    style.paragraph_format.tab_stops.add_tab_stop(Cm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)


def _contents(document: WordDocument, level: int) -> None:
    style = document.styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    style.base_style = document.styles["Normal"]
    style.paragraph_format.left_indent, style.paragraph_format.space_after = Cm(0.8 * (level - 1)), Pt(3)


def _notice(document: WordDocument) -> None:
    style = document.styles.add_style(NOTICE, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style, style.font.bold = document.styles["Normal"], True
    border = OxmlElement("w:pBdr")
    border.append(_element("w:left", val="single", sz="36", space="8", color=str(DEEP)))
    properties = style.element.get_or_add_pPr()
    properties.append(border)  # before the spacing, as the format wants them
    properties.append(_element("w:shd", val="clear", color="auto", fill=PALE))
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(12)


def _facts(document: WordDocument) -> None:
    style = document.styles.add_style(FACTS, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    form = style.paragraph_format
    form.left_indent, form.first_line_indent, form.space_after = Cm(_WIDEST_LABEL), Cm(-_WIDEST_LABEL), Pt(3)
    form.tab_stops.add_tab_stop(Cm(_WIDEST_LABEL))


def _element(name: str, **attributes: str) -> BaseOxmlElement:
    element = OxmlElement(name)
    for attribute, value in attributes.items():
        element.set(qn(f"w:{attribute}"), value)
    return element
