"""Mails of our own, as the Sent folder has them: their headers alone."""

from dataclasses import dataclass
from datetime import datetime
from email.parser import BytesHeaderParser
from email.policy import compat32

from ingest.headers import addresses, read_headers
from ingest.message import RawMessage

DRAFT_HEADER = "X-Soundings-Draft"
"""The Message-ID of the draft that a mail was made from, where the program that sent it has kept our header."""


@dataclass(frozen=True, slots=True)
class SentHeaders:
    """Who was written to and when; Message-IDs stand in angle brackets, addresses in lower case."""

    message_id: str
    in_reply_to: str
    draft: str
    subject: str
    recipients: tuple[str, ...]
    sent_at: datetime


def read_sent(mail: RawMessage) -> SentHeaders:
    """The headers of a mail of ours. One without a Message-ID is known by its place in the folder."""
    message = BytesHeaderParser(policy=compat32).parsebytes(mail.raw)
    headers, _ = read_headers(message)
    blind = addresses(message.get_all("bcc", []))
    own = f"{mail.folder}:{mail.uid_validity}:{mail.uid}"
    return SentHeaders(
        message_id=(_angled(headers.message_id) or own)[:255],
        in_reply_to=_angled(headers.in_reply_to),
        draft=headers.find(DRAFT_HEADER.lower()) or "",
        subject=headers.subject,
        recipients=tuple(dict.fromkeys(a.email for a in (*headers.to, *headers.cc, *blind))),
        sent_at=mail.received_at,
    )


def _angled(message_id: str) -> str:
    return f"<{message_id}>" if message_id else ""
