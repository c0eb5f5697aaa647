"""When a mail came in, as its own headers tell it; for mails that no server dates."""

from datetime import UTC, datetime
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime

_HEADER_LIMIT = 256 * 1024


def received_at(raw: bytes) -> datetime | None:
    """The time in the topmost Received header (RFC 5321, 4.4: the last server writes first), else in Date; aware UTC.

    None where neither holds a time that can be read.
    """
    headers = BytesHeaderParser().parsebytes(raw[:_HEADER_LIMIT])
    stamps = [str(value).rpartition(";")[2] for value in headers.get_all("Received", [])[:1]]
    stamps += [str(value) for value in headers.get_all("Date", [])[:1]]
    return next((moment for moment in map(_moment, stamps) if moment is not None), None)


def _moment(stamp: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(" ".join(stamp.split()))
        # "-0000" says: UTC, from a server that will not tell its zone (RFC 5322, 3.3)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
