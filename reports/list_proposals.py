"""Changes of the list that mails propose: an address fails, a post has a new holder, one writes from elsewhere.

Each is a change of one line that a person accepts or refuses; nothing is changed by itself.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from operator import itemgetter

from classify.analysis import Kind
from config.consultation import Consultation, Ref, Stakeholder
from config.list_changes import LineChange
from ingest.message import ArchiveId
from reports.reading import Reading

_BY_HAND = (Kind.RESPONSE, Kind.NIL_RESPONSE, Kind.HOLDING, Kind.QUERY)


@dataclass(frozen=True, slots=True)
class ListProposal:
    """One change, known by `key` for ever; `mail` is the newest that proposes it."""

    key: str
    what: str
    words: str
    change: LineChange
    mail: ArchiveId
    at: datetime


def find_proposals(consultation: Consultation, readings: Iterable[Reading]) -> tuple[ListProposal, ...]:
    """What the mails, oldest first, propose to the list as it is: each once, in order of the first mail."""
    every = tuple(readings)
    listed = {address for s in consultation.stakeholders for address in s.addresses} | set(consultation.mailboxes)
    place = {s.ref: (n, s) for n, s in enumerate(consultation.stakeholders)}
    found: dict[str, ListProposal] = {}
    telling = [r for r in every if r.kind not in _BY_HAND or r.record.mail.from_address.lower() not in listed]
    heard = _last_heard(every, {a for r in telling if r.kind is Kind.BOUNCE for a in _bounced(r)})
    for proposal in (p for r in telling for p in _proposed(r, _lines_of(r, place), listed, heard)):
        found.setdefault(proposal.key, proposal)
    return tuple(found.values())


def with_address(line: Stakeholder, address: str) -> Stakeholder:
    """The line with one address more: its main one where it had none."""
    return replace(line, other_emails=(*line.other_emails, address)) if line.email else replace(line, email=address)


def corrected(change: LineChange, address: str, name: str) -> LineChange:
    """The change with another main address, or with a name, that a person gives."""
    if change.after is None:
        return change
    after = change.after
    if address:
        others = tuple(a for a in after.other_emails if a.lower() != address.lower())
        after = replace(after, email=address, other_emails=others)
    return replace(change, after=replace(after, name=name or after.name))


def _last_heard(readings: Iterable[Reading], addresses: Collection[str]) -> dict[str, datetime]:
    """When a mail that is no bounce last came from each of these addresses; the readings are oldest first."""
    if not addresses:
        return {}
    came = ((r.record.mail.from_address.lower(), r) for r in readings)
    return {address: r.received_at for address, r in came if address in addresses and r.kind is not Kind.BOUNCE}


def _bounced(bounce: Reading) -> dict[str, None]:
    """The addresses that a bounce names, in its order."""
    return dict.fromkeys(a.lower() for a in bounce.effective.analysis.flags.failed_recipients)


def _lines_of(reading: Reading, place: Mapping[Ref, tuple[int, Stakeholder]]) -> list[Stakeholder]:
    """The lines that a mail speaks for, in the list's order."""
    return [line for _, line in sorted((place[ref] for ref in set(reading.refs) if ref in place), key=itemgetter(0))]


def _proposed(
    reading: Reading, lines: Iterable[Stakeholder], listed: set[str], heard: Mapping[str, datetime]
) -> Iterator[ListProposal]:
    for line in lines:
        if reading.kind is Kind.BOUNCE:
            yield from _failed(reading, line, heard)
        elif len(set(reading.refs)) == 1 and reading.kind is Kind.AUTO_REPLY:
            yield from _new_holder(reading, line, listed)
        elif len(set(reading.refs)) == 1 and reading.kind in _BY_HAND:
            yield from _writes_from_elsewhere(reading, line, listed)


def _failed(bounce: Reading, line: Stakeholder, heard: Mapping[str, datetime]) -> Iterator[ListProposal]:
    """An address of the line bounced, and nothing has come from it since."""
    for address in _bounced(bounce):
        since = address in heard and heard[address] > bounce.received_at
        if address in line.addresses and not since:
            rest = [a for a in (line.email, *line.other_emails) if a and a.lower() != address]
            after = replace(line, email=rest[0] if rest else "", other_emails=tuple(rest[1:]))
            words = f"take off {address}: mail to it came back"
            yield _made("address failed", words, bounce, LineChange(line.ref, line, after), address)


def _new_holder(reply: Reading, line: Stakeholder, listed: set[str]) -> Iterator[ListProposal]:
    """An automatic reply that names no day of return, but somebody else to write to."""
    flags = reply.effective.analysis.flags
    new = [a.lower() for a in flags.stand_ins if a.lower() not in listed]
    if flags.returns_on is None and not reply.acknowledges and new:
        others = tuple(a for a in (line.email, *line.other_emails) if a)
        after = replace(line, email=new[0], other_emails=others)
        words = f"write to {new[0]} from now on: an automatic reply names no day of return"
        yield _made("new post-holder", words, reply, LineChange(line.ref, line, after), new[0])


def _writes_from_elsewhere(mail: Reading, line: Stakeholder, listed: set[str]) -> Iterator[ListProposal]:
    """A person's mail for one line alone, from an address that no line has."""
    address = mail.record.mail.from_address.lower()
    if address and address not in listed:
        after = with_address(line, address)
        yield _made(
            "new address", f"add {address}: they wrote from it", mail, LineChange(line.ref, line, after), address
        )


def _made(what: str, words: str, reading: Reading, change: LineChange, address: str) -> ListProposal:
    return ListProposal(
        f"{what}/{change.ref}/{address}"[:400], what, words, change, reading.archive_id, reading.received_at
    )
