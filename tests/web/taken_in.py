"""Mails of a test's own, taken into the practice consultation as a run would."""

from dataclasses import replace
from datetime import datetime

from classify.analysis import Analysis
from ingest.archive import archive_id
from ingest.message import ArchiveId, RawMessage
from ingest.parse import parse
from soundings.bootstrap import Office
from soundings.pipeline import Counts, Road
from tests.web.conftest import AT


def take_in(office: Office, raw: bytes, analysis: Analysis | None = None, at: datetime = AT) -> ArchiveId:
    """Archive, enter, index and record one mail, whatever it is; its id."""
    with office.open_store() as store:
        road = Road(office.consultation, office.archive, store, lambda: at, lambda *_: None)
        road.take_in([RawMessage(raw, "test", 1, len(raw), at)], Counts())
        this = archive_id(raw)
        row = next(r.mail for r in store.load_mails(office.consultation.name) if r.mail.archive_id == this)
        road.index(row, parse(raw, office.consultation.letter))
        if analysis:
            store.record_analysis(office.consultation.name, replace(analysis, archive_id=this), at)
    return this


def html_mail(body: str, subject: str = "our reply") -> bytes:
    """A mail that was laid out."""
    return _mail("text/html", body, subject)


def plain_mail(body: str, subject: str = "our reply") -> bytes:
    """A mail that was not."""
    return _mail("text/plain", body, subject)


def _mail(kind: str, body: str, subject: str) -> bytes:
    head = f"From: Ann <ann@x.example>\r\nSubject: {subject}\r\nMIME-Version: 1.0\r\n"
    return f"{head}Content-Type: {kind}; charset=utf-8\r\n\r\n{body}".encode()
