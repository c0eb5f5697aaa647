"""OpenDocument texts: paragraphs, lists, tables, notes and comments in order (OASIS ODF 1.3 part 3)."""

from ingest.attachments.package import Element, open_package, read_xml
from ingest.attachments.unreadable import UnreadableError

_NS = "{urn:oasis:names:tc:opendocument:xmlns:"
T, TABLE, OFFICE, STYLE, DRAW = (f"{_NS}{name}:1.0}}" for name in ("text", "table", "office", "style", "drawing"))
_SKIPPED = frozenset(
    {T + "tracked-changes", OFFICE + "forms", T + "sequence-decls", T + "note-citation", T + "table-of-content-source"}
)
_AFTER = frozenset({T + "note", OFFICE + "annotation", DRAW + "text-box"})


def read(data: bytes) -> list[str]:
    """The lines of a document. Raises UnreadableError where it is locked or has no text."""
    package = open_package(data)
    manifest = read_xml(package, "META-INF/manifest.xml")
    if manifest is not None and any(str(e.tag).endswith("encryption-data") for e in manifest.iter()):
        raise UnreadableError("locked with a password; ask for it without")
    root = read_xml(package, "content.xml")
    kinds = ("text", "spreadsheet", "presentation")
    bodies = [root.find(f"{OFFICE}body/{OFFICE}{kind}") for kind in kinds] if root is not None else []
    body = next((found for found in bodies if found is not None), None)
    if root is None or body is None:
        raise UnreadableError("broken file (an OpenDocument without text)")
    numbered = {
        str(style.get(STYLE + "name"))
        for style in root.iter(T + "list-style")
        if any(str(level.tag).endswith("list-level-style-number") for level in style)
    }
    return _blocks(body, numbered)


def _blocks(parent: Element, numbered: set[str]) -> list[str]:
    lines: list[str] = []
    for child in parent:
        tag = child.tag
        if tag in _SKIPPED or not isinstance(tag, str):
            continue
        if tag in (T + "p", T + "h"):
            lines += ["", *_paragraph(child, numbered), ""]
        elif tag == T + "list":
            lines += ["", *_list(child, numbered, str(child.get(T + "style-name"))), ""]
        elif tag == TABLE + "table":
            lines += ["", *_table(child, numbered), ""]
        else:
            lines += _blocks(child, numbered)
    return lines


def _paragraph(paragraph: Element, numbered: set[str]) -> list[str]:
    after: list[Element] = []
    text = (paragraph.text or "") + _text(paragraph, after)
    lines = [" ".join(line.split()) for line in text.split("\n")]
    for element in after:
        lines += ["", *_blocks(element, numbered)]
    return lines


def _text(element: Element, after: list[Element]) -> str:
    out: list[str] = []
    for child in element:
        tag = child.tag
        if tag in _AFTER:
            after.append(child)
        elif tag == T + "s" or tag == T + "tab":
            out.append(" ")
        elif tag == T + "line-break":
            out.append("\n")
        elif isinstance(tag, str) and tag not in _SKIPPED:
            out.append((child.text or "") + _text(child, after))
        out.append(child.tail or "")
    return "".join(out)


def _list(element: Element, numbered: set[str], style: str) -> list[str]:
    lines: list[str] = []
    number = 0
    for item in element:
        if item.tag not in (T + "list-item", T + "list-header"):
            continue
        number += item.tag == T + "list-item"
        mark = f"{number}. " if style in numbered else "- "
        inner = [line for line in _blocks(item, numbered) if line]
        lines += [mark + inner[0] if not inner[0].startswith("- ") else inner[0], *inner[1:]] if inner else []
    return lines


def _table(table: Element, numbered: set[str]) -> list[str]:
    rows = [
        [cell for cell in row if cell.tag == TABLE + "table-cell"]
        for row in table.iter(TABLE + "table-row")
        if next(row.iterancestors(TABLE + "table")) is table
    ]
    if all(len(row) <= 1 for row in rows):
        return [line for row in rows for cell in row for line in _blocks(cell, numbered)]
    texts = [[" ".join(line for line in _blocks(cell, numbered) if line) for cell in row] for row in rows]
    return ["\t".join(cells) for cells in texts if any(cells)]
