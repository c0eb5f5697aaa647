"""What the pages read of the mails as a whole."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from ingest.message import ArchiveId
from reports.campaigns import NearlySame
from reports.mails import ListedMail
from reports.story import Event
from store.rows import Found
from store.snippet import Snippet


class Mails(Protocol):
    """All mails of the consultation."""

    def every(self, as_of: datetime | None = None) -> tuple[ListedMail, ...]:
        """Every mail that had come by then, the newest first; None is now."""

    def search(self, typed: str) -> Found:
        """The mails that have what was typed in them, the best first; nothing where no word was typed."""

    def snippets(self, typed: str, mails: Sequence[ArchiveId]) -> Mapping[ArchiveId, Snippet]:
        """Where in each of these mails it was found."""

    def nearly_same(self, as_of: datetime | None = None) -> NearlySame:
        """Campaigns and what was sent twice among the mails that counted then."""

    def own_words(self, mails: Sequence[ArchiveId]) -> Mapping[ArchiveId, str]:
        """The respondents' own words in these mails, greeting, name and signature left out."""

    def story(self, mail: ArchiveId) -> tuple[Event, ...]:
        """All that happened to a mail, oldest first. Raises MissingError."""
