"""What a new list changes, and what mails propose to change, as reports."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from config.consultation import Consultation, Ref
from reports.list_proposals import ListProposal
from reports.report import Fact, Report, Section, Table
from reports.story import say_line_change
from reports.wording import say_day, say_number
from store.overlay import blank_analysis, overlay
from store.rows import ListChange, MailRecord


def make_list_report(
    consultation: Consultation, name: str, lines: int, changes: Sequence[ListChange], mails: Iterable[MailRecord]
) -> Report:
    """Added, changed and gone, line by line; for those that are gone, the mails and corrections that stay."""
    held = tuple(mails)
    added = [c for c in changes if c.change.before is None]
    gone = [c for c in changes if c.change.after is None]
    changed = [c for c in changes if c.change.before and c.change.after]
    rows = (
        ("Added", [(c.change.ref, c.change.after.label, c.change.after.email) for c in added if c.change.after]),
        ("Changed", [(c.change.ref, c.change.before.label, say_line_change(c)) for c in changed if c.change.before]),
        ("Gone", [(c.change.ref, c.change.before.label, _stays(c.change.ref, held)) for c in gone if c.change.before]),
    )
    last = {"Added": "Address", "Changed": "What", "Gone": "What stays"}
    sections = tuple(
        Section(heading, tables=(Table(heading, ("Ref", "Name", last[heading]), tuple(found)),))
        for heading, found in rows
        if found
    )
    facts = (
        Fact("In force", say_number(len(consultation.stakeholders), "line")),
        Fact(name, say_number(lines, "line")),
        Fact("Added", str(len(added))),
        Fact("Changed", str(len(changed))),
        Fact("Gone", str(len(gone))),
    )
    made_at = datetime.combine(consultation.sent_on, datetime.min.time(), consultation.zone)
    at = changes[0].at.astimezone(consultation.zone) if changes else made_at
    return Report(f"{name} against the list in force", at, facts, sections)


def _stays(ref: Ref, mails: Iterable[MailRecord]) -> str:
    """The mails that speak for the line, as they count, and how often people corrected them."""
    own = []
    for record in mails:
        effective = overlay(record.analysis or blank_analysis(record.mail.archive_id), record.corrections)
        if ref in effective.analysis.stakeholders.value:
            own.append(record)
    corrections = sum(len(r.corrections) for r in own)
    return f"{say_number(len(own), 'mail')} and {say_number(corrections, 'correction')}: soundings history {ref}"


def make_proposals_report(
    consultation: Consultation, proposals: Mapping[int, ListProposal], made_at: datetime
) -> Report:
    """The open proposals by number, each with the day and the mail that it comes from."""
    rows = tuple(
        (number, p.change.ref, p.what, p.words, say_day(p.at.astimezone(consultation.zone).date()), p.mail[:12])
        for number, p in sorted(proposals.items())
    )
    columns = ("N", "Ref", "What", "Proposed", "Since", "Mail")
    table = Table("Proposed", columns, rows, "" if rows else "No mail proposes a change.")
    bare = tuple(
        (s.ref, s.label) for s in consultation.stakeholders if not s.addresses and not consultation.members_of(s.ref)
    )
    without = (Section("No address", tables=(Table("No address", ("Ref", "Name"), bare),)),) if bare else ()
    return Report(
        f"{consultation.title}: what mails propose to change in the list",
        made_at.astimezone(consultation.zone),
        (Fact("Proposed", str(len(rows))), Fact("Lines without an address", str(len(bare)))),
        (Section("Proposed", tables=(table,)), *without),
    )
