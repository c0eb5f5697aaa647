"""Words from pictures of pages, by the tesseract program where it is installed."""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from ingest.attachments.unreadable import PartlyReadError, UnreadableError

PAGE_LIMIT = 20
SCALE = 250 / 72
_STARTS = re.compile(r"(?:[•·*\-–—¢]\s|\(?[a-zA-Z]\)\s|\(?\d{1,2}[.)]\s|\d+\.\d+\.?\s|Q(?:uestion)?\s?\d\b)")
_BAR = re.compile(r"(?<!\S)\|(?=[\s'’])")  # a capital I, to tesseract


def read_pages(document: Any) -> list[str]:
    """The lines of a scanned document's pages.

    Raises UnreadableError where tesseract is not installed, PartlyReadError where there are more pages than are read.
    """
    program = shutil.which("tesseract")
    if program is None:
        raise UnreadableError("scanned, install tesseract-ocr")
    lines: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(min(len(document), PAGE_LIMIT)):
            picture = Path(folder) / f"{number}.pgm"
            picture.write_bytes(_pgm(document[number].render(scale=SCALE, grayscale=True)))
            lines += ["", *recognised(program, picture)]
    if len(document) > PAGE_LIMIT:
        raise PartlyReadError(lines, f"scanned pages beyond the first {PAGE_LIMIT}")
    return lines


def _pgm(bitmap: Any) -> bytes:
    """A grey picture in the portable grey map format, which needs no library."""
    rows = memoryview(bitmap.buffer).cast("B")
    width, height, stride = bitmap.width, bitmap.height, bitmap.stride
    grey = b"".join(bytes(rows[y * stride : y * stride + width]) for y in range(height))
    return b"P5 %d %d 255\n" % (width, height) + grey


def recognised(program: str, picture: Path) -> list[str]:
    """The lines that tesseract finds in the picture of a page."""
    done = subprocess.run(
        [program, str(picture), "-", "-l", "eng"], capture_output=True, check=False, timeout=100,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )  # fmt: skip
    return joined_lines(done.stdout.decode("utf-8", "replace"))


def joined_lines(text: str) -> list[str]:
    """Recognised lines put back into paragraphs; list items keep lines of their own."""
    lines: list[str] = []
    for paragraph in re.split(r"\n\s*\n", text.replace("\f", "")):
        rows = [_BAR.sub("I", " ".join(row.split())) for row in paragraph.split("\n") if row.strip()]
        widest = max((len(row) for row in rows), default=0)
        if rows:
            lines.append("")
        before = ""
        for row in rows:
            if before and not _STARTS.match(row) and len(before) + len(row.split()[0]) >= 0.85 * widest:
                lines[-1] += " " + row
            else:
                lines.append(re.sub(r"^[•·*¢]\s", "- ", row))
            before = row
    return lines
