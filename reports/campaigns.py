"""Replies that are nearly the same: campaigns of many, and what one respondent sent twice. Pure.

It links and counts nothing: each mail stays a mail and each respondent a respondent.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from classify.analysis import Kind
from classify.likeness import Numbers
from ingest.message import ArchiveId
from reports.alike import around_the_usual, link
from reports.reading import Reading
from store.rows import Compared

FEWEST_WORDS = 12
"""Shorter texts may be the same by chance: they are no campaign, and near-identical only where they are the same."""

_BY_HAND = (Kind.RESPONSE, Kind.NIL_RESPONSE, Kind.HOLDING, Kind.QUERY)
Family = tuple[Compared, ...]
"""Mails that hang together by their words, oldest first."""


@dataclass(frozen=True, slots=True)
class Campaign:
    """Near-identical replies of several respondents, oldest first.

    `usual` is the oldest mail with the most usual words, `same` are those that have its words, greeting, name and
    signature apart. `respondents` are lines of the list by their Ref, and others by their address.
    """

    mails: tuple[ArchiveId, ...]
    usual: ArchiveId
    same: frozenset[ArchiveId]
    respondents: frozenset[str]
    readings: Mapping[ArchiveId, Reading] = field(repr=False)

    @property
    def name(self) -> ArchiveId:
        """Its oldest mail; any other of its mails names it as well."""
        return self.mails[0]

    @property
    def size(self) -> int:
        """How many mails."""
        return len(self.mails)

    @property
    def first_at(self) -> datetime:
        """When the oldest came."""
        return self.readings[self.mails[0]].received_at

    @property
    def last_at(self) -> datetime:
        """When the newest came."""
        return self.readings[self.mails[-1]].received_at


@dataclass(frozen=True, slots=True)
class NearlySame:
    """All campaigns, the largest first; by mail, the campaign that it is of, and what its respondent sent like it."""

    campaigns: tuple[Campaign, ...] = ()
    of_mail: Mapping[ArchiveId, Campaign] = field(default_factory=dict)
    sent_again: Mapping[ArchiveId, tuple[ArchiveId, ...]] = field(default_factory=dict)


def families(compared: Iterable[Compared], received: Mapping[ArchiveId, datetime]) -> tuple[Family, ...]:
    """All mails that hang together by their words with others; those that `received` does not have are left out.

    What it comes to depends on the mails alone and not on the order in which they were put in.
    """
    here = [c for c in compared if c.length and c.archive_id in received]
    here.sort(key=lambda c: (received[c.archive_id], c.archive_id))
    once = {c.digest: c for c in reversed(here) if c.length >= FEWEST_WORDS}
    digests = [c.digest for c in here if once.get(c.digest) is c]
    first = link(_numbers([once[d] for d in digests])).tolist() if digests else []
    family_of = {digest: digests[first[n]] for n, digest in enumerate(digests)}
    found: dict[str, list[Compared]] = {}
    for each in here:
        found.setdefault(family_of.get(each.digest, each.digest), []).append(each)
    return tuple(tuple(mails) for mails in found.values() if len(mails) > 1)


def find_nearly_same(found: Iterable[Family], readings: Iterable[Reading]) -> NearlySame:
    """Campaigns and what was sent twice among the mails that count; `found` are the families of all of them."""
    by_mail = {mail: r for r in readings for mail in r.mails if r.kind in _BY_HAND}
    campaigns: list[Campaign] = []
    again: dict[ArchiveId, tuple[ArchiveId, ...]] = {}
    for family in found:
        here = [c for c in family if c.archive_id in by_mail]
        campaigns += _campaigns(here, by_mail)
        again |= _sent_again(here, by_mail)
    campaigns.sort(key=lambda c: (-c.size, c.first_at, c.name))
    return NearlySame(tuple(campaigns), {mail: c for c in campaigns for mail in c.mails}, again)


def _campaigns(family: Sequence[Compared], by_mail: Mapping[ArchiveId, Reading]) -> Iterator[Campaign]:
    views = [c for c in family if c.length >= FEWEST_WORDS and by_mail[c.archive_id].kind is Kind.RESPONSE]
    for usual, group in _groups(views):
        who = [respondents_of(by_mail[c.archive_id]) for c in group]
        if frozenset.intersection(*who):
            continue  # one respondent is behind all of them
        mails = tuple(c.archive_id for c in group)
        yield Campaign(
            mails,
            next(c.archive_id for c in group if c.digest == usual),
            frozenset(c.archive_id for c in group if c.digest == usual),
            frozenset.union(*who),
            {mail: by_mail[mail] for mail in mails},
        )


def _sent_again(
    family: Sequence[Compared], by_mail: Mapping[ArchiveId, Reading]
) -> dict[ArchiveId, tuple[ArchiveId, ...]]:
    own: dict[str, list[Compared]] = {}
    for each in family:
        for one in respondents_of(by_mail[each.archive_id]):
            own.setdefault(one, []).append(each)
    found: dict[ArchiveId, dict[ArchiveId, None]] = {}
    for theirs in own.values():
        for _, group in _groups(theirs):
            for each in group:
                others = (c.archive_id for c in group if c is not each)
                found.setdefault(each.archive_id, {}).update(dict.fromkeys(others))
    return {mail: tuple(others) for mail, others in found.items()}


def _groups(mails: Sequence[Compared]) -> Iterator[tuple[str, list[Compared]]]:
    """Groups of two and more around their most usual words, told by their digest."""
    times = Counter(c.digest for c in mails)
    if times.total() < 2:
        return
    once = list({c.digest: c for c in reversed(mails)}.values())[::-1]
    for usual, alike in around_the_usual(_numbers(once), [times[c.digest] for c in once]):
        among = {once[n].digest for n in alike}
        group = [c for c in mails if c.digest in among]
        if len(group) > 1:
            yield once[usual].digest, group


def respondents_of(reading: Reading) -> frozenset[str]:
    """Whose reply it is: lines of the list by their Ref, otherwise the address, otherwise the mail itself."""
    address = reading.record.mail.from_address.lower()
    return frozenset(reading.refs) or frozenset((address or reading.archive_id,))


def _numbers(mails: Sequence[Compared]) -> Numbers:
    return np.frombuffer(b"".join(c.numbers for c in mails), dtype="<u4").reshape(len(mails), -1).astype(np.uint32)
