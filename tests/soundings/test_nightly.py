"""The job of the worker, against a real mailbox: its log, its stop, and a second one beside it."""

import json
import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from classify.analysis import Analysis
from config.consultation import Consultation
from config.settings import LogForm
from ingest.archive import Archive
from ingest.mailbox import MailboxSettings, Patience
from ingest.message import ParsedMessage
from reports.ledger_report import find_faults
from soundings import logs
from soundings.books import load_books
from soundings.health import examine_health
from soundings.logs import start_logging
from soundings.nightly import Nightly
from soundings.nights import next_after, nights_of
from soundings.reading import Reader
from store.hold import hold_runs
from store.ledger import CUT_OFF
from tests.ingest.dovecot import PASSWORD, Dovecot, dovecot
from tests.soundings.pulling import AT, Stub, office_in, pull
from tests.store.conftest import _fresh_database, postgres_url

__all__ = ["postgres_url"]

PROJECT = Path(__file__).parent.parent.parent
WORDS = "Confidential: the governor drinks"
MAIL = f"From: a@b.example\r\nSubject: {WORDS}\r\n\r\n{WORDS}\r\n".encode()


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield running


@pytest.fixture
def log() -> Iterator[None]:
    """The loggers as they were, afterwards."""
    names = ("", *logs._OURS)
    before = {name: (logging.getLogger(name).handlers[:], logging.getLogger(name).level) for name in names}
    yield
    for name, (handlers, level) in before.items():
        logger = logging.getLogger(name)
        logger.handlers[:], logger.propagate = handlers, True
        logger.setLevel(level)


def mailbox_of(server: Dovecot, user: str) -> MailboxSettings:
    return MailboxSettings("localhost", user, PASSWORD, server.port, tls="none", timeout=20)


def nightly(server: Dovecot, home: Path, user: str, reader: Reader, stop: threading.Event) -> Nightly:
    def load(_: Consultation) -> Reader:
        return reader

    return Nightly(lambda: office_in(home), mailbox_of(server, user), load, stop)


class Broken(Stub):
    """Quotes the mail in its error."""

    def analyse(self, message: ParsedMessage) -> Analysis:
        raise ValueError(message.headers.subject)


class Stopping(Stub):
    """Is told to stop while it reads its second mail."""

    def __init__(self, stop: threading.Event):
        self.stop, self.read = stop, 0

    def analyse(self, message: ParsedMessage) -> Analysis:
        self.read += 1
        if self.read == 2:
            self.stop.set()
        return super().analyse(message)


@pytest.mark.parametrize("form", LogForm)
def test_a_log_has_run_and_archive_ids_and_never_a_word_of_a_reply(
    server: Dovecot, tmp_path: Path, capsys: pytest.CaptureFixture[str], log: None, form: LogForm
) -> None:
    user = f"log-{form}"
    server.deliver(user, MAIL, at=AT)
    start_logging(form)
    assert nightly(server, tmp_path, user, Broken(), threading.Event()).once()
    logging.getLogger("soundings").exception("a fault", exc_info=ValueError(WORDS))
    logging.getLogger("mailparser").warning("a library says %s", WORDS)
    shown = capsys.readouterr().err
    assert "could not be read" in shown
    assert "1 mail fetched: 1 new" in shown
    assert "ValueError" in shown
    assert not any(word in shown for word in ("governor", "drinks", "a@b.example"))
    office = office_in(tmp_path)
    (mail,) = office.archive.ids()
    if form is LogForm.JSON:
        lines = [json.loads(line) for line in shown.splitlines()]
        failed = next(line for line in lines if line["words"] == "could not be read")
        assert (failed["archive_id"], failed["stage"], failed["consultation"]) == (mail, "analyse", "practice")
        assert all(line["run"] == failed["run"] for line in lines[:2])
    else:
        assert f"[consultation=practice run=1 archive_id={mail} stage=analyse]" in shown


def test_told_to_stop_it_ends_between_two_mails_and_the_next_goes_on(server: Dovecot, tmp_path: Path) -> None:
    server.deliver("stop", *(MAIL + str(n).encode() for n in range(5)), at=AT)
    stop = threading.Event()
    assert nightly(server, tmp_path, "stop", Stopping(stop), stop).once()
    office = office_in(tmp_path)
    with office.open_store() as store:
        run, balance = store.find_last_run("practice"), store.load_balance("practice")
        assert run
        assert (run.outcome, run.error.partition(".")[0]) == ("failed", "stopped when told to")
        assert (balance.mails, balance.analysed, balance.waiting) == (5, 2, 3)
        assert nightly(server, tmp_path, "stop", Stub(), threading.Event()).once()
        assert store.load_balance("practice").balances


