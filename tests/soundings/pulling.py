"""One pull in a process of its own, with a reader that needs no models: HOME PORT USER on the command line."""

import sys
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from classify.analysis import Analysis
from config.consultation import Consultation
from config.load import find_consultation, load_consultation
from config.settings import load_settings
from ingest.errors import IngestError
from ingest.mailbox import MailboxSettings, Patience
from ingest.message import ParsedMessage
from soundings.bootstrap import Office
from soundings.errors import SoundingsError
from soundings.pipeline import Counts
from soundings.pull import pull_mailbox
from store.overlay import blank_analysis
from tests.ingest.dovecot import PASSWORD

AT = datetime(2024, 11, 19, 9, 30, tzinfo=UTC)


class Stub:
    """Reads every mail as nothing."""

    version = "1"

    def analyse(self, message: ParsedMessage) -> Analysis:
        return replace(blank_analysis(message.archive_id), rules_version=self.version)


@cache
def practice() -> Consultation:
    """The practice consultation, read once."""
    return load_consultation(find_consultation("practice"))


def office_in(home: Path) -> Office:
    """The practice consultation in a home folder, on a day that stays."""
    return Office(load_settings(home, {}), practice(), lambda: AT, find_consultation("practice"))


def pull(home: Path, port: int, user: str, patience: Patience, folder: str = "INBOX") -> Counts:
    """All of one folder."""
    settings = MailboxSettings("localhost", user, PASSWORD, port, tls="none", folders=(folder,), timeout=20)

    def load(_: Consultation) -> Stub:
        return Stub()

    return pull_mailbox(office_in(home), settings, load, lambda *_: None, patience)


if __name__ == "__main__":
    try:
        pull(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], Patience(tries=20, repeats=20, first=0.01, longest=0.05))
    except (IngestError, SoundingsError) as error:
        sys.exit(str(error))
