"""The figures on docs/quality.md, between two markers: all else on the page is written by hand."""

from pathlib import Path

from benchmarks.findings import TITLE
from reports.render.as_markdown import render_markdown
from reports.report import Report

PAGE = Path(__file__).parent.parent / "docs" / "quality.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"


class PageError(Exception):
    """The page has not the two markers between which the figures go."""


def fill_page(page: str, findings: Report) -> str:
    """The page with these figures in place of whatever stood between the markers. Raises PageError."""
    text = render_markdown(findings).removeprefix(f"# {TITLE}\n").strip().replace("\n##", "\n###")
    return put(page, f"Measured on {findings.made_at:%d %B %Y}.\n\n{text}")


def put(page: str, figures: str) -> str:
    """The page with this text between the markers, in place of whatever stood there. Raises PageError."""
    before, begun, rest = page.partition(BEGIN)
    _, ended, after = rest.partition(END)
    if not begun or not ended:
        raise PageError(f"The page needs the lines {BEGIN} and {END}: the figures go between them.")
    return f"{before}{BEGIN}\n\n{figures}\n\n{END}{after}"
