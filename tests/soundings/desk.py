"""The practice mailbox in a home folder, as its labels say it: analyses that were made by hand, no model."""

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from store.rows import MailRecord
from store.unit_of_work import open_store
from tests.reports.conftest import LABELS, record_of

NAME = "practice"
RECORDS = tuple(record_of(json.loads(line)) for line in LABELS.read_text("utf-8").splitlines())


def fill(home: Path, records: Iterable[MailRecord], at: datetime) -> str:
    """Record the mails with their analyses; the URL of the database."""
    home.mkdir(parents=True, exist_ok=True)
    url = f"sqlite:///{home / 'soundings.sqlite'}"
    with open_store(url) as store:
        for record in records:
            store.record_mail(NAME, record.mail)
            if record.analysis:
                store.record_analysis(NAME, record.analysis, at)
    return url


def mail_of(ref: str, kind: str) -> MailRecord:
    """The first practice mail of a kind that speaks for a line."""
    return next(
        r for r in RECORDS if r.analysis and r.analysis.kind.value == kind and ref in r.analysis.stakeholders.value
    )


REPLY = mail_of("minister-prisons", "response").mail.archive_id
AS_OF = "2024-11-22T23:59 Europe/London"
