"""What a page says of its lines beside their words: introductions, signatures, indents, colours (see `Mark`)."""

import re
from collections.abc import Mapping
from functools import lru_cache

from ingest.lines import Mark

_INTRODUCTION = re.compile(
    r"(?:^|\s|x_)(?:divRplyFwdMsg|gmail_attr|moz-cite-prefix|OutlookMessageHeader)\b|__HEADERS__"
)
_SIGNATURE = re.compile(r"signature", re.IGNORECASE)
_QUOTED = re.compile(r"quote|cite|reply", re.IGNORECASE)
_COLOUR = re.compile(r"(?<![-\w])color\s*:\s*([^;]{2,40})", re.IGNORECASE)
_HIGHLIGHT = re.compile(r"(?:background(?:-color)?|mso-highlight)\s*:\s*([^;]{2,40})", re.IGNORECASE)
_BORDER = re.compile(
    r"border-top(?:-color|-style|-width)?\s*:(?!\s*(?:none|0))|border\s*:[^;]*;\s*border-top", re.IGNORECASE
)
_SIDE = re.compile(r"border-left(?:-color|-style|-width)?\s*:(?!\s*(?:none|0\b|medium none))", re.IGNORECASE)
_PLAIN = frozenset(
    {"black", "windowtext", "inherit", "initial", "gray", "grey", "white", "transparent", "auto", "none"}
)
_TAGS = {"b": Mark.BOLD, "strong": Mark.BOLD, "i": Mark.ITALIC, "em": Mark.ITALIC, "mark": Mark.HIGHLIGHT}
Attributes = Mapping[str, str | None]


def mark_of(tag: str, attributes: Attributes) -> Mark:
    """What an element of these attributes says of the lines in it."""
    return _mark(tag, tuple(attributes.items()))


@lru_cache(maxsize=512)
def _mark(tag: str, found: tuple[tuple[str, str | None], ...]) -> Mark:
    """Kept, since every paragraph of a page has the same."""
    attributes = dict(found)
    style = attributes.get("style") or ""
    names = " ".join(attributes.get(name) or "" for name in ("class", "id", "name", "data-marker", "data-smartmail"))
    if _INTRODUCTION.search(names):
        return Mark.INTRODUCTION
    if _SIGNATURE.search(names) or "data-signatureblock" in attributes:
        return Mark.SIGNATURE
    if tag == "blockquote":
        return Mark.NONE if _is_cited(names, style, attributes) else Mark.INDENT
    if tag == "div" and _BORDER.search(style):
        return Mark.BORDER
    return _TAGS.get(tag) or _painted(style, attributes.get("color") or "")


def _is_cited(names: str, style: str, attributes: Attributes) -> bool:
    """Whether a blockquote quotes, and does not just indent what the sender wrote."""
    cited = "cite" in attributes or (attributes.get("type") or "").lower() == "cite"
    return cited or bool(_QUOTED.search(names) or _SIDE.search(style))


def _painted(style: str, colour: str) -> Mark:
    back = _HIGHLIGHT.search(style)
    if back and not _is_plain(back[1]):
        return Mark.HIGHLIGHT
    front = _COLOUR.search(style)
    painted = front[1] if front else colour
    return Mark.COLOUR if painted and not _is_plain(painted) else Mark.NONE


def _is_plain(colour: str) -> bool:
    """Whether a colour is black, white or grey, or takes what is there."""
    value = colour.strip().lower().replace("!important", "").strip()
    if value in _PLAIN or "var(" in value:
        return True
    digits = re.fullmatch(r"#([0-9a-f]{3}|[0-9a-f]{6})", value)
    if digits:
        size = len(digits[1]) // 3
        parts = [int(digits[1][k * size : (k + 1) * size] * (3 - size), 16) for k in range(3)]
    else:
        parts = [int(n) for n in re.findall(r"\d{1,3}", value)[:3]] if value.startswith("rgb") else []
    return len(parts) == 3 and max(parts) - min(parts) <= 24
