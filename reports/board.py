"""The status board: what a lead wants to see first, then every line under its group as in the letter."""

from datetime import datetime
from zoneinfo import ZoneInfo

from reports.publication import Publication
from reports.report import Fact, Report, Section, Table
from reports.standing import Standing
from reports.status import LineStatus, Status
from reports.totals import count_standings, grouped, rate_of, rates_by_group
from reports.wording import say_day, say_days_left, say_moment, say_number, say_short
from store.rows import Balance, Run

WORDS = {
    Standing.REPLIED: "replied",
    Standing.REPLIED_LATE: "replied late",
    Standing.NOTHING_TO_SAY: "nothing to say",
    Standing.WILL_REPLY: "will reply",
    Standing.AWAY: "away",
    Standing.ADDRESS_FAILED: "address failed",
    Standing.NO_ADDRESS: "no address",
    Standing.QUERY: "asks us something",
    Standing.IN_REVIEW: "waits for review",
    Standing.NO_REPLY: "no reply",
}


def make_board(
    status: Status,
    balance: Balance | None = None,
    last_run: Run | None = None,
    publication: Publication | None = None,
) -> Report:
    """The board; `balance` is the ledger's, and `last_run` is told of where it did not get through.

    `publication` is told of once the consultation is closed.
    """
    sections = [
        Section(
            f"{group} - {rate_of(lines).words}",
            tables=(Table(group, ("Name", "Standing", "When", "Note"), tuple(_row(status, line) for line in lines)),),
        )
        for group, lines in grouped(status.lines)
    ]
    if status.unlisted:
        sections.append(_not_listed(status))
    return Report(
        f"{status.consultation.title}: where everyone stands",
        status.as_of.astimezone(status.consultation.zone),
        tuple(_head(status, balance, last_run, publication)),
        tuple(sections),
    )


def _head(status: Status, balance: Balance | None, last_run: Run | None, publication: Publication | None) -> list[Fact]:
    counts = count_standings(status)
    collective = sum(line.collective for line in status.lines)
    facts = [
        Fact("Consultation", status.consultation.name),
        Fact("As of", say_moment(status.as_of, status.consultation.zone)),
        *say_known_at(status.known_at, status.consultation.zone),
        Fact("Deadline", f"{say_day(status.consultation.deadline_on)} ({say_days_left(status.days_left)})"),
        *say_publication(publication),
        Fact("Replied", rate_of(status.lines).words + (_by_members(collective) if collective else "")),
        Fact("Standing", ", ".join(f"{number} {WORDS[s]}" for s, number in counts.items() if number)),
    ]
    by_group = (f"{group} {rate.replied} of {rate.asked}" for group, rate in rates_by_group(status))
    facts.append(Fact("By group", ", ".join(by_group)))
    statutory = [line for line in status.lines if line.stakeholder.statutory]
    if statutory:
        facts.append(Fact("Statutory", rate_of(statutory).words))
    if status.unlisted:
        facts.append(Fact("Not on the list", f"{say_number(len(status.unlisted), 'mail')}, see below"))
    facts.append(Fact("Waits for review", _waits(status)))
    if balance is not None:
        facts.append(Fact("Ledger", say_balance(balance)))
    trouble = trouble_of(last_run) if last_run else ""
    if last_run and trouble:
        facts.append(Fact("Last run", f"{say_moment(last_run.started_at, status.consultation.zone)}: {trouble}"))
    return facts


def say_publication(publication: Publication | None) -> tuple[Fact, ...]:
    """By when the outcome is to be published and what is missing for it, once the consultation is closed."""
    if publication is None or not publication.closed:
        return ()
    return Fact("Publish by", publication.clock), Fact("Still missing", publication.open_words)


def say_known_at(known_at: datetime | None, zone: ZoneInfo) -> tuple[Fact, ...]:
    """That a report is made again as it was shown at an earlier moment, if so."""
    if known_at is None:
        return ()
    words = f"what was known on {say_moment(known_at, zone)}; nothing that was told, read or changed since"
    return (Fact("Known", words),)


def trouble_of(run: Run) -> str:
    """What kept a run from getting through, or nothing."""
    if run.outcome == "failed":
        return f"broke off. {run.error}"
    withheld = run.counts.get("withheld", 0)
    return f"{say_number(withheld, 'mail')} could not be fetched; the next run asks again" if withheld else ""


def say_balance(balance: Balance) -> str:
    """The ledger in one line; what is missing is named."""
    words = (
        f"{balance.sightings} seen: {balance.analysed} analysed, {say_number(balance.duplicate, 'duplicate')}, "
        f"{balance.failed} could not be read"
    )
    lost = balance.waiting + balance.missing + abs(balance.stored - balance.mails)
    return words + ("; it balances" if balance.balances else f"; {lost} NOT ACCOUNTED FOR: see soundings ledger")


def _by_members(collective: int) -> str:
    return f"; {say_number(collective, 'collective line')} counted by the members"


def _waits(status: Status) -> str:
    if not status.waiting:
        return "nothing"
    whole = sum(bool(w.problem) for w in status.waiting)
    parts = sum(bool(w.unread) and not w.problem for w in status.waiting)
    return (
        say_number(len(status.waiting), "mail")
        + (f", {whole} of which could not be read" if whole else "")
        + (f", {parts} with something attached that could not be read" if parts else "")
    )


def _row(status: Status, line: LineStatus) -> tuple[str, str, str, str]:
    when = line.replied_at.astimezone(status.consultation.zone) if line.replied_at else None
    return (
        line.stakeholder.label,
        WORDS[line.standing],
        say_short(when) if when else "",
        "; ".join(notes_of(line)),
    )


def notes_of(line: LineStatus) -> list[str]:
    """What is worth knowing of a line beside its standing."""
    notes = _notes_on_time(line)
    if line.collective:
        notes.append(f"{line.members_replied} of {line.members} members replied")
    if line.spoken_for_by:
        notes.append("spoken for by the whole group")
    if line.standing is Standing.NOTHING_TO_SAY and line.late:
        notes.append("late")
    if line.answered_at:
        notes.append("asked something, answered")
    if line.standing is Standing.ADDRESS_FAILED:
        notes += [address for address in line.failed if address]
    elif line.failed and not line.standing.has_replied:
        notes.append(f"{' and '.join(line.failed)} failed")
    if len(line.decided_by) > 1 and line.standing.has_replied and not line.collective:
        notes.append(say_number(len(line.decided_by), "mail"))
    return notes


def _notes_on_time(line: LineStatus) -> list[str]:
    """The day that they promised, are back on, or were given."""
    notes = []
    if line.standing is Standing.WILL_REPLY:
        notes.append(f"by {say_day(line.until_on)}" if line.until_on else "no day named")
    if line.standing is Standing.AWAY:
        notes.append(f"until {say_day(line.until_on)}" if line.until_on else "no day of return named")
        notes += [f"write to {address}" for address in line.stand_ins]
    if line.extended:
        notes.append(f"has until {say_day(line.deadline_on)}")
    if line.asks_time:
        notes.append("asks for more time")
    return notes


def _not_listed(status: Status) -> Section:
    zone = status.consultation.zone
    rows = tuple(
        (
            u.from_name or u.from_address,
            str(u.kind).replace("_", " "),
            say_short(u.received_at.astimezone(zone)),
            u.subject,
        )
        for u in status.unlisted
    )
    note = "Link each to a line, or add them: soundings link ADDRESS REF. soundings status --json names both."
    table = Table("Not on the list", ("From", "Kind", "When", "Subject"), rows, note)
    return Section("Not on the list", tables=(table,))
