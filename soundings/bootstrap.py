"""The composition root: from what a person named to the objects that do the work."""

import logging
import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from config.consultation import Consultation
from config.errors import ConfigError
from soundings.errors import SoundingsError

if TYPE_CHECKING:
    from classify.understand import Understanding
    from config.list_changes import LineChange
    from config.settings import Settings
    from ingest.archive import Archive
    from ingest.mailbox import MailboxSettings
    from store.unit_of_work import Store

_log = logging.getLogger(__name__)

Clock = Callable[[], datetime]


def now() -> datetime:
    """The time, in UTC: the only clock of the programme."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Office:
    """One consultation, from its own folder, as it is worked on in one home folder."""

    settings: "Settings"
    consultation: Consultation
    clock: Clock
    folder: Path

    @property
    def archive(self) -> "Archive":
        """The raw mails of this consultation. Raises LockedError where they are encrypted and the key is not there."""
        from soundings.archives import open_archive

        return open_archive(self.settings, self.consultation.name)

    @property
    def archive_folder(self) -> Path:
        """Where they lie; to delete them no key is needed."""
        return self.settings.home / "archive" / self.consultation.name

    @property
    def output(self) -> Path:
        """Where lists and summaries are written."""
        return self.settings.home / "output" / self.consultation.name

    @property
    def learned(self) -> Path:
        """Where it is kept what was learned from this consultation's corrections."""
        return self.settings.home / "learned" / self.consultation.name

    def load_reader(self, consultation: Consultation) -> "Understanding":
        """What understands mails, with what was learned here; takes seconds. Raises SoundingsError without models."""
        return load_reader(consultation, self.learned)

    @property
    def lock(self) -> Path:
        """The file that a run holds."""
        return self.settings.home / "run.lock"

    def with_list_in_force(self) -> "Office":
        """The same office with the list as the commands have changed it; nothing is made. Raises StoreError."""
        from store.unit_of_work import is_there

        if not is_there(self.settings.database.get_secret_value()):
            return self
        with self.open_store() as store:
            changes = store.load_list_changes(self.consultation.name)
        return self.with_changes(c.change for c in changes)

    def with_changes(self, changes: "Iterable[LineChange]") -> "Office":
        """The same office with these changes laid over the list of the file, oldest first."""
        from config.list_changes import lay_over

        lines = lay_over(self.consultation.stakeholders, changes)
        return replace(self, consultation=self.consultation.with_list(lines))

    def with_readers(self, jobs: int, scheduler: str) -> "Office":
        """The same office, whose runs read mails in so many processes or on other machines; nought and nothing: as set.

        Where either is named, the other setting does not count.
        """
        if not (jobs or scheduler):
            return self
        changed = {"jobs": jobs or 1, "scheduler": scheduler}
        return replace(self, settings=self.settings.model_copy(update=changed))

    def open_store(self) -> "AbstractContextManager[Store]":
        """The database, made where there is none. Raises StoreError or ConfigError."""
        from store.unit_of_work import open_store

        make_home(self.settings.home)
        return open_store(self.settings.database.get_secret_value())

    def mailbox(self) -> "MailboxSettings":
        """How to reach the mailbox. Raises ConfigError where it is not set up."""
        from soundings.signing_in import mailbox_settings

        return mailbox_settings(self.settings, self.clock)


def open_office(
    consultation: str,
    home: Path | None,
    environ: Mapping[str, str] = os.environ,
    clock: Clock = now,
    *,
    files_alone: bool = False,
) -> Office:
    """The settings and the consultation, both checked, with the list in force; nothing is written.

    `files_alone` leaves the database alone: the list is then that of the folder. Raises ConfigError or StoreError.
    """
    from config.load import find_consultation, load_consultation, shipped_consultations
    from config.settings import SETTINGS_FILE, load_settings

    settings = load_settings(home, environ)
    name = consultation or settings.consultation
    if not name:
        shipped = " or ".join(shipped_consultations())
        raise ConfigError(
            "--consultation",
            "no consultation is named",
            f"Name a folder made by soundings init, or {shipped}; or set consultation = ... in "
            f"{settings.home / SETTINGS_FILE}.",
        )
    folder = find_consultation(name)
    office = Office(settings, load_consultation(folder), clock, folder)
    return office if files_alone else office.with_list_in_force()


def make_home(home: Path) -> None:
    """The home folder, which only its owner may look into: it will hold what people wrote. Raises ConfigError."""
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(
            home, f"the home folder cannot be made ({error.strerror})", "Name another with --home."
        ) from error


def load_reader(consultation: Consultation, learned_in: Path | None = None) -> "Understanding":
    """What understands the mails of a consultation; takes seconds. Raises SoundingsError without its models.

    `learned_in` is where it is kept what was learned from corrections. What was learned of other models is left out,
    and that is told.
    """
    from classify.learned import LearnedError, load_learned
    from classify.models import ModelError, load_models
    from classify.understand import Understanding

    try:
        models = load_models()
        learned = load_learned(learned_in) if learned_in else None
    except ModelError as error:
        raise SoundingsError(str(error).rstrip("."), "soundings doctor tells more") from error
    except LearnedError as error:
        raise SoundingsError(str(error), "Learn again, or throw it away with: soundings learn --forget") from error
    if learned and learned.models != models.version:
        _log.warning("What was learned from corrections was learned of older models: learn again with soundings learn")
        learned = None
    return Understanding(consultation, models, learned)


def default_demo_home(here: Path) -> Path:
    """Where the demo lives: under var/ of the project when it is run there, otherwise beside the usual home."""
    from config.settings import default_home

    project = Path(__file__).parent.parent
    in_project = here == project and (project / "pyproject.toml").is_file()
    return project / "var" / "demo" if in_project else default_home() / "demo"
