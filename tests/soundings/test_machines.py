"""A real Dask scheduler with two workers on loopback: they read what one process reads, also when one is killed."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.load import find_consultation, load_consultation
from ingest.archive import Archive
from soundings.errors import SoundingsError
from soundings.pipeline import Counts, Jobs, Road
from store.unit_of_work import Store
from tests.soundings.readers import AT, Fragile, mails

pytest.importorskip("distributed", reason="Dask is not installed: pip install 'soundings[machines]'")

PROJECT = Path(__file__).parent.parent.parent


def free_port() -> int:
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])


def started(folder: Path, *words: str) -> subprocess.Popen[bytes]:
    """A Dask command in a process group of its own, with this project on its path."""
    return subprocess.Popen(
        [sys.executable, "-m", "distributed.cli." + words[0], *words[1:]],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def kill(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[str]:
    """A scheduler with two workers of one thread each; its address."""
    url = f"tcp://127.0.0.1:{(port := free_port())}"
    running = [started(tmp_path, "dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")]
    for _ in range(2):
        words = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(tmp_path))
        running.append(started(tmp_path, "dask_worker", url, *words))
    try:
        yield url
    finally:
        for process in reversed(running):
            kill(process)


def road_to(scheduler: str, store: Store, folder: Path) -> Road:
    practice = load_consultation(find_consultation("practice"))
    return Road(practice, Archive(folder / "archive"), store, lambda: AT, lambda *_: None, Jobs(1, scheduler))


def test_a_worker_that_is_killed_in_mid_task_loses_nothing(scheduler: str, store: Store, tmp_path: Path) -> None:
    """It is killed while it reads; every mail is read once it is over, and the ledger balances."""
    road = road_to(scheduler, store, tmp_path)
    came = [f"mail {n}" if n % 10 else f"stumble {n}" for n in range(80)]
    road.take_in(mails(came), Counts())
    reader, counts = Fragile(tmp_path, pause=0.1), Counts()
    killed: list[int] = []

    def kill_one() -> None:
        while len(reader.processes()) < 2:
            time.sleep(0.02)
        killed.append(min(reader.processes()))
        os.kill(killed[0], signal.SIGKILL)

    threading.Thread(target=kill_one, daemon=True).start()
    road.understand(reader, counts)
    assert killed
    assert os.getpid() not in reader.processes()
    assert (counts.analysed, counts.failed) == (72, 8)
    records = store.load_mails("practice")
    assert [r.mail.subject for r in records if r.analysis] == [s for s in came if not s.startswith("stumble")]
    assert {r.failure.stage for r in records if r.failure} == {"analyse"}
    balance = store.load_balance("practice")
    assert (balance.balances, balance.mails, balance.waiting) == (True, 80, 0)


def test_the_archive_stays_here_and_the_bytes_travel(scheduler: str, store: Store, tmp_path: Path) -> None:
    """A worker never looks into the archive: it reads what was sent, though the folder is gone."""
    road = road_to(scheduler, store, tmp_path)
    road.take_in(mails([f"mail {n}" for n in range(10)]), Counts())
    reader, counts = Fragile(tmp_path, pause=0.2), Counts()
    away = threading.Event()

    def take_away() -> None:
        while not reader.processes():
            time.sleep(0.02)
        shutil.move(tmp_path / "archive", tmp_path / "elsewhere")
        away.set()

    threading.Thread(target=take_away, daemon=True).start()
    road.understand(reader, counts)
    assert away.wait(30)
    assert (counts.analysed, counts.failed) == (10, 0)


def test_where_no_scheduler_answers_the_run_says_so(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("soundings.machines._PATIENCE", 1)
    road = road_to(f"tcp://127.0.0.1:{free_port()}", store, tmp_path)
    road.take_in(mails(["mail"]), Counts())
    with pytest.raises(SoundingsError, match="no Dask scheduler answers"):
        road.understand(Fragile(tmp_path), Counts())
    assert store.load_balance("practice").waiting == 1
