"""Readers that may be sent to other processes, whose mails say by their subjects what becomes of who reads them."""

import os
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from classify.analysis import Analysis
from ingest.message import ParsedMessage, RawMessage
from store.overlay import blank_analysis

AT = datetime(2024, 11, 18, 9, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Fragile:
    """Reads a mail as nothing; "die" ends the process, "die once" only the first that reads it, "stumble" raises.

    Every mail that is read leaves its subject and the process's number in `folder`.
    """

    folder: Path
    version: str = "1"
    pause: float = 0.0

    def analyse(self, message: ParsedMessage) -> Analysis:
        subject = message.headers.subject
        with (self.folder / f"read-{os.getpid()}").open("a") as seen:
            seen.write(f"{subject}\n")
        time.sleep(self.pause)
        if subject.startswith("stumble"):
            raise RuntimeError("words of the respondent")
        if subject.startswith("die once") and not (self.folder / subject).exists():
            (self.folder / subject).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if subject.startswith("die always"):
            os.kill(os.getpid(), signal.SIGKILL)
        return replace(blank_analysis(message.archive_id), rules_version=self.version)

    def processes(self) -> set[int]:
        """The numbers of the processes that have read something."""
        return {int(file.name.partition("-")[2]) for file in self.folder.glob("read-*")}


@dataclass(frozen=True)
class Elsewhere(Fragile):
    """Is of another version wherever it is unpacked, as on a machine with another Soundings."""

    def __reduce__(self) -> tuple[type[Fragile], tuple[Path, str]]:
        return Fragile, (self.folder, "another")


def mails(subjects: Sequence[str], size: int = 0) -> list[RawMessage]:
    """One of each subject, in this order also by the time of receipt."""
    return [
        RawMessage(
            f"From: a{uid}@b.example\r\nSubject: {subject}\r\n\r\nHello {subject} {uid}\r\n{'x' * size}".encode(),
            "INBOX",
            7,
            uid,
            AT.replace(minute=uid % 60, hour=9 + uid // 60 % 12),
        )
        for uid, subject in enumerate(subjects, 1)
    ]
