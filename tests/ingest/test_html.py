"""HTML as a reader sees it: paragraphs, lists, tables, and nothing that is hidden."""

import pytest

from ingest.html import html_lines
from ingest.lines import joined


def text(page: str) -> str:
    return joined(html_lines(page)[0])


CASES = {
    "paragraphs": ("<p>a</p><p>b</p>", "a\n\nb"),
    "breaks": ("<p>a<br>b</p>", "a\nb"),
    "divisions": ("<div>a</div><div>b</div><div><br></div><div>c</div>", "a\nb\n\nc"),
    "words across tags": ("<p>agr<b>ee</b>d and <i>done</i></p>", "agreed and done"),
    "source line breaks": ("<p>a\n  b</p>", "a b"),
    "bullets": ("<ul><li>a</li><li><p>b</p></li></ul>", "- a\n- b"),
    "numbers": ("<ol start=3><li>a<li>b</ol>", "3. a\n4. b"),
    "letters": ('<ol type="a"><li>x</li><li>y</li></ol>', "a. x\nb. y"),
    "Outlook bullets": (
        "<p class=MsoListParagraph><![if !supportLists]><span>·<span>&nbsp;&nbsp; </span></span><![endif]>a</p>"
        "<p class=MsoListParagraph><![if !supportLists]>2.<span>&nbsp;&nbsp; </span><![endif]>b</p>",
        "- a\n2. b",
    ),
    "table": ("<table><tr><td>a</td><td><p>b</p><p>c</p></td></tr><tr><td>d</td><td></td></tr></table>", "a\tb c\nd\t"),
    "frame": ("<table><tr><td><p>a</p><p>b</p></td></tr></table>", "a\n\nb"),
    "heading": ("<h2>a</h2>b", "a\n\nb"),
    "hidden": ('<p style="display:none">x</p><span style="mso-hide:all">y</span><p>a</p><del>z</del>', "a"),
    "head and script": ("<head><title>t</title><style>s</style></head><script>x</script>a", "a"),
    "spaces": ("<p>a&nbsp;&nbsp;b\u00ad\u200bc</p>", "a bc"),
    "preformatted": ("<pre>a\n b</pre>", "a\nb"),
    "boxes": ("<input type=checkbox checked>a<br><input type=checkbox>b", "☒ a\n☐ b"),
    "characters": ("<p>&ldquo;a&rdquo; &amp; &#8217;</p>", "“a” & ’"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_laid_out(name: str) -> None:
    page, expected = CASES[name]
    assert text(page) == expected.rstrip("\t")


def test_quotation_depth_is_counted() -> None:
    lines, _ = html_lines("a<blockquote>b<blockquote>c</blockquote></blockquote>d")
    assert [(line.text, line.depth) for line in lines if line.text] == [("a", 0), ("b", 1), ("c", 2), ("d", 0)]


@pytest.mark.parametrize("page", ["<div>" * 100_000 + "word", "<b><i><p>" * 4000 + "word", "<!--" * 50_000 + "-->word"])
def test_a_page_made_to_be_slow_still_gives_its_words(page: str) -> None:
    assert "word" in text(page)
