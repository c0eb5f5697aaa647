"""Mails that come from files: .eml and Outlook's .msg, folders of them, mbox and Maildir."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from ingest.archive import archive_id
from ingest.encryption import MAGIC
from ingest.errors import IngestError
from ingest.mbox import is_mbox, split_mbox
from ingest.message import RawMessage
from ingest.msg import MsgError, mail_from_msg
from ingest.received import received_at

FOLDER = "files"
"""The folder label of mails that came from files."""

OnProblem = Callable[[Path, str], None]
"""Told of each file that could not be read, and why."""

_MAIL = frozenset({".eml"})
_BOXES = frozenset({".mbox", ".mbx"})
_OUTLOOK = frozenset({".msg"})
_STORES = frozenset({".pst", ".ost"})
_MAILDIR = ("cur", "new")
_HEADED = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:>?From .*\r?\n)?[!-9;-~]+[ \t]*:")
"""How a mail begins: with a header."""


class SourceError(IngestError):
    """A file or folder to read mails from that is not there."""


def read_files(paths: Iterable[Path], on_problem: OnProblem) -> Iterator[RawMessage]:
    """The mails of files and folders, in order of name; a folder is read with all that is below it.

    A file that cannot be read gives nothing and is told to `on_problem`. Raises SourceError before the first mail
    where one of the paths does not exist.
    """
    return (message for _, message in read_named_files(paths, on_problem))


def read_named_files(paths: Iterable[Path], on_problem: OnProblem) -> Iterator[tuple[str, RawMessage]]:
    """As `read_files`, each mail with its file's name; in an mbox with its number too ("replies.mbox:3")."""
    paths = tuple(paths)
    for path in paths:
        if not path.exists():
            raise SourceError(f"{path}: there is no such file or folder", "Check the path.")
    return (found for path in paths for file in _files(path) for found in _read(file, on_problem))


def _files(path: Path) -> Iterator[Path]:
    """The files that hold mail: a path that was named outright, or all of a folder that look like mail."""
    if not path.is_dir():
        yield path
        return
    maildir = all((path / name).is_dir() for name in _MAILDIR)
    if maildir:
        yield from sorted(
            (file for name in _MAILDIR for file in (path / name).iterdir() if file.name[:1] != "."),
            key=lambda file: file.name,
        )
    for child in sorted(path.iterdir()):
        if child.is_dir():
            if not (maildir and child.name in (*_MAILDIR, "tmp")):
                yield from _files(child)
        elif child.suffix.lower() in _MAIL | _BOXES | _OUTLOOK | _STORES:
            yield child


def _read(file: Path, on_problem: OnProblem) -> Iterator[tuple[str, RawMessage]]:
    if file.suffix.lower() in _STORES:
        on_problem(file, "Outlook's store is not read; drag the mails out of it, or save them as .msg or .eml")
        return
    try:
        with file.open("rb") as opened:
            start = opened.read(1000)
        if problem := _problem(file, start):
            on_problem(file, problem)
        elif file.suffix.lower() in _OUTLOOK:
            yield file.name, _message(mail_from_msg(file.read_bytes()), file)
        elif is_mbox(start):
            for number, raw in enumerate(split_mbox(file), 1):
                yield f"{file.name}:{number}", _message(raw, file)
        else:
            yield file.name, _message(file.read_bytes(), file)
    except MsgError as error:
        on_problem(file, str(error))
    except OSError as error:
        on_problem(file, f"the file cannot be read ({error.strerror or error})")


def _problem(file: Path, start: bytes) -> str:
    """Why a file that begins so holds no mail; empty where it may."""
    suffix = file.suffix.lower()
    if not start.strip():
        return "the file is empty"
    if start.startswith(MAGIC):
        return "it is encrypted, from an archive of Soundings; open it with soundings archive export"
    if suffix in _BOXES and not is_mbox(start):
        return 'an mbox begins with a line "From sender date"; this file does not'
    if suffix not in _MAIL | _OUTLOOK and not _HEADED.match(start):
        return "it is no mail: none begins so; choose one that was saved as .eml or .msg"
    return ""


def _message(raw: bytes, file: Path) -> RawMessage:
    """A file's mail, numbered by 60 bits of its digest: the same mail read again is the same sighting."""
    received = received_at(raw) or datetime.fromtimestamp(file.stat().st_mtime, UTC)
    return RawMessage(raw, FOLDER, 0, int(archive_id(raw)[:15], 16), received)
