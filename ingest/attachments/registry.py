"""Which reader an attachment goes to, by what its bytes say before what its label says."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import ingest
from ingest.body import leaf_lines
from ingest.cleaning import clean_text
from ingest.lines import Line, tidy
from ingest.mime import Leaf

SIZE_LIMIT = 60_000_000
SECONDS = 120
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: the module that reads it, its content type, endings, other labels, and its first bytes."""

    name: str
    content_type: str
    endings: tuple[str, ...]
    labels: tuple[str, ...] = ()
    magic: bytes = b""


FORMATS = (
    Format("pdf", "application/pdf", (".pdf",), ("application/x-pdf",), b"%PDF"),
    Format("rtf", "application/rtf", (".rtf",), ("text/rtf",), b"{\\rtf"),
    Format("docx", DOCX, (".docx", ".docm", ".dotx"), ("application/msword",), b"PK\x03\x04"),
    Format("odt", ODT, (".odt", ".fodt", ".ott"), (), b"PK\x03\x04"),
    Format("xlsx", XLSX, (".xlsx", ".xlsm"), ("application/vnd.ms-excel",), b"PK\x03\x04"),
    Format("html", "text/html", (".html", ".htm"), ("application/xhtml+xml",)),
    Format("text", "text/plain", (".txt", ".md", ".text", ".csv"), ("text/markdown", "text/csv", "text/enriched")),
)


@dataclass(frozen=True, slots=True)
class Extracted:
    """An attachment's lines with the type that they were read as; or the problem that kept them from being read."""

    lines: tuple[Line, ...] = ()
    content_type: str = ""
    problem: str = ""


def find_format(leaf: Leaf) -> Format | None:
    """The format of a file: by its first bytes, and among those that share them by ending, label and contents."""
    head = leaf.data[:1024].lstrip(b"\xef\xbb\xbf \r\n\t")
    ending = Path(leaf.name.lower()).suffix if leaf.name else ""
    magic = [f for f in FORMATS if f.magic and (head.startswith(f.magic) or (f.name == "pdf" and f.magic in head))]
    if len(magic) == 1:
        return magic[0]
    candidates: Sequence[Format] = magic or [f for f in FORMATS if not f.magic]
    for found in candidates:
        if ending in found.endings:
            return found
    for found in candidates:
        if leaf.content_type in (found.content_type, *found.labels):
            return found
    inside = {b"word/": "docx", b"content.xml": "odt", b"xl/": "xlsx"}
    return next(
        (f for mark, name in inside.items() for f in magic if f.name == name and mark in leaf.data[-100_000:]), None
    )


def extract(leaf: Leaf) -> Extracted:
    """The lines of an attachment. Never raises: what cannot be read has a problem that says what would help."""
    if not leaf.data:
        return Extracted(problem="cannot be read: empty file")
    if len(leaf.data) > SIZE_LIMIT:
        return Extracted(problem=f"cannot be read: larger than {SIZE_LIMIT // 1_000_000} MB")
    found = find_format(leaf)
    if found is None:
        return Extracted(problem=_unknown(leaf))
    if found.name in ("text", "html"):
        shown = Leaf(found.content_type, leaf.data, leaf.charset, flowed=leaf.flowed, delsp=leaf.delsp)
        lines, problems = leaf_lines(shown)
        return Extracted(lines, found.content_type, "; ".join(problems))
    return _in_child(found, leaf.data)


def _unknown(leaf: Leaf) -> str:
    if leaf.content_type.startswith("image/"):
        return "a picture: look whether it holds words"
    if leaf.content_type in (
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-signature",
    ):
        return ""
    if leaf.data.startswith(b"\xd0\xcf\x11\xe0"):
        return "cannot be read: the old Office format or locked with a password; ask for a docx or pdf"
    return f"cannot be read: no reader for {leaf.content_type}"


def _in_child(found: Format, data: bytes) -> Extracted:
    """Read a file in a process with limits; a crash or a bomb is a problem of the file."""
    command = [sys.executable, "-m", "ingest.attachments.child", found.name]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=SECONDS, check=False,
            cwd=Path(str(ingest.__file__)).parent.parent,
        )  # fmt: skip
        answer = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        return Extracted(problem=f"cannot be read: took longer than {SECONDS} seconds")
    except (OSError, ValueError):
        return Extracted(problem="cannot be read: its reader ended without an answer")
    lines = tidy(Line(clean_text(line).replace("\n", " ")) for line in answer["lines"])
    problem = str(answer["problem"])
    if not lines and not problem:
        problem = "holds no words"
    return Extracted(lines, found.content_type, problem)
