"""What must not reach the HTML parser: pages made to keep it busy (lexbor is quadratic on some)."""

import html
import re

from ingest.message import UNREAD

SIZE_LIMIT = 2_000_000
DEPTH_LIMIT = 400
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]{0,20})[^<>]{0,4000}>")
_DATA_URI = re.compile(r"(=\s*[\"'])data:[^\"'<>]*")
_LONG_TAG = re.compile(r"<[a-zA-Z/!][^<>]{8000,}>?")
_SILENT = re.compile(r"<(script|style|head|title|template)\b|<(!)--", re.IGNORECASE)
_ENDS = {"script": "</script", "style": "</style", "head": "</head", "title": "</title", "template": "</template"}
_BREAK = re.compile(r"<(?:br|hr|/?(?:p|div|tr|li|h[1-6]|table|ul|ol|blockquote))\b[^<>]*>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*>")
_NEVER_OPEN = frozenset(
    {"br", "hr", "img", "input", "meta", "link", "area", "base", "col", "wbr", "param", "source", "p", "li", "td", "th",
     "tr", "dt", "dd", "option", "tbody", "thead", "tfoot", "o:p", "colgroup"}
)  # fmt: skip


def trimmed(page: str) -> tuple[str, str]:
    """The page without inline images and endless tags, cut to size; with the problem, if it was cut."""
    problem = ""
    if "data:" in page:
        page = _DATA_URI.sub(r"\1", page)
    if len(page) > SIZE_LIMIT:
        page, problem = page[:SIZE_LIMIT], f"HTML beyond {SIZE_LIMIT} characters {UNREAD}"
    if len(page) > 8000:
        page = _LONG_TAG.sub(" ", page)
    return page, problem


def is_safe(page: str) -> bool:
    """Whether the parser may have this page: not nested too deeply, no floods of tags that are never closed."""
    if page.count("<") < DEPTH_LIMIT and page.count("&") < 50_000:
        return True
    depth = deepest = options = 0
    for closing, name in _TAG.findall(page):
        lower = name.lower()
        if lower in ("option", "select", "optgroup"):
            options += 1
        elif lower not in _NEVER_OPEN:
            depth = max(depth - 1, 0) if closing else depth + 1
            deepest = max(deepest, depth)
    return deepest < DEPTH_LIMIT and options < 3000 and page.count("&") < 200_000 and page.count("<!") < 20_000


def stripped(page: str) -> str:
    """The words of a page by rule of thumb, for pages that the parser may not have."""
    flat = re.sub(r"\s+", " ", _without_silent(page))
    return html.unescape(_ANY_TAG.sub("", _BREAK.sub("\n", flat)))


def _without_silent(page: str) -> str:
    """The page without what is never shown; what begins and does not end is shown. One pass, whatever the page."""
    lower = page.lower()
    kept: list[str] = []
    endless: set[str] = set()
    at = 0
    for found in _SILENT.finditer(page):
        name = (found[1] or found[2]).lower()
        if found.start() < at or name in endless:
            continue
        mark = _ENDS.get(name, "-->")
        end = lower.find(mark, found.end())
        if end < 0:
            endless.add(name)
            continue
        kept.append(page[at : found.start()])
        at = end + len(mark)
    return " ".join([*kept, page[at:]])
