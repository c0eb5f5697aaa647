"""One process reads many attachments, each in a fork: what ends one of them leaves the next alone."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.attachments.warm import SilentError, Warm
from tests.ingest.documents import docx, p

PROJECT = Path(__file__).parent.parent.parent
DOCUMENT = docx(p("one") + p("two"))


@pytest.fixture
def warm() -> Iterator[Warm]:
    opened = Warm()
    yield opened
    opened.end()


def process_of(warm: Warm) -> int:
    assert warm._process is not None
    return warm._process.pid


def test_one_process_reads_one_file_after_the_other(warm: Warm) -> None:
    first = warm.ask("docx 60", DOCUMENT, 60)
    process = process_of(warm)
    broken = warm.ask("docx 60", b"no document", 60)
    assert warm.ask("docx 60", DOCUMENT, 60) == first
    assert [line for line in first["lines"] if line] == ["one", "two"]
    assert "cannot be read" in broken["problem"]
    assert process_of(warm) == process


def test_a_file_of_any_size_is_handed_over(warm: Warm) -> None:
    """A pipe holds some kilobytes: the rest waits until it is read."""
    answer = warm.ask("rtf 60", b"{\\rtf1 " + b"word\\par " * 200_000 + b"}", 60)
    assert sum(line.count("word") for line in answer["lines"]) == 200_000


def test_one_that_takes_too_long_is_ended_and_the_next_is_read(warm: Warm) -> None:
    with pytest.raises(SilentError) as told:
        warm.ask("docx 60", DOCUMENT, 0)
    assert told.value.late
    assert warm.ask("docx 60", DOCUMENT, 60)["problem"] == ""


def test_a_process_that_was_killed_is_replaced(warm: Warm) -> None:
    warm.ask("docx 60", DOCUMENT, 60)
    killed = process_of(warm)
    os.kill(killed, signal.SIGKILL)
    while Path(f"/proc/{killed}").exists() and warm._process is not None and warm._process.poll() is None:
        time.sleep(0.01)
    assert warm.ask("docx 60", DOCUMENT, 60)["problem"] == ""
    assert process_of(warm) != killed


def test_it_does_not_outlive_whom_it_works_for() -> None:
    program = (
        "from ingest.attachments.warm import WARM; from tests.ingest.test_warm import DOCUMENT\n"
        "WARM.ask('docx 60', DOCUMENT, 60); print(WARM._process.pid)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=True,
    )
    process = int(done.stdout)
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("it is still there")
