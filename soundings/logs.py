"""The log of unattended work: one line an event, with run and archive ids and never a word of a reply.

Only our own loggers are written: a library may log what it reads. Of a fault its kind and place are told and not its
message, which may hold a respondent's words.
"""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from traceback import extract_tb
from types import TracebackType
from typing import Any

from config.settings import LogForm

FIELDS = ("consultation", "run", "archive_id", "stage")
"""What a line can have beside its words; a logger's `extra` or `log_fields` gives it."""
_OURS = ("config", "ingest", "classify", "store", "reports", "web", "soundings", "apscheduler", "uvicorn.error")

_fields: ContextVar[dict[str, Any]] = ContextVar("log_fields", default={})  # noqa: B039 (replaced, never changed)


@contextmanager
def log_fields(**fields: object) -> Iterator[None]:
    """Give every line that is logged in the block these fields."""
    token = _fields.set(_fields.get() | fields)
    try:
        yield
    finally:
        _fields.reset(token)


def start_logging(form: LogForm) -> None:
    """Write our own log to standard error, and nobody else's."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Json() if form is LogForm.JSON else _Text())
    root = logging.getLogger()
    root.handlers[:] = [logging.NullHandler()]  # without any, Python writes the warnings of libraries by itself
    for name in _OURS:
        logger = logging.getLogger(name)
        logger.handlers[:] = [handler]
        logger.propagate = False
        logger.setLevel(logging.INFO)
    logging.getLogger("apscheduler").setLevel(logging.ERROR)


@contextmanager
def shown_warnings() -> Iterator[None]:
    """Write our warnings to standard error as a person wants them who waits for a command: which mail, and what."""
    handler, logger = logging.StreamHandler(), logging.getLogger("soundings")
    handler.setFormatter(_Plain())
    handler.setLevel(logging.WARNING)
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)


class _Line(logging.Formatter):
    def fields_of(self, record: logging.LogRecord) -> dict[str, Any]:
        """The fields of a line, in order."""
        given = _fields.get() | {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        return {name: given[name] for name in FIELDS if name in given}

    def fault_of(self, record: logging.LogRecord) -> str:
        """The kind of the exception and its places; nothing where there was none."""
        kind, _, places = record.exc_info or (None, None, None)
        return f"{kind.__name__} at {_places(places)}" if kind else ""

    def moment_of(self, record: logging.LogRecord) -> str:
        """When, in UTC."""
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds")


class _Text(_Line):
    def format(self, record: logging.LogRecord) -> str:
        words = " ".join(record.getMessage().split())
        fault = self.fault_of(record)
        fields = " ".join(f"{name}={value}" for name, value in self.fields_of(record).items())
        parts = (self.moment_of(record), record.levelname, words, fault and f"({fault})", fields and f"[{fields}]")
        return " ".join(part for part in parts if part)


class _Plain(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        words, mail = " ".join(record.getMessage().split()), getattr(record, "archive_id", "")[:12]
        return f"mail {mail}: {words}; see why with soundings explain {mail}" if mail else words


class _Json(_Line):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": self.moment_of(record),
            "level": record.levelname,
            "logger": record.name,
            "words": record.getMessage(),
            **self.fields_of(record),
        }
        fault = self.fault_of(record)
        return json.dumps(line | ({"fault": fault} if fault else {}), ensure_ascii=False, default=str)


def _places(traceback: TracebackType | None) -> str:
    frames = extract_tb(traceback)[-3:]
    return " < ".join(f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in reversed(frames))
