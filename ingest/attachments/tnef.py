"""winmail.dat: what Exchange puts round a mail for Outlook alone, its body and its files (MS-OXTNEF)."""

import logging
import struct
from typing import Any

from tnefparse import TNEF
from tnefparse.mapi import TNEFMAPI_Attribute as Attribute

from ingest.attachments.packed import BODY, BYTES_LIMIT, FILES_LIMIT, Packed
from ingest.attachments.rtf import read as read_rtf
from ingest.attachments.rtf_html import html_within
from ingest.attachments.unreadable import UnreadableError

DEPTH_LIMIT = 5
HEADER = 6
FRAME = 11
"""Bytes of a part beside its data: level, name, type, length, checksum."""
TORN = "cannot be read to its end: the winmail.dat is broken off"


def unpack(data: bytes) -> list[Packed]:
    """The body, where there is one, then the files. Raises UnreadableError where the data is broken."""
    logging.disable(logging.CRITICAL)
    try:
        opened = TNEF(data, do_checksum=False)
    except Exception as error:
        raise UnreadableError("broken file (no winmail.dat)") from error
    if not opened.objects:
        raise UnreadableError("broken file (a winmail.dat with nothing in it)")
    end = HEADER + sum(part.length for part in opened.objects)
    torn = end > len(data) or bool(data[end:].strip(b"\r\n\0")) or _promises_more(opened.objects[-1], data[:end])
    found = _unpacked(opened, 0)
    return [*found, Packed("", "application/ms-tnef", b"", problem=TORN)] if torn else found


def _promises_more(last: Any, data: bytes) -> bool:
    """Whether the last part says that it is longer than what there is of it."""
    (length,) = struct.unpack_from("<I", data, len(data) - last.length + 5)
    return int(length) + FRAME > int(last.length)


def _unpacked(opened: Any, depth: int) -> list[Packed]:
    found = _body(opened)
    size = 0
    for file in opened.attachments:
        inner = getattr(file, "embed", None)
        if inner is not None and depth < DEPTH_LIMIT:
            found += [Packed(p.name, p.content_type, p.data) for p in _unpacked(inner, depth + 1)]
            continue
        content = bytes(file.data)
        size += len(content)
        if len(found) >= FILES_LIMIT or size > BYTES_LIMIT:
            raise UnreadableError("holds more files than a mail should")
        found.append(Packed(_name(file), _type(file), content))
    return found


def _body(opened: Any) -> list[Packed]:
    """The page, else the page within the rich text, else the text, else the rich text's words."""
    page = _bytes(opened.htmlbody)
    if page.strip():
        return [Packed("", "text/html", page, BODY)]
    rich = _bytes(opened.rtfbody) if opened._rtfbody else b""
    within = html_within(rich.decode("latin-1"))
    if within:
        return [Packed("", "text/html", within.encode("utf-8", "replace"), BODY)]
    plain = _bytes(opened.body).rstrip(b"\0")
    if not plain.strip() and rich:
        plain = "\n".join(read_rtf(rich)).encode("utf-8", "replace")
    return [Packed("", "text/plain", plain, BODY)] if plain.strip() else []


def _bytes(value: Any) -> bytes:
    if isinstance(value, list | tuple):
        value = value[0] if value else b""
    return value.encode("utf-8", "replace") if isinstance(value, str) else bytes(value or b"")


def _name(file: Any) -> str:
    try:
        return str(file.long_filename()).strip("\0")
    except (UnicodeError, AttributeError):
        return ""


def _type(file: Any) -> str:
    found = next((a.data for a in file.mapi_attrs if a.name == Attribute.MAPI_ATTACH_MIME_TAG), "")
    return _bytes(found).decode("ascii", "ignore").strip("\0").lower() or "application/octet-stream"
