"""The lines by which programs say whose words follow: header blocks and separators."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.lines import Line, Mark
from ingest.quoting_words import FIELD_NAMES, FIELDS, FORWARD_BEGINS, FORWARDED, ORIGINAL

_FIELD = re.compile(rf"\s*[*_]{{0,2}}({FIELD_NAMES})\s*[*_]{{0,2}}\s?[:：][*_]{{0,2}}\s*(.*)", re.IGNORECASE)
_ONE_LINE = re.compile(
    r"\s*[*_]{0,2}(?:From|Oddi wrth)\s?:.{2,200}?\b(?:Sent|Date|Anfonwyd|Dyddiad)\s?:.{4,80}?\b(?:To"
    r"|At)\s?:.{2,400}?\b(?:Subject|Pwnc|Testun)\s?:",
    re.IGNORECASE,
)
_DASHED = r"\s*[-_*=]{{2,60}}\s*(?:{0})\s*:?\s*[-_*=]{{0,60}}\s*|\s*(?:{0})\s*:?\s*[-_*=]{{2,60}}\s*"
_ORIGINAL = re.compile(_DASHED.format(ORIGINAL), re.IGNORECASE)
_FORWARD = re.compile(rf"{_DASHED.format(FORWARDED)}|\s*(?:{FORWARD_BEGINS})\s?:\s*", re.IGNORECASE)
_BARE = re.compile(rf"[\s\-_*]*(?:(?P<forward>{FORWARDED}|{FORWARD_BEGINS})|{ORIGINAL})[\s\-_:*]*", re.IGNORECASE)
_RULE = re.compile(r"\s*[_-]{8,}\s*")
_ABOVE = re.compile(
    r"\W*(?:please )?(?:(?:type|write|enter|add) )?(?:your )?repl(?:y|ies) above this line\W*", re.IGNORECASE
)
_LABELLED = re.compile(r"\W{0,3}[^\W\d_][^\s:]{0,20}(?: [^\s:]{1,12})?\s?[:：]")
EMAIL = re.compile(r"[\w.+'-]{1,80}@[\w-]{1,80}(?:\.[\w-]{1,80}){1,8}")
_HOUR = re.compile(r"\s*[£$€]?\d[^@]*$")
_BLOCK_LINES = 14
_MARKED_LINES = 12


@dataclass(frozen=True, slots=True)
class Introduction:
    """Lines `start` to `end` that introduce another's words: their author as named there, and how."""

    start: int
    end: int
    name: str
    email: str
    forwarded: bool
    to: str = ""


def may_head(text: str) -> bool:
    """Whether a separator or a header block can begin with a line of these words."""
    begins = _BARE.fullmatch(text) or _FORWARD.fullmatch(text) or _RULE.fullmatch(text) or _FIELD.match(text)
    return bool(begins or _ORIGINAL.fullmatch(text) or _ABOVE.fullmatch(text))


def separator(lines: Sequence[Line], at: int) -> Introduction | None:
    """A line of dashes or words over another's mail, with the header block that it stands over."""
    text = lines[at].text
    bare = _BARE.fullmatch(text)
    forwarded = bool(_FORWARD.fullmatch(text) or (bare and bare["forward"]))
    if bare or forwarded or _RULE.fullmatch(text):
        after = next_filled(lines, at + 1)
        block = header_block(lines, after, needed=3 if text.strip()[0] == "-" and not bare else 2) if after else None
        if block:
            return Introduction(at, block.end, block.name, block.email, forwarded, block.to)
    if _FORWARD.fullmatch(text) or _ORIGINAL.fullmatch(text) or _ABOVE.fullmatch(text):
        return Introduction(at, at + 1, "", "", forwarded)
    return None


def next_filled(lines: Sequence[Line], at: int) -> int | None:
    """The first of the next four lines that holds something."""
    return next((n for n in range(at, min(at + 4, len(lines))) if lines[n].text.strip()), None)


def header_block(lines: Sequence[Line], at: int, needed: int) -> Introduction | None:
    """From, Sent or Date, To, Subject on lines of their own, wrapped or parted by single blank lines."""
    first = _FIELD.match(lines[at].text)
    if not first:
        return None
    if _ONE_LINE.match(lines[at].text):
        name, email = author(re.split(r"\b(?:Sent|Date|Anfonwyd|Dyddiad)\s?:", first[2], maxsplit=1)[0])
        return Introduction(at, at + 1, name, email, False)
    seen, end = _fields(lines, at)
    if "from" not in seen or len({"from", "date", "to", "subject"} & set(seen)) < needed:
        return None
    if _HOUR.match(seen["from"]):
        return None
    name, email = author(seen["from"])
    return Introduction(at, end, name, email, False, seen.get("to", ""))


def _fields(lines: Sequence[Line], at: int) -> tuple[dict[str, str], int]:
    """The fields of a block by what they mean, and the line after its last."""
    seen: dict[str, str] = {}
    end, blank = at, False
    for n in range(at, min(at + _BLOCK_LINES, len(lines))):
        text, depth = lines[n].text, lines[n].depth
        found = _FIELD.match(text)
        meaning = FIELDS[found[1].lower()] if found else ""
        if depth != lines[at].depth and text.strip():
            break
        if found and (meaning not in seen or meaning in ("other", "cc")):
            seen[meaning] = found[2]
            end, blank = n + 1, False
        elif not text.strip():
            if blank or ("subject" in seen and "to" in seen):
                break
            blank = True
        elif blank or found or not _wrapped(text, seen):
            break
        else:
            end = n + 1
    return seen, end


def _wrapped(text: str, seen: dict[str, str]) -> bool:
    """Whether a line goes on with a list of addresses."""
    return (
        bool(seen)
        and list(seen)[-1] in ("to", "cc", "from")
        and ("@" in text or ";" in text or text.startswith((" ", "\t", "<")))
    )


def marked_block(lines: Sequence[Line], at: int) -> Introduction | None:
    """Lines that the sender's program itself sets apart as an introduction, in whatever language.

    A mere border over a block counts where the block has three labelled lines and an address: people draw borders too.
    """
    mark = lines[at].mark
    if mark not in (Mark.INTRODUCTION, Mark.BORDER):
        return None
    end = at
    for n in range(at, min(at + _MARKED_LINES, len(lines))):
        if lines[n].mark is mark:
            end = n + 1
        elif lines[n].text.strip():
            break
    block = [line.text for line in lines[at:end] if line.text]
    text = " ".join(block)
    if mark is Mark.BORDER and not (sum(bool(_LABELLED.match(t)) for t in block) >= 3 and "@" in text):
        return None
    name, email = author(block[0].partition(":")[2] or block[0])
    found = find_email(text)
    return Introduction(at, end, name, email or (found[0].lower() if found else ""), False)


def find_email(text: str) -> re.Match[str] | None:
    """The first address in a text; at once where there is none."""
    return EMAIL.search(text) if "@" in text else None


def author(value: str) -> tuple[str, str]:
    """The name and address in the value of a From field."""
    email = find_email(value)
    name = re.sub(r"[<\[(]?(?:mailto:)?[\w.+'-]{1,80}@[^\s>\])]{1,200}[>\])]*", " ", value[:400])
    name = re.split(r"\bOn behalf of\b", name, flags=re.IGNORECASE)[-1]
    return " ".join(name.strip(" \"'<>[]();,*:").split()), email[0].lower() if email else ""
