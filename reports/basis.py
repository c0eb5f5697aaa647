"""The outcome together with the mails that it rests on, for what goes from figures back to mails."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest.message import ArchiveId
from reports.reading import Reading, read_mails
from reports.respondents import Respondent
from reports.results import Results, results_of
from reports.status import Status
from store.rows import Chaser, MailRecord


@dataclass(frozen=True)
class Basis:
    """`records` are all mails that had come, those set aside too; `readings` those that count, as they count."""

    results: Results
    readings: tuple[Reading, ...]
    records: tuple[MailRecord, ...]

    @cached_property
    def by_mail(self) -> dict[ArchiveId, MailRecord]:
        """Every mail by its name."""
        return {r.mail.archive_id: r for r in self.records}

    @cached_property
    def respondents(self) -> tuple[Respondent, ...]:
        """All who gave a view: those on the list, then those who were not asked."""
        return (*self.results.respondents, *self.results.others)


def basis_of(status: Status, records: Sequence[MailRecord], chasers: Iterable[Chaser] = (), group: str = "") -> Basis:
    """The outcome of a status, of all or of one group, with the mails behind it."""
    readings = read_mails(records, status.as_of)
    come = (r for r in records if r.mail.received_at <= status.as_of)
    ordered = sorted(come, key=lambda r: (r.mail.received_at, r.mail.archive_id))
    return Basis(results_of(status, readings, chasers, group), readings, tuple(ordered))
