"""The MIME tree of a mail, walked by hand: every leaf with its bytes, whatever the tree's state (RFC 2045-2049)."""

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from ingest.cleaning import one_line
from ingest.decoding import decode_base64, payload
from ingest.headers import decoded

DEPTH_LIMIT = 100
PART_LIMIT = 1000
_CUSTOMARY = re.compile(rb"multi-?part|mime", re.IGNORECASE)
_SAFE_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+")


@dataclass(frozen=True, slots=True)
class Leaf:
    """One part without parts of its own (a contained mail counts as one); `group` names the alternative it is in."""

    content_type: str
    data: bytes
    charset: str | None = None
    name: str = ""
    disposition: str = ""
    flowed: bool = False
    delsp: bool = False
    within: tuple[str, ...] = ()
    group: int = 0


def read_message(raw: bytes) -> tuple[Message, tuple[str, ...]]:
    """The compat32 message of raw bytes. A tree too deep or too wide to be parsed is read as headers and one text."""
    if raw.count(b"\n--") <= 20 * PART_LIMIT:
        try:
            return email.message_from_bytes(raw), ()
        except (RecursionError, ValueError, IndexError, KeyError, AssertionError):
            pass
    head, _, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    message = email.message_from_bytes(head + b"\n\n")
    del message["content-type"]
    del message["content-transfer-encoding"]
    text = b"\n".join(line for line in body[:4_000_000].split(b"\n") if not line.startswith((b"--", b"Content-")))
    message.set_payload(text.decode("ascii", "surrogateescape"))
    return message, ("parts nested too deeply or too many to be read one by one",)


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
    """The file name of a part without any folder, control or bidi character; at most 120 characters."""
    name = _parameter(part, "filename", "content-disposition") or _parameter(part, "name")
    return re.split(r"[/\\]", one_line(name))[-1].strip(". ")[-120:]


def contained(part: Message) -> bytes:
    """The bytes of the mail in a message/rfc822 part, which some send in base64 (against RFC 2046 section 5.2.1)."""
    inner = part.get_payload()
    encoding = str(part.get("content-transfer-encoding", "")).strip().lower()
    if isinstance(inner, list) and inner:
        first = inner[0]
        if not isinstance(first, Message):
            return b""
        if not encoding.startswith(("base64", "quoted")) or len(first) > 1:
            try:
                return first.as_bytes()
            except (RecursionError, ValueError, LookupError, TypeError, AttributeError):
                return b""
        body = first.get_payload()
        text = body.encode("utf-8", "surrogateescape") if isinstance(body, str) else b""
        return decode_base64(text) if encoding.startswith("base64") else text
    return payload(part)


@dataclass(slots=True)
class Tree:
    """A walked mail: its leaves in order, its structure outermost first, and what was wrong."""

    leaves: list[Leaf]
    structure: list[str]
    problems: list[str]


def walk(message: Message) -> Tree:
    """Every leaf of a message, to a depth of 100 and a number of 1000; beyond that a problem is noted."""
    tree = Tree([], [], [])
    stack: list[tuple[Message, tuple[str, ...], int, str]] = [(message, (), 0, "text/plain")]
    groups = 0
    while stack:
        part, within, group, default = stack.pop()
        kind = content_type(part, default)
        if len(tree.structure) >= PART_LIMIT or len(within) > DEPTH_LIMIT:
            tree.problems.append(f"parts beyond {PART_LIMIT} or deeper than {DEPTH_LIMIT} left unread")
            break
        tree.structure.append(decoded(part.get("content-type", ""))[:400] or kind)
        tree.problems += [type(defect).__name__ for defect in part.defects]
        parts = part.get_payload()
        if kind.startswith("message/") and kind not in ("message/delivery-status", "message/disposition-notification"):
            tree.leaves.append(_leaf(part, kind, contained(part), within, group))
        elif isinstance(parts, list):
            if kind == "multipart/alternative" and not group:
                groups += 1
                group = groups
            inner = "message/rfc822" if kind == "multipart/digest" else "text/plain"
            tree.leaves += [] if kind.startswith("message/") else _strays(part, within)
            if kind.startswith("message/"):
                text = "\n\n".join(str(p).strip() for p in parts if isinstance(p, Message))
                tree.leaves.append(Leaf(kind, text.encode("utf-8", "surrogateescape"), within=within))
            else:
                below = [(p, (*within, kind), group, inner) for p in parts if isinstance(p, Message)]
                stack += reversed(below)
        else:
            shown = "text/plain" if kind.startswith("multipart/") else kind
            tree.leaves.append(_leaf(part, shown, payload(part), within, group))
    tree.problems = list(dict.fromkeys(tree.problems))
    return tree


def _leaf(part: Message, kind: str, data: bytes, within: tuple[str, ...], group: int) -> Leaf:
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


def _strays(part: Message, within: tuple[str, ...]) -> Iterator[Leaf]:
    """Text before the first boundary or after the last, unless it is the customary note to old programs."""
    for stray in (part.preamble, part.epilogue):
        text = (stray or "").strip().encode("utf-8", "surrogateescape")
        if text and not (len(text) < 400 and _CUSTOMARY.search(text)):
            yield Leaf("text/plain", text, within=(*within, "stray"))
