"""Reports as one page of HTML that needs nothing else: charts stand in it, and whatever people wrote is escaped."""

from collections.abc import Iterator
from itertools import groupby

from reports.charts.as_svg import render_svg
from reports.render.as_text import cell_text
from reports.report import ITEM, Report, Section, numeric_columns


def render_html(report: Report) -> str:
    """The whole page."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    templates = Environment(
        loader=PackageLoader("reports.render", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return templates.get_template("report.html").render(
        report=report,
        paragraphs=_runs,
        numbers=numeric_columns,
        text=cell_text,
        svg=lambda chart: Markup(render_svg(chart)),  # noqa: S704 - as_svg has escaped every word of it
    )


def _runs(section: Section) -> Iterator[tuple[bool, list[str]]]:
    """Stretches of paragraphs that are items of one list, and of those that are none."""
    for items, run in groupby(section.paragraphs, key=lambda words: words.startswith(ITEM)):
        yield items, [words.removeprefix(ITEM) for words in run]
