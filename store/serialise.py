"""Analyses to JSON and back, without loss: confidence, evidence and spans included."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints

from classify.analysis import Analysis
from store.errors import StoreError


def analysis_to_json(analysis: Analysis) -> dict[str, Any]:
    """The analysis as JSON values; `analysis_from_json` gives an equal one back."""
    values: dict[str, Any] = _to_json(analysis)
    return values


def analysis_from_json(values: dict[str, Any]) -> Analysis:
    """The analysis that the values hold. Raises StoreError for values of another form."""
    try:
        analysis: Analysis = _reader(Analysis)(values)
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


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """What makes a value of the declared type from its JSON; worked out once a type."""
    if isinstance(kind, NewType):
        return _reader(kind.__supertype__)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        inner = _reader(next(a for a in arguments if a is not NoneType))
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        each = _reader(arguments[0])
        return lambda values: tuple(map(each, values))
    if is_dataclass(origin or kind):
        return _dataclass_reader(origin or kind, arguments)
    scalar: Callable[[Any], Any] = _SCALARS.get(kind, kind)
    return scalar


def _dataclass_reader(kind: Any, arguments: tuple[Any, ...]) -> Callable[[Any], Any]:
    """`arguments` are what the type variables of a generic dataclass stand for."""
    bound = dict(zip(getattr(kind, "__parameters__", ()), arguments, strict=True))
    hints = get_type_hints(kind)
    readers = {f.name: _reader(bound.get(hints[f.name], hints[f.name])) for f in fields(kind)}
    return lambda values: kind(**{name: read(values[name]) for name, read in readers.items() if name in values})


_SCALARS: dict[Any, Callable[[Any], Any]] = {date: date.fromisoformat}
