"""What is held of one person, found by their address: to be handed over, made anonymous or deleted."""

import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.consultation import Ref
from config.stakeholders import check_address
from ingest.encryption import LockedError
from ingest.errors import IngestError
from ingest.message import ArchiveId
from ingest.parse import parse
from soundings.bootstrap import Office
from soundings.errors import SoundingsError
from store.hold import hold_file, hold_runs
from store.protection import Act, Protection, record, subject_of
from store.purging import delete_mails, forget_address, redact_mails, scrub
from store.rows import KeptIn
from store.subject_rows import rows_of_subject
from store.unit_of_work import Store


@dataclass(frozen=True, slots=True)
class Subject:
    """One person's data. `written` are their mails, `named` other people's that have the address in them.

    `lines` are those of the list with the address, `rows` what the database holds, table by table, and `files` those of
    the output folder in which the address stands.
    """

    address: str
    written: tuple[ArchiveId, ...]
    named: tuple[ArchiveId, ...]
    lines: tuple[Ref, ...]
    rows: dict[str, list[dict[str, Any]]]
    files: tuple[Path, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How much of each there is, for the record."""
        rows = {name: len(each) for name, each in self.rows.items() if each}
        return {"written": len(self.written), "named": len(self.named), "lines": len(self.lines)} | rows


def find_subject(office: Office, store: Store, email: str) -> Subject:
    """All that is held under an address; takes a while, since every mail is looked into.

    Raises ConfigError where it is no whole address, which would stand for other people too, and StoreError.
    """
    address, name = check_address(email), office.consultation.name
    mails = store.find_mails(name, "")
    written = tuple(m.archive_id for m in mails if m.from_address.lower() == address)
    others = (m.archive_id for m in mails if m.from_address.lower() != address)
    lines = tuple(s.ref for s in office.consultation.stakeholders if address in s.addresses)
    with store.reading() as connection:
        rows = rows_of_subject(connection, name, address, written, lines)
    named = tuple(mail for mail in others if _is_named(office, mail, address))
    files = tuple(p for p in sorted(office.output.rglob("*")) if p.is_file() and address in _words_of(p))
    return Subject(address, written, named, lines, rows, files)


def _is_named(office: Office, mail: ArchiveId, address: str) -> bool:
    """Whether an address stands anywhere in a mail: in its headers, its text or what is attached to it."""
    try:
        raw = office.archive.load(mail)
    except LockedError:
        raise
    except IngestError:
        return False
    if address.encode() in raw.lower():
        return True
    message = parse(raw, office.consultation.letter)
    return any(address in text.content.lower() for text in message.texts)


def _words_of(file: Path) -> str:
    """A file's text as far as it is one; of an Office document or a zip, its parts'."""
    content = file.read_bytes()
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            content = b"\n".join(parts.read(name) for name in parts.namelist())
    return content.decode("utf-8", "replace").lower()


def export(office: Office, store: Store, subject: Subject, file: Path, by: str, because: str) -> None:
    """Write a zip with their mails as they came and all else as JSON. Raises SoundingsError or StoreError."""
    told = {
        "address": subject.address,
        "consultation": office.consultation.name,
        "made_at": office.clock().isoformat(),
        "lines": list(subject.lines),
        "named_in": list(subject.named),
        "rows": subject.rows,
    }
    try:
        with file.open("xb") as out, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
            made.writestr("held.json", json.dumps(told, indent=2, ensure_ascii=False, default=str))
            for mail in subject.written:
                if mail in office.archive:
                    made.writestr(f"mails/{mail}.eml", office.archive.load(mail))
    except FileExistsError as error:
        raise SoundingsError(f"{file}: there is a file of this name already", "Name another") from error
    except OSError as error:
        raise SoundingsError(f"{file}: cannot be written ({error.strerror})", "Name another place") from error
    with store.writing() as connection:
        record(connection, office.consultation.name, _done(office, Act.EXPORT, subject, by, because))


def take_out(office: Office, store: Store, subject: Subject, act: Act, by: str, because: str) -> None:
    """Make their mails anonymous (their views still count) or delete them, for good, and record that it was done.

    Raises BusyError while a run is at work, StoreError and ArchiveError.
    """
    name = office.consultation.name
    with hold_file(office.lock), hold_runs(store, name):
        with store.writing() as connection:
            (redact_mails if act is Act.REDACT else delete_mails)(connection, name, subject.written)
            forget_address(connection, name, subject.address)
            record(connection, name, _done(office, act, subject, by, because))
        for mail in subject.written:
            office.archive.remove(mail)
        for draft in subject.rows["drafts"]:
            if draft["kept_in"] == KeptIn.FOLDER and draft["place"]:
                Path(draft["place"]).unlink(missing_ok=True)
        scrub(store)


def _done(office: Office, act: Act, subject: Subject, by: str, because: str) -> Protection:
    return Protection(act, subject_of(subject.address), by, because, office.clock(), subject.counts)
