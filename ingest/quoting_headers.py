"""The lines by which programs say whose words follow: header blocks, attributions, separators; English and Welsh."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.lines import Line

_FIELDS = {
    "from": "from", "oddi wrth": "from", "sent": "date", "date": "date", "anfonwyd": "date", "dyddiad": "date",
    "wedi'i anfon": "date", "to": "to", "at": "to", "cc": "cc", "copi": "cc", "bcc": "cc", "subject": "subject",
    "pwnc": "subject", "testun": "subject", "importance": "other", "reply-to": "other", "attachments": "other",
    "pwysigrwydd": "other", "atodiadau": "other", "sender": "other", "resent-from": "other", "blaenoriaeth": "other",
}  # fmt: skip
_NAMES = "|".join(sorted((re.escape(name) for name in _FIELDS), key=len, reverse=True))
_FIELD = re.compile(rf"\s*[*_]{{0,2}}({_NAMES})\s*[*_]{{0,2}}\s?:[*_]{{0,2}}\s*(.*)", re.IGNORECASE)
_ONE_LINE = re.compile(
    r"\s*[*_]{0,2}(?:From|Oddi wrth)\s?:.{2,200}?\b(?:Sent|Date|Anfonwyd|Dyddiad)\s?:.{4,80}?\b(?:To"
    r"|At)\s?:.{2,400}?\b(?:Subject|Pwnc|Testun)\s?:",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    r"[\s\-_*]*(?:Original (?:Message|Appointment|e-?mail)|Neges Wreiddiol)[\s\-_:*]*", re.IGNORECASE
)
_FORWARD = re.compile(
    r"[\s\-_*]*(?:Forwarded message|Begin forwarded message|Forwarded by\b.{0,120}|Neges (?:a anfonwyd ymlaen"
    r"|wedi'i hanfon ymlaen))[\s\-_:*]*",
    re.IGNORECASE,
)
_RULE = re.compile(r"\s*_{8,}\s*")
_WROTE = re.compile(r"\b(?:wrote|writes|ysgrifennodd)\b", re.IGNORECASE)
_ATTRIBUTION = re.compile(r"[\s\-*]*(?:On|Ar)\b.{4,260}\b(?:wrote|ysgrifennodd)\b.{0,160}", re.IGNORECASE)
_BARE = re.compile(r"[\s\-*]*.{2,160}\b(?:wrote|writes|ysgrifennodd)(?: on .{4,80})?\s*:\s*", re.IGNORECASE)
_DATED = re.compile(r"\d{1,2}[./:-]\d{2}|\b(?:19|20)\d\d\b|@")
_EMAIL = re.compile(r"[\w.+'-]{1,80}@[\w-]{1,80}(?:\.[\w-]{1,80}){1,8}")
_BLOCK_LINES = 14


@dataclass(frozen=True, slots=True)
class Introduction:
    """Lines `start` to `end` that introduce another's words: their author as named there, and how."""

    start: int
    end: int
    name: str
    email: str
    forwarded: bool
    to: str = ""


def find_introduction(lines: Sequence[Line], at: int) -> Introduction | None:
    """The introduction that begins at a line, or None. A separator belongs to the header block that it stands over."""
    text = lines[at].text
    if len(text) > 2000:
        return None
    forwarded = bool(_FORWARD.fullmatch(text))
    if forwarded or _ORIGINAL.fullmatch(text) or _RULE.fullmatch(text):
        after = _next(lines, at + 1)
        block = _block(lines, after, needed=2) if after is not None else None
        if block:
            return Introduction(at, block.end, block.name, block.email, forwarded, block.to)
        if _RULE.fullmatch(text):
            return None
        return Introduction(at, at + 1, "", "", forwarded)
    return _block(lines, at, needed=3) or _attribution(lines, at)


def _next(lines: Sequence[Line], at: int) -> int | None:
    return next((n for n in range(at, min(at + 4, len(lines))) if lines[n].text.strip()), None)


