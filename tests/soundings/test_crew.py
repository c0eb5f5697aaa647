"""Several processes read the mails of a run: in order, each once, and whoever dies takes nothing with it."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import Executor, Future
from dataclasses import replace
from pathlib import Path

import pytest

from config.consultation import Consultation
from ingest.archive import Archive
from soundings import crew as crews
from soundings.crew import AT_ONCE, Crew, read_together
from soundings.errors import SoundingsError
from soundings.pipeline import Counts, Jobs, Road
from soundings.processes import readers
from soundings.reading import Reading
from store.readings import find_waiting
from store.unit_of_work import Store
from tests.soundings.readers import AT, Elsewhere, Fragile, mails

PROJECT = Path(__file__).parent.parent.parent


@pytest.fixture
def road(store: Store, tmp_path: Path, practice: Consultation) -> Road:
    return Road(practice, Archive(tmp_path / "archive"), store, lambda: AT, lambda *_: None, Jobs(2))


def subjects(road: Road) -> list[str]:
    return [r.mail.subject for r in road.store.load_mails("practice") if r.analysis]


def failures(road: Road) -> dict[str, str]:
    return {r.mail.subject: r.failure.stage for r in road.store.load_mails("practice") if r.failure}


def test_several_processes_come_to_what_one_comes_to(road: Road, tmp_path: Path) -> None:
    """All are read, the results are recorded in the order of the mails, and what stumbles is told."""
    came = [f"mail {n}" if n % 7 else f"stumble {n}" for n in range(60)]
    road.take_in(mails(came), Counts())
    reader, counts = Fragile(tmp_path, pause=0.01), Counts()
    told: list[int] = []
    replace(road, progress=lambda _, done, total: told.append(done)).understand(reader, counts)
    assert (counts.analysed, counts.failed) == (51, 9)
    assert told == list(range(1, 61))
    assert len(reader.processes()) == 2
    assert os.getpid() not in reader.processes()
    assert set(failures(road)) == {s for s in came if s.startswith("stumble")}
    balance = road.store.load_balance("practice")
    assert (balance.balances, balance.mails, balance.analysed) == (True, 60, 51)
    with road.store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT archive_id FROM analyses ORDER BY id").scalars().all()
    assert rows == [r.mail.archive_id for r in road.store.load_mails("practice") if r.analysis]


def test_a_process_that_dies_loses_no_mail(road: Road, tmp_path: Path) -> None:
    came = [f"mail {n}" if n % 15 != 3 else f"die once {n}" for n in range(45)]
    road.take_in(mails(came), Counts())
    counts = Counts()
    road.understand(Fragile(tmp_path), counts)
    assert (counts.analysed, counts.failed) == (45, 0)
    assert subjects(road) == came
    assert road.store.load_balance("practice").balances


def test_a_mail_over_which_every_process_dies_is_kept_and_left_to_a_person(road: Road, tmp_path: Path) -> None:
    came = [f"mail {n}" if n != 5 else "die always" for n in range(20)]
    road.take_in(mails(came), Counts())
    counts = Counts()
    road.understand(Fragile(tmp_path), counts)
    assert (counts.analysed, counts.failed) == (19, 1)
    assert failures(road) == {"die always": "read"}
    again = Counts()
    road.understand(Fragile(tmp_path), again)
    assert (again.analysed, again.failed) == (0, 0)


def test_where_processes_die_whatever_they_read_the_run_ends_and_nothing_is_blamed(road: Road, tmp_path: Path) -> None:
    road.take_in(mails([f"die always {n}" for n in range(20)]), Counts())
    with pytest.raises(SoundingsError, match="fewer --jobs"):
        road.understand(Fragile(tmp_path), Counts())
    assert failures(road) == {}
    assert len(find_waiting(road.store, "practice", "1")) == 20


def test_another_version_elsewhere_is_refused(road: Road, tmp_path: Path) -> None:
    road.take_in(mails([f"mail {n}" for n in range(20)]), Counts())
    with pytest.raises(SoundingsError, match="Install the same version"):
        road.understand(Elsewhere(tmp_path), Counts())
    assert subjects(road) == []


def test_few_mails_start_no_process(road: Road, tmp_path: Path) -> None:
    """Each process loads the models: that is not worth it for a handful."""
    road.take_in(mails([f"mail {n}" for n in range(AT_ONCE)]), Counts())
    reader = Fragile(tmp_path)
    road.understand(reader, Counts())
    assert reader.processes() == {os.getpid()}


class Lazy(Executor):
    """Works when it is asked for the result, and knows how much was handed to it and not asked for."""

    def __init__(self) -> None:
        self.most = self.out = 0

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
        self.out += 1
        self.most = max(self.most, self.out)
        lazy = self

        class Later(Future):  # type: ignore[type-arg]
            def result(self, timeout: float | None = None) -> object:
                lazy.out -= 1
                return fn(*args, **kwargs)

        return Later()


def test_no_more_mails_are_out_than_keep_the_readers_busy(road: Road, tmp_path: Path) -> None:
    road.take_in(mails([f"mail {n}" for n in range(200)]), Counts())
    lazy = Lazy()
    reading = Reading(road.consultation.letter, road.archive, Fragile(tmp_path))
    waiting = find_waiting(road.store, "practice", "1")
    read = [mail for found in read_together(reading, waiting, Crew(2, lambda _: lazy)) for mail, _ in found]
    assert read == list(waiting)
    assert lazy.most == 2 * 2 + 1


def test_big_mails_go_out_by_themselves(road: Road, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crews, "_BYTES_AT_ONCE", 2_500)
    road.take_in(mails([f"mail {n}" for n in range(6)], size=1_000), Counts())
    reading = Reading(road.consultation.letter, road.archive, Fragile(tmp_path))
    waiting = find_waiting(road.store, "practice", "1")
    found = read_together(reading, waiting, Crew(2, lambda _: Lazy()))
    assert [len(portion) for portion in found] == [2, 2, 2]


_RUN = """
import signal, sys, threading
from pathlib import Path
from config.load import find_consultation, load_consultation
from ingest.archive import Archive
from soundings.pipeline import Counts, Jobs, Road
from soundings.stopping import StoppedError, heeding, set_by_signals
from store.unit_of_work import open_store
from tests.soundings.readers import AT, Fragile

