"""The body of a mail: which of its leaves are the letter that a person wrote, and their lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.decoding import decode_bytes, html_charset
from ingest.html import html_lines
from ingest.lines import Line, joined, tidy
from ingest.message import UNREAD
from ingest.mime import Leaf
from ingest.pgp import armour_off
from ingest.plain import plain_lines
from ingest.quoting_shared import parted

TEXT_LIMIT = 1_000_000
LINE_LIMIT = 20_000
STUB_WORDS = 25
_STUB = re.compile(r"html|browser|mime|(?:mail|email) (?:client|program)|\bview (?:this|the|it)\b", re.IGNORECASE)
"""What stands in the plain text of a mail that is meant to be read as a page."""
BODY_TYPES = frozenset(
    {"text/plain", "text/html", "text/enriched", "text/richtext", "text/markdown", "application/xhtml+xml"}
)
_NOT_BODY = frozenset(
    {"text/calendar", "text/css", "text/csv", "text/directory", "text/rtf", "text/vcard", "text/x-vcard", "text/xml",
     "text/rfc822-headers", "text/x-amp-html"}
)  # fmt: skip
_ENRICHED = re.compile(r"<<|</?[a-zA-Z][\w-]{0,30}>")
Lines = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """The lines of a body, the type that they were taken from, and the problems met."""

    lines: Lines
    content_type: str
    problems: tuple[str, ...]


def is_body(leaf: Leaf) -> bool:
    """Whether a leaf is read as (part of) the body: text that is not offered as a file."""
    if leaf.content_type not in BODY_TYPES and (leaf.within or not _is_some_text(leaf.content_type)):
        return False
    return leaf.disposition != "attachment" and not (leaf.name and not leaf.group and leaf.content_type != "text/html")


def _is_some_text(content_type: str) -> bool:
    """Whether a type that nobody knows is text all the same (RFC 2046 section 4.1.4)."""
    return content_type.startswith("text/") and content_type not in _NOT_BODY


def leaf_lines(leaf: Leaf) -> tuple[Lines, tuple[str, ...]]:
    """The lines of a text leaf. Text over a million characters is cut, with a problem."""
    is_html = leaf.content_type in ("text/html", "application/xhtml+xml")
    charset = leaf.charset or (html_charset(leaf.data) if is_html else None)
    text, problem = decode_bytes(leaf.data[: 4 * TEXT_LIMIT], charset)
    problems = [problem] if problem else []
    if is_html or (
        leaf.content_type == "text/plain" and text.lstrip()[:15].lower().startswith(("<html", "<!doctype html"))
    ):
        lines, more = html_lines(text)
        return lines, (*problems, *more)
    if len(text) > TEXT_LIMIT:
        text = text[:TEXT_LIMIT]
        problems.append(f"text beyond {TEXT_LIMIT} characters {UNREAD}")
    if text.count("\n") > LINE_LIMIT:
        text = "\n".join(text.split("\n", LINE_LIMIT)[:LINE_LIMIT])
        problems.append(f"text beyond {LINE_LIMIT} lines {UNREAD}")
    if leaf.content_type in ("text/enriched", "text/richtext"):
        text = _ENRICHED.sub(lambda tag: "<" if tag[0] == "<<" else "", text)
    text, sealed = armour_off(text)
    problems += [sealed] if sealed else []
    return plain_lines(text, leaf.flowed, leaf.delsp), tuple(problems)


def _words(lines: Sequence[Line]) -> int:
    return len(joined(lines).split())


def _chosen(plain: Lines, page: Lines) -> bool:
    """Whether the HTML is the better of two alternatives: it is, unless it says clearly less than the plain text."""
    return _words(page) >= 0.8 * _words(plain)


def read_body(leaves: Sequence[Leaf]) -> Body:
    """The body of a mail from its text leaves, in order.

    Of alternatives the HTML is taken, since it keeps tables, lists and line breaks that plain text loses; the plain
    text where the HTML is a stub. Texts beside each other (Apple Mail sends several) follow one another.
    """
    lines: list[Line] = []
    problems: list[str] = []
    kinds: list[str] = []
    done: set[int] = set()
    for leaf in leaves:
        if leaf.group in done:
            continue
        mates = [leaf] if not leaf.group else [mate for mate in leaves if mate.group == leaf.group]
        if leaf.group:
            done.add(leaf.group)
        chosen, kind, more = _best(mates)
        lines += [Line("")] if lines else []
        lines += chosen
        kinds += [kind] if chosen else []
        problems += more
    return Body(parted(tidy(lines)), kinds[0] if kinds else "text/plain", tuple(dict.fromkeys(problems)))


def _best(mates: Sequence[Leaf]) -> tuple[list[Line], str, list[str]]:
    pages: list[Line] = []
    plains: list[Line] = []
    problems: list[str] = []
    for mate in mates:
        lines, more = leaf_lines(mate)
        target = pages if mate.content_type in ("text/html", "application/xhtml+xml") else plains
        target += [Line(""), *lines]
        problems += more
    if any(line.text for line in pages) and _chosen(tuple(plains), tuple(pages)):
        return [*pages, *_unsaid(plains, pages, problems)], "text/html", problems
    return [*plains, *_unsaid(pages, plains, problems)], "text/plain", problems


def _unsaid(other: Sequence[Line], chosen: Sequence[Line], problems: list[str]) -> Sequence[Line]:
    """The other of two alternatives, where it is no version of the chosen one but says something else."""
    as_written = set(joined(other).split())
    if not as_written or as_written <= set(joined(chosen).split()):
        return ()  # found at once: most programs make one of the two out of the other
    said = _vocabulary(other)
    if not said or 2 * len(said - _vocabulary(chosen)) <= len(said):
        return ()
    if len(said) < STUB_WORDS and any(_STUB.search(line.text) for line in other):
        return ()
    problems.append("plain text and HTML say different things: both are read")
    return (Line(""), *other)


def _vocabulary(lines: Sequence[Line]) -> set[str]:
    words = {word.strip(".,;:!?()[]<>*_'\"").lower() for word in set(joined(lines).split())}
    return {word for word in words if word.isalnum()}
