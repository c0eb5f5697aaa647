"""PDF: lines put back into paragraphs, lists and table rows by where they stand on the page; scans by OCR."""

import ctypes
import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.attachments import ocr
from ingest.attachments.unreadable import PartlyReadError, UnreadableError

PAGE_LIMIT = 400
_STARTS = re.compile(
    r"(?:[•·▪◦‣●■\uf0b7\-–—]\s|\(?[a-zA-Z]\)\s|\(?\d{1,2}[.)]\s|\d+\.\d+\.?\s|Q(?:uestion)?\s?\d\b|\(?[ivx]{1,4}\)\s)"
)
_MARK = re.compile(r"(?:[•·▪◦‣●■\uf0b7*–-]|\(?[a-zA-Z0-9]{1,3}[.)])")
_BULLET = re.compile(r"^[•·▪◦‣●■\uf0b7]\s*")
_PAGE_NUMBER = re.compile(r"(?:page\s*|tudalen\s*)?\d{1,3}(?:\s*(?:of|/|o)\s*\d{1,3})?", re.IGNORECASE)


@dataclass(slots=True)
class Block:
    """A line of a page, or lines joined: text and box, with the foot and the right edge of its last line."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    foot: float
    last_right: float


def read(data: bytes) -> list[str]:
    """The lines of a document. Raises UnreadableError where it is locked, or scanned and there is no OCR.

    Raises PartlyReadError where it has more pages than are read.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise UnreadableError(
            "locked with a password; ask for it without" if locked else "broken file (no PDF)"
        ) from error
    pages = [_page(document[number]) for number in range(min(len(document), PAGE_LIMIT))]
    if sum(len(block.text) for blocks in pages for block in blocks) < 8 * len(pages):
        return ocr.read_pages(document)
    lines: list[str] = []
    for blocks in pages:
        found = _lines(blocks)
        if lines and found and _goes_on(lines[-1], found[0]):
            lines[-1] += " " + found.pop(0)
        lines += ["", *found] if lines and not _is_item(lines[-1], found) else found
    if len(document) > PAGE_LIMIT:
        raise PartlyReadError(lines, f"pages beyond the first {PAGE_LIMIT}")
    return lines


def _goes_on(last: str, first: str) -> bool:
    return bool(last) and last[-1] not in ".?!:" and first[:1].islower() and "\t" not in last + first


def _is_item(last: str, found: list[str]) -> bool:
    return bool(found) and last.startswith("- ") and found[0].startswith("- ")


def _page(page: Any) -> list[Block]:
    """The lines of a page with their boxes, in the order of the file; filled form fields are part of the page."""
    pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
    textpage = page.get_textpage()
    raw = textpage.get_text_range()
    blocks: list[Block] = []
    at = 0
    for line in raw.split("\n"):
        text = line.rstrip("\r")
        for start, end in _cells(textpage, at, text):
            block = _boxed(textpage, at + start, text[start:end])
            if block:
                blocks.append(block)
        at += len(line) + 1
    return _one_row(blocks)


def _cells(textpage: Any, at: int, text: str) -> list[tuple[int, int]]:
    """A line parted where the next word stands far from the last one: beside it, in a table or a column."""
    cuts = [0]
    for found in re.finditer(r"(?<=\S)\s+(?=\S)", text):
        left, right = _box(textpage, at + found.start() - 1), _box(textpage, at + found.end())
        if right[0] - left[2] > max(18.0, 1.6 * (right[3] - right[1])) and not _MARK.fullmatch(
            text[cuts[-1] : found.start()].strip()
        ):
            cuts.append(found.end())
    return list(zip(cuts, [*cuts[1:], len(text)], strict=True))


def _boxed(textpage: Any, at: int, text: str) -> Block | None:
    first = len(text) - len(text.lstrip())
    last = len(text.rstrip()) - 1
    if last < first:
        return None
    a, b = _box(textpage, at + first), _box(textpage, at + last)
    words = " ".join(text.replace("\ufffe", "-").replace("\x02", "-").split())
    top, bottom = max(a[3], b[3]), min(a[1], b[1])
    return Block(words, a[0], b[2], top, bottom, bottom, b[2])


