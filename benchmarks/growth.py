"""How soon the board is there and a night without news is over, at many replies: `python -m benchmarks.growth`.

Replies are those of the practice mailbox over and over, from the lines of the practice list. Each command is a process
of its own, by the clock on the wall; the best of three runs counts, without the first one, which fills what later ones
find.
"""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.pages import fill
from benchmarks.speed import best_of
from soundings.bootstrap import open_office
from soundings.pipeline import version_of
from store.tables_made_anew import search_mails
from store.unit_of_work import Store
from tests.soundings.desk import NAME

SIZES = (100, 1_000, 10_000)
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Size:
    """So many replies, and the seconds of the commands over them."""

    replies: int
    status: float
    night: float


def measure_growth(sizes: Sequence[int] = SIZES, rounds: int = ROUNDS) -> tuple[Size, ...]:
    """Each size in a home folder of its own."""
    return tuple(_measure(replies, rounds) for replies in sizes)


def _measure(replies: int, rounds: int) -> Size:
    with TemporaryDirectory(prefix="growth-") as folder:
        home, empty = Path(folder) / "home", Path(folder) / "empty"
        empty.mkdir()
        office = open_office(NAME, home, {}, files_alone=True)
        reader = office.load_reader(office.consultation)
        with office.open_store() as store:
            fill(store, office.consultation, replies, version_of(reader, office.consultation))
            _index_nothing(store)
        program = (str(Path(sys.executable).parent / "soundings"),)
        where = ("--consultation", NAME, "--home", str(home))
        return Size(
            replies,
            _time_of((*program, "status", *where), rounds),
            _time_of((*program, "run", *where, "--from", str(empty)), rounds),
        )


def _index_nothing(store: Store) -> None:
    """Have every mail in the search index, without words: a run would look for those that are not."""
    rows = [
        {"number": number, "consultation": NAME, "archive_id": mail.archive_id}
        for number, mail in enumerate(store.find_mails(NAME, ""), 1)
    ]
    with store.writing() as connection:
        connection.execute(search_mails.insert(), rows)


def _time_of(command: Sequence[str], rounds: int) -> float:
    def run() -> None:
        subprocess.run(command, check=True, capture_output=True)

    run()
    return best_of(rounds, run, perf_counter)


if __name__ == "__main__":
    for size in measure_growth():
        print(f"{size.replies:>8} replies: status {size.status:.2f} s, a night without news {size.night:.2f} s")
