"""Outlook's own mail files (.msg) as mails of RFC 5322: the same file always gives the same bytes."""

import base64
import hashlib
import io
import re
from collections.abc import Iterator
from email.header import Header
from email.utils import format_datetime, formataddr

import olefile
from compressed_rtf import decompress

from ingest.attachments.mapi import Storage
from ingest.attachments.packed import BYTES_LIMIT, FILES_LIMIT, Packed
from ingest.attachments.rtf import read as read_rtf
from ingest.attachments.rtf_html import html_within
from ingest.attachments.unreadable import UnreadableError

DEPTH_LIMIT = 10
SUBJECT, SUBMITTED, DELIVERED, TRANSPORT, CLASS = 0x0037, 0x0039, 0x0E06, 0x007D, 0x001A
BODY, RTF, HTML, PAGE = 0x1000, 0x1009, 0x1013, 0x3FDE
MESSAGE_ID, REFERENCES, IN_REPLY_TO = 0x1035, 0x1039, 0x1042
SENDERS = ((0x0042, 0x5D02, 0x0065), (0x0C1A, 0x5D01, 0x0C1F))
NAME, ADDRESS, SMTP, KIND = 0x3001, 0x3003, 0x39FE, 0x0C15
FILE, LONG_NAME, SHORT_NAME, TYPE, CONTENT_ID = 0x3701, 0x3707, 0x3704, 0x370E, 0x3712
_TO = {1: "To", 2: "Cc"}
_CONTENT = re.compile(r"(?:content-[\w-]+|mime-version)\s*:", re.IGNORECASE)
_FOLD = re.compile(r"\r?\n(?=[^ \t])")
_TYPE = re.compile(r"[\w.+-]{1,60}/[\w.+-]{1,60}")


def unpack(data: bytes) -> list[Packed]:
    """The mail in a file, as one of RFC 5322. Raises UnreadableError where the file holds none."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            root = Storage(file)
            if root.stream("__properties_version1.0") is None:
                raise UnreadableError("not a mail of Outlook's; save it as .msg or .eml")
            return [Packed("", "message/rfc822", _mail(root, 0))]
    except (OSError, ValueError, IndexError) as error:
        raise UnreadableError("broken file (not a mail of Outlook's)") from error


def _mail(storage: Storage, depth: int) -> bytes:
    parts = [*_bodies(storage), *_files(storage, depth)]
    digest = hashlib.sha256(b"\0".join(parts)).hexdigest()
    edge = f"=_outlook_{digest[:32]}".encode()
    head = "".join(f"{line}\r\n" for line in _headers(storage)).encode("utf-8", "surrogateescape")
    inner = b"".join(b"--" + edge + b"\r\n" + part + b"\r\n" for part in parts)
    kind = b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="' + edge + b'"\r\n\r\n'
    return head + kind + inner + b"--" + edge + b"--\r\n"


def _headers(storage: Storage) -> Iterator[str]:
    """The headers that the mail came with, and those made up for what they lack: mail within a house has none."""
    came = [line for line in _FOLD.split(storage.text(TRANSPORT).strip()) if ":" in line.split(" ")[0]]
    kept = [re.sub(r"\r?\n|\r", "\r\n", line) for line in came if not _CONTENT.match(line)]
    yield from kept
    names = {line.split(":", 1)[0].strip().lower() for line in kept}
    for name, value in _made(storage):
        if value and name.lower() not in names:
            yield f"{name}: {value}"


def _made(storage: Storage) -> Iterator[tuple[str, str]]:
    moment = storage.moment(DELIVERED) or storage.moment(SUBMITTED)
    yield "Date", format_datetime(moment) if moment else ""
    yield "From", next((found for found in (_sender(storage, *tags) for tags in SENDERS) if found), "")
    recipients = [(person.number(KIND), _person(person)) for person in storage.below("__recip_version1.0_#")]
    for kind, header in _TO.items():
        yield header, ", ".join(value for number, value in recipients if number == kind and value)
    yield "Subject", _encoded(storage.text(SUBJECT))
    for header, tag in (("Message-ID", MESSAGE_ID), ("In-Reply-To", IN_REPLY_TO), ("References", REFERENCES)):
        yield header, _ascii(storage.text(tag))
    yield from _class_headers(storage.text(CLASS).lower())


def _class_headers(kind: str) -> Iterator[tuple[str, str]]:
    """What Outlook says of a mail that is no person's, as the headers that say so elsewhere (RFC 3834)."""
    if kind.startswith("ipm.note.rules.oof"):
        yield "Auto-Submitted", "auto-replied"
    elif kind.startswith("report."):
        yield "Auto-Submitted", "auto-generated"
    elif kind.startswith("ipm.schedule.meeting"):
        yield "Content-Class", "urn:content-classes:calendarmessage"


