"""Measured sets as a report: figures beside each other, then each set's tables and what has changed."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from benchmarks.figures import FIGURES, Figure
from benchmarks.measuring import Measured
from benchmarks.records import Recorded, change_since
from benchmarks.reliability import bands, calibration_error
from benchmarks.sets import SetName
from classify.analysis import Kind
from reports.report import Cell, Fact, Report, Section, Table

ABOUT = ("kind", "answers", "topics")
TITLE = "Quality of understanding"


def make_findings(
    runs: Sequence[Measured], last: Mapping[SetName, Recorded], now: datetime, *, with_changes: bool = True
) -> Report:
    """The report of a run; `last` has the newest recorded run of each set, where there is one."""
    facts = tuple(Fact(run.name, f"{sum(run.score.kinds.values())} {run.name.purpose}") for run in runs)
    versions = ", ".join(sorted({run.version for run in runs}))
    sections = [_figures(runs)]
    for run in runs:
        sections.append(Section(f"{run.name}: kinds and confidences", tables=(_confusion(run), *_reliability(run))))
        if with_changes:
            sections.append(_changes(run, last.get(run.name)))
    return Report(TITLE, now, (Fact("version", versions), *facts), tuple(sections))


def _figures(runs: Sequence[Measured]) -> Section:
    rows = tuple(
        (figure.name, f"{figure.wanted:.2f}" if figure.wanted else "", *(_cell(figure, run) for run in runs))
        for figure in FIGURES
    )
    columns = ("figure", "wanted", *(str(run.name) for run in runs))
    note = (
        "In brackets 95% intervals by bootstrap over mails; of how many, where they are few. A star: less than wanted."
    )
    return Section("Figures", tables=(Table("figures", columns, rows, note),))


def _cell(figure: Figure, run: Measured) -> Cell:
    value, interval = run.score.figures[figure.key], run.score.intervals.get(figure.key)
    if value is None:
        return "–"
    if figure.is_count:
        return f"{value:.0f}"
    between = f" ({interval.low:.2f}–{interval.high:.2f})" if interval else ""
    cases = f" of {run.score.cases[figure.key]}" if figure.cases else ""
    star = " *" if figure.wanted and value < figure.wanted else ""
    return f"{value:.3f}{between}{cases}{star}"


def _confusion(run: Measured) -> Table:
    """A row for each kind that occurs, a column for each that was said; the right ones are on the diagonal."""
    kinds = run.score.kinds
    rows = [str(kind) for kind in Kind if any(gold == kind for gold, _ in kinds)]
    said = [str(kind) for kind in Kind if any(found == kind for _, found in kinds)]
    cells = tuple((gold, *(kinds.get((gold, found), 0) or "" for found in said)) for gold in rows)
    return Table("kind (row) taken for (column)", ("kind", *said), cells)


def _reliability(run: Measured) -> tuple[Table, ...]:
    tables = []
    for about in ABOUT:
        found = bands(run.surenesses, about)
        rows = tuple(
            (f"{b.low:.2f}–{b.high:.2f}", b.decisions, f"{b.mean:.3f}", f"{b.right:.3f}", f"{b.right - b.mean:+.3f}")
            for b in found
        )
        note = f"Mean distance of confidence and rightness: {calibration_error(found):.3f}."
        columns = ("confidence", "decisions", "mean", "right", "difference")
        tables.append(Table(f"confidence in {about}", columns, rows, note))
    return tuple(tables)


def _changes(run: Measured, last: Recorded | None) -> Section:
    heading = f"{run.name}: against the last recorded run"
    if last is None:
        return Section(heading, ("No run of this set is recorded yet: `--record` records this one.",))
    change = change_since(last, run.score.right)
    said = [
        f"Recorded {last.recorded_at:%d %B %Y, %H:%M} UTC, version {last.version}. "
        f"Fully right now and not then: {len(change.gained)}. Then and not now: {len(change.lost)}."
    ]
    if run.name.is_open:
        named = (("Gained", change.gained), ("Lost", change.lost))
        said += [f"{what}: {', '.join(files)}." for what, files in named if files]
    rows = tuple(
        (figure.name, f"{then:.3f}", f"{value:.3f}", f"{value - then:+.3f}")
        for figure in FIGURES
        if (then := last.figures.get(figure.key)) is not None
        and (value := run.score.figures[figure.key]) is not None
        and value != then
    )
    note = "" if rows else "No figure has changed."
    return Section(heading, tuple(said), (Table("changed", ("figure", "then", "now", "change"), rows, note),))
