"""What a board shows: as at a moment, and by what was known then or is known now."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from config.errors import ConfigError
from reports.status import Status, make_status
from soundings.bootstrap import Office, open_office
from soundings.moment import read_moment
from store.rows import Exercise, MailRecord
from store.unit_of_work import Store, is_there


@dataclass(frozen=True, slots=True)
class Shown:
    """As at `as_of`, by all that was known at `known_at`; None is now."""

    as_of: datetime
    known_at: datetime | None = None


def open_shown(consultation: str, home: Path | None, as_of: str, known_at: str) -> tuple[Office, Shown]:
    """The office with the list of then, and the moments that a person typed; what was known then is shown as at then.

    Raises ConfigError or StoreError.
    """
    office = open_office(consultation, home, files_alone=True)
    zone = office.consultation.zone
    known = read_moment(known_at, zone, "--known-at") if known_at.strip() else None
    if known is not None and known > office.clock():
        raise ConfigError(f'--known-at "{known_at}"', "this moment is still to come", "Name one that is over.")
    moment = read_moment(as_of, zone) if as_of.strip() else known or office.clock()
    return _with_list_of(office, known), Shown(moment, known)


def _with_list_of(office: Office, known_at: datetime | None) -> Office:
    """The consultation as it was last shown by then, with the list's changes up to then."""
    if known_at is None:
        return office.with_list_in_force()
    if not is_there(office.settings.database.get_secret_value()):
        return office
    name = office.consultation.name
    with office.open_store() as store:
        was = store.find_exercise(name, known_at)
        changes = store.load_list_changes(name, known_at)
    if was is None:
        return office.with_changes(c.change for c in changes)
    then = replace(office, consultation=was.laid_over(office.consultation))
    return then.with_changes(c.change for c in changes if c.at > was.noted_at)


def find_status(office: Office, store: Store, shown: Shown) -> tuple[Status, tuple[MailRecord, ...]]:
    """Where everyone stands, with the mails that it rests on.

    What it rests on besides, the consultation's own files, is kept, so that it can be shown again.
    """
    name = office.consultation.name
    if shown.known_at is None:
        store.note_exercise(name, Exercise.of(office.consultation, office.clock()))
    mails = store.load_mails(name, shown.as_of, shown.known_at)
    extensions, sent = store.load_extensions(name, shown.known_at), store.load_sent(name, shown.known_at)
    status = make_status(office.consultation, mails, extensions, shown.as_of, sent)
    return replace(status, known_at=shown.known_at), mails
