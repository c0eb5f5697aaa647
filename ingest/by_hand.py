"""A reply that came by post or telephone, as a mail that says so."""

import hashlib
import mimetypes
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from enum import StrEnum

from ingest.archive import archive_id
from ingest.errors import IngestError
from ingest.message import RawMessage

FOLDER = "by hand"
"""The folder label of replies that were entered by hand."""


class By(StrEnum):
    """How a reply came."""

    POST = "post"
    TELEPHONE = "telephone"
    HAND = "hand"


class EntryError(IngestError):
    """A reply that cannot be entered as it was given."""


@dataclass(frozen=True, slots=True)
class Document:
    """What came with it: a file's name and bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """A reply as a person enters it; `entered_by` is that person, `sender` "Name <address>" or a name alone."""

    sender: str
    received_at: datetime
    by: By
    entered_by: str
    text: str = ""
    documents: tuple[Document, ...] = ()


def make_mail(entry: Entry) -> RawMessage:
    """The mail of a reply; the same entry twice is the same mail, byte for byte. Raises EntryError."""
    if not entry.text.strip() and not entry.documents:
        raise EntryError("there is neither a text nor a document", "Give --text, --attach or both.")
    message = EmailMessage(policy=SMTP)
    message["From"] = _address(entry.sender)
    message["To"] = "undisclosed-recipients:;"
    message["Subject"] = f"Reply received by {entry.by}"
    message["Date"] = format_datetime(entry.received_at)
    message["X-Soundings-Entered-By"] = _one_line(entry.entered_by)
    message["X-Soundings-Received-By"] = str(entry.by)
    message.set_content(
        entry.text.strip() + "\n" if entry.text.strip() else f"(Received by {entry.by}; see attached.)\n"
    )
    for document in entry.documents:
        main, _, sub = (mimetypes.guess_type(document.name)[0] or "application/octet-stream").partition("/")
        message.add_attachment(document.content, maintype=main, subtype=sub, filename=document.name)
    digest = _digest(entry)
    message["Message-ID"] = f"<{digest[:32]}@by-hand.invalid>"
    if message.is_multipart():
        message.set_boundary(f"by-hand-{digest[:32]}")
    raw = message.as_bytes()
    return RawMessage(raw, FOLDER, 0, int(archive_id(raw)[:15], 16), entry.received_at)


def _address(sender: str) -> Address:
    """Raises EntryError where there is neither a name nor an address."""
    name, spec = parseaddr(_one_line(sender))
    if "@" not in spec:
        name, spec = _one_line(sender).strip(" <>"), ""
    try:
        return Address(name, addr_spec=spec) if spec else Address(name, "no-address", "by-hand.invalid")
    except (ValueError, IndexError) as error:
        mend = 'Write --from "Ann Example <ann@example.org>", or the name alone.'
        raise EntryError(f"{sender!r} is neither a name nor an address", mend) from error


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _digest(entry: Entry) -> str:
    """Of all that was entered."""
    digest = hashlib.sha256()
    for part in _parts(entry):
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


def _parts(entry: Entry) -> Iterable[bytes]:
    yield from (
        p.encode() for p in (entry.sender, entry.received_at.isoformat(), entry.by, entry.entered_by, entry.text)
    )
    for document in entry.documents:
        yield document.name.encode()
        yield document.content
