"""Analyses to JSON and back, without loss: confidence, evidence and spans included."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, NewType, TypeVar, Union, get_args, get_origin, get_type_hints

from classify.analysis import Analysis
from store.errors import StoreError


def analysis_to_json(analysis: Analysis) -> dict[str, Any]:
    """The analysis as JSON values; `analysis_from_json` gives an equal one back."""
    values: dict[str, Any] = _to_json(analysis)
    return values


def analysis_from_json(values: dict[str, Any]) -> Analysis:
    """The analysis that the values hold. Raises StoreError for values of another form."""
    try:
        analysis: Analysis = _from_json(Analysis, values, {})
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise StoreError(
            f"a stored analysis cannot be read ({error!r})",
            "It was written by another version of Soundings: run the analysis of its mail again",
        ) from error
    return analysis


def _to_json(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _to_json(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [_to_json(v) for v in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return value


def _from_json(kind: Any, value: Any, bound: dict[Any, Any]) -> Any:
    """`kind` is the declared type; `bound` says what the type variables of a generic dataclass stand for."""
    if isinstance(kind, TypeVar):
        kind = bound[kind]
    if isinstance(kind, NewType):
        kind = kind.__supertype__
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        inner = next(a for a in arguments if a is not NoneType)
        return None if value is None else _from_json(inner, value, bound)
    if origin is tuple:
        return tuple(_from_json(arguments[0], v, bound) for v in value)
    if is_dataclass(origin or kind):
        return _dataclass_from_json(origin or kind, arguments, value)
    return _SCALARS.get(kind, kind)(value)


def _dataclass_from_json(kind: Any, arguments: tuple[Any, ...], values: dict[str, Any]) -> Any:
    bound = dict(zip(getattr(kind, "__parameters__", ()), arguments, strict=True))
    hints = _hints(kind)
    return kind(**{name: _from_json(hint, values[name], bound) for name, hint in hints.items() if name in values})


@cache
def _hints(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {f.name: hints[f.name] for f in fields(kind)}


_SCALARS: dict[Any, Callable[[Any], Any]] = {date: date.fromisoformat}
