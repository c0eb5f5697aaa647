"""The health of an installation, from its database and its schedule."""

from datetime import timedelta

from reports.deadline import end_of
from reports.health import Health
from reports.silence import say_silence
from soundings.bootstrap import Office
from soundings.nights import next_after, nights_of, zone_of
from soundings.signing_in import sign_in_warning
from store.ledger import find_last_good_run
from store.unit_of_work import Store


def examine_health(office: Office, store: Store) -> Health:
    """How it is now. Raises StoreError, and ConfigError where the schedule cannot be used."""
    asked, worker, at = office.consultation, office.settings.worker, office.clock()
    with store.reading() as connection:
        good = find_last_good_run(connection, asked.name)
    nights = nights_of(worker, asked, at)
    return Health(
        at=at,
        last=store.find_last_run(asked.name),
        last_good=good,
        due_at=next_after(nights, good.started_at, zone_of(worker, asked)) if good else None,
        grace=timedelta(hours=worker.grace_hours),
        balance=store.load_balance(asked.name),
        silence=silence_of(office, store),
        sign_in=sign_in_warning(office.settings, at),
    )


def silence_of(office: Office, store: Store) -> str:
    """A warning where no mail has come for longer than usual, or nothing. Raises StoreError."""
    this = office.consultation
    received = (mail.received_at for mail in store.find_mails(this.name, ""))
    return say_silence(received, office.clock(), end_of(this.deadline_on, this.zone))
