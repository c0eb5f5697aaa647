"""The headers of a mail: decoded, unfolded, and read whatever they hold."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from ingest.authentication import HEADER as AUTHENTICATION
from ingest.authentication import read_authentication
from ingest.cleaning import one_line
from ingest.decoding import decode_bytes
from ingest.message import Address, Headers

HEADER_LIMIT = 256_000
VALUE_LIMIT = 32_000
ADDRESS_LIMIT = 500
_WORD = re.compile(r"=\?[^?\s]{1,60}\?[bqBQ]\?")
_EMAIL = re.compile(r"[^\s<>()\[\],;:\"]{1,128}@[^\s<>()\[\],;:\"]{1,128}")
_OFFSETLESS = timedelta(hours=14)


def unraw(value: str) -> str:
    """A header value as text: bytes that stood there raw are read as UTF-8, else Windows-1252."""
    if value.isascii():
        return value
    return decode_bytes(value.encode("utf-8", "surrogateescape"), None)[0]


def decoded(value: object) -> str:
    """One header value in one line, RFC 2047 words decoded. Never raises."""
    text = unraw(str(value)[:VALUE_LIMIT])
    if not _WORD.search(text):
        return one_line(text)
    try:
        pieces = decode_header(re.sub(r"\?=\s*=\?", "?= =?", text))
    except (HeaderParseError, ValueError, IndexError):
        return one_line(text)
    words = [decode_bytes(piece, charset)[0] if isinstance(piece, bytes) else piece for piece, charset in pieces]
    return one_line("".join(words))


def addresses(values: Iterable[object]) -> tuple[Address, ...]:
    """The mailboxes of address headers; names decoded after parsing, so that no decoded comma parts a name."""
    found: list[Address] = []
    for value in values:
        text = unraw(str(value)[:VALUE_LIMIT]).replace("\r", " ").replace("\n", " ")
        text = re.sub(r"\(+", "(", text)
        try:
            pairs = getaddresses([text])
        except (RecursionError, ValueError, IndexError):
            pairs = []
        if not all("@" in email and " " not in email for _, email in pairs):
            pairs = (
                [pair for pair in pairs if " " not in pair[1] and "@" in pair[1]]
                or [("", email) for email in _EMAIL.findall(text)]
                or pairs
            )
        found += [
            Address(decoded(name).strip("'\" "), one_line(email).lower()) for name, email in pairs if name or email
        ]
        if len(found) >= ADDRESS_LIMIT:
            break
    return tuple(found[:ADDRESS_LIMIT])


def header_date(value: object) -> datetime | None:
    """The Date header in UTC, or None where it is missing or no date (RFC 5322 section 3.3)."""
    try:
        when = parsedate_to_datetime(decoded(value))
        if when.tzinfo is None:
            when = when.replace(tzinfo=UTC)
        if abs(when.utcoffset() or timedelta()) > _OFFSETLESS:
            when = when.replace(tzinfo=UTC)
        return when.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _ids(value: str) -> str:
    return value.strip().strip("<>").strip()


def read_headers(message: Message) -> tuple[Headers, tuple[str, ...]]:
    """The headers of a compat32 message, and what was wrong with them."""
    problems: list[str] = []
    raw: list[tuple[str, str]] = []
    kept: dict[str, list[object]] = {}
    size = 0
    for name, value in message.raw_items():
        size += len(str(value)) + len(name)
        if size > HEADER_LIMIT:
            problems.append(f"headers cut after {HEADER_LIMIT} bytes")
            if size > 2 * HEADER_LIMIT:
                break
        raw.append((one_line(unraw(name)).lower(), decoded(value if size <= HEADER_LIMIT else str(value)[:1000])))
        kept.setdefault(name.lower(), []).append(value)

    def first(name: str) -> str:
        return next((v for n, v in raw if n == name), "")

    senders = addresses(kept.get("from", ()))
    if len(kept.get("from", ())) > 1:
        problems.append("more than one From header")
    sender = addresses(kept.get("sender", ())[:1])
    date = header_date(kept["date"][0]) if kept.get("date") else None
    if kept.get("date") and date is None:
        problems.append("Date header that is no date")
    return Headers(
        from_=senders,
        sender=sender[0] if sender else None,
        reply_to=addresses(kept.get("reply-to", ())),
        to=addresses(kept.get("to", ())),
        cc=addresses(kept.get("cc", ())),
        subject=first("subject"),
        message_id=_ids(first("message-id")),
        in_reply_to=_ids(first("in-reply-to")),
        date=date,
        raw=tuple(raw),
        authentication=read_authentication(tuple(v for n, v in raw if n == AUTHENTICATION)),
    ), tuple(dict.fromkeys(problems))
