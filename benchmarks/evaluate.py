"""How well Soundings understands the labelled mails: `python -m benchmarks.evaluate`, or `make evaluate`."""

import argparse
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from rich.console import Console
from rich.progress import track

from benchmarks.findings import make_findings
from benchmarks.labels import Labels
from benchmarks.measuring import Measured, measure
from benchmarks.page import PAGE, fill_page
from benchmarks.records import RECORDS, find_last, write_record
from benchmarks.sets import SetName, opened
from reports.render.as_text import render_text

ALL = "all"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print, and where asked record the run and write its figures into the documentation."""
    wanted = _arguments().parse_args(arguments)
    names = tuple(SetName) if wanted.set == ALL else (SetName(wanted.set),)
    now = datetime.now(UTC)
    runs = [_measured(name) for name in names]
    last = {name: found for name in names if (found := find_last(RECORDS, name))}
    print(render_text(make_findings(runs, last, now), width=120))
    if wanted.record:
        print(f"Recorded: benchmarks/records/{write_record(RECORDS, runs, now).name}")
    if wanted.write_docs:
        findings = make_findings(runs, last, now, with_changes=False)
        PAGE.write_text(fill_page(PAGE.read_text(encoding="utf-8"), findings), encoding="utf-8")
        print("Written: docs/quality.md")


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.evaluate", description=__doc__)
    parser.add_argument("--set", choices=[*SetName, ALL], default=ALL, help="which labelled mails (all)")
    parser.add_argument("--record", action="store_true", help="keep this run: later ones are compared with it")
    parser.add_argument("--write-docs", action="store_true", help="write the figures into docs/quality.md")
    return parser


def _measured(name: SetName) -> Measured:
    with opened(name) as labelled:
        return measure(labelled, _progress)


def _progress(golds: tuple[Labels, ...], name: str) -> Iterable[Labels]:
    return track(golds, f"Reading {name}", console=Console(stderr=True), transient=True)


if __name__ == "__main__":
    main()
