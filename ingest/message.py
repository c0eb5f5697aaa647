"""What intake hands on: a message with its headers, its texts and a name for every stretch of them."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import NewType

from ingest.authentication import Authentication
from ingest.encryption import NO_KEYS, Keys, open_plain

ArchiveId = NewType("ArchiveId", str)
"""SHA-256 of the raw bytes, in lower-case hex."""

HEAD_LIMIT = 256 * 1024
"""How many bytes of a mail's beginning are looked at for its outer headers."""

UNREAD = "cannot be read"
"""What a problem says where somebody's words were lost to us; other problems are only noted."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open character offsets into one named text of a message."""

    part: str
    start: int
    end: int


class SegmentKind(StrEnum):
    """Whose words a stretch of text is."""

    NEW = "new"
    QUOTED = "quoted"
    LETTER = "letter"
    FORWARDED = "forwarded"
    SIGNATURE = "signature"
    DISCLAIMER = "disclaimer"


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of a text; the segments of a text cover it exactly, in order, without a gap."""

    span: Span
    kind: SegmentKind


class TextRole(StrEnum):
    """Where a text comes from."""

    BODY = "body"
    ATTACHMENT = "attachment"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a message: its body, an attachment, or a machine's report.

    `part` is unique in the message ("body", "attachment:1", "report:2"); paragraphs are parted by blank lines, list
    items begin with "- " or their number, table cells are parted by tabs.
    """

    part: str
    role: TextRole
    content_type: str
    name: str
    content: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """One attachment as it came; `problem` says why its words could not be read, empty where they were."""

    part: str
    name: str
    content_type: str
    size: int
    sha256: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """A mailbox in a header: display name as written, address in lower case."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Headers:
    """The headers that matter, decoded; `raw` has all of them in order, names in lower case.

    `authentication` is what servers on the way say of the sender, the receiving server's word first.
    """

    from_: tuple[Address, ...]
    sender: Address | None
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    subject: str
    message_id: str
    in_reply_to: str
    date: datetime | None
    raw: tuple[tuple[str, str], ...]
    authentication: tuple[Authentication, ...] = ()

    def find(self, name: str) -> str | None:
        """The first value of a header by its lower-case name, or None."""
        return next((v for n, v in self.raw if n == name), None)


@dataclass(frozen=True, slots=True)
class RawMessage:
    """A mail as the server or a file gave it, before anything looks inside."""

    raw: bytes
    folder: str
    uid_validity: int
    uid: int
    received_at: datetime

    @property
    def head(self) -> bytes:
        """Its beginning, with the outer headers."""
        return self.raw[:HEAD_LIMIT]

    @property
    def size(self) -> int:
        """Its length in bytes."""
        return len(self.raw)


@dataclass(frozen=True, slots=True)
class SpooledMessage:
    """As RawMessage, of a mail too big for memory: its bytes are in a file of its own, which the archive takes over.

    The file is encrypted with `keys` where there are any.
    """

    file: Path
    head: bytes
    size: int
    folder: str
    uid_validity: int
    uid: int
    received_at: datetime
    keys: Keys = field(default=NO_KEYS, repr=False)

    @property
    def raw(self) -> bytes:
        """All of it, read from its file."""
        with open_plain(self.file, self.keys) as opened:
            return opened.read()


IncomingMessage = RawMessage | SpooledMessage
"""What a source hands on."""


@dataclass(frozen=True, slots=True)
class ParsedMessage:
    """A mail that has been read: total, so a broken mail is one with problems.

    `structure` lists the MIME types of all leaves and containers, outermost first, parameters included as sent.
    """

    archive_id: ArchiveId
    headers: Headers
    structure: tuple[str, ...]
    texts: tuple[Text, ...]
    segments: tuple[Segment, ...]
    attachments: tuple[Attachment, ...]
    problems: tuple[str, ...]
    parser_version: str

    def text(self, part: str) -> str:
        """The content of a named text. Raises KeyError where the message has none of that name."""
        for text in self.texts:
            if text.part == part:
                return text.content
        raise KeyError(part)

    def words(self, span: Span) -> str:
        """The words that a span points at."""
        return self.text(span.part)[span.start : span.end]

    def segments_of(self, part: str) -> tuple[Segment, ...]:
        """The segments of one text, in order."""
        return tuple(s for s in self.segments if s.span.part == part)

    def own_segments(self) -> tuple[Segment, ...]:
        """The respondent's own words, body first: new text and what a forwarding assistant passed on.

        The one definition of whose words count: what is classified, printed as `own_text` and shown.
        """
        return tuple(s for s in self.segments if s.kind in (SegmentKind.NEW, SegmentKind.FORWARDED))
