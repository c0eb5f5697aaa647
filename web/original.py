"""A mail's own page, made harmless: what somebody sent, without anything that acts, loads, hides or covers. Pure.

It is shown in a frame of its own, in which the browser runs no script, loads nothing and knows no cookie of ours: if
the cleaning ever let something through, it would still come to nothing. `PAGE_POLICY` is that second wall.
"""

import base64
import hashlib
import re
from urllib.parse import SplitResult, urlsplit

import nh3
from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.html_guard import is_safe, trimmed

LONGEST = 200_000
"""Characters of the page that are shown."""
TARGET_LENGTH = 120
TAGS = {
    *("a", "abbr", "address", "b", "blockquote", "br", "caption", "center", "cite", "code", "dd", "del", "dfn", "div"),
    *("dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "ins", "kbd", "li", "ol", "p", "pre", "q", "s"),
    *("samp", "small", "span", "strike", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr"),
    *("tt", "u", "ul", "var"),
}
_SILENT = {
    *("script", "style", "title", "head", "template", "noscript", "object", "embed", "iframe", "frame", "frameset"),
    *("svg", "math", "canvas", "video", "audio", "select", "option", "textarea", "applet"),
}
ATTRIBUTES: dict[str, set[str]] = {
    "*": set(),
    "a": {"href"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "ol": {"start", "type"},
}
_SCHEMES = {"http", "https", "mailto", "tel"}
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_TINY = re.compile(r"\s*[0-3](?:px)?\s*")
_CLEANER = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags=_SILENT,
    attributes=ATTRIBUTES,
    url_schemes=_SCHEMES,
    url_relative="deny",
    link_rel="noopener noreferrer nofollow",
    set_tag_attribute_values={"a": {"target": "_blank"}},
    strip_comments=True,
)
STYLE = """
body { margin: 0; padding: 12px; color: #0b0c0c; background: #fff; overflow-wrap: anywhere;
  font: 400 16px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif; }
table { border-collapse: collapse; max-width: 100%; }
td, th { padding: 2px 6px; vertical-align: top; text-align: left; }
blockquote { margin: 0 0 0 8px; padding-left: 12px; border-left: 3px solid #b1b4b6; }
pre { white-space: pre-wrap; }
a { color: #1d70b8; }
"""
_DIGEST = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
PAGE_POLICY = "; ".join(
    (
        "default-src 'none'",
        f"style-src 'sha256-{_DIGEST}'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
        "sandbox allow-popups allow-popups-to-escape-sandbox",
    )
)
"""What the browser may do with the page: style it as we say, and open a link in a window of its own."""


def safe_document(pages: tuple[str, ...]) -> str:
    """A whole document of what was sent, to be served under PAGE_POLICY."""
    shown = "<hr>".join(safe_page(page) for page in pages)
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>The mail as it was laid out</title>'
        f"<style>{STYLE}</style></head><body>{shown}</body></html>"
    )


def safe_page(page: str) -> str:
    """The page with its words, paragraphs, lists, tables and links. Pictures are told of and not loaded.

    Every link says where it leads. A page made to keep the parser busy, and what is beyond 200,000 characters, are not
    shown.
    """
    page, _ = trimmed(page)
    if not is_safe(page):
        return "<p>[this page is too deep or too busy to be shown; its words are in the text]</p>"
    tree = LexborHTMLParser(page[:LONGEST].encode("utf-8", "replace").decode("utf-8"))
    for picture in tree.css("img, picture, input[type=image]"):
        picture.replace_with(_picture(picture))
    for anchor in tree.css("a[href]"):
        target = _target(anchor.attributes.get("href") or "", anchor.text())
        if target:
            anchor.insert_after(f" [{target}]")
    cut = "<p>[the rest is left out]</p>" if len(page) > LONGEST else ""
    return _BIDI.sub("", _CLEANER.clean(tree.html or "")) + cut


def _picture(picture: LexborNode) -> str:
    """What stands in place of a picture; nothing for one that is there to be counted, not seen."""
    attributes = picture.attributes
    if any(_TINY.fullmatch(attributes.get(side) or "") for side in ("width", "height")):
        return ""
    words = " ".join((attributes.get("alt") or "").split())[:200]
    return f" [picture not loaded{': ' if words else ''}{words}] "


def _target(href: str, words: str) -> str:
    """Where a link really leads, unless its words say so already; without a name that is put before the host."""
    href = re.sub(r"[\x00-\x20]", "", href)
    try:
        parts = urlsplit(href)
        shown = _shown(parts)
    except (ValueError, UnicodeError):
        return ""
    said = re.sub(r"^(https?://|mailto:|tel:)", "", "".join(words.split()), flags=re.IGNORECASE)
    if said.rstrip("/") == shown.rstrip("/"):
        return ""
    return shown[:TARGET_LENGTH] + ("…" if len(shown) > TARGET_LENGTH else "")


def _shown(parts: SplitResult) -> str:
    if parts.scheme in ("mailto", "tel"):
        return parts.path
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    host = parts.hostname if parts.hostname.isascii() else parts.hostname.encode("idna").decode()
    return host + parts.path + (f"?{parts.query}" if parts.query else "")
