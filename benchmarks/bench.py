"""All measures of speed, and their table on docs/performance.md: `python -m benchmarks.bench`, or `make bench`.

Only ratios compare between machines, and only those taken in one run. `--write-docs` puts the figures on the page.
"""

import argparse
import os
import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from benchmarks.fetching import MAILS, measure_fetching
from benchmarks.growth import SIZES, Size, measure_growth
from benchmarks.page import PAGE, put
from benchmarks.speed import LONGEST_START, Start, measure_starts
from benchmarks.stages import Journey, Stage, measure_stages, travel

PERFORMANCE = PAGE.parent / "performance.md"


def main() -> None:
    """Measure, print, and write where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=300, help="of which corpus each stage is measured")
    parser.add_argument("--largest", type=int, default=SIZES[-1], help="the most replies that the board is shown of")
    parser.add_argument("--write-docs", action="store_true", help="write the figures into docs/performance.md")
    asked = parser.parse_args()
    parts = []
    for part in _measured(asked.mails, asked.largest):
        print(part, end="\n\n", flush=True)
        parts.append(part)
    if asked.write_docs:
        head = f"Measured on {datetime.now(UTC):%d %B %Y}, on a machine of {os.cpu_count()} cores."
        PERFORMANCE.write_text(put(PERFORMANCE.read_text("utf-8"), "\n\n".join((head, *parts))), "utf-8")
        print("Written: docs/performance.md")


def _measured(mails: int, largest: int) -> Iterator[str]:
    """The parts one after the other, as Markdown."""
    yield say_stages(measure_stages(mails))
    journeys = [travel(mails, 1), travel(3 * mails, 1)]
    if (os.cpu_count() or 1) > 1:
        journeys.append(travel(3 * mails, os.cpu_count() or 1))
    yield say_journeys(journeys)
    if shutil.which("mbsync"):
        mbsync, soundings = measure_fetching()
        yield say_fetching(mbsync, soundings)
    yield say_growth(measure_growth([size for size in (*SIZES, 100_000) if size <= largest]))
    yield say_starts(measure_starts())


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows))


def say_stages(stages: Sequence[Stage]) -> str:
    """Each stage's mails a second and core."""
    rows = [
        (
            s.name,
            f"{s.mails / s.seconds:.0f}",
            f"{1000 * s.seconds / s.mails:.1f}",
            f"{s.seconds / s.other:.1f} times {s.beside}" if s.other else "",
        )
        for s in stages
    ]
    return _table(("stage", "mails a second and core", "ms a mail", "beside"), rows)


def say_journeys(journeys: Sequence[Journey]) -> str:
    """The whole road, with its memory."""
    rows = [
        (
            f"{j.mails}",
            f"{j.jobs}",
            f"{j.mails / j.elapsed:.1f}",
            f"{j.mails / j.seconds:.1f}",
            f"{j.memory:.0f}",
        )
        for j in journeys
    ]
    head = (
        "the whole road, mails",
        "`--jobs`",
        "mails a second",
        "mails a second and core",
        "most memory of the run, MB",
    )
    return _table(head, rows)


def say_fetching(mbsync: float, soundings: float) -> str:
    """Fetching and archiving beside mbsync."""
    rows = [
        ("mbsync, with its fsync", f"{MAILS / mbsync:.0f}", "1.00"),
        ("fetch, archive, enter", f"{MAILS / soundings:.0f}", f"{soundings / mbsync:.2f}"),
    ]
    return _table(("fetching", "mails a second", "times mbsync's time"), rows)


def say_growth(sizes: Sequence[Size]) -> str:
    """The board and a night without news."""
    rows = [(f"{s.replies:,}", f"{s.status:.2f}", f"{s.night:.2f}") for s in sizes]
    return _table(("replies", "`soundings status`, s", "a run without news, s"), rows)


def say_starts(starts: Sequence[Start]) -> str:
    """The start of commands."""
    rows = [(f"`{s.command}`", f"{s.seconds:.2f}", "yes" if s.seconds < LONGEST_START else "no") for s in starts]
    return _table(("command", "seconds until it has ended", f"under {LONGEST_START} s"), rows)


if __name__ == "__main__":
    main()
