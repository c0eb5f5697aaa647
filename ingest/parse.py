"""One mail from its raw bytes to named texts and segments. Total: whatever comes in, a ParsedMessage comes out."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from email.message import Message

from mailparser import MailParser

from config.consultation import Letter
from ingest.attachments.child import TOO_MUCH
from ingest.attachments.eml import is_mail, open_mail
from ingest.attachments.registry import Extracted, extract
from ingest.authors import Correspondents, correspondents, passed_on
from ingest.body import is_body, read_body
from ingest.cleaning import clean_text
from ingest.decoding import decode_bytes
from ingest.headers import read_headers
from ingest.lines import Line, joined, tidy
from ingest.message import (
    UNREAD,
    ArchiveId,
    Attachment,
    Headers,
    ParsedMessage,
    Segment,
    SegmentKind,
    Span,
    Text,
    TextRole,
)
from ingest.mime import Leaf, read_message
from ingest.segments import segments
from ingest.tree import walk
from ingest.wrapped import unwrapped

PARSER_VERSION = "3"
MOST_ATTACHMENTS = 40
MOST_HEAVY = 3
NOT_TRIED = f"cannot be read: not opened, since {MOST_HEAVY} files before it were too much; look at it"
NO_HEADERS = Headers((), None, (), (), (), "", "", "", None, ())
_REPORTS = frozenset(
    {"message/delivery-status", "message/disposition-notification", "text/rfc822-headers", "text/calendar",
     "message/feedback-report", "message/global-delivery-status", "message/global-headers", "application/ics",
     "message/global-disposition-notification"}
)  # fmt: skip


def parse(raw: bytes, letter: Letter) -> ParsedMessage:
    """Read a mail. Never raises: what could not be read is named in `problems`, and the rest is there."""
    archive_id = ArchiveId(hashlib.sha256(raw).hexdigest())
    try:
        return _parsed(raw, letter, archive_id)
    except Exception as error:  # noqa: BLE001 - parsing is total: the failure is a state of the mail
        return _unread(raw, archive_id, f"{UNREAD}: {type(error).__name__}")


def _unread(raw: bytes, archive_id: ArchiveId, problem: str) -> ParsedMessage:
    """A mail that defeated the parser: its bytes as one text, so that a person can look."""
    content = clean_text(decode_bytes(raw[:200_000], None)[0]).strip()
    texts = (Text("body", TextRole.BODY, "text/plain", "", content),)
    covering = (Segment(Span("body", 0, len(content)), SegmentKind.NEW),) if content else ()
    return ParsedMessage(archive_id, NO_HEADERS, (), texts, covering, (), (problem,), PARSER_VERSION)


def _defects(message: Message) -> list[str]:
    """What mail-parser finds wrong in the headers, as names. Its own failures are findings too."""
    shell = Message()
    for name, value in list(message.raw_items())[:300]:
        if not name.lower().startswith("content-"):
            shell.add_header(name, str(value)[:2000])
    shell.set_payload("")
    try:
        return sorted(str(name) for name in MailParser(shell).defects_categories)
    except Exception as error:  # noqa: BLE001 - any failure of the library is one more defect of the mail
        return [f"mail-parser: {type(error).__name__}"]


@dataclass(slots=True)
class Gathered:
    """The texts, segments and attachments of a mail as they are read; `files` are the attachments' bytes by part."""

    headers: Headers
    structure: tuple[str, ...]
    texts: list[Text] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)

    def add(self, text: Text, covering: Sequence[Segment]) -> None:
        """Add a text with the segments that cover it."""
        self.texts.append(text)
        self.segments += covering


def gather(raw: bytes, letter: Letter) -> Gathered:
    """Everything in a mail, its attachments' bytes with it; unlike `parse` it raises what a library raises."""
    message, problems = read_message(raw)
    headers, more = read_headers(message)
    tree = walk(message)
    who = correspondents(headers, letter)
    leaves = unwrapped(tree.leaves)
    body = read_body([leaf for leaf in leaves if is_body(leaf)])
    gathered = Gathered(headers, tuple(tree.structure))
    gathered.add(
        Text("body", TextRole.BODY, body.content_type, "", joined(body.lines)),
        segments("body", body.lines, letter, who),
    )
    rest = [leaf for leaf in leaves if not is_body(leaf)]
    for number, leaf in enumerate((leaf for leaf in rest if _is_report(leaf)), 1):
        gathered.add(*_report(f"report:{number}", leaf))
    _attachments(gathered, [leaf for leaf in rest if not _is_report(leaf)], letter, who)
    gathered.problems[:0] = (*problems, *more, *_defects(message), *tree.problems, *body.problems)
    return gathered


def _parsed(raw: bytes, letter: Letter, archive_id: ArchiveId) -> ParsedMessage:
    found = gather(raw, letter)
    return ParsedMessage(
        archive_id,
        found.headers,
        found.structure,
        tuple(found.texts),
        tuple(found.segments),
        tuple(found.attachments),
        tuple(dict.fromkeys(found.problems)),
        PARSER_VERSION,
    )


def _attachments(gathered: Gathered, files: Sequence[Leaf], letter: Letter, who: Correspondents) -> None:
    """Read files in order; what an attached mail brings is read after it."""
    waiting = [(leaf, who) for leaf in files]
    read: dict[tuple[str, str, str], Extracted] = {}
    number = heavy = 0
    while waiting:
        if number == MOST_ATTACHMENTS:
            gathered.problems.append(f"attachments beyond {MOST_ATTACHMENTS} {UNREAD}")
            break
        number += 1
        leaf, writer = waiting.pop(0)
        digest = hashlib.sha256(leaf.data).hexdigest()
        part = f"attachment:{number}"
        if is_mail(leaf):
            mail = open_mail(leaf)
            writer = passed_on(mail.headers, letter, writer)
            found = Extracted(mail.body.lines, "message/rfc822", "; ".join(mail.body.problems))
            covering = segments(part, mail.body.lines, letter, writer)
            waiting[:0] = [(inner, writer) for inner in mail.files]
        else:
            same = (digest, leaf.content_type, leaf.problem)
            if same not in read:
                read[same] = extract(leaf) if heavy < MOST_HEAVY else Extracted(problem=NOT_TRIED)
                heavy += read[same].problem == TOO_MUCH
            found = read[same]
            covering = segments(part, found.lines, letter, writer)
            waiting[:0] = [(inner, writer) for inner in found.files]
        gathered.attachments.append(
            Attachment(part, leaf.name, leaf.content_type, len(leaf.data), digest, found.problem)
        )
        gathered.files[part] = leaf.data
        if found.lines:
            gathered.add(Text(part, TextRole.ATTACHMENT, found.content_type, leaf.name, joined(found.lines)), covering)
        if found.problem:
            gathered.problems.append(f"{part}: {found.problem}")


def _is_report(leaf: Leaf) -> bool:
    returned = "multipart/report" in leaf.within and leaf.content_type.startswith(("message/", "text/"))
    return leaf.content_type in _REPORTS or returned


def _report(part: str, leaf: Leaf) -> tuple[Text, tuple[Segment, ...]]:
    """A machine's report as it stands: nobody's words."""
    text, _ = decode_bytes(leaf.data[:200_000], leaf.charset)
    lines = tidy(Line(line) for line in clean_text(text).split("\n"))
    content = joined(lines)
    covering = (Segment(Span(part, 0, len(content)), SegmentKind.QUOTED),) if content else ()
    return Text(part, TextRole.REPORT, leaf.content_type, leaf.name, content), covering
