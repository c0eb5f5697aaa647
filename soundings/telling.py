"""The report of a night's run: found in the database, and sent or written where there is something to tell."""

from config.errors import ConfigError
from config.settings import SETTINGS_FILE
from config.settings_report import Report as ReportSettings
from reports.render.as_text import render_text
from reports.run_report import Findings, Night, is_news, make_run_report
from soundings.bootstrap import Office
from soundings.chasing import desk_for
from soundings.files import write_files
from soundings.health import silence_of
from soundings.mailing import make_mail, send
from soundings.shown import Shown, find_status
from store.errors import StoreError

_WIDTH = 76
"""Letters of a line: what a mail program shows without breaking it."""


def tell_of_run(office: Office, error: str = "") -> bool:
    """Send or write the report of the run that has just ended, where it is news; whether it was.

    `error` is why the run failed. Raises ConfigError, StoreError, or SoundingsError where it cannot be handed over.
    """
    settings = office.settings.report
    if not settings.to and settings.folder is None:
        return False
    night = Night(office.consultation, office.clock(), error, _find(office, error))
    if not is_news(night):
        return False
    report = make_run_report(night, office.settings.web.address)
    text = render_text(report, _WIDTH)
    if settings.folder is not None:
        name = f"run-{report.made_at:%Y-%m-%dT%H%M}.txt"
        write_files(settings.folder, {name: text.encode()})
    if settings.to:
        check_recipients(office, settings)
        send(settings, make_mail(settings, report.title, text, report.made_at))
    return True


def check_recipients(office: Office, settings: ReportSettings) -> None:
    """That no report goes to the mailbox that it speaks of, to be read there as a reply. Raises ConfigError."""
    ours = {*office.consultation.mailboxes, office.settings.imap.user.lower()}
    for address in settings.to:
        if address.lower() in ours:
            raise ConfigError(
                office.settings.home / SETTINGS_FILE,
                f"the report of a run would go to {address}, where replies come in",
                "Name another address in to under [report].",
            )


def _find(office: Office, error: str) -> Findings | None:
    """What the database holds; None where that is what went wrong."""
    try:
        return _load(office)
    except StoreError:
        if error:
            return None
        raise


def _load(office: Office) -> Findings | None:
    name = office.consultation.name
    with office.open_store() as store:
        runs = store.load_runs(name, 2)
        if not runs:
            return None
        status, mails = find_status(office, store, Shown(office.clock()))
        return Findings(
            runs[0],
            runs[1] if len(runs) > 1 else None,
            tuple(m for m in mails if m.mail.first_seen_at >= runs[0].started_at),
            status,
            desk_for(office, store, status).chasers,
            store.load_balance(name),
            silence_of(office, store),
        )
