"""The chaser list as a report: whom to write to, and what is to be done about the others."""

from collections.abc import Iterable
from pathlib import PurePath

from reports.board import say_known_at
from reports.chasers import ChaserList, Due, NotDue, Which
from reports.report import Fact, Report, Section, Table
from reports.wording import say_day, say_days_left, say_moment
from store.rows import Draft, KeptIn

COLUMNS = (
    "Ref",
    "Group",
    "Name",
    "Role",
    "Organisation",
    "Address",
    "Which",
    "Salutation",
    "Why",
    "Last chased",
    "Times chased",
    "Days to deadline",
    "Words",
    "Language",
    "Drafted",
)


def make_chaser_report(chasers: ChaserList) -> Report:
    """One table a purpose; the first, "Chase", is what a mail merge reads."""
    zone = chasers.consultation.zone
    days_left = (chasers.consultation.deadline_on - chasers.as_of.astimezone(zone).date()).days
    drafted = chasers.drafted
    parts = (
        ("Mend", "Addresses to mend", chasers.mend),
        ("Answer", "Questions to answer", chasers.answer),
        ("No address", "No address on the list", chasers.unreachable),
        ("Not now", "Not to be chased now", chasers.held),
    )
    return Report(
        f"{chasers.consultation.title}: whom to chase",
        chasers.as_of.astimezone(zone),
        (
            Fact("As of", say_moment(chasers.as_of, zone)),
            *say_known_at(chasers.known_at, zone),
            Fact("Deadline", f"{say_day(chasers.consultation.deadline_on)} ({say_days_left(days_left)})"),
            Fact("To chase", str(len(chasers.due))),
            *((Fact("Of them drafted", f"{drafted}, not seen in Sent"),) if drafted else ()),
            *((Fact("Drafts to throw away", str(len(chasers.stale))),) if chasers.stale else ()),
            *(Fact(heading, str(len(lines))) for _, heading, lines in parts),
        ),
        (
            Section("To chase", tables=(chase_table(chasers.due),)),
            *(Section(heading, tables=(_table(name, lines),)) for name, heading, lines in parts if lines),
            *_thrown_away(chasers),
        ),
    )


def chase_table(due: Iterable[Due]) -> Table:
    """The rows of a mail merge."""
    return Table("Chase", COLUMNS, tuple(_row(d) for d in due))


def chaser_board(chasers: ChaserList) -> Report:
    """The same list with the few columns that fit a screen."""
    whole = make_chaser_report(chasers)
    rows: tuple[tuple[str, ...], ...]
    rows = tuple((d.line.stakeholder.label, _address(d), _why(d), _drafted(d)) for d in chasers.due)
    columns: tuple[str, ...] = ("Name", "Address", "Why", "Drafted")
    if not any(row[-1] for row in rows):
        columns, rows = columns[:-1], tuple(row[:-1] for row in rows)
    first = Section("To chase", tables=(Table("Chase", columns, rows),))
    others = tuple(Section(s.heading, tables=tuple(_from_name_on(t) for t in s.tables)) for s in whole.sections[1:])
    return Report(whole.title, whole.made_at, whole.facts, (first, *others))


def _from_name_on(table: Table) -> Table:
    """The table without the columns before the name, which are for a spreadsheet."""
    at = table.columns.index("Name")
    return Table(table.name, table.columns[at:], tuple(row[at:] for row in table.rows))


def _address(due: Due) -> str:
    return due.address if due.which is Which.MAIN else f"{due.address} ({due.which})"


def _why(due: Due) -> str:
    return f"{due.why}, last on {say_day(due.last_chased_on)}" if due.last_chased_on else due.why


def _drafted(due: Due) -> str:
    return say_day(due.drafted_on) if due.drafted_on else ""


def _row(due: Due) -> tuple[str | int | None, ...]:
    who = due.line.stakeholder
    last = due.last_chased_on.isoformat() if due.last_chased_on else None
    return (
        *(who.ref, who.group, who.name, who.role, who.organisation),
        *(due.address, str(due.which), due.salutation, due.why),
        *(last, due.times_chased, due.days_left, str(due.words), who.language),
        due.drafted_on.isoformat() if due.drafted_on else None,
    )


def _thrown_away(chasers: ChaserList) -> tuple[Section, ...]:
    """The drafts that must not be sent any more, if there are any."""
    rows = tuple(
        (s.draft.ref, s.draft.address, _folder(s.draft), s.label, s.why, _draft(s.draft)) for s in chasers.stale
    )
    columns = ("Ref", "Address", "Folder", "Name", "Why", "Draft")
    return (Section("Drafts to throw away", tables=(Table("Throw away", columns, rows),)),) if rows else ()


def _folder(draft: Draft) -> str:
    return str(PurePath(draft.place).parent) if draft.kept_in is KeptIn.FOLDER else draft.place


def _draft(draft: Draft) -> str:
    """The file, or the mailbox's folder."""
    return PurePath(draft.place).name if draft.kept_in is KeptIn.FOLDER else f"to {draft.address}, in {draft.place}"


def _table(name: str, lines: Iterable[NotDue]) -> Table:
    rows = tuple(
        (n.line.stakeholder.ref, n.line.stakeholder.group, n.line.stakeholder.label, n.why, ", ".join(n.try_))
        for n in lines
    )
    if any(row[-1] for row in rows):
        return Table(name, ("Ref", "Group", "Name", "Why", "Try"), rows)
    return Table(name, ("Ref", "Group", "Name", "Why"), tuple(row[:-1] for row in rows))
