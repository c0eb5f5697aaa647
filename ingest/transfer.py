"""Transfer encodings as people send them: sloppily named, torn, or said and not done (RFC 2045 section 6)."""

import binascii
import re
from email.message import Message

_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
_ONLY_BASE64 = re.compile(rb"[A-Za-z0-9+/=\s]*")
_TRAILER = re.compile(rb"(=[ \t]*\r?\n|\r?\n[ \t]*\r?\n)(?=[ \t\r\n]*[^\s])")
_FOREIGN = re.compile(rb"[^A-Za-z0-9+/=\r\n]")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_SOFT_BREAK = re.compile(rb"=[ \t]+(?=\r?\n)")
_NAMED = re.compile(r"[^a-z0-9]+")
TRAILER_LIMIT = 5000
PIECE_LIMIT = 1000
SAMPLE = 20_000
TEXT_LIMIT = 16_000_000
"""More of a text is not decoded: it is cut to a million characters, and told, where it is laid out."""


def encoding_of(part: Message) -> str:
    """The transfer encoding of a part: "base64", "quoted-printable", "uuencode", or "" for none.

    Read through quotes, comments, blanks and the wrong sign between words (`"base64"`, `base64;`, `quoted/printable`);
    cpython issues 98188 and 123742 for what the standard library does not decode.
    """
    name = _NAMED.sub("", str(part.get("content-transfer-encoding", ""))[:200].lower())
    if name.startswith("base64"):
        return "base64"
    if name.startswith("quotedprint"):
        return "quoted-printable"
    return "uuencode" if name.startswith(("xuu", "uu")) else ""


def decode_base64(data: bytes) -> bytes:
    """Base64 as people send it: foreign characters skipped, padding mended, a torn end dropped, pieces joined."""
    try:
        plain = data.rstrip(b"\r\n \t")
        if b"=" not in plain[:-2]:
            return binascii.a2b_base64(plain)
    except binascii.Error:
        pass
    pieces = re.split(rb"=+", data) if data.count(b"=") < PIECE_LIMIT else [data]
    return b"".join(_piece(_NOT_BASE64.sub(b"", piece)) for piece in pieces)


def _piece(letters: bytes) -> bytes:
    if len(letters) % 4 == 1:
        letters = letters[:-1]
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def decode_base64_text(data: bytes) -> bytes:
    """Base64 of a text: what a list or a gateway wrote below it is kept, and a text that was never encoded stays."""
    near_end = _TRAILER.finditer(data, max(0, len(data) - TRAILER_LIMIT))
    found = next((m for m in near_end if not _ONLY_BASE64.fullmatch(data, m.end())), None)
    below = data[found.end() :] if found else b""
    decoded = decode_base64(data[: len(data) - len(below)] if below else data)
    sample = decoded[:SAMPLE]
    if _FOREIGN.search(data) and 50 * len(_CONTROL.findall(sample)) > len(sample):
        return data
    return decoded + b"\r\n\r\n" + below.strip() if below else decoded


def decode_quoted_printable(data: bytes) -> bytes:
    """Quoted-printable; blanks that a gateway put after a soft line break are passed over."""
    return binascii.a2b_qp(_SOFT_BREAK.sub(b"=", data))


def payload(part: Message, is_text: bool = False) -> bytes:
    """The bytes of a leaf, decoded."""
    encoding = encoding_of(part)
    data = raw_payload(part)
    if is_text:
        data = data[:TEXT_LIMIT]
    if encoding == "base64":
        return decode_base64_text(data) if is_text else decode_base64(data)
    if encoding == "quoted-printable":
        return decode_quoted_printable(data)
    if encoding == "uuencode":
        try:
            decoded = part.get_payload(decode=True)
        except (ValueError, LookupError):
            return data
        return decoded if isinstance(decoded, bytes) else data
    return data


def children(part: Message) -> list[Message] | None:
    """The parts of a container, None of a leaf. `get_payload()` would decode a leaf by whatever codec it names."""
    body = vars(part).get("_payload")
    return [inner for inner in body if isinstance(inner, Message)] if isinstance(body, list) else None


def raw_payload(part: Message) -> bytes:
    """The bytes of a leaf as they were sent. `get_payload()` would already have read them in the declared charset."""
    body = vars(part).get("_payload")
    if not isinstance(body, str):
        return b""
    return body.encode("utf-8" if not body.isascii() else "ascii", "surrogateescape")
