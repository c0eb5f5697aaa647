"""Word documents of before 2007: the text of the binary format by its table of pieces (MS-DOC 2.4.1, 2.5, 2.8.35)."""

import io
import re
import struct
from collections.abc import Iterator

import olefile

from ingest.attachments.unreadable import UnreadableError

WORD_97 = 0xA5EC
LOCKED, FIRST_TABLE = 0x0100, 0x0200
NARROW = 0x40000000
_LENGTHS = "<8i"
"""Characters of text, footnotes, headers, macros, comments, endnotes, text boxes, and boxes in headers (FIB 0x4C)."""
_SHOWN = (True, True, False, False, True, True, True, False)
_FIELD = re.compile(r"\x13[^\x13\x14\x15]*\x14?([^\x13\x14\x15]*)\x15")
_DRAWN = re.compile(r"[\x00-\x06\x08\x0e-\x12\x16-\x1d]")


def read(data: bytes) -> list[str]:
    """The lines of a document, notes and comments at the end. Raises UnreadableError where it is locked or older."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            main = file.openstream("WordDocument").read()
            ident, flags = struct.unpack_from("<H", main)[0], struct.unpack_from("<H", main, 0x0A)[0]
            if ident != WORD_97:
                raise UnreadableError("a Word document of before 1997; open it and save it as docx")
            if flags & LOCKED:
                raise UnreadableError("locked with a password; ask for it without")
            table = file.openstream("1Table" if flags & FIRST_TABLE else "0Table").read()
        text = "".join(_pieces(main, table))
        lengths = struct.unpack_from(_LENGTHS, main, 0x4C)
    except (OSError, struct.error, IndexError, ValueError) as error:
        raise UnreadableError("broken file (no Word document)") from error
    shown: list[str] = []
    at = 0
    for length, is_shown in zip(lengths, _SHOWN, strict=True):
        shown += [text[at : at + max(length, 0)]] if is_shown else []
        at += max(length, 0)
    return _lines("\r".join(shown))


def _pieces(main: bytes, table: bytes) -> Iterator[str]:
    """The text in order: each piece stands somewhere in the file, one or two bytes a character."""
    start, length = struct.unpack_from("<2I", main, 0x01A2)
    clx = table[start : start + length]
    at = 0
    while at < len(clx) and clx[at] == 1:
        at += 3 + int(struct.unpack_from("<H", clx, at + 1)[0])
    if at >= len(clx) or clx[at] != 2:
        raise ValueError
    size = int(struct.unpack_from("<I", clx, at + 1)[0])
    plc = clx[at + 5 : at + 5 + size]
    count = (len(plc) - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", plc)
    for number in range(count):
        place = int(struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * number + 2)[0])
        characters = max(0, ends[number + 1] - ends[number])
        if place & NARROW:
            begin = (place & ~NARROW) // 2
            yield main[begin : begin + characters].decode("cp1252", "replace")
        else:
            yield main[place : place + 2 * characters].decode("utf-16-le", "replace")


def _lines(text: str) -> list[str]:
    """Marks of the format made into lines, table cells parted by tabs; of a field its result alone."""
    for _ in range(5):
        text = _FIELD.sub(r"\1", text)
    text = re.sub(r"[\x13-\x15]", "", text).replace("\x1e", "-").replace("\x1f", "")
    text = text.replace("\t", " ").replace("\x07\x07", "\r").replace("\r\x07", "\x07").replace("\x07", "\t")
    text = _DRAWN.sub("", text).replace("\x0b", "\n").replace("\x0c", "\r")
    lines: list[str] = []
    for paragraph in text.split("\r"):
        rows = [row.rstrip() for row in paragraph.split("\n")]
        lines += rows if "\t" in paragraph else ["", *rows]
    return lines
