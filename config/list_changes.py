"""How one distribution list differs from another, and a list with such differences laid over it. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from config.consultation import Ref, Stakeholder

COLUMN_OF = {
    "group": "Group",
    "name": "Name",
    "role": "Role",
    "organisation": "Organisation",
    "email": "Email",
    "other_emails": "Other emails",
    "member_of": "Member of",
    "language": "Language",
    "statutory": "Statutory",
}
"""The column of the spreadsheet in which each field of a line stands."""


@dataclass(frozen=True, slots=True)
class LineChange:
    """One line as it was and as it is to be: None before it is there, None once it is gone."""

    ref: Ref
    before: Stakeholder | None
    after: Stakeholder | None

    @property
    def fields(self) -> tuple[tuple[str, Any, Any], ...]:
        """The fields that differ, each with the older and the newer value; none where the line comes or goes."""
        if self.before is None or self.after is None:
            return ()
        pairs = ((f.name, getattr(self.before, f.name), getattr(self.after, f.name)) for f in fields(Stakeholder))
        return tuple(pair for pair in pairs if pair[1] != pair[2])


def compare(old: Iterable[Stakeholder], new: Iterable[Stakeholder]) -> tuple[LineChange, ...]:
    """What makes the new list of the old one: added and changed lines in the new order, then those that are gone."""
    before = {s.ref: s for s in old}
    after = {s.ref: s for s in new}
    changed = (LineChange(s.ref, before.get(s.ref), s) for s in after.values() if not _same(before.get(s.ref), s))
    gone = (LineChange(s.ref, s, None) for s in before.values() if s.ref not in after)
    return (*changed, *gone)


def _same(before: Stakeholder | None, after: Stakeholder) -> bool:
    """Whether a line says the same; its other addresses in any order."""
    if before is None or set(before.other_emails) != set(after.other_emails):
        return False
    return replace(before, other_emails=()) == replace(after, other_emails=())


def lay_over(listed: Sequence[Stakeholder], changes: Iterable[LineChange]) -> tuple[Stakeholder, ...]:
    """The list of the file with the changes laid over it, oldest first.

    A field changes only as long as the file still says what the change was made on: where the lead has written another
    thing there since, the file wins. An added line stands at the end of its group.
    """
    lines = {s.ref: s for s in listed}
    for change in changes:
        there = lines.get(change.ref)
        if change.after is None:
            lines.pop(change.ref, None)
        elif there is None:
            lines[change.ref] = change.after
        elif change.before is not None:
            lines[change.ref] = _with(there, change)
    of_file = {s.ref: s for s in listed}
    return _settled(_placed(lines.values(), of_file), of_file)


def _with(line: Stakeholder, change: LineChange) -> Stakeholder:
    values: dict[str, Any] = {}
    for name, before, after in change.fields:
        now = getattr(line, name)
        if name == "other_emails":
            kept = tuple(a for a in now if a in after or a not in before)
            values[name] = (*kept, *(a for a in after if a not in before and a not in kept))
        elif now == before:
            values[name] = after
    return replace(line, **values)


def _placed(lines: Iterable[Stakeholder], of_file: Mapping[Ref, Stakeholder]) -> tuple[Stakeholder, ...]:
    """The file's lines in its order, each added one behind the last of its group."""
    every = tuple(lines)
    placed = [s for s in every if s.ref in of_file]
    for line in every:
        if line.ref not in of_file:
            behind = [at for at, s in enumerate(placed, 1) if s.group == line.group]
            placed.insert(behind[-1] if behind else len(placed), line)
    return tuple(placed)


def _settled(lines: Sequence[Stakeholder], listed: Mapping[Ref, Stakeholder]) -> tuple[Stakeholder, ...]:
    """An address stays in one line, that of the file first; a member of a line that is gone is a member no longer."""
    refs = {s.ref for s in lines}
    owner: dict[str, Ref] = {}
    for by_file in (True, False):
        for line in lines:
            own = listed[line.ref].addresses if line.ref in listed else ()
            for address in line.addresses:
                if (address in own) is by_file:
                    owner.setdefault(address, line.ref)
    settled = []
    for line in lines:
        email = line.email if owner.get(line.email.lower()) == line.ref else ""
        others = tuple(a for a in line.other_emails if owner[a.lower()] == line.ref)
        member_of = line.member_of if line.member_of in refs else None
        settled.append(replace(line, email=email, other_emails=others, member_of=member_of))
    return tuple(settled)
