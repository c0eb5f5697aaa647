"""Bytes to text where the label is missing, wrong or a lie."""

import binascii
import codecs
import re
from email.message import Message

_LATIN = frozenset({"iso8859-1", "ascii", "cp1252"})
_NOT_CHARSETS = frozenset({"idna", "punycode", "unicode-escape", "unicode_escape", "raw-unicode-escape", "mbcs", "oem"})
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
_META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_WINDOWS = {byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0xA0)}
_WINDOWS_TABLE = {byte: char for byte, char in _WINDOWS.items() if char != "\ufffd"}


def decode_windows(data: bytes) -> str:
    """Windows-1252, with the five bytes that it leaves open as in ISO 8859-1."""
    return data.decode("latin-1").translate(_WINDOWS_TABLE)


def _codec(charset: str) -> str | None:
    try:
        info = codecs.lookup(charset.strip().strip("\"'"))
    except (LookupError, ValueError, UnicodeError):
        return None
    if info.name in _NOT_CHARSETS or not getattr(info, "_is_text_encoding", True):
        return None
    return info.name


def decode_bytes(data: bytes, charset: str | None) -> tuple[str, str]:
    """Text of bytes said to be in `charset`, and a problem where that was not so (empty where all is well)."""
    name = _codec(charset) if charset else None
    problem = f"unknown character set {charset[:40]!r}" if charset and name is None else ""
    for mark, codec in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(codec, "replace"), problem
    if name is None or name in _LATIN or name == "utf-8":
        return _utf8_or_windows(data, name, problem)
    try:
        return data.decode(name), problem
    except (UnicodeError, ValueError):
        return data.decode(name, "replace"), problem or f"bytes that are not {name}"


def _utf8_or_windows(data: bytes, name: str | None, problem: str) -> tuple[str, str]:
    try:
        return data.decode("utf-8"), problem
    except UnicodeDecodeError as wrong:
        if name != "utf-8":
            return decode_windows(data), problem
        lossy = data.decode("utf-8", "replace")
        torn = lossy.count("\ufffd")
        good = sum(1 for char in lossy if char > "\x7f") - torn
        if torn <= good or len(data) - wrong.start < 4:
            return lossy, problem or "bytes that are not utf-8"
        return decode_windows(data), problem or "said to be utf-8, read as windows-1252"


def html_charset(data: bytes) -> str | None:
    """The character set that an HTML page names in its head, if any."""
    found = _META.search(data[:2048])
    return found[1].decode("ascii") if found else None


def decode_base64(data: bytes) -> bytes:
    """Base64 as people send it: foreign characters skipped, padding mended, a torn end dropped."""
    try:
        return binascii.a2b_base64(data)
    except binascii.Error:
        pass
    letters = _NOT_BASE64.sub(b"", data)
    if len(letters) % 4 == 1:
        letters = letters[:-1]
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def payload(part: Message) -> bytes:
    """The bytes of a leaf, with a transfer encoding that is sloppily named (`base64;`, `base64 `) honoured.

    RFC 2045 section 6; cpython issues 98188 and 123742 for what the standard library does not decode.
    """
    encoding = re.split(r"[;\s(]", str(part.get("content-transfer-encoding", "")).strip().lower(), maxsplit=1)[0]
    data = raw_payload(part)
    if encoding == "base64":
        return decode_base64(data)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(data)
    if encoding in ("x-uuencode", "uuencode", "uue", "x-uue"):
        decoded = part.get_payload(decode=True)
        return decoded if isinstance(decoded, bytes) else data
    return data


def raw_payload(part: Message) -> bytes:
    """The bytes of a leaf as they were sent. `get_payload()` would already have read them in the declared charset."""
    body = vars(part).get("_payload")
    if not isinstance(body, str):
        return b""
    return body.encode("utf-8" if not body.isascii() else "ascii", "surrogateescape")
