"""Mails out of somebody else's folder, whatever they are named, with the words that a reply is known to have."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from ingest.sources import OnProblem, read_named_files

OWN = ".own.txt"
"""What the respondent wrote stands beside a mail (`a.eml`) in a file of this ending (`a.own.txt`)."""

_NAMED = frozenset({".eml", ".msg", ".mbox", ".mbx"})
_TNEF = bytes.fromhex("789f3e22")
_HEADERS = re.compile(rb"(?:From |[!-9;-~]{2,40}:[ \t])")


@dataclass(frozen=True, slots=True)
class ForeignMail:
    """One mail; `own` is what its respondent wrote, None where nobody has said."""

    name: str
    raw: bytes
    own: str | None = None


def find_mails(folder: Path, on_problem: OnProblem) -> Iterator[ForeignMail]:
    """Every mail below a folder in order of name; files that are none are passed over."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.name.endswith(OWN):
            continue
        if path.suffix.lower() in _NAMED:
            own = path.with_name(path.stem + OWN)
            words = own.read_text("utf-8") if own.is_file() else None
            for name, mail in read_named_files([path], on_problem):
                yield ForeignMail(f"{path.parent.name}/{name}", mail.raw, words)
        elif (raw := _mail_in(path.read_bytes(), path.name)) is not None:
            yield ForeignMail(f"{path.parent.name}/{path.name}", raw)


def _mail_in(data: bytes, name: str) -> bytes | None:
    """A file without a mail's name: winmail.dat in a mail made for it, or a text that begins with headers."""
    if data.startswith(_TNEF):
        made = EmailMessage()
        made["From"] = "a@a.example"
        made.add_attachment(data, "application", "ms-tnef", filename=name)
        return made.as_bytes()
    return data if _HEADERS.match(data) else None
