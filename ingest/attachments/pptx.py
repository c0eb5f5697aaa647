"""Presentations: the text of each slide in order, its notes after it (ECMA-376 part 1, section 19)."""

import re
import zipfile

from ingest.attachments.package import Element, open_package, read_xml
from ingest.attachments.unreadable import UnreadableError

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SLIDE_LIMIT = 300
_SLIDE = re.compile(r"ppt/slides/slide(\d{1,6})\.xml")


def read(data: bytes) -> list[str]:
    """The paragraphs of all slides; cells of a table parted by tabs. Raises UnreadableError where there is no slide."""
    package = open_package(data)
    numbers = sorted(int(found[1]) for found in map(_SLIDE.fullmatch, package.namelist()) if found)
    if not numbers:
        raise UnreadableError("broken file (a presentation without slides)")
    lines: list[str] = []
    for number in numbers[:SLIDE_LIMIT]:
        lines += ["", *_slide(package, f"ppt/slides/slide{number}.xml")]
        lines += ["", *_slide(package, f"ppt/notesSlides/notesSlide{number}.xml")]
    return lines


def _slide(package: zipfile.ZipFile, name: str) -> list[str]:
    root = read_xml(package, name)
    if root is None:
        return []
    lines: list[str] = []
    for element in root.iter(A + "p", A + "tr"):
        if element.tag == A + "tr":
            lines.append("\t".join(" ".join(map(_words, cell.iter(A + "p"))) for cell in element.iter(A + "tc")))
        elif next(element.iterancestors(A + "tc"), None) is None:
            lines += ["", *_words(element).split("\n")]
    return lines


def _words(paragraph: Element) -> str:
    """The words of a paragraph; the number of the slide is a field, not a word of it."""
    marks = {A + "br": "\n", A + "tab": " "}
    pieces = [e.text or "" if e.tag == A + "t" else marks[e.tag] for e in paragraph.iter(A + "t", *marks)
              if next(e.iterancestors(A + "fld"), None) is None]  # fmt: skip
    return "".join(pieces).strip()
