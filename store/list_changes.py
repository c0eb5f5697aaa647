"""Changes of the distribution list, and what people said to those that mails proposed. Rows are only ever added."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from config.consultation import Ref, Stakeholder
from config.list_changes import LineChange
from store.rows import ListChange, Verdict
from store.tables import list_changes, list_proposals, verdicts


def record(
    connection: Connection, consultation: str, changes: Iterable[ListChange], words: Iterable[Verdict] = ()
) -> None:
    """Append both."""
    for made in changes:
        values = {
            "ref": made.change.ref,
            "before": _to_json(made.change.before),
            "after": _to_json(made.change.after),
            "how": made.how,
            "by": made.by,
            "reason": made.reason,
            "at": made.at,
        }
        connection.execute(insert(list_changes).values(consultation=consultation, **values))
    for word in words:
        connection.execute(insert(verdicts).values(consultation=consultation, **asdict(word)))


def load_changes(connection: Connection, consultation: str, known_at: datetime | None = None) -> tuple[ListChange, ...]:
    """Every change recorded up to `known_at`, in the order of recording."""
    statement = select(list_changes).where(list_changes.c.consultation == consultation).order_by(list_changes.c.id)
    if known_at is not None:
        statement = statement.where(list_changes.c.at <= known_at)
    return tuple(
        ListChange(
            LineChange(
                Ref(row.ref),
                *(None if said is None else stakeholder_from_json(said) for said in (row.before, row.after)),
            ),
            row.how,
            row.by,
            row.reason,
            row.at,
        )
        for row in connection.execute(statement)
    )


def load_verdicts(connection: Connection, consultation: str) -> tuple[Verdict, ...]:
    """Every word on a proposed change, in the order of recording."""
    rows = connection.execute(select(verdicts).where(verdicts.c.consultation == consultation).order_by(verdicts.c.id))
    return tuple(Verdict(row.proposal, row.accepted, row.by, row.reason, row.at) for row in rows)


def number_proposals(connection: Connection, consultation: str, proposals: Iterable[str]) -> dict[str, int]:
    """The number by which each proposal is known, for ever: a new one gets the next."""
    rows = connection.execute(select(list_proposals).where(list_proposals.c.consultation == consultation))
    numbers: dict[str, int] = {row.proposal: row.number for row in rows}
    for proposal in proposals:
        if proposal not in numbers:
            numbers[proposal] = max(numbers.values(), default=0) + 1
            values = {"consultation": consultation, "number": numbers[proposal], "proposal": proposal}
            connection.execute(insert(list_proposals).values(**values))
    return numbers


def _to_json(line: Stakeholder | None) -> dict[str, Any] | None:
    return None if line is None else asdict(line)


def stakeholder_from_json(values: dict[str, Any]) -> Stakeholder:
    """A line of the list as it was kept."""
    return Stakeholder(**(values | {"other_emails": tuple(values["other_emails"])}))
