"""Rich text format."""

import re

from striprtf.striprtf import rtf_to_text

from ingest.attachments.unreadable import UnreadableError

_CELL = re.compile(r"\\(?:nest)?cell(?![a-z])")
_PICTURE = re.compile(rb"[0-9a-fA-F\r\n]{2000,}")
TEXT_LIMIT = 2_000_000


def read(data: bytes) -> list[str]:
    """The lines of a document, table cells parted by tabs. Raises UnreadableError where it is no RTF."""
    if not data.lstrip()[:5].startswith(b"{\\rtf"):
        raise UnreadableError("broken file (not the rich text that it is said to be)")
    data = _PICTURE.sub(b"", data)
    if len(data) > TEXT_LIMIT:
        raise UnreadableError("longer than a document should be")
    text = rtf_to_text(_CELL.sub(r"\\tab ", data.decode("latin-1")), errors="ignore")
    return [line.rstrip("\t ") for line in text.split("\n")]
