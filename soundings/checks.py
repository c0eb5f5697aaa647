"""What the doctor looks at, one check each: what it found, or what is wrong and how to mend it."""

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from config.errors import ConfigError
from config.secret import place_of
from config.settings import SETTINGS_FILE, Settings, load_settings
from ingest.encryption import LockedError
from ingest.errors import IngestError
from reports.board import say_balance
from reports.wording import say_day, say_number
from soundings.bootstrap import Office, now, open_office
from soundings.errors import SoundingsError
from soundings.signing_in import client_certificate, mailbox_settings, say_secret_places, sign_in_warning
from store.errors import StoreError

_KEY = "Set it: [archive] key_file, SOUNDINGS_ARCHIVE__KEY or the keyring"
_EARLIEST = datetime(2024, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's; `code` is what the command should end with for it."""

    mark: str
    what: str
    words: str
    code: int = 0


def examine(consultation: str, home: Path | None) -> Iterator[Finding]:
    """Every check in order; those that need the settings or the consultation are left out where these are wrong."""
    settings: list[Settings] = []
    offices: list[Office] = []
    yield _check("settings", lambda: _settings(home, settings))
    if not settings:
        return
    yield _check("home", lambda: _home(settings[0].home))
    yield _check("mailbox", lambda: _mailbox(settings[0]))
    yield from _certificate(settings[0])
    yield _check("consultation", lambda: _consultation(consultation, home, offices))
    if offices:
        yield _archive(offices[0])
        yield _check("database", lambda: _database(offices[0]))
        yield _check("models", lambda: _models(offices[0]))
    if settings[0].report.to:
        yield _check("report", lambda: _report(settings[0], offices))
    yield _check("clock", lambda: _clock(settings[0], offices))
    yield _tesseract()


def _check(what: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding("OK", what, look())
    except ConfigError as error:
        return Finding("MEND", what, str(error), 2)
    except (IngestError, StoreError, SoundingsError) as error:
        return Finding("MEND", what, str(error), 1)


def _settings(home: Path | None, found: list[Settings]) -> str:
    settings = load_settings(home, os.environ)
    found.append(settings)
    file = settings.home / SETTINGS_FILE
    return str(file) if file.is_file() else f"none in {file}: from the environment, otherwise the usual ones"


def _home(home: Path) -> str:
    """Whether it can be written into, or made; it is not made by looking."""
    place = next(p for p in (home, *home.parents) if p.exists())
    if not place.is_dir() or not os.access(place, os.W_OK):
        raise ConfigError(place, "nothing can be written here", "Name another folder with --home.")
    _only_ours(home)
    free = shutil.disk_usage(place).free // 1_000_000
    return f"{home}, {free:,} MB free"


def _only_ours(home: Path) -> None:
    """That nobody else may look into the home folder, nor into what keeps mails where it is moved out of it."""
    if os.name != "posix":
        return
    for path in (home, home / "archive", home / "output", *home.glob("*.sqlite*")):
        mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0
        if mode & 0o077:
            raise ConfigError(path, f"others may look into it (mode {mode:o})", f"Run: chmod -R go= {home}")


def _consultation(name: str, home: Path | None, found: list[Office]) -> str:
    from config.chaser_templates import load_chaser_templates
    from config.load import layer_folders

    office = open_office(name, home, files_alone=True)
    found.append(office)
    load_chaser_templates(layer_folders(office.folder))
    this = office.consultation
    bare = sum(not s.addresses for s in this.stakeholders)
    words = f"{this.name}: {say_number(len(this.stakeholders), 'line')} on the list, until {say_day(this.deadline_on)}"
    return words + (f"; {bare} without an address, who cannot be chased" if bare else "")


def _mailbox(settings: Settings) -> str:
    from ingest.mailbox import open_mailbox

    wanted = mailbox_settings(settings, now)
    with open_mailbox(wanted) as mailbox:
        seen = [f"{folder} ({say_number(len(mailbox.uids(folder)[1]), 'mail')})" for folder in wanted.folders]
    return f"{wanted.user} at {wanted.host}: {', '.join(seen)}; {say_secret_places(settings)}"


def _certificate(settings: Settings) -> Iterator[Finding]:
    """Until when the application's certificate holds, where it signs in with one: a note for its last 30 days."""
    found = _check("certificate", lambda: _say_certificate(settings))
    ends_soon = found.mark == "OK" and sign_in_warning(settings, now())
    if found.words:
        yield replace(found, mark="note", words=ends_soon) if ends_soon else found


def _say_certificate(settings: Settings) -> str:
    certificate = client_certificate(settings)
    if certificate is None:
        return ""
    certificate.check(now())
    return f"of the sign-in to Microsoft 365: holds until {say_day(certificate.until.date())}"


def _archive(office: Office) -> Finding:
    """Whether mails lie there encrypted, and where the key is; never the key."""
    found = _check("archive", lambda: _say_archive(office))
    in_plain = office.settings.archive.key is None and found.mark == "OK"
    return replace(found, mark="note") if in_plain else found


def _say_archive(office: Office) -> str:
    archive = office.archive
    names, place = archive.key_names(), place_of(office.settings.archive.key)
    total, sealed = sum(names.values()), names[archive.keys.name]
    if not archive.keys.current:
        if total != sealed:
            raise LockedError(f"{total - sealed} of {say_number(total, 'mail')} are encrypted and no key is set", _KEY)
        return f"{say_number(total, 'mail')}, not encrypted; docs/operation.md says how to encrypt them"
    for name in set(names) - {""}:
        archive.keys.find(name)
    if total != sealed:
        raise SoundingsError(
            f"{total - sealed} of {say_number(total, 'mail')} are not encrypted with the first key from {place}",
            "Run: soundings archive encrypt",
        )
    return f"{say_number(total, 'mail')}, all encrypted; the key is from {place}"


def _report(settings: Settings, offices: list[Office]) -> str:
    """That the mail server can be reached and signed in to; nothing is sent."""
    from soundings.mailing import try_line
    from soundings.telling import check_recipients

    report = settings.report
    for office in offices:
        check_recipients(office, report)
    try_line(report)
    signed_in = f"; password from {place_of(report.password)}" if report.user else ""
    return f"to {', '.join(report.to)} by {report.host}{signed_in}"


def _database(office: Office) -> str:
    with office.open_store() as store:
        return say_balance(store.load_balance(office.consultation.name))


def _models(office: Office) -> str:
    return f"version {office.load_reader(office.consultation).version}"


def _clock(settings: Settings, offices: list[Office]) -> str:
    moment = now()
    if moment < _EARLIEST:
        raise SoundingsError(f"this machine thinks that it is {say_day(moment.date())}", "Set its clock")
    zone = offices[0].consultation.zone if offices else ZoneInfo("UTC")
    zone = ZoneInfo(settings.worker.zone) if settings.worker.zone else zone
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M %Z}; the worker runs at {settings.worker.cron} in {zone.key}"


def _tesseract() -> Finding:
    program = shutil.which("tesseract")
    if program:
        return Finding("OK", "scans", program)
    advice = "tesseract is not installed: scanned attachments go to review unread. Install tesseract-ocr if they come"
    return Finding("note", "scans", advice)
