"""Mails compared with each other: what the database has of them, put together once and kept until it grows."""

import threading
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from ingest.message import ArchiveId
from reports.campaigns import Campaign, Family, NearlySame, families, find_nearly_same
from reports.reading import Reading
from soundings.errors import SoundingsError
from store.likenesses import Mark, load_compared, load_mark, load_own_words
from store.rows import Compared, MailRecord
from store.unit_of_work import Store

_FEWEST_DIGITS = 4


class Comparison:
    """The families of one consultation's mails; only what has been put in since is loaded again."""

    def __init__(self, store: Store, consultation: str):
        self._store, self._name = store, consultation
        self._lock = threading.Lock()
        self._mark: Mark = (0, 0)
        self._compared: tuple[Compared, ...] = ()
        self._families: tuple[Family, ...] = ()
        self._of = 0

    def nearly_same(self, records: Mapping[ArchiveId, MailRecord], readings: Iterable[Reading]) -> NearlySame:
        """Campaigns and what was sent twice among the mails that count; `records` are all that have come."""
        received = {mail: record.mail.received_at for mail, record in records.items()}
        return find_nearly_same(self._bring_up(received), readings)

    def _bring_up(self, received: Mapping[ArchiveId, datetime]) -> tuple[Family, ...]:
        with self._lock:
            with self._store.reading() as connection:
                mark = load_mark(connection, self._name)
                if mark != self._mark:
                    new = load_compared(connection, self._name, self._mark[1])
                    grown = len(self._compared) + len(new) == mark[0]
                    self._compared = (*self._compared, *new) if grown else load_compared(connection, self._name)
            if mark != self._mark or len(received) != self._of:
                self._families = families(self._compared, received)
            self._mark, self._of = mark, len(received)
            return self._families

    def own_words(self, mails: Collection[ArchiveId]) -> dict[ArchiveId, str]:
        """The respondents' own words in these mails."""
        with self._store.reading() as connection:
            return load_own_words(connection, self._name, mails)


def find_campaign(found: NearlySame, digits: str) -> Campaign:
    """The campaign of a mail, by the first digits of its archive id. Raises SoundingsError."""
    begin = digits.strip().lower()
    if len(begin) < _FEWEST_DIGITS:
        raise SoundingsError(f"{digits!r} is too short to name a mail", "Give the first digits, eight are enough")
    named = {found.of_mail[mail].name for mail in found.of_mail if mail.startswith(begin)}
    if not named:
        raise SoundingsError(f"no campaign has a mail {digits!r}", "soundings campaigns lists them all")
    if len(named) > 1:
        raise SoundingsError(f"mails of {len(named)} campaigns begin with {digits!r}", "Give more digits")
    return next(c for c in found.campaigns if c.name in named)
