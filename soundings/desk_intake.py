"""Taking in replies from the pages: one piece of work at a time, in a thread of its own."""

import logging
import threading
from collections.abc import Callable, Sequence
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from ingest.by_hand import Document, Entry, make_mail
from reports.wording import say_number
from soundings.bootstrap import Office
from soundings.moment import read_received
from soundings.pipeline import Counts
from soundings.progress import Progress
from soundings.pull import LoadReader, pull_files, pull_mailbox, pull_mails, say_counts
from soundings.refusing import FAILURES, refusing
from soundings.views import Views
from store.rows import Run
from store.unit_of_work import Store
from web.errors import RefusedError
from web.intake import Reply, Work
from web.lists import Upload

_log = logging.getLogger(__name__)

Job = Callable[[Office, Progress], str]


class OfficeIntake:
    """A `web.intake.Intake` over an office and its open store."""

    def __init__(self, views: Views, store: Store, load: LoadReader):
        self._views, self._store, self._load = views, store, load
        self._lock = threading.Lock()
        self._work: Work | None = None
        self._thread: threading.Thread | None = None

    def add_reply(self, reply: Reply, by: str) -> None:
        """A reply that did not come by mail. Raises RefusedError."""
        office = self._views.office()
        with refusing():
            at = read_received(reply.received, office.consultation.zone, office.clock(), "Received")
            documents = tuple(Document(d.name, d.content) for d in reply.documents)
            mail = make_mail(Entry(reply.sender, at, reply.how, by, reply.text, documents))
        self._begin(lambda at_work, told: _say(pull_mails(at_work, [mail], self._load, told)), by)

    def add_mails(self, files: Sequence[Upload], by: str) -> None:
        """Saved mails. Raises RefusedError."""
        if not files:
            raise RefusedError("Choose a file first: a mail saved as .eml or .msg.")

        def job(office: Office, told: Progress) -> str:
            left_out: list[str] = []
            with TemporaryDirectory() as folder:
                paths = [_write(Path(folder) / str(n), file) for n, file in enumerate(files)]
                counts = pull_files(
                    office, paths, self._load, told, lambda path, why: left_out.append(f"{path.name}: {why}.")
                )
            return " ".join((_say(counts), *left_out))

        self._begin(job, by)

    def read_mailbox(self, by: str) -> None:
        """Fetch what is new, and read all that waits. Raises RefusedError."""
        with refusing():
            mailbox = self._views.office().mailbox()
        self._begin(lambda office, told: say_counts(pull_mailbox(office, mailbox, self._load, told)), by)

    def read_again(self, by: str) -> None:
        """Read what waits to be read. Raises RefusedError."""
        self._begin(lambda office, told: say_counts(pull_mails(office, (), self._load, told)), by)

    def has_mailbox(self) -> bool:
        """Whether this installation names a mailbox."""
        return bool(self._views.office().settings.imap.host)

    def work(self) -> Work | None:
        """What is being done, or how it ended."""
        return self._work

    def wait(self) -> None:
        """Return when the work that was begun has ended."""
        if self._thread:
            self._thread.join()

    def runs(self, most: int = 20) -> tuple[Run, ...]:
        """The last runs, the newest first."""
        return self._store.load_runs(self._views.view(None).consultation.name, most)

    def _begin(self, job: Job, by: str) -> None:
        with self._lock:
            if self._work and self._work.busy:
                raise RefusedError(f"Something is being read already ({self._work.words}). Wait until it has ended.")
            self._work = Work(True, f"begun by {by}")
        self._thread = threading.Thread(target=self._do, args=(job, by), name="intake", daemon=True)
        self._thread.start()

    def _do(self, job: Job, by: str) -> None:
        def told(what: str, done: int, total: int | None) -> None:
            self._work = Work(True, f"{say_number(done, 'mail')}{f' of {total}' if total else ''} {what}")

        try:
            words = job(self._views.office(), told)
        except FAILURES as error:
            self._work = Work(False, str(error), failed=True)
        except Exception:  # noqa: BLE001 (whatever it was, the page must say that it ended)
            _log.exception("reading failed")
            self._work = Work(False, "The fault is ours; it is in the server's log.", failed=True)
        else:
            _log.info("%s: %s", by, words)
            self._work = Work(False, words)


def _say(counts: Counts) -> str:
    return say_counts(counts) if counts.fetched or counts.left_out else "This is held already; nothing is doubled."


def _write(folder: Path, file: Upload) -> Path:
    folder.mkdir()
    path = folder / (PurePath(file.name.replace("\\", "/").replace("\x00", "")).name[-80:] or "mail.eml")
    path.write_bytes(file.content)
    return path
