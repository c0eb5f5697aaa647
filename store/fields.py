"""The fields of an analysis that a person can overrule, and the form that each value has."""

from collections.abc import Callable
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from classify.analysis import AnswerStatus, Flags, Kind, Stance
from store.errors import StoreError

MACHINE = {"source": "machine"}
"""The value by which the machine's word counts again."""
UNDO = {"source": "undo"}
"""The value that takes the last word on its field back: the one before it counts again."""


def check_correction(field: str, value: Any) -> None:
    """Raises StoreError for a field that is not one, or a value that it cannot have."""
    check = _CHECKS.get(field) or _CHECKS.get(field.split(".", 1)[0] + ".") or _flag_check(field)
    if check is None:
        raise StoreError(
            f"'{field}' is no field of an analysis",
            "Use kind, stakeholders, answers.Q1, topics.2.2.c, proposals, flags.confidential, review, ignore, handled, "
            "split or joined",
        )
    if value in (MACHINE, UNDO):
        return
    try:
        fits = check(value)
    except (AttributeError, KeyError, TypeError, ValueError):
        fits = False
    if not fits:
        raise StoreError(f"{field} cannot be {value!r}", _FORMS.get(field.split(".", 1)[0], "Give another value"))


def _flag_check(field: str) -> Callable[[Any], bool] | None:
    group, _, name = field.partition(".")
    if group != "flags" or name not in {f.name for f in fields(Flags)}:
        return None
    if name.endswith("_on"):
        return lambda value: value is None or bool(date.fromisoformat(value))
    if name in ("stand_ins", "failed_recipients"):
        return _texts
    return _yes_or_no


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(v, str) for v in value)


def _yes_or_no(value: Any) -> bool:
    return isinstance(value, bool)


def _yes_or_since(value: Any) -> bool:
    """Yes, no, or the moment from which it is so."""
    return isinstance(value, bool) or datetime.fromisoformat(value).tzinfo is not None


def _number_or_none(value: Any) -> bool:
    return value is None or (isinstance(value, int) and not isinstance(value, bool) and value > 0)


def _answer(value: Any) -> bool:
    return AnswerStatus(value["status"]) in AnswerStatus and isinstance(value.get("text", ""), str)


def _view(value: Any) -> bool:
    return value is None or (Stance(value["stance"]) in Stance and _number_or_none(value.get("rank")))


def _proposals(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(p["question"], str)
        and isinstance(p["title"], str)
        and isinstance(p.get("evidence", ""), str)
        and _number_or_none(p.get("priority"))
        and _texts(p.get("replaces", []))
        for p in value
    )


def _split(value: Any) -> bool:
    """What a mail says for one of its lines alone: by Ref, the fields with their values."""
    for said in value.values():
        for field, each in said.items():
            if field.partition(".")[0] not in ("kind", "answers", "topics", "proposals"):
                return False
            check_correction(field, each)
    return True


_CHECKS: dict[str, Callable[[Any], bool]] = {
    "kind": lambda value: Kind(value) in Kind,
    "stakeholders": _texts,
    "answers.": _answer,
    "topics.": _view,
    "proposals": _proposals,
    "review": _texts,
    "ignore": _yes_or_no,
    "handled": _yes_or_since,
    "split": _split,
    "joined": lambda value: isinstance(value, str) and len(value) > 0,
}
_FORMS = {
    "kind": f"Use one of {', '.join(Kind)}",
    "stakeholders": "Give a list of Refs",
    "answers": f"Give a status ({', '.join(AnswerStatus)}) and the text",
    "topics": f"Give a stance ({', '.join(Stance)}) with or without a rank, or nothing for no view",
    "proposals": "Give a list, each with question, title, evidence, priority and replaces",
    "flags": "Give true or false, a day like 2024-11-29, or a list of addresses",
    "review": "Give the reasons to look, or an empty list",
    "ignore": "Give true or false",
    "handled": "Give true or false, or the moment at which it was answered",
    "split": "Give, for each Ref, what the mail says on its behalf alone: kind, answers, topics, proposals",
    "joined": "Give the archive id of the mail that it belongs to",
}
