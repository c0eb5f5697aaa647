"""All mails behind the pages: listed, searched and told of."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from ingest.message import ArchiveId
from reports.campaigns import NearlySame
from reports.mails import KeptMails, ListedMail
from reports.story import Event, mail_story
from soundings.comparing import Comparison
from soundings.views import Views
from store.query import read_query
from store.rows import Found
from store.search import find_snippets, search
from store.snippet import Snippet
from store.unit_of_work import Store
from web.desk import View
from web.errors import MissingError


class OfficeMails:
    """A `web.mails.Mails` over an office and its open store."""

    def __init__(self, views: Views, store: Store):
        self._views, self._store = views, store
        self._now = KeptMails()
        self._comparison = Comparison(store, views.consultation)

    @property
    def _name(self) -> str:
        return self._views.consultation

    def every(self, as_of: datetime | None = None) -> tuple[ListedMail, ...]:
        """Every mail that had come by then, the newest first."""

        def make(view: View) -> tuple[ListedMail, ...]:
            kept = KeptMails() if as_of else self._now
            return kept.find(tuple(view.records.values()), view.readings, view.status)

        return self._views.derive("mails", as_of, make)

    def search(self, typed: str) -> Found:
        """The mails that have what was typed in them, the best first."""
        return search(self._store, self._name, read_query(typed))

    def snippets(self, typed: str, mails: Sequence[ArchiveId]) -> Mapping[ArchiveId, Snippet]:
        """Where in each of these mails it was found."""
        return find_snippets(self._store, self._name, read_query(typed), mails)

    def nearly_same(self, as_of: datetime | None = None) -> NearlySame:
        """Campaigns and what was sent twice among the mails that counted then."""

        def make(view: View) -> NearlySame:
            return self._comparison.nearly_same(view.records, view.readings)

        return self._views.derive("nearly same", as_of, make)

    def own_words(self, mails: Sequence[ArchiveId]) -> Mapping[ArchiveId, str]:
        """The respondents' own words in these mails, greeting, name and signature left out."""
        return self._comparison.own_words(mails)

    def story(self, mail: ArchiveId) -> tuple[Event, ...]:
        """All that happened to a mail, oldest first. Raises MissingError."""
        record = self._views.view(None).records.get(mail)
        if record is None:
            raise MissingError(f"No mail of this consultation has the archive id {mail!r}.")
        return mail_story(record, self._store.load_analyses(self._name, mail))