def _sender(storage: Storage, name: int, smtp: int, address: int) -> str:
    return _mailbox(storage.text(name), storage.text(smtp), storage.text(address))


def _person(storage: Storage) -> str:
    return _mailbox(storage.text(NAME), storage.text(SMTP), storage.text(ADDRESS))


def _mailbox(name: str, smtp: str, address: str) -> str:
    """A name with its address; an address of Exchange's own ("/O=...") is none."""
    email = next((_ascii(value) for value in (smtp, address, name) if "@" in value), "")
    shown = _one_line(name) if name != email else ""
    if not email:
        return f"{_encoded(shown)} <>" if shown else ""
    return formataddr((shown, email))


def _one_line(text: str) -> str:
    return " ".join(text.replace("\0", "").split())[:998]


def _ascii(text: str) -> str:
    return _one_line(text).encode("ascii", "ignore").decode()


def _encoded(text: str) -> str:
    line = _one_line(text)
    return line if line.isascii() else Header(line, "utf-8", maxlinelen=10_000).encode()


def _bodies(storage: Storage) -> Iterator[bytes]:
    """The text and the page as alternatives; rich text only where there is nothing else."""
    plain = storage.text(BODY).strip()
    page = storage.binary(HTML)
    html = page if page is not None else storage.text(HTML).encode("utf-8", "replace")
    charset = storage.codepage(PAGE) if page is not None else "utf-8"
    rtf = storage.binary(RTF) if not html else None
    if rtf:
        rich = decompress(rtf)
        within = html_within(rich.decode("latin-1"))
        if within:
            html, charset = within.encode("utf-8", "replace"), "utf-8"
        elif not plain:
            plain = "\n".join(read_rtf(rich))
    texts = [_leaf("text/plain; charset=utf-8", plain.encode("utf-8", "replace"))] if plain else []
    texts += [_leaf(f"text/html; charset={charset}", html)] if html else []
    if len(texts) == 2:
        yield (
            b'Content-Type: multipart/alternative; boundary="=_two"\r\n\r\n'
            + b"".join(b"--=_two\r\n" + text + b"\r\n" for text in texts)
            + b"--=_two--\r\n"
        )
    else:
        yield from texts


def _leaf(kind: str, data: bytes, more: str = "") -> bytes:
    lines = base64.encodebytes(data).replace(b"\n", b"\r\n")
    return f"Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n{more}\r\n".encode("ascii", "ignore") + lines


def _files(storage: Storage, depth: int) -> Iterator[bytes]:
    size = 0
    for number, file in enumerate(storage.below("__attach_version1.0_#")):
        name = _one_line(file.text(LONG_NAME) or file.text(SHORT_NAME) or file.text(NAME))
        mail = next(file.below(f"__substg1.0_{FILE:04x}000d"), None)
        if mail is not None and depth < DEPTH_LIMIT:
            yield b"Content-Type: message/rfc822\r\nContent-Disposition: attachment\r\n\r\n" + _mail(mail, depth + 1)
            continue
        data = file.binary(FILE) or b""
        size += len(data)
        if number >= FILES_LIMIT or size > BYTES_LIMIT:
            raise UnreadableError("holds more files than a mail should")
        kind = _TYPE.fullmatch(_ascii(file.text(TYPE)).lower())
        content_id = re.sub(r"[^\w.@-]", "", _ascii(file.text(CONTENT_ID)))
        more = f'Content-Disposition: {"inline" if content_id else "attachment"}; filename="{_quoted(name)}"\r\n'
        more += f"Content-ID: <{content_id}>\r\n" if content_id else ""
        yield _leaf(kind[0] if kind else "application/octet-stream", data, more)


def _quoted(name: str) -> str:
    return _encoded(name.replace("\\", "/").replace('"', "'"))