def test_a_run_is_left_to_another_that_is_at_work(
    server: Dovecot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    server.deliver("left", MAIL, at=AT)
    office = office_in(tmp_path)
    with office.open_store() as store, hold_runs(store, "practice"), caplog.at_level(logging.INFO):
        assert nightly(server, tmp_path, "left", Stub(), threading.Event()).once()
        assert store.find_last_run("practice") is None
    assert "left out: another run is at work" in caplog.text


def test_a_run_that_fails_says_so(server: Dovecot, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    job = nightly(server, tmp_path, "nobody", Stub(), threading.Event())
    gone = Nightly(job.open_office, MailboxSettings("localhost", "x", "y", 9, tls="none"), job.load, job.stop)
    job.stop.set()  # so that it does not wait between its tries
    assert not gone.once()
    assert "the run failed: " in caplog.text


def test_the_lead_is_told_after_a_run_that_it_is_time_to_remind(server: Dovecot, tmp_path: Path) -> None:
    """On 19 November 2024, four days after the first day of reminders of the practice consultation."""
    server.deliver("remind", MAIL, at=AT)
    counts = pull(tmp_path, server.port, "remind", Patience())
    assert counts.reminder.endswith(" lines are due a reminder, the first since 15 Nov 2024: soundings chase")


ONCE = "import sys; from soundings.cli import main; main()"


def test_once_ends_with_nought_where_it_got_through_and_with_one_otherwise(server: Dovecot, tmp_path: Path) -> None:
    """As cron would have it; here without mails, so that no model need be asked."""
    server.deliver("once", at=AT)
    environment = {
        "SOUNDINGS_HOME": str(tmp_path / "home"),
        "SOUNDINGS_CONSULTATION": "practice",
        "SOUNDINGS_IMAP__HOST": "localhost",
        "SOUNDINGS_IMAP__PORT": str(server.port),
        "SOUNDINGS_IMAP__TLS": "none",
        "SOUNDINGS_IMAP__USER": "once",
        "SOUNDINGS_IMAP__PASSWORD": PASSWORD,
        "PYTHONPATH": str(PROJECT),
    }
    command = [sys.executable, "-c", ONCE, "worker", "--once"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, "0 mails fetched: nothing is new" in done.stderr) == (0, True), done.stderr
    wrong = environment | {"SOUNDINGS_IMAP__PASSWORD": "wrong"}
    failed = subprocess.run(command, env=wrong, capture_output=True, text=True, check=False)
    assert (failed.returncode, "user name or password refused" in failed.stderr) == (1, True), failed.stderr


def test_a_week_of_nights_with_a_fault_in_each_leaves_every_mail_once(
    server: Dovecot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the schedule's own times on a clock that is handed in: well, mailbox away, killed, two at once, stopped, well.

    Mails come every day; each morning health says how the night was, and in the end all are there.
    """
    moment = datetime(2024, 11, 18, 12, 0, tzinfo=UTC)
    office = replace(office_in(tmp_path), clock=lambda: moment)
    nights = nights_of(office.settings.worker, office.consultation, moment)
    well = nightly(server, tmp_path, "week", Stub(), threading.Event())
    well = replace(well, open_office=lambda: office)
    away = replace(well, mailbox=MailboxSettings("localhost", "week", "x", 9, tls="none"), stop=threading.Event())
    away.stop.set()
    stop = threading.Event()
    stopped = replace(well, load=lambda _: Stopping(stop), stop=stop)

    def killed() -> None:
        with monkeypatch.context() as patch:
            patch.setattr(Archive, "load", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
            patch.setattr("store.ledger.end_run", lambda *_: None)
            with pytest.raises(KeyboardInterrupt):
                well.once()

    def twice() -> None:
        with ThreadPoolExecutor(2) as both:
            list(both.map(lambda _: well.once(), range(2)))

    states = []
    for number, night in enumerate((well.once, away.once, killed, twice, stopped.once, well.once, well.once)):
        server.deliver("week", *(MAIL + f"{number}-{n}".encode() for n in range(3)), at=moment)
        due = next_after(nights, moment, office.consultation.zone)
        assert due
        moment = due.astimezone(UTC)
        night()
        moment += timedelta(hours=5)
        with office.open_store() as store:
            states.append(str(examine_health(office, store).state))
    assert states == ["ok", "critical", "critical", "ok", "critical", "ok", "ok"]
    with office.open_store() as store:
        balance, runs = store.load_balance("practice"), store.load_runs("practice", 20)
        assert (balance.balances, balance.mails, balance.duplicate, balance.analysed) == (True, 21, 0, 21)
        assert len(list(office.archive.ids())) == 21
        assert "running" not in {run.outcome for run in runs}
        assert [run.error for run in reversed(runs) if run.error == CUT_OFF] == [CUT_OFF]


def test_two_machines_with_one_postgresql_do_the_work_of_one(
    server: Dovecot, tmp_path: Path, postgres_url: str
) -> None:
    """Each has a home folder of its own, and both the same database and archive."""
    url, mails = _fresh_database(postgres_url), [MAIL + str(n).encode() for n in range(40)]
    server.deliver("machines", *mails, at=AT)
    (tmp_path / "archive").mkdir()
    homes = [tmp_path / name for name in ("one", "two")]
    for home in homes:
        home.mkdir()
        (home / "settings.toml").write_text(f'database = "{url}"\n')
        (home / "archive").symlink_to(tmp_path / "archive")
    command = [sys.executable, "-m", "tests.soundings.pulling"]
    both = [
        subprocess.Popen([*command, home, str(server.port), "machines"], cwd=PROJECT, stderr=subprocess.PIPE, text=True)
        for home in homes
    ]
    ends = [(process.communicate(timeout=300)[1], process.returncode) for process in both]
    assert 0 in [code for _, code in ends], ends
    assert all(code == 0 or "another run is at work" in words for words, code in ends), ends
    office = office_in(homes[0])
    with office.open_store() as store:
        balance = store.load_balance("practice")
        assert (balance.balances, balance.mails, balance.duplicate, balance.analysed) == (True, 40, 0, 40)
        assert find_faults(load_books(office, store)) == ()
    assert len(list(office.archive.ids())) == 40
