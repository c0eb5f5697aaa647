"""The mail ledger beside what is really there: the server's folders and the archive's files."""

from dataclasses import replace

from ingest.archive import Archive
from ingest.mailbox import Look, MailboxSettings, open_mailbox
from reports.ledger_report import ArchiveState, Books
from soundings.bootstrap import Office
from soundings.fetching import compare
from store.protection import removed
from store.unit_of_work import Store


def load_books(office: Office, store: Store) -> Books:
    """As the last run left them."""
    name = office.consultation.name
    return Books(store.load_balance(name), store.load_folders(name))


def verify_books(office: Office, store: Store, settings: MailboxSettings) -> Books:
    """As the server and the disk have them now: every UID is asked for, every archived file read. Writes nothing.

    Raises MailboxError.
    """
    name = office.consultation.name
    folders, unfetched = [], 0
    with open_mailbox(settings) as mailbox:
        for folder in settings.folders:
            look = mailbox.look(folder)
            state = compare(look, store.known_uids(name, folder, look.uid_validity), office.clock())
            new = set(_new_since(look, store, name))
            unfetched += len(new)
            folders.append(replace(state, missing=tuple(uid for uid in state.missing if uid not in new)))
    missing = sum(len(state.missing) for state in folders)
    balance = replace(store.load_balance(name), missing=missing)
    return Books(balance, tuple(folders), check_archive(office.archive, store, name), unfetched)


def _new_since(look: Look, store: Store, name: str) -> tuple[int, ...]:
    """UIDs that came after the last run, which no run has had a chance to fetch: beyond the cursor."""
    cursor = store.find_cursor(name, look.folder)
    if cursor is None or cursor.uid_validity != look.uid_validity:
        return look.uids
    return tuple(uid for uid in look.uids if uid > cursor.last_uid)


def check_archive(archive: Archive, store: Store, name: str) -> ArchiveState:
    """Every mail of the ledger by its digest, and what lies there beside; those taken out for good are not missed."""
    with store.reading() as connection:
        taken_out = removed(connection, name)
    entered = {record.archive_id for record in store.find_mails(name, "")} - taken_out
    damaged = tuple(sorted(mail for mail in entered if not archive.is_whole(mail)))
    strange = tuple(mail for mail in archive.ids() if mail not in entered)
    return ArchiveState(len(entered) - len(damaged), damaged, strange)
