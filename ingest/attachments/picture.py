"""Pictures of words: a letter photographed or scanned, read by tesseract where it is installed."""

import re
import shutil
import struct
import tempfile
from pathlib import Path

from ingest.attachments import ocr
from ingest.attachments.unreadable import UnreadableError

LEAST_SIDE, LEAST_AREA = 300, 400_000
MOST_AREA = 60_000_000
LEAST_WORDS = 8
_WORD = re.compile(r"[^\W\d_]{2,}")
_JPEG_SIZES = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})


def read(data: bytes) -> list[str]:
    """The lines of a page in a picture; none where it is too small for one, as logos are.

    Raises UnreadableError where tesseract is not installed, or where no words are found in what may be a page.
    """
    size = _size(data)
    if size is not None and (min(size) < LEAST_SIDE or size[0] * size[1] < LEAST_AREA):
        return []
    program = shutil.which("tesseract")
    if program is None:
        raise UnreadableError("a picture that may hold words; install tesseract-ocr, or look")
    if size is None or size[0] * size[1] > MOST_AREA:
        raise UnreadableError("a picture of a kind or size that is not read; look whether it holds words")
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "picture"
        picture.write_bytes(data)
        lines = ocr.recognised(program, picture)
    tokens = " ".join(lines).split()
    words = [token for token in tokens if _WORD.search(token)]
    return lines if len(words) >= LEAST_WORDS and 2 * len(words) >= len(tokens) else []


def _size(data: bytes) -> tuple[int, int] | None:
    """Width and height as the file says them, None where it does not say (or is none of these)."""
    try:
        if data.startswith(b"\x89PNG"):
            width, height = struct.unpack(">II", data[16:24])
            return width, height
        if data.startswith(b"GIF8"):
            width, height = struct.unpack("<HH", data[6:10])
            return width, height
        if data.startswith(b"BM"):
            width, height = struct.unpack("<ii", data[18:26])
            return width, abs(height)
        return _jpeg_size(data) if data.startswith(b"\xff\xd8") else _tiff_size(data)
    except (struct.error, IndexError):
        return None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(data):
        if data[at] != 0xFF:
            at += 1
            continue
        if data[at + 1] in _JPEG_SIZES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += (
            2
            if data[at + 1] in (0xFF, 0x01) or 0xD0 <= data[at + 1] <= 0xD8
            else 2 + int.from_bytes(data[at + 2 : at + 4])
        )
    return None


def _tiff_size(data: bytes) -> tuple[int, int] | None:
    order = {b"II": "<", b"MM": ">"}.get(data[:2])
    if order is None:
        return None
    (start,) = struct.unpack_from(order + "I", data, 4)
    (entries,) = struct.unpack_from(order + "H", data, start)
    found: dict[int, int] = {}
    for number in range(min(entries, 200)):
        tag, kind = struct.unpack_from(order + "HH", data, start + 2 + 12 * number)
        if tag in (256, 257):
            (found[tag],) = struct.unpack_from(order + ("H" if kind == 3 else "I"), data, start + 10 + 12 * number)
    return (found[256], found[257]) if len(found) == 2 else None
