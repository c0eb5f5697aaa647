"""What each stage of a mail's road takes: `python -m benchmarks.stages [--mails 300]`.

Processor time, that of the readers of attachments included, of one process over the same invented mails
(`benchmarks/corpus.py`): mails per second and core. Memory is the most that a process of its own held which took so
many mails down the whole road.
"""

import argparse
import resource
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.corpus import FIRST_DAY, corpus
from benchmarks.parsing import all_of
from classify.language import tokens_of
from config.consultation import Consultation
from config.load import find_consultation, load_consultation
from config.settings import load_settings
from ingest.attachments.warm import WARM
from ingest.message import ParsedMessage, RawMessage
from ingest.parse import parse
from soundings.bootstrap import Office, load_reader
from soundings.pipeline import Counts, Jobs, Road
from soundings.reading import Reading
from store.readings import MailReading, record_readings
from store.rows import Mail
from store.unit_of_work import Store

FOLDER = "INBOX"
_TEXTS, _FILES = "parse, plain and HTML mails", "parse, mails with attachments"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: the mails that it was over, its processor seconds, and those of what it is measured against."""

    name: str
    mails: int
    seconds: float
    beside: str = ""
    other: float = 0.0


@dataclass(frozen=True, slots=True)
class Journey:
    """Mails down the whole road in a process of its own: seconds by the clock and of processors, most memory in MB."""

    mails: int
    jobs: int
    elapsed: float
    seconds: float
    memory: float


def processor_time() -> float:
    """Seconds of this process and of those that it has had and that have ended."""
    mine, theirs = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return mine.ru_utime + mine.ru_stime + theirs.ru_utime + theirs.ru_stime


def most_memory() -> float:
    """The most that this process has held, in MB. Linux hands the parent's figure of getrusage on to a new program."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024)


def timed(work: Callable[[], object]) -> float:
    """Processor seconds of some work, with the readers that it starts."""
    begun = processor_time()
    work()
    return processor_time() - begun


def measure_stages(mails: int) -> tuple[Stage, ...]:
    """Archive and enter, parse, understand, record; each over all mails before the next begins."""
    consultation = load_consultation(find_consultation("practice"))
    raws = tuple(corpus(consultation, mails))
    reader = load_reader(consultation)
    with TemporaryDirectory(prefix="stages-") as home, opened(Path(home), consultation) as (office, store):
        road = Road(consultation, office.archive, store, office.clock, lambda *_: None)
        entering = timed(lambda: road.take_in(incoming(raws), Counts()))
        messages: list[ParsedMessage] = []
        texts = [raw for raw in raws if not _has_files(raw)]
        files = [raw for raw in raws if _has_files(raw)]
        WARM.end()
        parsing = [_parsing(name, some, consultation, messages) for name, some in ((_TEXTS, texts), (_FILES, files))]
        understanding = timed(lambda: [reader.analyse(message) for message in messages])
        words = [text.content for message in messages for text in message.texts]
        tokenising = timed(lambda: [tokens_of(text) for text in words])
        rows = store.find_mails(consultation.name, "")
        reading = Reading(consultation.letter, office.archive, reader)
        found = [(mail, reading.read(mail)) for mail in rows]
        recording = timed(lambda: _record_each(store, consultation, found))
    return (
        Stage("archive and enter", mails, entering),
        *(stage for stage in parsing if stage.mails),
        Stage("understand", mails, understanding, "spaCy's tokeniser alone", tokenising),
        Stage("record", mails, recording),
    )


def _has_files(raw: bytes) -> bool:
    return any(part.get_content_disposition() == "attachment" for part in message_from_bytes(raw).walk())


def _parsing(name: str, raws: Sequence[bytes], consultation: Consultation, into: list[ParsedMessage]) -> Stage:
    taken = timed(lambda: _parse_all(raws, consultation, into))
    return Stage(name, len(raws), taken, "mail-parser alone", timed(lambda: [all_of(raw) for raw in raws]))


def _parse_all(raws: Iterable[bytes], consultation: Consultation, into: list[ParsedMessage]) -> None:
    into.extend(parse(raw, consultation.letter) for raw in raws)
    WARM.end()  # so that what it took is counted


def _record_each(store: Store, consultation: Consultation, found: Iterable[tuple[Mail, MailReading]]) -> None:
    for pair in found:
        record_readings(store, consultation.name, [pair], "1", FIRST_DAY)


@contextmanager
def opened(home: Path, consultation: Consultation) -> Iterator[tuple[Office, Store]]:
    """The practice consultation in a home folder with its database, on a day that stays."""
    office = Office(load_settings(home, {}), consultation, lambda: FIRST_DAY, find_consultation("practice"))
    with office.open_store() as store:
        yield office, store


def incoming(raws: Iterable[bytes]) -> Iterator[RawMessage]:
    """Raw mails as a folder of a mailbox has them."""
    return (RawMessage(raw, FOLDER, 1, uid, FIRST_DAY) for uid, raw in enumerate(raws, 1))


def travel(mails: int, jobs: int) -> Journey:
    """So many mails down the whole road in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.stages", "--travel", str(mails), "--jobs", str(jobs)],
        check=True,
        capture_output=True,
        text=True,
    )
    elapsed, seconds, memory = map(float, done.stdout.split())
    return Journey(mails, jobs, elapsed, seconds, memory)


def _travel(mails: int, jobs: int) -> None:
    consultation = load_consultation(find_consultation("practice"))
    with TemporaryDirectory(prefix="stages-") as home, opened(Path(home), consultation) as (office, store):
        road = Road(consultation, office.archive, store, office.clock, lambda *_: None, Jobs(jobs))
        counts = Counts()
        clock, begun = perf_counter(), processor_time()
        road.take_in(incoming(corpus(consultation, mails)), counts)
        road.understand(load_reader(consultation), counts)
        balance = store.load_balance(consultation.name)
        if not balance.balances or counts.analysed + counts.failed != balance.mails:
            sys.exit(f"the ledger does not balance: {balance}")
        WARM.end()
        elapsed, seconds = perf_counter() - clock, processor_time() - begun
    print(elapsed, seconds, most_memory())


def main() -> None:
    """One journey, for `travel`, or the stages as lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=300)
    parser.add_argument("--travel", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--jobs", type=int, default=1, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.travel:
        _travel(asked.travel, asked.jobs)
        return
    for stage in measure_stages(asked.mails):
        beside = f"; {stage.seconds / stage.other:.1f} times {stage.beside}" if stage.other else ""
        print(f"{stage.name:<31}{stage.mails / stage.seconds:>9.1f} mails a second and core{beside}")


if __name__ == "__main__":
    main()
