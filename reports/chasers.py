"""Whom to chase as of a moment, and whom not: those to be answered, whose address is to be mended, who have time left.

Days are days in the consultation's zone. The rules are the consultation's own (`ChasingRules`).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from config.consultation import ChasingRules, Consultation, Ref, Words
from reports.deadline import day_of
from reports.standing import Standing
from reports.status import LineStatus, Status
from reports.wording import say_day, say_number
from store.rows import Chaser, Draft


class Which(StrEnum):
    """Which address a chaser goes to."""

    MAIN = "main"
    OTHER = "other"
    STAND_IN = "stand-in"


@dataclass(frozen=True, slots=True)
class Due:
    """One line to chase now. `due_on` is the day of the reminder that fell due, by which one is told from the next.

    `last_chased_on` and `times_chased` count what was sent; `drafted_on` is the day of a draft that waits to be sent.
    """

    line: LineStatus
    address: str
    which: Which
    addressee: str
    why: str
    words: Words
    due_on: date
    last_chased_on: date | None
    times_chased: int
    days_left: int
    drafted_on: date | None = None

    @property
    def salutation(self) -> str:
        """ "Dear Honor Whitlock", "Dear Chief Inspector", "Dear colleague"."""
        return f"Dear {self.addressee or 'colleague'}"


@dataclass(frozen=True, slots=True)
class NotDue:
    """One line that is not chased now, and why; `try_` are other addresses that might reach it."""

    line: LineStatus
    why: str
    try_: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stale:
    """A draft that should not be sent any more, and why."""

    draft: Draft
    label: str
    why: str


@dataclass(frozen=True, slots=True)
class ChaserList:
    """Every line that has not replied is in exactly one of these; those that have replied are in none.

    `mend` are addresses that failed or are no longer read; `answer` ask us something; `unreachable` have no address at
    all; `held` have time left, are away, wait for a review, were chased lately or often enough, or are not due yet.
    `stale` are drafts to be thrown away.
    """

    consultation: Consultation
    as_of: datetime
    due: tuple[Due, ...]
    mend: tuple[NotDue, ...]
    answer: tuple[NotDue, ...]
    unreachable: tuple[NotDue, ...]
    held: tuple[NotDue, ...]
    stale: tuple[Stale, ...] = ()
    known_at: datetime | None = None

    @property
    def undrafted(self) -> tuple[Due, ...]:
        """Those due of whom there is no draft that waits to be sent."""
        return tuple(due for due in self.due if due.drafted_on is None)

    @property
    def drafted(self) -> int:
        """How many drafts wait to be sent."""
        return len(self.due) - len(self.undrafted)

    @property
    def without_address(self) -> tuple[NotDue, ...]:
        """Those whom no mail reaches: their address failed, or they have none."""
        return (*self.mend, *self.unreachable)


def make_chaser_list(status: Status, chasers: Iterable[Chaser]) -> ChaserList:
    """Sort every line without a reply by what is to be done about it; what came after the moment is not known.

    `chasers` are those that were sent; two on one day are one, however they became known.
    """
    today = day_of(status.as_of, status.consultation.zone)
    made: dict[Ref, set[date]] = defaultdict(set)
    for chaser in chasers:
        if chaser.made_at <= status.as_of:
            made[chaser.ref].add(day_of(chaser.made_at, status.consultation.zone))
    sorted_: dict[str, list[NotDue]] = defaultdict(list)
    due: list[Due] = []
    for line in status.lines:
        if line.standing.has_replied:
            continue
        place, found = _place(line, sorted(made[line.stakeholder.ref]), status.consultation, today)
        if isinstance(found, Due):
            due.append(found)
        else:
            sorted_[place].append(found)
    mend, answer, unreachable, held = (tuple(sorted_[p]) for p in ("mend", "answer", "unreachable", "held"))
    lists = (tuple(due), mend, answer, unreachable, held)
    return ChaserList(status.consultation, status.as_of, *lists, known_at=status.known_at)


def _place(line: LineStatus, made: list[date], asked: Consultation, today: date) -> tuple[str, Due | NotDue]:
    not_chased, rules = _never_chased(line), asked.chasing
    if not_chased is not None:
        return not_chased
    hold = _time_left(line, today) or _enough(line, made, rules, today)
    if hold:
        return "held", NotDue(line, hold)
    address, which = _address(line)
    days_left = (line.deadline_on - today).days
    return "due", Due(
        line=line,
        address=address,
        which=which,
        addressee=_addressee(line, which),
        why=_why(line, made, asked.zone),
        words=_words(line, days_left),
        due_on=max(day for day in _reminder_days(line, rules) if day <= today),
        last_chased_on=made[-1] if made else None,
        times_chased=len(made),
        days_left=days_left,
    )


def _words(line: LineStatus, days_left: int) -> Words:
    if line.standing is Standing.WILL_REPLY:
        return Words.PROMISED
    return Words.REMINDER if days_left >= 0 else Words.LAST


def _never_chased(line: LineStatus) -> tuple[str, NotDue] | None:
    """Lines that no reminder would help: their place and the reason, the first that applies."""
    own = line.stakeholder.addresses
    working = tuple(a for a in own if a not in line.failed)
    standing = line.standing
    cases = (
        (line.collective, "held", f"its members are chased: {line.members_replied} of {line.members} have replied"),
        (standing is Standing.QUERY, "answer", "asked us something: answer it"),
        (standing is Standing.IN_REVIEW, "held", "a mail that may be theirs waits for review"),
        (standing is Standing.ADDRESS_FAILED or (own and not working), "mend", _failed(line)),
        (
            standing is Standing.AWAY and not line.back_on and not line.stand_ins,
            "mend",
            "away, and says neither until when nor whom to write to",
        ),
        (not own, "unreachable", "no address on the list"),
    )
    for applies, place, why in cases:
        if applies:
            return place, NotDue(line, why, working[1:] if own[:1] == working[:1] else working)
    return None


def _failed(line: LineStatus) -> str:
    return f"mail to {' and '.join(line.failed) or 'them'} came back"


def _time_left(line: LineStatus, today: date) -> str:
    """The reason to wait, or nothing: an extension or a promise that is not over, an absence without stand-in."""
    if line.extended and line.deadline_on >= today:
        return f"has until {say_day(line.deadline_on)}"
    if line.standing is Standing.WILL_REPLY:
        promised_on = line.until_on or line.deadline_on
        if promised_on >= today:
            return f"promised a reply by {say_day(promised_on)}" if line.until_on else "promised a reply in time"
    if line.away and not line.stand_ins and line.back_on:
        return f"away until {say_day(line.back_on)}"
    return ""


def _enough(line: LineStatus, made: list[date], rules: ChasingRules, today: date) -> str:
    """The reason why no reminder falls due, or nothing."""
    if len(made) >= rules.most_chasers:
        return f"chased {say_number(len(made), 'time')} already" if made else "no reminders are planned"
    if made and (today - made[-1]).days < rules.least_gap_days:
        return f"chased on {say_day(made[-1])}, less than {rules.least_gap_days} days ago"
    days = _reminder_days(line, rules)
    reached = [day for day in days if day <= today]
    if not reached:
        return f"first reminder on {say_day(min(days))}" if days else "no reminders are planned"
    if made and made[-1] >= max(reached):
        following = [day for day in days if day > today]
        return f"next reminder on {say_day(min(following))}" if following else "no further reminder is planned"
    return ""


def _reminder_days(line: LineStatus, rules: ChasingRules) -> list[date]:
    """When reminders fall due. One who promised is reminded a day after the promise, and then as everyone is."""
    days = [line.deadline_on + timedelta(days=offset) for offset in rules.reminder_days]
    if line.standing is not Standing.WILL_REPLY:
        return days
    broken_on = (line.until_on or line.deadline_on) + timedelta(days=1)
    return [broken_on, *(day for day in days if day > broken_on)]


def _address(line: LineStatus) -> tuple[str, Which]:
    if line.away and line.stand_ins:
        return line.stand_ins[0], Which.STAND_IN
    working = [a for a in line.stakeholder.addresses if a not in line.failed] or [*line.stakeholder.addresses]
    return working[0], Which.MAIN if working[0] == line.stakeholder.email.lower() else Which.OTHER


def _addressee(line: LineStatus, which: Which) -> str:
    """ "Honor Whitlock", "Chief Inspector"; empty for a stand-in, whose name is not known, and for a body."""
    return "" if which is Which.STAND_IN else line.stakeholder.name or line.stakeholder.role


def _why(line: LineStatus, made: list[date], zone: ZoneInfo) -> str:
    match line.standing:
        case Standing.WILL_REPLY if line.until_on:
            why = f"promised a reply by {say_day(line.until_on)}"
        case Standing.WILL_REPLY:
            why = "promised a reply"
        case Standing.AWAY:
            why = "away, names a stand-in"
        case _ if line.answered_at:
            why = f"asked something, answered on {say_day(day_of(line.answered_at, zone))}; has not replied"
        case _:
            why = "has not replied"
    return f"{why}; chased {len(made)} before" if made else why
