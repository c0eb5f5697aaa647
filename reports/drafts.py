"""Drafts against what was sent and what has come in: which still wait, which went out, which must not go any more."""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from config.consultation import Consultation, Ref
from ingest.sent import SentHeaders
from reports.chasers import ChaserList, Due, NotDue, Stale
from reports.deadline import day_of
from reports.mail_merges import find_merged
from reports.status import LineStatus, Status
from reports.wording import say_day
from store.rows import Chaser, Draft, Ended, OfferedList, SentMail

_Line = TypeVar("_Line", Due, NotDue)
OURS = "<soundings."
"""How the Message-ID of every draft begins."""
_PREFIX = re.compile(r"^(?:(?:re|fw|fwd|ynghylch|parthed)\s*:\s*)+", re.IGNORECASE)


def match_sent(
    consultation: Consultation,
    drafts: Collection[Draft],
    mails: Iterable[SentHeaders],
    seen_at: datetime,
    lists: Collection[OfferedList] = (),
) -> tuple[SentMail, ...]:
    """Mails of the Sent folder that went to lines of the list, each with the draft that it was, if it was one.

    `lists` are the chaser lists that were written, by which mail merges are known.
    """
    lines = {address: s.ref for s in consultation.stakeholders for address in s.addresses}
    found: list[SentMail] = []
    every = [mail for mail in mails if mail.message_id != consultation.chasing.letter_message_id]
    merged = find_merged(consultation, lists, (mail for mail in every if not _is_ours(mail)))
    for mail in every:
        draft = _draft_of(mail, drafts, consultation.chasing.letter_message_id)
        if draft is None and _is_ours(mail):
            continue  # a reminder of another consultation that uses the same mailbox
        if draft is None and mail.message_id in merged:
            ref, address = merged[mail.message_id]
            found.append(SentMail(mail.message_id, ref, address, "", mail.sent_at, seen_at, merged=True))
            continue
        to = {lines[a]: a for a in mail.recipients if a in lines}
        if draft:
            to[draft.ref] = draft.address
        for ref, address in to.items():
            which = draft.message_id if draft and draft.ref == ref else ""
            found.append(SentMail(mail.message_id, ref, address, which, mail.sent_at, seen_at))
    return tuple(found)


def _is_ours(mail: SentHeaders) -> bool:
    """Whether it was made from a draft of Soundings' by its marks."""
    return bool(mail.draft) or mail.message_id.startswith(OURS)


def _draft_of(mail: SentHeaders, drafts: Collection[Draft], letter: str) -> Draft | None:
    """By its Message-ID or our own header; and since Outlook keeps neither, by address, time, and thread or subject."""
    for draft in drafts:
        if draft.message_id in (mail.message_id, mail.draft):
            return draft
    for draft in sorted(drafts, key=lambda d: d.made_at, reverse=True):
        in_thread = bool(letter) and mail.in_reply_to == letter
        if (
            draft.address.lower() in mail.recipients
            and draft.made_at.replace(microsecond=0) <= mail.sent_at
            and (in_thread or _bare(draft.subject) == _bare(mail.subject))
        ):
            return draft
    return None


def _bare(subject: str) -> str:
    return " ".join(_PREFIX.sub("", subject).split()).casefold()


def reminders_sent(told: Iterable[Chaser], sent: Iterable[SentMail]) -> tuple[Chaser, ...]:
    """What counts for gaps and limits: what the lead says was sent, and reminders that were seen in the Sent folder."""
    return (*told, *(Chaser(mail.ref, mail.sent_at, mail.draft or "mail merge") for mail in sent if mail.is_chaser))


def find_waiting(
    drafts: Iterable[Draft], told: Collection[Chaser], sent: Collection[SentMail], as_of: datetime
) -> tuple[Draft, ...]:
    """Drafts that are neither sent nor gone as at a moment; whoever is said to have been written to since, was."""
    gone_out = {mail.draft for mail in sent if mail.sent_at <= as_of}
    return tuple(
        draft
        for draft in drafts
        if draft.made_at <= as_of
        and draft.message_id not in gone_out
        and (draft.ended is Ended.NOT or draft.ended_at is None or draft.ended_at > as_of)
        and not any(c.ref == draft.ref and draft.made_at <= c.made_at <= as_of for c in told)
    )


def is_for(draft: Draft, due: Due) -> bool:
    """Whether a draft is what is due now: the same reminder to the same address in the same words."""
    return (draft.ref, draft.address.lower(), draft.words, draft.due_on) == (
        due.line.stakeholder.ref,
        due.address.lower(),
        due.words,
        due.due_on,
    )


def note_drafts(chasers: ChaserList, status: Status, waiting: Collection[Draft]) -> ChaserList:
    """The same list with the day of each line's draft, and the drafts that must not be sent any more."""
    zone = chasers.consultation.zone
    due = tuple(
        replace(d, drafted_on=max((day_of(w.made_at, zone) for w in waiting if is_for(w, d)), default=None))
        for d in chasers.due
    )
    stale = tuple(
        Stale(w, *_why_stale(w, chasers, status)) for w in waiting if not any(is_for(w, d) for d in chasers.due)
    )
    return replace(chasers, due=due, stale=stale)


def _why_stale(draft: Draft, chasers: ChaserList, status: Status) -> tuple[str, str]:
    """The line's name, and why its draft has been overtaken."""
    line = next((line for line in status.lines if line.stakeholder.ref == draft.ref), None)
    if line is None:
        return draft.ref, "no longer on the list"
    if line.standing.has_replied:
        return line.stakeholder.label, _replied(line, chasers)
    due = _find(chasers.due, draft.ref)
    if due is None:
        held = _find((*chasers.mend, *chasers.answer, *chasers.unreachable, *chasers.held), draft.ref)
        return line.stakeholder.label, held.why if held else "not to be chased"
    if draft.address.lower() != due.address.lower():
        return line.stakeholder.label, f"to be written to at {due.address} now"
    return line.stakeholder.label, "another reminder is due now"


def _replied(line: LineStatus, chasers: ChaserList) -> str:
    on = say_day(day_of(line.replied_at, chasers.consultation.zone)) if line.replied_at else "an unknown day"
    return f"replied on {on}"


def _find(lines: Iterable[_Line], ref: Ref) -> _Line | None:
    return next((one for one in lines if one.line.stakeholder.ref == ref), None)
