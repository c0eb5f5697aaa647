"""One mail read, from its raw bytes to what is recorded of it. Nothing is written, so that any process may do it."""

import os
from dataclasses import dataclass, replace
from pathlib import Path
from traceback import extract_tb
from typing import Protocol

from classify.analysis import Analysis
from classify.likeness import likeness_of
from config.consultation import Letter
from ingest.archive import Archive
from ingest.encryption import LockedError
from ingest.errors import IngestError
from ingest.message import ParsedMessage
from ingest.parse import parse
from soundings.attempts import MOST, Attempts
from store.readings import MailReading
from store.rows import Mail
from store.search import Placed, searchable

_ENDED = f"the program itself ended {MOST} times while it read this mail: a person has to read it"


class Reader(Protocol):
    """What understands a mail: `classify.understand.Understanding`."""

    @property
    def version(self) -> str: ...  # noqa: D102

    def analyse(self, message: ParsedMessage) -> Analysis: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Reading:
    """All that reading a mail needs; `version` names what its outcome depends on.

    Where it is pickled, the reader loads its models in the process that it comes to.
    """

    letter: Letter
    archive: Archive
    reader: Reader
    version: str = ""

    def without_archive(self) -> "Reading":
        """The same for where the mails' bytes come along: neither a folder nor a key of ours is of use there."""
        return replace(self, archive=Archive(Path(os.devnull)))

    def read_if_bearable(self, mail: Mail) -> MailReading:
        """As `read`, in the process of the run itself: a mail at which that ended time after time is given up."""
        attempts = Attempts(self.archive.root / ".reading")
        times = attempts.ended(mail.archive_id, self.version)
        if times >= MOST:
            attempts.forget()
            return failed(MailReading(mail.archive_id), "process", _ENDED)
        with attempts.reading(mail.archive_id, self.version, times):
            return self.read(mail)

    def read(self, mail: Mail, raw: bytes | None = None) -> MailReading:
        """Read one mail, out of the archive unless its bytes are given; failure is a state of it.

        Raises LockedError where the archive's key is not at hand, which is no fault of the mail's.
        """
        stage, parts = "archive", MailReading(mail.archive_id)
        try:
            raw = self.archive.load(mail.archive_id) if raw is None else raw
            stage = "parse"
            message = parse(raw, self.letter)
            parts = MailReading(
                mail.archive_id, message.problems, words_of(mail, message), likeness=likeness_of(message)
            )
            if not message.headers.raw:
                return failed(parts, stage, "; ".join(message.problems) or "no headers: this may be no mail")
            stage = "analyse"
            return replace(parts, analysis=self.reader.analyse(message))
        except LockedError:
            raise
        except IngestError as error:
            return failed(parts, stage, str(error))
        except Exception as error:  # noqa: BLE001 (a failure is a state of the mail)
            return failed(parts, stage, _fault(error))


def words_of(mail: Mail, message: ParsedMessage) -> tuple[Placed, ...]:
    """Who, subject and texts of a mail, for the search index."""
    return searchable(message, f"{mail.from_name} {mail.from_address}\n{mail.subject}")


def failed(so_far: MailReading, stage: str, error: str) -> MailReading:
    """A reading that ended at a stage."""
    return replace(so_far, stage=stage, error=error)


def _fault(error: Exception) -> str:
    """A fault of ours by its kind and place; its message is left out, since it may hold the respondent's words."""
    place = extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(place.filename).name}, line {place.lineno}"
