"""Which format a file is in, by what its bytes say before what its label says."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.mime import Leaf

OFFICE = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."
ZIP, COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_BLANK = b"\xef\xbb\xbf \r\n\t"


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: the module that reads it, its content type, endings, other labels, first bytes, what is in it.

    `holds` names a member or a stream; it tells apart formats that begin with the same bytes. Where the module is
    empty there is no reader, and `advice` says what would help.
    """

    name: str
    content_type: str
    endings: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    magic: tuple[bytes, ...] = ()
    holds: tuple[bytes, ...] = ()
    advice: str = ""


def _stream(name: str) -> bytes:
    return name.encode("utf-16-le")


FORMATS = (
    Format("pdf", "application/pdf", (".pdf",), ("application/x-pdf",), (b"%PDF",)),
    Format("rtf", "application/rtf", (".rtf",), ("text/rtf",), (b"{\\rtf",)),
    Format("docx", f"{OFFICE}wordprocessingml.document", (".docx", ".docm", ".dotx"), ("application/msword",), (ZIP,),
           (b"word/",)),
    Format("xlsx", f"{OFFICE}spreadsheetml.sheet", (".xlsx", ".xlsm"), ("application/vnd.ms-excel",), (ZIP,),
           (b"xl/",)),
    Format("pptx", f"{OFFICE}presentationml.presentation", (".pptx", ".ppsx", ".pptm"),
           ("application/vnd.ms-powerpoint",), (ZIP,), (b"ppt/",)),
    Format("odt", f"{ODF}text", (".odt", ".ott", ".ods", ".odp"), (f"{ODF}spreadsheet", f"{ODF}presentation"), (ZIP,),
           (b"content.xml",)),
    Format("zipped", "application/zip", (".zip",), ("application/x-zip-compressed",), (ZIP, b"PK\x05\x06"), (b"",)),
    Format("msg", "application/vnd.ms-outlook", (".msg",), (), (COMPOUND,), (_stream("__properties_version1.0"),)),
    Format("", "application/msword", (), (), (COMPOUND,), (_stream("EncryptedPackage"),),
           advice="locked with a password; ask for it without"),
    Format("doc", "application/msword", (".doc", ".dot"), (), (COMPOUND,), (_stream("WordDocument"),)),
    Format("", "application/x-ole-storage", (), (), (COMPOUND,), (b"",),
           advice="an old Office format; open it and save it as docx, xlsx or pdf"),
    Format("tnef", "application/ms-tnef", (), (), (b"\x78\x9f\x3e\x22",)),
    Format("picture", "image/png", magic=(b"\x89PNG\r\n",)),
    Format("picture", "image/jpeg", magic=(b"\xff\xd8\xff",)),
    Format("picture", "image/gif", magic=(b"GIF8",)),
    Format("picture", "image/tiff", magic=(b"II*\0", b"MM\0*")),
    Format("html", "text/html", (".html", ".htm"), ("application/xhtml+xml",)),
    Format("text", "text/plain", (".txt", ".md", ".text", ".csv"), ("text/markdown", "text/csv", "text/enriched")),
)  # fmt: skip


def find_format(leaf: Leaf) -> Format | None:
    """The format of a file: by its first bytes; among those that share them by contents, then by ending and label."""
    head = leaf.data[:1024]
    head = head.lstrip(_BLANK) or head
    magic = [f for f in FORMATS if f.magic and (head.startswith(f.magic) or (f.name == "pdf" and b"%PDF" in head))]
    if len(magic) == 1:
        return magic[0]
    if magic:
        return _by_contents(leaf, magic)
    ending = Path(leaf.name.lower()).suffix if leaf.name else ""
    texts = [f for f in FORMATS if not f.magic]
    for found in texts:
        if ending in found.endings:
            return found
    for found in texts:
        if leaf.content_type in (found.content_type, *found.labels):
            return found
    return FORMATS[-1] if _is_words(leaf) else None


def _by_contents(leaf: Leaf, candidates: Sequence[Format]) -> Format:
    """Among formats in one kind of container: the ending, where the file is not what it says the contents."""
    ending = Path(leaf.name.lower()).suffix if leaf.name else ""
    for found in candidates:
        if ending in found.endings and found.magic[0] == ZIP:
            return found
    where = leaf.data[-100_000:] if candidates[0].magic[0] == ZIP else leaf.data
    return next(f for f in candidates if any(mark in where for mark in f.holds))


def _is_words(leaf: Leaf) -> bool:
    """Whether a file that says nothing of itself is plain text."""
    if not (leaf.content_type.startswith("text/") or leaf.content_type in _ANYTHING):
        return False
    sample = leaf.data[:4000]
    controls = sum(1 for byte in sample if byte < 32 and byte not in b"\t\r\n\f")
    letters = sum(1 for byte in sample if chr(byte).isalpha() or byte in b" \r\n")
    return not controls and 10 * letters > 7 * len(sample)


_ANYTHING = frozenset({"application/octet-stream", "application/text", "application/plain", "application/x-unknown"})
