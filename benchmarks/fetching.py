"""How fast a folder is fetched and archived, beside mbsync on the same server: `python -m benchmarks.fetching`.

A Dovecot of its own on loopback holds a folder of invented mails. In turn, three times over, mbsync (Debian's isync)
pulls it into an empty Maildir with its usual fsync, and Soundings into an empty home folder: archive, ledger and all,
without reading what the mails say. Times are of the clock on the wall, best of the rounds; only the ratio compares.
"""

import random
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from config.load import find_consultation, load_consultation
from config.settings import load_settings
from ingest.mailbox import open_mailbox
from soundings.bootstrap import Office
from soundings.fetching import Fetching
from soundings.pipeline import Counts, Road
from tests.ingest.dovecot import PASSWORD, Dovecot, dovecot

ROUNDS = 3
MAILS = 500
AT = datetime(2024, 11, 18, 9, 30, tzinfo=UTC)

_MBSYNC = """
FSync yes

IMAPAccount bench
Host localhost
Port {port}
User bench
Pass {password}
SSLType None
AuthMechs LOGIN

IMAPStore far
Account bench

MaildirStore near
Path {folder}/
Inbox {folder}/INBOX
SubFolders Verbatim

Channel bench
Far :far:INBOX
Near :near:INBOX
Create Near
Sync Pull
SyncState *
"""


def invented_mails(number: int) -> tuple[bytes, ...]:
    """Most of some kilobytes, one in twenty with an attachment of half a megabyte; the same each time."""
    chance = random.Random(1)
    return tuple(
        f"From: a{n}@b.example\r\nSubject: reply {n}\r\nMessage-ID: <{n}@b.example>\r\n\r\n".encode()
        + b"%064d line\r\n" % n * (7_000 if n % 20 == 0 else chance.randrange(20, 200))
        for n in range(number)
    )


def pull_by_mbsync(server: Dovecot, folder: Path) -> None:
    """Into an empty Maildir."""
    rules = folder / "mbsyncrc"
    rules.write_text(_MBSYNC.format(port=server.port, password=PASSWORD, folder=folder))
    done = subprocess.run(["mbsync", "--config", rules, "bench"], check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"mbsync: {done.stderr}")


def pull_by_soundings(server: Dovecot, home: Path) -> None:
    """Into an empty archive and ledger."""
    folder = find_consultation("practice")
    consultation = load_consultation(folder)
    office = Office(load_settings(home, {}), consultation, lambda: AT, folder)
    settings = server.settings("bench")
    with office.open_store() as store, open_mailbox(settings, spool_folder=office.archive.incoming) as mailbox:
        counts = Counts()
        fetching = Fetching(mailbox, store, office, counts)
        Road(consultation, office.archive, store, office.clock, lambda *_: None).take_in(
            fetching.new_mails("INBOX"), counts
        )
        fetching.keep_state("INBOX")
    if counts.new != MAILS:
        sys.exit(f"only {counts.new} of {MAILS} mails came")


def time_of(pull: Callable[[Dovecot, Path], None], server: Dovecot) -> float:
    """Seconds of one pull into a new folder."""
    with TemporaryDirectory(prefix="fetching-") as folder:
        begun = perf_counter()
        pull(server, Path(folder))
        return perf_counter() - begun


def measure_fetching() -> tuple[float, float]:
    """Seconds of mbsync and of Soundings, best of the rounds."""
    mails = invented_mails(MAILS)
    with dovecot() as server:
        server.deliver("bench", *mails, at=AT)
        rounds = [(time_of(pull_by_mbsync, server), time_of(pull_by_soundings, server)) for _ in range(ROUNDS)]
    mbsync, soundings = (min(times) for times in zip(*rounds, strict=True))
    return mbsync, soundings


def main() -> None:
    """Measure and print."""
    mbsync, soundings = measure_fetching()
    print(f"{MAILS} mails, {sum(map(len, invented_mails(MAILS))) / 1e6:.1f} MB, best of {ROUNDS}")
    print(f"mbsync     {mbsync:6.2f} s   {MAILS / mbsync:7.0f} mails/s")
    print(f"soundings  {soundings:6.2f} s   {MAILS / soundings:7.0f} mails/s")
    print(f"ratio      {soundings / mbsync:6.2f}   (1.00 or less is wanted)")


if __name__ == "__main__":
    main()
