"""One mail read, from its raw bytes to what is recorded of it. Nothing is written, so that any process may do it."""

from dataclasses import dataclass
from pathlib import Path
from traceback import extract_tb
from typing import Protocol

from classify.analysis import Analysis
from config.consultation import Letter
from ingest.archive import Archive
from ingest.errors import IngestError
from ingest.message import ParsedMessage
from ingest.parse import parse
from store.readings import MailReading
from store.rows import Mail
from store.search import Placed, searchable


class Reader(Protocol):
    """What understands a mail: `classify.understand.Understanding`."""

    @property
    def version(self) -> str: ...  # noqa: D102

    def analyse(self, message: ParsedMessage) -> Analysis: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Reading:
    """All that reading a mail needs. Where it is pickled, the reader loads its models in the process it comes to."""

    letter: Letter
    archive: Archive
    reader: Reader

    def read(self, mail: Mail, raw: bytes | None = None) -> MailReading:
        """Read one mail, out of the archive unless its bytes are given. Raises nothing: failure is a state of it."""
        stage, parts = "archive", MailReading(mail.archive_id)
        try:
            raw = self.archive.load(mail.archive_id) if raw is None else raw
            stage = "parse"
            message = parse(raw, self.letter)
            parts = MailReading(mail.archive_id, message.problems, words_of(mail, message))
            if not message.headers.raw:
                return failed(parts, stage, "; ".join(message.problems) or "no headers: this may be no mail")
            stage = "analyse"
            return MailReading(mail.archive_id, message.problems, parts.texts, self.reader.analyse(message))
        except IngestError as error:
            return failed(parts, stage, str(error))
        except Exception as error:  # noqa: BLE001 (a failure is a state of the mail)
            return failed(parts, stage, _fault(error))


def words_of(mail: Mail, message: ParsedMessage) -> tuple[Placed, ...]:
    """Who, subject and texts of a mail, for the search index."""
    return searchable(message, f"{mail.from_name} {mail.from_address}\n{mail.subject}")


def failed(so_far: MailReading, stage: str, error: str) -> MailReading:
    """A reading that ended at a stage."""
    return MailReading(so_far.archive_id, so_far.problems, so_far.texts, None, stage, error)


def _fault(error: Exception) -> str:
    """A fault of ours by its kind and place; its message is left out, since it may hold the respondent's words."""
    place = extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(place.filename).name}, line {place.lineno}"
