"""The look of a document where the lead gives no template of their own: fonts, colours, tables, page and footer."""

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

TABLE = "Soundings Table"
SOURCE = "Quote Source"
_DEEP, _GREY = RGBColor(0x0B, 0x3C, 0x49), RGBColor(0x48, 0x49, 0x49)
_FONT = "Arial"
_SIZES = {"Title": 22, "Heading 1": 16, "Heading 2": 13, "Heading 3": 11}
_TABLE = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="SoundingsTable">
  <w:name w:val="{TABLE}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:qFormat/>
  <w:pPr><w:spacing w:before="30" w:after="30" w:line="240" w:lineRule="auto"/></w:pPr>
  <w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>
  <w:tblPr>
    <w:tblBorders>
      <w:top w:val="single" w:sz="8" w:color="0B3C49"/><w:bottom w:val="single" w:sz="8" w:color="0B3C49"/>
      <w:insideH w:val="single" w:sz="4" w:color="CECECE"/>
    </w:tblBorders>
    <w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow">
    <w:rPr><w:b/></w:rPr>
    <w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="8" w:color="0B3C49"/></w:tcBorders>
    <w:shd w:val="clear" w:color="auto" w:fill="F4F8FB"/></w:tcPr>
  </w:tblStylePr>
</w:style>"""


def dress(document: Any) -> None:
    """Give python-docx's plain document the house's look."""
    styles = document.styles
    _font(styles["Normal"], 11, None)
    styles["Normal"].paragraph_format.space_after = Pt(6)
    for name, size in _SIZES.items():
        _font(styles[name], size, _DEEP, bold=True)
    border = styles["Title"].element.pPr.find(qn("w:pBdr"))
    if border is not None:
        styles["Title"].element.pPr.remove(border)
    _font(styles["Caption"], 9, _GREY)
    _font(styles["Footer"], 9, _GREY)
    _font(styles["Quote"], 10.5, RGBColor(0x0B, 0x0C, 0x0C))
    styles["Quote"].font.italic = False
    for name in ("Quote", "Caption", "Heading 1", "Heading 2", "Heading 3"):
        styles[name].paragraph_format.keep_with_next = True
    styles["Quote"].paragraph_format.left_indent = Cm(0.8)
    styles["Heading 1"].paragraph_format.space_before = Pt(22)
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21.0), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.2)
    page.top_margin = page.bottom_margin = Cm(2.2)
    _number_pages(page.footer.paragraphs[0])


def complete(document: Any) -> None:
    """Add the styles that a report needs and a lead's template may not have."""
    styles = document.styles
    if TABLE not in [s.name for s in styles]:
        styles.element.append(parse_xml(_TABLE))
    for name, size, colour in ((SOURCE, 9.5, _GREY), ("Caption", 9, _GREY), ("Quote", 10.5, None)):
        if name not in [s.name for s in styles]:
            _font(styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH), size, colour)
    styles[SOURCE].paragraph_format.left_indent = styles["Quote"].paragraph_format.left_indent
    for name in ("Title", "Heading 1", "Heading 2", "List Bullet"):
        if name not in [s.name for s in styles]:
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)


def _font(style: Any, size: float, colour: RGBColor | None, *, bold: bool = False) -> None:
    style.font.name, style.font.size, style.font.bold = _FONT, Pt(size), bold
    if colour is not None:
        style.font.color.rgb = colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(kind), None)
    for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(kind), _FONT)


def _number_pages(paragraph: Any) -> None:
    """ "Page 2 of 14": fields that Word works out."""
    for text, field in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        paragraph.add_run(text)
        run = paragraph.add_run()
        for kind in ("begin", None, "end"):
            if kind:
                mark = OxmlElement("w:fldChar")
                mark.set(qn("w:fldCharType"), kind)
            else:
                mark = OxmlElement("w:instrText")
                mark.text = field
            run._r.append(mark)
