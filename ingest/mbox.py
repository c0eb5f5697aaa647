"""The mbox format (RFC 4155): many mails in one file, each behind a line that begins with "From "."""

import re
from collections.abc import Iterator
from pathlib import Path

# From a.person@example.org Tue Nov 19 11:42:10 2024, with or without seconds and zone; a sentence that begins
# with "From " has no time of day followed by a year
_SEPARATOR = re.compile(rb"From \S.*\d\d:\d\d.*\b(19|20)\d\d\b.*")
_STUFFED = re.compile(rb">+From ")


def is_mbox(start: bytes) -> bool:
    """Whether a file that starts so is an mbox."""
    return bool(_SEPARATOR.match(start))


def split_mbox(path: Path) -> Iterator[bytes]:
    """The raw mails of an mbox file, in order, one in memory at a time, with ">From " at a line's start undone.

    Raises OSError where the file cannot be read.
    """
    lines: list[bytes] = []
    after_blank, inside = True, False
    with path.open("rb") as file:
        for line in file:
            if after_blank and _SEPARATOR.match(line):
                if inside:
                    yield _mail(lines)
                lines, inside = [], True
            elif inside:
                lines.append(line[1:] if _STUFFED.match(line) else line)
            after_blank = not line.strip(b"\r\n")
    if inside:
        yield _mail(lines)


def _mail(lines: list[bytes]) -> bytes:
    """The mail without the blank line that parts it from the next."""
    if lines and not lines[-1].strip(b"\r\n"):
        lines = lines[:-1]
    return b"".join(lines)
