"""Word documents: all that a reader sees, tracked changes as accepted, comments where they were made.

python-docx passes over content controls, insertions and text boxes, which is where response forms keep the answers.
"""

import zipfile
from dataclasses import dataclass

from ingest.attachments.docx_numbering import Numbering, W, read_numbering
from ingest.attachments.package import Element, open_package, read_xml
from ingest.attachments.unreadable import UnreadableError

_SKIPPED = frozenset(
    {W + "del", W + "moveFrom", W + "delText", W + "instrText", W + "pPr", W + "rPr", W + "sectPr", W + "sdtPr",
     "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)  # fmt: skip
_BREAKS = {W + "br": "\n", W + "cr": "\n", W + "tab": " ", W + "noBreakHyphen": "-", W + "ptab": " "}
_TICKED = frozenset({"f0fe", "f0fd", "f052", "f0fc", "f054", "f051", "00fe", "00fc"})
_EMPTY_BOX = frozenset({"f0a8", "f06f", "f0a3", "f071", "00a8", "006f"})


@dataclass(slots=True)
class Document:
    """What is needed beside the paragraph at hand: the lists, and the comments that are not placed yet."""

    numbering: Numbering
    comments: dict[str, Element]


def read(data: bytes) -> list[str]:
    """The lines of a document, in order; footnotes and comments without a place at the end."""
    package = open_package(data)
    main = _main_part(package)
    root = read_xml(package, main)
    body = root.find(W + "body") if root is not None else None
    if body is None:
        raise UnreadableError("broken file (a Word document without a body)")
    folder = main.rsplit("/", 1)[0]
    numbering = read_numbering(read_xml(package, f"{folder}/numbering.xml"), read_xml(package, f"{folder}/styles.xml"))
    noted = read_xml(package, f"{folder}/comments.xml")
    comments = {str(c.get(W + "id")): c for c in noted.findall(W + "comment")} if noted is not None else {}
    document = Document(numbering, comments)
    lines = _blocks(body, document)
    for name in ("footnotes", "endnotes"):
        notes = read_xml(package, f"{folder}/{name}.xml")
        for note in notes if notes is not None else ():
            if note.get(W + "type") is None:
                lines += _blocks(note, document)
    for comment in list(document.comments.values()):
        lines += _blocks(comment, document)
    return lines


def _main_part(package: zipfile.ZipFile) -> str:
    relations = read_xml(package, "_rels/.rels")
    for relation in relations if relations is not None else ():
        if str(relation.get("Type", "")).endswith("/officeDocument"):
            return str(relation.get("Target", "")).lstrip("/")
    return "word/document.xml"


def _blocks(parent: Element, document: Document) -> list[str]:
    """The lines of a container's paragraphs and tables, through content controls and other wrappers."""
    lines: list[str] = []
    for child in parent:
        if child.tag in _SKIPPED or not isinstance(child.tag, str):
            continue
        if child.tag == W + "p":
            lines += _paragraph(child, document)
        elif child.tag == W + "tbl":
            lines += ["", *_table(child, document), ""]
        else:
            lines += _blocks(child, document)
    return lines


def _paragraph(paragraph: Element, document: Document) -> list[str]:
    boxes: list[Element] = []
    noted: list[str] = []
    text = _text(paragraph, boxes, noted)
    mark = document.numbering.mark(paragraph) if text.strip() else ""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    lines = [mark + lines[0], *lines[1:]] if mark else ["", *lines, ""]
    for box in boxes:
        lines += ["", *_blocks(box, document), ""]
    for number in noted:
        comment = document.comments.pop(number, None)
        if comment is not None:
            lines += ["", *_blocks(comment, document), ""]
    return lines


def _text(element: Element, boxes: list[Element], noted: list[str]) -> str:
    """The text of a paragraph; text boxes and comments met on the way are handed back for a place after it."""
    out: list[str] = []
    for child in element:
        tag = child.tag
        if tag in _SKIPPED or not isinstance(tag, str) or _is_hidden(child):
            continue
        if tag == W + "t":
            out.append(child.text or "")
        elif tag in _BREAKS:
            out.append(_BREAKS[tag])
        elif tag == W + "txbxContent":
            boxes.append(child)
        elif tag == W + "commentReference":
            noted.append(str(child.get(W + "id")))
        elif tag == W + "sym":
            out.append(_symbol(str(child.get(W + "char", "")).lower()))
        elif tag == W + "fldChar":
            out.append(_form_field(child))
        else:
            out.append(_text(child, boxes, noted))
    return "".join(out)


def _is_hidden(run: Element) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish") if run.tag == W + "r" else None
    return vanish is not None and vanish.get(W + "val") not in ("0", "false")


def _symbol(code: str) -> str:
    return "☒" if code in _TICKED else "☐" if code in _EMPTY_BOX else "- " if code == "f0b7" else ""


def _form_field(mark: Element) -> str:
    """A legacy tick box, which has no character of its own."""
    box = mark.find(f"{W}ffData/{W}checkBox")
    if box is None:
        return ""
    ticked = box.find(W + "checked")
    state = ticked if ticked is not None else box.find(W + "default")
    return "☒ " if state is not None and state.get(W + "val") not in ("0", "false") else "☐ "


def _table(table: Element, document: Document) -> list[str]:
    """The rows of a table, cells parted by tabs; a table of one column is a frame round its paragraphs."""
    rows = [_cells(row) for row in table.iter(W + "tr") if _own_row(row, table)]
    if all(len(row) <= 1 for row in rows):
        return [line for row in rows for cell in row for line in _blocks(cell, document)]
    out = []
    for row in rows:
        cells = [" ".join(line.replace("\t", " ") for line in _blocks(cell, document) if line) for cell in row]
        if any(cells):
            out.append("\t".join(cells))
    return out


def _own_row(row: Element, table: Element) -> bool:
    """Whether a row is this table's, and not that of a table in one of its cells; deleted rows are gone."""
    if row.find(f"{W}trPr/{W}del") is not None:
        return False
    parent = row.getparent()
    while parent is not None and parent is not table and parent.tag != W + "tbl":
        parent = parent.getparent()
    return parent is table


def _cells(row: Element) -> list[Element]:
    cells: list[Element] = []
    for child in row:
        if child.tag == W + "tc":
            cells.append(child)
        elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
            cells += _cells(child)
    return cells
