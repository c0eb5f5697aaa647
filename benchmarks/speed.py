"""How fast mails are read and commands start: `python -m benchmarks.speed`.

The times of reading are processor time of one process, best of three rounds: mails per second and core. Between
machines only the ratios compare. A start is the time until the command has ended, best of five.
"""

import email
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from email import policy
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from benchmarks.sets import PRACTICE, SetName, opened
from classify.understand import Understanding
from ingest.parse import parse

_LIGHT = ("status", "ledger", "summary", "chase")
"""Commands that only look at what is recorded."""

ROUNDS = 3
STARTS = 5
LONGEST_START = 0.4
"""Seconds wanted at most of a command that needs no language model."""


@dataclass(frozen=True, slots=True)
class Pace:
    """One step of reading: mails, and the processor seconds that they took."""

    step: str
    mails: int
    seconds: float

    @property
    def mails_a_second(self) -> float:
        """Mails per second and core."""
        return self.mails / self.seconds

    def ratio_to(self, other: "Pace") -> float:
        """How many times as long it takes as another step over the same mails."""
        return self.seconds / other.seconds


@dataclass(frozen=True, slots=True)
class Start:
    """One command line and the seconds until it has ended."""

    command: str
    seconds: float


def best_of(rounds: int, work: Callable[[], object], clock: Callable[[], float]) -> float:
    """The least time that the work took, in the clock's seconds; there is at least one round."""
    times = []
    for _ in range(rounds):
        begun = clock()
        work()
        times.append(clock() - begun)
    return min(times)


def measure_reading(rounds: int = ROUNDS) -> tuple[Pace, ...]:
    """The standard library's MIME parser alone, parsing as Soundings does, and the whole of understanding."""
    with opened(SetName.DEV) as labelled:
        raws = tuple((labelled.mails / gold.file).read_bytes() for gold in labelled.golds)
        letter = labelled.consultation.letter
        understanding = Understanding(labelled.consultation)
    messages = tuple(parse(raw, letter) for raw in raws)
    steps: tuple[tuple[str, Callable[[], object]], ...] = (
        ("MIME alone", lambda: [_mime_alone(raw) for raw in raws]),
        ("parse", lambda: [parse(raw, letter) for raw in raws]),
        ("understanding", lambda: [understanding.analyse(message) for message in messages]),
    )
    return tuple(Pace(step, len(raws), best_of(rounds, work, process_time)) for step, work in steps)


def _mime_alone(raw: bytes) -> int:
    """The headers and every part decoded: what no reader of mail can do without."""
    message = email.message_from_bytes(raw, policy=policy.default)
    return sum(len(part.get_payload(decode=True) or b"") for part in message.walk() if not part.is_multipart())


def measure_starts(rounds: int = STARTS) -> tuple[Start, ...]:
    """Commands that need no language model, in a home folder of their own that has been used once."""
    program = str(Path(sys.executable).parent / "soundings")
    with TemporaryDirectory(prefix="soundings-") as home:
        where = ("--consultation", PRACTICE, "--home", home)
        lines = (("--help",), *((name, *where) for name in _LIGHT))
        return tuple(Start(f"soundings {line[0]}", _time_of((program, *line), rounds)) for line in lines)


def _time_of(command: Sequence[str], rounds: int) -> float:
    """The first run is not counted: it makes what later ones find."""

    def run() -> None:
        subprocess.run(command, check=True, capture_output=True)

    run()
    return best_of(rounds, run, perf_counter)


def say(paces: Sequence[Pace], starts: Iterable[Start]) -> str:
    """The outcome as lines for a terminal."""
    first = paces[0]
    lines = [f"{'':<16}{'mails/s and core':>18}{'ms a mail':>12}{f'times {first.step}':>20}"]
    lines += [
        f"{pace.step:<16}{pace.mails_a_second:>18.1f}{1000 / pace.mails_a_second:>12.1f}{pace.ratio_to(first):>20.1f}"
        for pace in paces
    ]
    last, before = paces[-1], paces[-2]
    lines += [f"{last.step} takes {last.ratio_to(before):.2f} times as long as {before.step}.", ""]
    for start in starts:
        lines.append(f"{start.command:<20}{start.seconds:>7.2f} s   {_verdict(start)}")
    return "\n".join(lines)


def _verdict(start: Start) -> str:
    return "as wanted" if start.seconds < LONGEST_START else f"slower than the {LONGEST_START} s that are wanted"


if __name__ == "__main__":
    print(say(measure_reading(), measure_starts()))
