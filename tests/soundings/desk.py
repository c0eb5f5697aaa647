"""The practice mailbox in a home folder, as its labels say it: analyses that were made by hand, no model."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from store.rows import MailRecord
from store.unit_of_work import open_store

NAME = "practice"


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
