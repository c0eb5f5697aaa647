"""HTML mail to lines: what a reader sees, with its paragraphs, lists, tables and quotation depth."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from ingest.cleaning import clean_text
from ingest.html_guard import is_safe, stripped, trimmed
from ingest.html_marks import Attributes, mark_of
from ingest.lines import Line, Mark, tidy
from ingest.message import UNREAD

PARAGRAPHS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "blockquote", "hr", "pre", "fieldset"}
)
BLOCKS = frozenset(
    {"div", "li", "tr", "section", "article", "header", "footer", "main", "center", "dt", "dd", "address", "form",
     "td", "th", "caption", "legend", "figure", "nav", "aside", "details", "summary", "option"}
)  # fmt: skip
BREAKING = BLOCKS | PARAGRAPHS
SILENT = frozenset(
    {"head", "style", "script", "title", "template", "noscript", "object", "svg", "del", "datalist", "iframe"}
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|$)"
)
_MSO_MARK = re.compile(
    r"^(?:[·•▪§Øüo\uf0a7\uf0b7\uf0d8\uf0fc\-–—]|\(?(?:\d{1,3}|[a-z]{1,4})[.)])\s+(?=\S)", re.IGNORECASE
)
_BULLET = re.compile(r"^[·•▪‣◦∙●■]\s+(?=\S)")
LINE_LIMIT = 20_000
_BLANKS = re.compile(r"[ \n]+")
_SILENCE = frozenset({Mark.NONE})
Node = Any


@dataclass(slots=True)
class Writer:
    """Gathers text into lines; `item` is a list mark waiting for its words, `open` what the page says of them now."""

    lines: list[Line] = field(default_factory=list)
    buffer: list[str] = field(default_factory=list)
    item: str = ""
    depth: int = 0
    mso_item: bool = False
    open: list[Mark] = field(default_factory=list)
    said: list[frozenset[Mark]] = field(default_factory=list)

    def write(self, text: str) -> None:
        """Add running text."""
        self.buffer.append(text)
        if not text.isspace():
            self.said.append(frozenset(self.open))

    def mark(self) -> Mark:
        """What the page says of every word of the line that ends here."""
        marks = frozenset.intersection(*self.said) if self.said else frozenset()
        self.said.clear()
        return next((mark for mark in Mark if mark and mark in marks), Mark.NONE) if marks - _SILENCE else Mark.NONE

    def flush(self) -> bool:
        """End the line, if there is one; says whether there was."""
        if not self.buffer:
            return False
        text = clean_text("".join(self.buffer))
        self.buffer.clear()
        text = _BLANKS.sub(" ", text).strip()
        mark = self.mark()
        if not text:
            return False
        if self.mso_item:
            text = _MSO_MARK.sub(_as_item, text)
        self.lines.append(Line(self.item + _BULLET.sub("- ", text), self.depth, mark))
        self.item = ""
        return True

    def br(self) -> None:
        """End the line, or leave one blank."""
        if not self.flush():
            self.lines.append(Line("", self.depth))

    def paragraph(self) -> None:
        """End the paragraph."""
        self.flush()
        if not self.item:
            self.lines.append(Line("", self.depth))


def _as_item(mark: re.Match[str]) -> str:
    text = mark[0].strip()
    return f"{text} " if text[-1] in ".)" else "- "


def html_lines(page: str) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """The lines of an HTML page and the problems met. Paragraphs are parted by a blank line, cells by tabs."""
    page, problem = trimmed(page)
    problems = [problem] if problem else []
    page = page.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    if not is_safe(page):
        return _bare(page, problems, "HTML too deep or too busy to lay out, read as bare text")
    root = LexborHTMLParser(page).root
    writer = Writer()
    if root is not None:
        _render(root, writer)
    writer.flush()
    if not any(line.text for line in writer.lines):
        return _bare(page, problems, "HTML that shows nothing, read as bare text")
    if len(writer.lines) > LINE_LIMIT:
        problems.append(f"HTML beyond {LINE_LIMIT} lines {UNREAD}")
    return tidy(writer.lines[:LINE_LIMIT]), tuple(problems)


def _bare(page: str, problems: list[str], why: str) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """The words of a page that cannot be laid out, if it has any."""
    lines = tidy(Line(" ".join(line.split())) for line in clean_text(stripped(page)).split("\n"))
    return lines, (*problems, why) if lines else tuple(problems)


def _render(root: Node, writer: Writer) -> None:
    """Walk a tree depth first with a stack of its own: (node, entering) pairs."""
    stack: list[tuple[Node, bool]] = [(root, True)]
    lists: list[list[Any]] = []
    while stack:
        node, entering = stack.pop()
        tag = node.tag or ""
        if not entering:
            _leave(tag, node, writer, lists)
            continue
        if tag == "-text":
            _words(node, writer)
        elif tag == "br":
            writer.br()
        elif tag == "input":
            writer.write(_tick(node))
        elif tag == "table" and (rows := _data_rows(node)):
            writer.paragraph()
            for row in rows:
                _row(row, writer)
            writer.paragraph()
        elif tag not in SILENT and not tag.startswith(("-", "_", "!")):
            attributes = node.attributes
            if _is_hidden(attributes):
                continue
            _enter(tag, attributes, writer, lists)
            writer.open.append(mark_of(tag, attributes))
            stack.append((node, False))
            stack += [(child, True) for child in reversed(list(node.iter(include_text=True)))]


def _words(node: Node, writer: Writer) -> None:
    text = str(node.text_content or "")
    parent = node.parent
    if parent is None or parent.tag not in ("pre", "textarea"):
        writer.write(" ".join(text.split("\t")) if "\t" in text else text)
        return
    first, *rest = text.split("\n")
    writer.write(first)
    for line in rest:
        writer.br()
        writer.write(line)


def _tick(node: Node) -> str:
    attributes = node.attributes
    if (attributes.get("type") or "").lower() in ("checkbox", "radio"):
        return "☒ " if "checked" in attributes else "☐ "
    return f" {attributes.get('value') or ''} " if (attributes.get("type") or "text").lower() == "text" else ""


def _is_hidden(attributes: Attributes) -> bool:
    return "hidden" in attributes or _hides(attributes.get("style") or "")


@lru_cache(maxsize=512)
def _hides(style: str) -> bool:
    return bool(_HIDDEN.search(style.lower()))


def _mso_item(tag: str, attributes: Attributes) -> bool:
    return tag == "p" and "MsoList" in (attributes.get("class") or "")


def _enter(tag: str, attributes: Attributes, writer: Writer, lists: list[list[Any]]) -> None:
    if tag in ("ul", "ol"):
        if lists:
            writer.flush()
        else:
            writer.paragraph()
        start = attributes.get("start") or "1"
        lists.append([tag, (attributes.get("type") or "1"), int(start) if start.isdigit() and len(start) < 6 else 1])
    elif tag == "li":
        writer.flush()
        writer.item = _mark(lists)
    elif tag == "blockquote":
        writer.paragraph()
        writer.depth += 1
    elif tag in PARAGRAPHS and not lists and not _mso_item(tag, attributes):
        writer.paragraph()
    elif tag in BREAKING:
        writer.flush()
    writer.mso_item = _mso_item(tag, attributes) or (writer.mso_item and tag not in BREAKING)


def _mark(lists: list[list[Any]]) -> str:
    if not lists or lists[-1][0] == "ul":
        return "- "
    number = lists[-1][2]
    lists[-1][2] += 1
    if lists[-1][1] in ("a", "A") and number <= 26:
        return f"{chr(ord(lists[-1][1]) + number - 1)}. "
    return f"{number}. "


def _leave(tag: str, node: Node, writer: Writer, lists: list[list[Any]]) -> None:
    _close(tag, node, writer, lists)
    writer.open.pop()


def _close(tag: str, node: Node, writer: Writer, lists: list[list[Any]]) -> None:
    if tag in ("ul", "ol"):
        writer.flush()
        lists and lists.pop()
        if not lists:
            writer.paragraph()
    elif tag == "li":
        writer.flush()
        writer.item = ""
    elif tag == "blockquote":
        writer.paragraph()
        writer.depth = max(0, writer.depth - 1)
    elif tag in PARAGRAPHS and not lists and not _mso_item(tag, node.attributes):
        writer.paragraph()
    elif tag in BREAKING:
        writer.flush()
        writer.mso_item = False


def _data_rows(table: Node) -> list[list[Node]]:
    """The cells of a table of data by rows; empty for one that only lays out a page."""
    if table.css_first("table table, blockquote") is not None:
        return []
    rows = []
    for row in table.css("tr"):
        cells = [cell for cell in row.iter() if cell.tag in ("td", "th")]
        if cells:
            rows.append(cells)
    return rows if any(len(cells) > 1 for cells in rows) else []


def _row(cells: list[Node], writer: Writer) -> None:
    texts = []
    for cell in cells:
        inner = Writer()
        if not _is_hidden(cell.attributes):
            for child in cell.iter(include_text=True):
                _render(child, inner)
        inner.flush()
        texts.append(" ".join(line.text for line in inner.lines if line.text))
    if any(texts):
        writer.flush()
        writer.lines.append(Line(writer.item + "\t".join(texts), writer.depth))
        writer.item = ""
