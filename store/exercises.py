"""The consultation as boards were shown of it, and the chaser lists that were written. Rows are only ever added."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from config.consultation import ChasingRules, Ref
from store.list_changes import stakeholder_from_json
from store.protection import find_purge
from store.rows import Exercise, OfferedList
from store.tables import chaser_lists, exercises


def note(connection: Connection, consultation: str, exercise: Exercise) -> bool:
    """Keep the exercise as it is now, unless it is as it was kept last or was purged since; whether it was new."""
    if find_purge(connection, consultation):
        return False
    before = find(connection, consultation)
    content = _to_json(exercise)
    if before and _to_json(before) == content:
        return False
    connection.execute(insert(exercises).values(consultation=consultation, noted_at=exercise.noted_at, content=content))
    return True


def find(connection: Connection, consultation: str, known_at: datetime | None = None) -> Exercise | None:
    """The exercise as it was kept last, up to `known_at`; None where no board was shown by then."""
    statement = select(exercises).where(exercises.c.consultation == consultation)
    if known_at is not None:
        statement = statement.where(exercises.c.noted_at <= known_at)
    row = connection.execute(statement.order_by(exercises.c.id.desc()).limit(1)).one_or_none()
    return None if row is None else _from_json(row.noted_at, row.content)


def record_list(connection: Connection, consultation: str, made: OfferedList) -> None:
    """Keep a chaser list that was written."""
    offered = [list(pair) for pair in made.offered]
    connection.execute(insert(chaser_lists).values(consultation=consultation, made_at=made.made_at, offered=offered))


def load_lists(connection: Connection, consultation: str) -> tuple[OfferedList, ...]:
    """Every chaser list that was written, in the order of the moments that they speak of."""
    this = chaser_lists.c.consultation == consultation
    rows = connection.execute(select(chaser_lists).where(this).order_by(chaser_lists.c.made_at, chaser_lists.c.id))
    return tuple(OfferedList(row.made_at, tuple((Ref(ref), address) for ref, address in row.offered)) for row in rows)


def _to_json(exercise: Exercise) -> dict[str, Any]:
    """Without the moment; lists for tuples, as it comes back."""
    chasing = asdict(exercise.chasing)
    return {
        "title": exercise.title,
        "deadline_on": exercise.deadline_on.isoformat(),
        "chasing": chasing | {"reminder_days": list(exercise.chasing.reminder_days)},
        "stakeholders": [asdict(s) | {"other_emails": list(s.other_emails)} for s in exercise.stakeholders],
    }


def _from_json(noted_at: datetime, content: dict[str, Any]) -> Exercise:
    chasing = content["chasing"]
    return Exercise(
        noted_at,
        content["title"],
        date.fromisoformat(content["deadline_on"]),
        ChasingRules(**(chasing | {"reminder_days": tuple(chasing["reminder_days"])})),
        tuple(stakeholder_from_json(line) for line in content["stakeholders"]),
    )
