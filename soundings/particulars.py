"""What a mail says of itself on the outside, for the ledger, before anything looks inside."""

import re
from datetime import datetime
from email.parser import BytesHeaderParser

from ingest.headers import read_headers
from ingest.message import ArchiveId, IncomingMessage
from store.rows import Mail

_BLANK_LINE = re.compile(rb"\n[\r\n]|\r\r")


def particulars(raw: IncomingMessage, mail: ArchiveId, seen_at: datetime) -> Mail:
    """The ledger's row of a mail; whatever its headers are like, there is one."""
    try:
        headers, problems = read_headers(BytesHeaderParser().parsebytes(_outer_headers(raw.head)))
    except Exception as error:  # noqa: BLE001 (the row is what says that there was such a mail)
        return Mail(mail, "", "", "", "", raw.received_at, seen_at, raw.size, (f"headers: {type(error).__name__}",))
    sender = headers.from_[0] if headers.from_ else headers.sender
    return Mail(
        archive_id=mail,
        message_id=headers.message_id,
        subject=headers.subject,
        from_name=sender.name if sender else "",
        from_address=sender.email if sender else "",
        received_at=raw.received_at,
        first_seen_at=seen_at,
        size=raw.size,
        problems=problems,
    )


def _outer_headers(head: bytes) -> bytes:
    """A mail down to its first blank line: the parser would go through every line below."""
    blank = _BLANK_LINE.search(head)
    return head[: blank.end() + 1] if blank else head
