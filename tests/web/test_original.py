"""A mail's own page, made harmless."""
# ruff: noqa: E501 - pages stand as they are sent

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from web.original import ATTRIBUTES, PAGE_POLICY, TAGS, safe_document, safe_page

OURS = {"a": {"href", "target", "rel"}}
SCHEMES = ("https", "http", "mailto", "tel")


def nodes(page: str) -> Iterator[LexborNode]:
    root = LexborHTMLParser(f"<body>{page}").body
    assert root is not None
    yield from (n for n in root.traverse(include_text=False) if n.tag != "body")


def harmful(page: str) -> list[str]:
    """Whatever is left that is not on the list of what may be."""
    found = []
    for node in nodes(page):
        allowed = ATTRIBUTES.get(str(node.tag), set()) | OURS.get(str(node.tag), set())
        href = node.attributes.get("href") or "https:"
        if (
            node.tag not in TAGS
            or set(node.attributes) - allowed
            or href.split(":")[0] not in ("https", "http", "mailto", "tel")
        ):
            found.append(str(node.html)[:200])
    return found


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("<p>Hello<script>alert(1)</script></p>", "<p>Hello</p>"),
        ('<div style="position:fixed;inset:0;background:red" class="x" id="main-content">Boo</div>', "<div>Boo</div>"),
        ("<style>body{display:none}</style>words", "words"),
        ('<img src="https://t.example/p.gif" width="1" height="1">words', "words"),
        ('<img src="https://t.example/logo.png" alt="Our &lt;b&gt; logo">', " [picture not loaded: Our &lt;b&gt; logo] "),
        ("<img src=x onerror=alert(1)>", " [picture not loaded] "),
        ("<p onclick=alert(1) onmouseover=alert(2)>words</p>", "<p>words</p>"),
        ("<form action=https://x.example><input name=password>Sign in</form>", "Sign in"),
        ("<p>pay <bdo dir=rtl>\u202etxt.exe\u202c</bdo></p>", "<p>pay txt.exe</p>"),
        ("&#8238;evil&#x2067;", "evil"),
        ("<p hidden>seen</p><p style='display:none'>too</p>", "<p>seen</p><p>too</p>"),
        ("<!-- <img src=x> -->words", "words"),
        ("<svg onload=alert(1)><text>x</text></svg><math><mi>y</mi></math>words", "words"),
        ("<iframe src=https://x.example></iframe><object data=x></object><embed src=x>words", "words"),
        ("<base href=https://x.example><meta http-equiv=refresh content='0;url=https://x.example'>words", "words"),
        ("<link rel=stylesheet href=https://x.example>words", "words"),
        ('<table background="https://x.example/t.png"><tr><td colspan=2 bgcolor=red>c</td></tr></table>',
         '<table><tbody><tr><td colspan="2">c</td></tr></tbody></table>'),
    ],
)  # fmt: skip
def test_what_acts_loads_hides_or_covers_is_gone_and_the_words_stay(sent: str, shown: str) -> None:
    assert safe_page(sent) == shown


def link(sent: str) -> tuple[str | None, str]:
    """Where the first link of the shown page leads, and the words of the page."""
    page = safe_page(sent)
    anchor = next(n for n in nodes(page) if n.tag == "a")
    return anchor.attributes.get("href"), LexborHTMLParser(page).body.text()  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("sent", "leads_to", "words"),
    [
        ('<a href="https://evil.example/x">https://bank.example</a>', "https://evil.example/x", "https://bank.example [evil.example/x]"),
        ('<a href="https://bank.example@evil.example">bank</a>', "https://bank.example@evil.example", "bank [evil.example]"),
        ('<a href="https://bank.example">https://bank.example/</a>', "https://bank.example", "https://bank.example/"),
        ('<a href="https://evil.example">www.bank.example/?to=evil.example</a>', "https://evil.example",
         "www.bank.example/?to=evil.example [evil.example]"),
        ('<a href="https://а.example">a</a>', "https://а.example", "a [xn--80a.example]"),
        ('<a href="javascript:alert(1)">x</a>', None, "x"),
        ('<a href=" java&#10;script:alert(1)">x</a>', None, "x"),
        ('<a href="data:text/html,<script>alert(1)</script>">x</a>', None, "x"),
        ('<a href="vbscript:x">x</a>', None, "x"),
        ('<a href="/sign-out">x</a>', None, "x"),
        ('<a href="//evil.example">x</a>', None, "x"),
        ('<a href="mailto:ann@x.example">Ann</a>', "mailto:ann@x.example", "Ann [ann@x.example]"),
        ('<a href="https://[bad">x</a>', None, "x"),
    ],
)  # fmt: skip
def test_a_link_says_where_it_really_leads_and_leads_nowhere_else(sent: str, leads_to: str | None, words: str) -> None:
    assert link(sent) == (leads_to, words)
    assert 'rel="noopener noreferrer nofollow"' in safe_page(sent)
    assert 'target="_blank"' in safe_page(sent)


PIECES = st.sampled_from(
    ["<script>", "</script>", "<style>", "<svg>", "<math>", "<mtext>", "<table>", "<mglyph>", "<img src=x onerror=x>", "<!--", "-->",
     "<a href='javascript:x'>", "<a href=\"https://x.example/'><img>\">", "<p title='</p><img src=x>'>", "<noscript>", "<template>",
     "<form>", "<select>", "<xmp>", "<plaintext>", "]]>", "<![CDATA[", "&lt;img&gt;", "<b style=x>", "<img alt='<script>'>", '"', "'", ">"]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=5), max_size=14).map("".join))
def test_nothing_gets_through_however_it_is_broken(sent: str) -> None:
    assert harmful(safe_page(sent)) == []


@pytest.mark.parametrize(
    "sent",
    [
        "<div>" * 100_000,
        "<a href=https://x.example>" * 50_000,
        "&" * 900_000,
        "<" * 900_000,
        "<table><tr><td>" * 30_000,
    ],
)
def test_a_page_that_would_keep_the_parser_busy_is_short(sent: str) -> None:
    assert len(safe_page(sent)) < 1_000_000


def test_the_document_has_no_script_and_no_style_but_ours() -> None:
    page = safe_document(("<p>one</p>", "<p>two</p>"))
    assert "<p>one</p><hr><p>two</p>" in page
    assert page.count("<style>") == 1
    assert "sandbox allow-popups" in PAGE_POLICY
    assert "unsafe" not in PAGE_POLICY