folder = Path(sys.argv[1])
stop = threading.Event()


def told(what: str, done: int, total: int | None) -> None:
    print(done, flush=True)


if __name__ == "__main__":
    with open_store(f"sqlite:///{folder / 'x.sqlite'}") as store, set_by_signals(stop, signal.SIGTERM):
        consultation = load_consultation(find_consultation("practice"))
        archive = Archive(folder / "archive")
        try:
            road = Road(consultation, archive, store, lambda: AT, heeding(stop, told), Jobs(2))
            road.understand(Fragile(folder, pause=0.05), Counts())
        except StoppedError:
            sys.exit(7)
"""


def begun(folder: Path) -> subprocess.Popen[str]:
    """A run in a process group of its own that has read a mail."""
    program = folder / "program.py"
    program.write_text(_RUN)
    running = subprocess.Popen(
        [sys.executable, program, folder],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        start_new_session=True,
    )
    assert running.stdout is not None
    assert running.stdout.readline() == "1\n"
    return running


def is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().split()[2] != "Z"
    except FileNotFoundError:
        return False


def test_a_run_that_is_told_to_stop_keeps_what_is_read_and_ends(road: Road, tmp_path: Path) -> None:
    """The whole group is told, as systemd does it: the processes leave it to the run."""
    road.take_in(mails([f"mail {n}" for n in range(200)]), Counts())
    running = begun(tmp_path)
    os.killpg(running.pid, signal.SIGTERM)
    assert running.wait(timeout=60) == 7
    read = len(subjects(road))
    assert 0 < read < 200
    counts = Counts()
    road.understand(Fragile(tmp_path), counts)
    assert counts.analysed == 200 - read
    assert road.store.load_balance("practice").balances


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes in /proc")
def test_processes_do_not_outlive_a_run_that_is_killed(road: Road, tmp_path: Path) -> None:
    road.take_in(mails([f"mail {n}" for n in range(200)]), Counts())
    running = begun(tmp_path)
    running.kill()
    running.wait(timeout=60)
    workers = Fragile(tmp_path).processes()
    assert workers
    until = time.monotonic() + 30
    while any(map(is_alive, workers)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(is_alive, workers))


def test_nobody_is_hired_for_nothing(road: Road, tmp_path: Path) -> None:
    """A night without news asks no scheduler and starts no process."""
    reading = Reading(road.consultation.letter, road.archive, Fragile(tmp_path))
    with readers(reading, 2, "tcp://nowhere.example:8786", 0) as read:
        assert list(read(())) == []
