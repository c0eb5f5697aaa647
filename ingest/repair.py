"""Mails whose frame is broken: a line among the headers that is none, a boundary that is not the one announced."""

import email
import re
from email.message import Message

from ingest.transfer import children

HEAD_LIMIT = 256_000
BODY_LIMIT = 20_000_000
NOT_A_HEADER = b"X-Not-A-Header: "
_BEFORE = re.compile(rb"(?:\xef\xbb\xbf|[ \t]*\r?\n)+")
_BLANK = re.compile(rb"\r\n\r\n|\n\n|\r\r(?!\n)")
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\n|\r|$)")
_HEADER = re.compile(rb"[!-9;-~]{1,200}[ \t]*:|[ \t]|$|From ")
_ENVELOPE = re.compile(rb">From [^\r\n]*(?:\r\n|\n|\r)")
_TECHNICAL = re.compile(
    rb"(?:content-(?:type|transfer-encoding)|mime-version|received|message-id|return-path|dkim-signature)[ \t]*:",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(rb"^--([^\s\"\\]{1,200}?)(?:[ \t][^\r\n]*)?\r?\n(?=[A-Za-z][A-Za-z-]{1,40}:)", re.MULTILINE)


def mended_head(raw: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The mail with headers that can be read to their end, and what was wrong with them.

    A line that is no header ends the headers for every parser; where technical ones follow it, it was a slip.
    """
    before = _BEFORE.match(raw)
    if before:
        raw = raw[before.end() :]
    envelope = _ENVELOPE.match(raw)
    if envelope:
        raw = raw[envelope.end() :]
    end = _BLANK.search(raw, 0, HEAD_LIMIT)
    head = raw[: end.start() if end else HEAD_LIMIT]
    lines = _LINE.findall(head)
    bad = [number for number, line in enumerate(lines) if not _HEADER.match(line)]
    if not bad:
        return raw, ()
    last = max((number for number, line in enumerate(lines) if _TECHNICAL.match(line)), default=-1)
    slips = {number for number in bad if number < last}
    if not slips:
        return raw, ()
    mended = b"".join(NOT_A_HEADER + line if n in slips else line for n, line in enumerate(lines))
    return mended + raw[len(head) :], ("a line among the headers that is no header",)


def parts_without_boundary(body: bytes) -> list[Message]:
    """The parts of a multipart by the first line that can be a boundary; empty where there is none.

    For a boundary that is missing, another than announced, or has text behind it on its line.
    """
    if len(body) > BODY_LIMIT:
        return []
    found = _BOUNDARY.search(body)
    if not found:
        return []
    mark = found[1]
    clean = re.sub(rb"(?m)^--" + re.escape(mark) + rb"(--)?(?:[ \t][^\r\n]*)?(?=\r?$)", rb"--" + mark + rb"\1", body)
    head = b'Content-Type: multipart/mixed; boundary="' + mark + b'"\r\n\r\n'
    try:
        return children(email.message_from_bytes(head + clean)) or []
    except (RecursionError, ValueError, IndexError, KeyError, AssertionError):
        return []
