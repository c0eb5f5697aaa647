"""Where one line of the list stands at a moment: the first rule that fits, in the order of `RULES`."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from classify.analysis import Kind
from config.consultation import Stakeholder
from reports.reading import Reading, in_order, not_withdrawn


class Standing(StrEnum):
    """Where a stakeholder is."""

    REPLIED = "replied"
    REPLIED_LATE = "replied_late"
    NOTHING_TO_SAY = "nothing_to_say"
    WILL_REPLY = "will_reply"
    AWAY = "away"
    ADDRESS_FAILED = "address_failed"
    NO_ADDRESS = "no_address"
    QUERY = "query"
    IN_REVIEW = "in_review"
    NO_REPLY = "no_reply"

    @property
    def has_replied(self) -> bool:
        """Whether it counts as a reply: a view, in time or late, or the statement that there is none."""
        return self in (Standing.REPLIED, Standing.REPLIED_LATE, Standing.NOTHING_TO_SAY)


@dataclass(frozen=True, slots=True)
class Finding:
    """A standing with what it rests on. `until_on` is the day promised, granted, or of the return."""

    standing: Standing
    replied_at: datetime | None = None
    until_on: date | None = None
    decided_by: tuple[Reading, ...] = ()
    late: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """What is known of one line at a moment: mails that name it, oldest first, and those that only may be its own.

    `for_it` are replies by the collective line that it belongs to; `members` are how its own members stand.
    `closes_at` is the end of its last day, `as_of` the moment and `today` the day it is in the consultation's zone;
    `written_at` are the moments at which we wrote to it otherwise than to remind.
    """

    stakeholder: Stakeholder
    mails: tuple[Reading, ...]
    for_it: tuple[Reading, ...]
    undecided: tuple[Reading, ...]
    members: tuple[Finding, ...]
    closes_at: datetime
    extended_until: date | None
    as_of: datetime
    today: date
    written_at: tuple[datetime, ...] = ()

    def of(self, *kinds: Kind) -> tuple[Reading, ...]:
        """Its mails of these kinds."""
        return tuple(r for r in self.mails if r.kind in kinds)

    def answered_at(self, mail: Reading) -> datetime | None:
        """When what a mail asks was answered: a person says so, or a mail of ours to them came after it."""
        told = mail.effective.handled_at
        answers = [at for at in self.written_at if mail.received_at <= at <= self.as_of] if mail.asks else []
        return min((at for at in (told, *answers) if at is not None and at <= self.as_of), default=None)


def find_standing(line: Line) -> Finding:
    """The first rule that fits decides."""
    for rule in RULES:
        finding = rule(line)
        if finding is not None:
            return finding
    return Finding(Standing.NO_REPLY)


def failed_addresses(line: Line) -> tuple[str, ...]:
    """Addresses of the line that bounced and have shown no sign of life since.

    A bounce that names no address is taken for the main one's; one that names only addresses which the line no longer
    has was mended on the list. A line without any address on the list fails by whatever address bounced.
    """
    alive = max((r.received_at for r in line.mails if r.kind is not Kind.BOUNCE), default=None)
    own = line.stakeholder.addresses
    failed: list[str] = []
    for bounce in line.of(Kind.BOUNCE):
        if alive is not None and bounce.received_at <= alive:
            continue
        named = tuple(a.lower() for a in bounce.effective.analysis.flags.failed_recipients)
        failed += [a for a in named if a in own or not own] if named else own[:1] or ("",)
    return tuple(dict.fromkeys(failed))


def find_answer(line: Line) -> datetime | None:
    """When their last question was answered, where it was and they have not written since."""
    words = line.of(Kind.HOLDING, Kind.QUERY)
    return line.answered_at(words[-1]) if words and words[-1].asks else None


def find_absence(line: Line) -> Reading | None:
    """The newest automatic reply by which the line is away today: until a day to come, or without a day."""
    absences = [r for r in line.of(Kind.AUTO_REPLY) if not r.acknowledges]
    if not absences:
        return None
    returns_on = absences[-1].effective.analysis.flags.returns_on
    return absences[-1] if returns_on is None or returns_on > line.today else None


def _responded(line: Line) -> Finding | None:
    """A view by the line or for it; its first one says whether it was in time, however often it is amended.

    A view that a later mail takes back, having nothing to say in its place, is one no longer.
    """
    return _first(line, Kind.RESPONSE)


def _nothing_to_say(line: Line) -> Finding | None:
    """A person says that there is no view to give."""
    return _first(line, Kind.NIL_RESPONSE)


def _first(line: Line, kind: Kind) -> Finding | None:
    replies = in_order(r for r in (*line.mails, *line.for_it) if r.kind.counts_as_reply)
    decisive = tuple(r for r in not_withdrawn(replies) if r.kind is kind)
    if not decisive:
        return None
    first = replies[0] if decisive[0].effective.analysis.flags.supersedes else decisive[0]
    late = first.received_at >= line.closes_at
    standing = Standing.NOTHING_TO_SAY if kind is Kind.NIL_RESPONSE else _replied(late)
    return Finding(standing, first.received_at, None, decisive, late)


def _replied(late: bool) -> Standing:
    return Standing.REPLIED_LATE if late else Standing.REPLIED


def _all_members_replied(line: Line) -> Finding | None:
    """A collective line has replied when the last of its members has; late if that one was late."""
    if not line.members or not all(m.standing.has_replied for m in line.members):
        return None
    silent = all(m.standing is Standing.NOTHING_TO_SAY for m in line.members)
    late = any(m.late for m in line.members)
    return Finding(
        Standing.NOTHING_TO_SAY if silent else _replied(late),
        max(m.replied_at for m in line.members if m.replied_at),
        None,
        in_order(r for m in line.members for r in m.decided_by),
        late,
    )


def _asked_or_promised(line: Line) -> Finding | None:
    """Their last word: a promise of a reply, or a question that waits for an answer."""
    words = [r for r in line.of(Kind.HOLDING, Kind.QUERY) if line.answered_at(r) is None]
    if not words:
        return None
    last = words[-1]
    if last.kind is Kind.QUERY:
        return Finding(Standing.QUERY, decided_by=(last,))
    promised = [r.effective.analysis.flags.promised_on for r in words]
    days = [d for d in (promised[-1], line.extended_until) if d]
    return Finding(Standing.WILL_REPLY, until_on=max(days, default=None), decided_by=(last,))


def _waits_for_review(line: Line) -> Finding | None:
    """A mail that may be the reply, and only a person can tell."""
    return Finding(Standing.IN_REVIEW, decided_by=line.undecided) if line.undecided else None


def _was_given_longer(line: Line) -> Finding | None:
    """More time was granted and is not over."""
    if line.extended_until is None or line.extended_until < line.today:
        return None
    return Finding(Standing.WILL_REPLY, until_on=line.extended_until)


def _address_failed(line: Line) -> Finding | None:
    """The main address bounced, or every address did; a bounce of a second address alone is only noted."""
    failed, own = failed_addresses(line), line.stakeholder.addresses
    if not failed or (own and own[0] not in failed):
        return None
    return Finding(Standing.ADDRESS_FAILED, decided_by=line.of(Kind.BOUNCE))


def _away(line: Line) -> Finding | None:
    """An automatic reply says that they are away, and they are not back yet."""
    absence = find_absence(line)
    if absence is None:
        return None
    return Finding(Standing.AWAY, until_on=absence.effective.analysis.flags.returns_on, decided_by=(absence,))


def _no_address(line: Line) -> Finding | None:
    """Nothing to write to, and nothing has come; a collective line is written to through its members."""
    if line.stakeholder.addresses or line.members or line.mails:
        return None
    return Finding(Standing.NO_ADDRESS)


RULES = (
    _responded,
    _nothing_to_say,
    _all_members_replied,
    _asked_or_promised,
    _waits_for_review,
    _was_given_longer,
    _address_failed,
    _away,
    _no_address,
)