def _block(lines: Sequence[Line], at: int, needed: int) -> Introduction | None:
    """From, Sent or Date, To, Subject on lines of their own, wrapped or parted by single blank lines."""
    first = _FIELD.match(lines[at].text)
    if not first:
        return None
    if _ONE_LINE.match(lines[at].text):
        name, email = _author(re.split(r"\b(?:Sent|Date|Anfonwyd|Dyddiad)\s?:", first[2], maxsplit=1)[0])
        return Introduction(at, at + 1, name, email, False)
    seen: dict[str, str] = {}
    end, blank = at, False
    for n in range(at, min(at + _BLOCK_LINES, len(lines))):
        text, depth = lines[n].text, lines[n].depth
        found = _FIELD.match(text)
        if depth != lines[at].depth and text.strip():
            break
        if found and _FIELDS[found[1].lower()] not in seen:
            seen[_FIELDS[found[1].lower()]] = found[2]
            end, blank = n + 1, False
        elif not text.strip():
            if blank or ("subject" in seen and "to" in seen):
                break
            blank = True
        elif blank or found or not _wrapped(text, seen):
            break
        else:
            end = n + 1
    if "from" not in seen or len({"from", "date", "to", "subject"} & set(seen)) < needed:
        return None
    name, email = _author(seen["from"])
    return Introduction(at, end, name, email, False, seen.get("to", ""))


def _wrapped(text: str, seen: dict[str, str]) -> bool:
    """Whether a line goes on with a list of addresses."""
    return (
        bool(seen)
        and list(seen)[-1] in ("to", "cc", "from")
        and ("@" in text or ";" in text or text.startswith((" ", "\t", "<")))
    )


def _attribution(lines: Sequence[Line], at: int) -> Introduction | None:
    """ "On 3 May 2024, at 10:12, A. Person <a@b.example> wrote:", on one to three lines."""
    depth, text = lines[at].depth, ""
    for n in range(at, min(at + 3, len(lines))):
        if not lines[n].text.strip() or lines[n].depth != depth:
            return None
        text = f"{text} {lines[n].text.strip()}".strip()
        if len(text) > 500:
            return None
        if not _WROTE.search(text):
            if n == at and not re.match(r"[\s\-*]*(?:On|Ar)\b", text, re.IGNORECASE):
                return None
            continue
        after = _next(lines, n + 1)
        deeper = after is not None and lines[after].depth > depth
        ends = text.rstrip("* ").endswith(":")
        good = (_ATTRIBUTION.fullmatch(text) and ((ends and _DATED.search(text)) or deeper)) or (
            deeper and _BARE.fullmatch(text)
        )
        return Introduction(at, n + 1, *_attributed(text), False) if good else None
    return None


def _attributed(text: str) -> tuple[str, str]:
    """Name and address in an attribution: what stands between the last comma of the date and the verb."""
    email = _EMAIL.search(text)
    before, _, after = re.split(r"(\b(?:wrote|writes|ysgrifennodd)\b)", text, maxsplit=1, flags=re.IGNORECASE)
    head = after.strip(" :*") if len(after.strip(" :*")) > 2 else before
    head = re.split(r"\d{1,2}[:.]\d{2}(?:\s?[ap]m)?(?:\s\(?[A-Z]{3,4}\)?)?,?|\b(?:19|20)\d\d\b,?|\bat\b", head)[-1]
    return _author(head)[0], email[0].lower() if email else ""


def _author(value: str) -> tuple[str, str]:
    email = _EMAIL.search(value)
    name = re.sub(r"[<\[(]?(?:mailto:)?[\w.+'-]{1,80}@[^\s>\])]{1,200}[>\])]*", " ", value[:400])
    name = re.split(r"\bOn behalf of\b", name, flags=re.IGNORECASE)[-1]
    return " ".join(name.strip(" \"'<>[]();,*:").split()), email[0].lower() if email else ""
