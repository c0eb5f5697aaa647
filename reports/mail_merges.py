"""Reminders that a mail merge of a chaser list made, among what was sent: Word gives them no mark of ours. Pure.

A merged mail goes to one person, begins a thread of its own, and has the subject of all the others.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import timedelta

from config.consultation import Consultation, Ref
from ingest.sent import SentHeaders
from store.rows import OfferedList

_COUNTS_FOR = timedelta(days=7)
"""How long after a chaser list was written a merge may still be one of it."""
_PAUSE = timedelta(minutes=15)
"""The longest pause between two mails of one merge: Outlook sends them one behind the other."""
_FEWEST = 3
"""Fewer mails alike are a merge only where they are the whole list."""
_ANSWER = re.compile(r"^(?:re|fw|fwd|ynghylch|parthed|ymlaen)\s*:", re.IGNORECASE)

Merged = Mapping[str, tuple[Ref, str]]
"""By Message-ID, the line and the address."""


def merge_subject(consultation: Consultation) -> str:
    """The subject that a merge is to have, so that its mails are known by it."""
    return consultation.chasing.merge_subject or f"Reminder: {consultation.title}"


def find_merged(consultation: Consultation, lists: Collection[OfferedList], mails: Iterable[SentHeaders]) -> Merged:
    """The mails that remind a line, by that subject; or else by going, all alike, to lines of a list written before.

    Where the consultation names the subject, nothing else makes a reminder.
    """
    lines = {address: s.ref for s in consultation.stakeholders for address in s.addresses}
    single = [m for m in mails if len(m.recipients) == 1 and not m.in_reply_to and not _ANSWER.match(m.subject)]
    known = _plain(merge_subject(consultation))
    found: dict[str, tuple[Ref, str]] = {}
    alike: dict[str, list[SentHeaders]] = defaultdict(list)
    for mail in single:
        (address,) = mail.recipients
        ref = lines.get(address) or _offered(lists, mail).get(address)
        if _plain(mail.subject) == known and ref:
            found[mail.message_id] = (ref, address)
        elif not consultation.chasing.merge_subject:
            alike[_plain(mail.subject)].append(mail)
    for group in alike.values():
        for burst in _bursts(group):
            found |= _of_a_list(lists, burst)
    return found


def _of_a_list(lists: Collection[OfferedList], burst: Collection[SentHeaders]) -> Merged:
    """A burst of mails alike as reminders, if each went to somebody whom a list offered; otherwise none of them is."""
    found: dict[str, tuple[Ref, str]] = {}
    for mail in burst:
        (address,) = mail.recipients
        ref = _offered(lists, mail).get(address)
        if ref is None:
            return {}
        found[mail.message_id] = (ref, address)
    reached = set(found.values())
    whole = any({(r, a.lower()) for r, a in made.offered} == reached for made in lists)
    return found if len(reached) >= _FEWEST or (whole and len(reached) > 1) else {}


def _offered(lists: Iterable[OfferedList], mail: SentHeaders) -> dict[str, Ref]:
    """Whom the lists offered that were written in the week before a mail."""
    return {
        address.lower(): ref
        for made in lists
        if made.made_at.replace(microsecond=0) <= mail.sent_at <= made.made_at + _COUNTS_FOR
        for ref, address in made.offered
    }


def _bursts(mails: Iterable[SentHeaders]) -> Iterator[list[SentHeaders]]:
    """Mails in the stretches in which one follows soon upon the other."""
    burst: list[SentHeaders] = []
    for mail in sorted(mails, key=lambda m: m.sent_at):
        if burst and mail.sent_at - burst[-1].sent_at > _PAUSE:
            yield burst
            burst = []
        burst.append(mail)
    if burst:
        yield burst


def _plain(subject: str) -> str:
    return " ".join(subject.split()).casefold()