def _box(textpage: Any, at: int) -> tuple[float, float, float, float]:
    sides = [ctypes.c_double() for _ in range(4)]
    left, right, bottom, top = sides
    pdfium.FPDFText_GetCharBox(textpage.raw, at, left, right, bottom, top)
    return left.value, bottom.value, right.value, top.value


def _one_row(blocks: list[Block]) -> list[Block]:
    """List marks that the file draws apart from their words, brought together; page numbers dropped."""
    out: list[Block] = []
    for block in blocks:
        before = out[-1] if out else None
        if before and _MARK.fullmatch(before.text) and _level(before, block) and block.left > before.left:
            before.text += " " + block.text
            before.right = before.last_right = block.right
            before.top, before.bottom = max(before.top, block.top), min(before.bottom, block.bottom)
            before.foot = before.bottom
        else:
            out.append(block)
    while out and _PAGE_NUMBER.fullmatch(out[-1].text) and len(out) > 1 and not out[-2].text.endswith(","):
        out.pop()
    return out


def _level(a: Block, b: Block) -> bool:
    """Whether two lines stand at one height."""
    overlap = min(a.top, b.top) - max(a.bottom, b.bottom)
    return overlap > 0.4 * min(a.top - a.bottom, b.top - b.bottom, 14)


def _lines(blocks: list[Block]) -> list[str]:
    """Lines of a page joined to paragraphs, and paragraphs beside each other to table rows."""
    steps = [a.bottom - b.bottom for a, b in pairwise(blocks) if 4 < a.bottom - b.bottom < 40]
    step = median(steps) if steps else 14.0
    margin = max((block.right for block in blocks), default=0.0)
    paragraphs: list[Block] = []
    for block in blocks:
        before = paragraphs[-1] if paragraphs else None
        if before and _same_paragraph(before, block, step, margin):
            joint = (
                ""
                if before.text.endswith("-") and block.text[:1].islower() and len(before.text.split()[-1]) > 2
                else " "
            )
            before.text += joint + block.text
            before.right, before.last_right = max(before.right, block.right), block.right
            before.bottom = before.foot = block.bottom
        else:
            paragraphs.append(block)
    return _rows(paragraphs)


def _same_paragraph(before: Block, block: Block, step: float, margin: float) -> bool:
    down = before.foot - block.bottom
    if not 2 < down <= 1.3 * step or _STARTS.match(block.text):
        return False
    if block.left - before.left > 12 and not _STARTS.match(before.text):
        return False
    if before.left - block.left > 60:
        return False
    column = max(before.right, margin if block.left < margin / 3 else before.right)
    word = len(block.text.split()[0]) * max(block.right - block.left, 1.0) / max(len(block.text), 1)
    return column - before.last_right < word + 14 or before.text[-1:] in ",;" or block.text[:1].islower()


def _rows(paragraphs: list[Block]) -> list[str]:
    lines: list[str] = []
    row: Block | None = None
    for block in paragraphs:
        text = _BULLET.sub("- ", block.text)
        if (
            row
            and block.left > row.last_right - 2
            and block.top > row.foot + 1
            and block.bottom < row.top
            and not _MARK.fullmatch(block.text)
        ):
            lines[-1] += "\t" + text
            row.last_right = block.right
            continue
        if (
            lines
            and not (text.startswith("- ") and lines[-1].startswith("- "))
            and not _table_goes_on(lines[-1], paragraphs, block)
        ):
            lines.append("")
        lines.append(text)
        row = Block(text, block.left, block.right, block.top, block.bottom, block.bottom, block.right)
    return lines


def _table_goes_on(last: str, paragraphs: list[Block], block: Block) -> bool:
    """Whether the block after a row begins another row: something stands beside it."""
    beside = any(other is not block and other.left > block.right - 2 and _level(other, block) for other in paragraphs)
    return "\t" in last and beside
