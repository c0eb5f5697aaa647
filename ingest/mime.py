"""The MIME tree of a mail, walked by hand: every leaf with its bytes, whatever the tree's state (RFC 2045-2049)."""

import email
import re
from dataclasses import dataclass
from email.errors import MessageError
from email.message import Message
from email.policy import Compat32

from ingest.cleaning import one_line
from ingest.headers import decoded
from ingest.repair import mended_head
from ingest.transfer import children, decode_base64, decode_quoted_printable, encoding_of, payload, raw_payload

PART_LIMIT = 1000
NAME_LIMIT = 120
_TWICE_QUOTED = re.compile(rb"=3D[0-9A-F]{2}")
_SAFE_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+")


class _AsItCame(Compat32):
    """Headers are written as they stand; folded anew, one with a line like a header in it would be refused."""

    def fold_binary(self, name: str, value: str) -> bytes:
        return f"{name}: {value}{self.linesep}".encode("utf-8", "surrogateescape")


_VERBATIM = _AsItCame(mangle_from_=False)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One part without parts of its own (a contained mail counts as one).

    `group` names the alternative it is in; `problem` says why nothing can be read in it, where that is known already.
    """

    content_type: str
    data: bytes
    charset: str | None = None
    name: str = ""
    disposition: str = ""
    flowed: bool = False
    delsp: bool = False
    within: tuple[str, ...] = ()
    group: int = 0
    problem: str = ""


def read_message(raw: bytes) -> tuple[Message, tuple[str, ...]]:
    """The compat32 message of raw bytes. A tree too deep or too wide to be parsed is read as headers and one text."""
    raw, problems = mended_head(raw)
    if raw.count(b"\n--") <= 20 * PART_LIMIT:
        try:
            return email.message_from_bytes(raw), problems
        except (RecursionError, ValueError, IndexError, KeyError, AssertionError):
            pass
    head, _, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    message = email.message_from_bytes(head + b"\n\n")
    del message["content-type"]
    del message["content-transfer-encoding"]
    message.set_payload(_words_of(body).decode("ascii", "surrogateescape"))
    return message, (*problems, "parts nested too deeply or too many to be read one by one")


def _words_of(body: bytes) -> bytes:
    """The lines of a tree that is not read part by part, without its boundaries and the parts' own headers."""
    return b"\n".join(line for line in body[:4_000_000].split(b"\n") if not line.startswith((b"--", b"Content-")))


def flattened(part: Message) -> bytes:
    """All that is in a part as one text."""
    return _words_of(_verbatim(part))


def _verbatim(part: Message) -> bytes:
    try:
        return part.as_bytes(policy=_VERBATIM)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, MessageError):
        return b""


def content_type(part: Message, default: str = "text/plain") -> str:
    """The type of a part in lower case; the default where the header is missing or no type (RFC 2045 section 5.2)."""
    value = decoded(part.get("content-type", "")).lower()
    found = _SAFE_TYPE.match(value)
    if found:
        return found[0]
    return {"text": "text/plain", "html": "text/html"}.get(value.split(";")[0].strip(), default)


def _parameter(part: Message, name: str, header: str = "content-type") -> str:
    """A parameter of a header, RFC 2231 pieces joined; empty where it is missing or cannot be read."""
    if len(str(part.get(header, ""))) > 20_000:
        return ""
    try:
        value = part.get_param(name, "", header)
        if isinstance(value, tuple):
            value = value[2].encode("latin-1", "replace").decode(value[0] or "utf-8", "replace")
        return decoded(value)
    except (ValueError, LookupError, TypeError, AttributeError, UnicodeError):
        return ""


def name_of(part: Message) -> str:
    """The file name of a part, fit to be shown."""
    return safe_name(_parameter(part, "filename", "content-disposition") or _parameter(part, "name"))


def safe_name(name: str) -> str:
    """A file name without any folder, control or bidi character; at most 120 characters, its ending kept."""
    return re.split(r"[/\\]", one_line(name))[-1].strip(". ")[-NAME_LIMIT:]


def contained(part: Message) -> bytes:
    """The bytes of the mail in a message/rfc822 part, which some send encoded (against RFC 2046 section 5.2.1)."""
    inner = children(part)
    if not inner:
        return payload(part)
    first = inner[0]
    encoding = encoding_of(part)
    if encoding == "base64" and not len(first):
        return decode_base64(raw_payload(first))
    data = _verbatim(first)
    if encoding != "quoted-printable":
        return data
    again = encoding_of(first) == encoding and not _TWICE_QUOTED.search(data)
    return data if again else decode_quoted_printable(data)


def leaf_of(part: Message, kind: str, data: bytes, within: tuple[str, ...], group: int) -> Leaf:
    """A part without parts, with what its headers say of it."""
    disposition = re.split(r"[;\s]", decoded(part.get("content-disposition", "")).lower(), maxsplit=1)[0]
    return Leaf(
        kind,
        data,
        charset=_parameter(part, "charset") or None,
        name=name_of(part),
        disposition=disposition,
        flowed=_parameter(part, "format").lower() == "flowed",
        delsp=_parameter(part, "delsp").lower() == "yes",
        within=within,
        group=group,
    )
