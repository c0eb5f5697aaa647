"""Changing the list in force: what a command would do to it, and the record of it once it is done."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from config.consultation import Consultation, Ref, Stakeholder
from config.list_changes import COLUMN_OF, LineChange, compare
from config.stakeholders import check_address, load_columns, load_stakeholders
from reports.list_proposals import with_address
from soundings.bootstrap import Office
from soundings.errors import SoundingsError
from soundings.finding import find_line
from store.rows import ListChange, Verdict
from store.unit_of_work import Store

LINKING = ("link", "accept")


def import_changes(
    consultation: Consultation, path: Path, made: Iterable[ListChange]
) -> tuple[tuple[Stakeholder, ...], tuple[LineChange, ...]]:
    """The list of a file, and what makes it of the list in force. Raises ConfigError with the file's line.

    What the file has no column for stays as it is, and so do addresses that were linked to a line here.
    """
    columns = set(load_columns(path))
    kept = [name for name, column in COLUMN_OF.items() if column not in columns]
    listed = {s.ref: s for s in consultation.stakeholders}
    lines = tuple(_keeping(s, listed.get(s.ref), kept) for s in load_stakeholders(path))
    taken = {address for s in lines for address in s.addresses}
    linked = {ref: [a for a in own if a not in taken] for ref, own in _linked(made, listed).items()}
    lines = tuple(replace(s, other_emails=(*s.other_emails, *linked.get(s.ref, ()))) for s in lines)
    wanted = consultation.with_list(lines).stakeholders
    return wanted, compare(consultation.stakeholders, wanted)


def _keeping(line: Stakeholder, before: Stakeholder | None, kept: Sequence[str]) -> Stakeholder:
    values: dict[str, Any] = {name: getattr(before, name) for name in kept} if before else {}
    return replace(line, **values)


def _linked(made: Iterable[ListChange], listed: dict[Ref, Stakeholder]) -> dict[Ref, list[str]]:
    """The other addresses that people linked to each line and that it still has."""
    linked: dict[Ref, list[str]] = {}
    for change in (m.change for m in made if m.how in LINKING):
        line = listed.get(change.ref)
        if line and change.after:
            before = change.before.addresses if change.before else ()
            new = (a for a in change.after.addresses if a not in before and a in line.other_emails)
            linked.setdefault(change.ref, []).extend(a for a in new if a not in linked.get(change.ref, ()))
    return linked


def link_change(consultation: Consultation, address: str, ref: str) -> LineChange:
    """One address more for a line. Raises ConfigError or SoundingsError where it is none, or another line has it."""
    new = check_address(address)
    line = find_line(consultation, ref)
    _refuse_taken(consultation, new)
    return LineChange(line.ref, line, with_address(line, new))


def add_change(consultation: Consultation, line: Stakeholder) -> LineChange:
    """A line more. Raises SoundingsError where its Ref or its address is there already."""
    if any(s.ref.casefold() == line.ref.casefold() for s in consultation.stakeholders):
        raise SoundingsError(f"{line.ref} is a Ref of the list already", "Name another with --ref, or link to this one")
    if not re.fullmatch(r"[\w.-]+", line.ref):
        raise SoundingsError(f"{line.ref!r} cannot be a Ref", "Use letters, digits, points and hyphens")
    for address in line.addresses:
        _refuse_taken(consultation, address)
    return LineChange(line.ref, None, consultation.with_list((line,)).stakeholders[0])


def free_ref(consultation: Consultation, name: str) -> Ref:
    """A Ref made of a name: "Una Gable" is una-gable, or una-gable-2 where that is taken."""
    taken = {s.ref.casefold() for s in consultation.stakeholders}
    stem = re.sub(r"[^\w]+", "-", name.casefold()).strip("-") or "added"
    numbered = (stem if n == 1 else f"{stem}-{n}" for n in range(1, len(taken) + 2))
    return Ref(next(ref for ref in numbered if ref not in taken))


def refuse_taken(consultation: Consultation, change: LineChange) -> None:
    """Raises ConfigError or SoundingsError where a change gives a line what is no address, or is another line's."""
    before = change.before.addresses if change.before else ()
    for address in change.after.addresses if change.after else ():
        if address not in before:
            _refuse_taken(consultation, check_address(address))


def _refuse_taken(consultation: Consultation, address: str) -> None:
    for line in consultation.stakeholders:
        if address in line.addresses:
            mend = "An address must tell who writes: take it from that line first"
            raise SoundingsError(f"{address} is an address of {line.ref} ({line.label}) already", mend)
    if address in consultation.mailboxes:
        raise SoundingsError(f"{address} is the mailbox of the consultation itself", "Name the sender's address")


def record(
    office: Office,
    store: Store,
    changes: Iterable[LineChange],
    how: str,
    by: str,
    because: str,
    verdicts: Iterable[Verdict] = (),
) -> None:
    """Note the changes, and with them the words on what mails proposed."""
    at = office.clock()
    store.record_list_changes(
        office.consultation.name, [ListChange(c, how, by, because, at) for c in changes], verdicts
    )
