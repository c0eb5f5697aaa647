"""What is new in the folders of a mailbox, and what each folder held beside the ledger."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from ingest.mailbox import FolderRenewed, Look, Mailbox
from ingest.message import IncomingMessage
from soundings.bootstrap import Office
from soundings.errors import SoundingsError
from soundings.pipeline import Counts
from store.rows import FolderState
from store.unit_of_work import Store

_log = logging.getLogger(__name__)

_RENEWALS = 3


class Fetching:
    """What every folder holds and the ledger does not: all its UIDs are compared, so that no gap stays open."""

    def __init__(self, mailbox: Mailbox, store: Store, office: Office, counts: Counts):
        self._mailbox, self._store, self._office, self._counts = mailbox, store, office, counts
        self._name = office.consultation.name
        self._looks: dict[str, Look] = {}

    def new_mails(self, folder: str) -> Iterator[IncomingMessage]:
        """The new mails of a folder. Where it is made anew meanwhile, all is looked at again, and nothing doubled."""
        for _ in range(_RENEWALS):
            try:
                look = self._looks[folder] = self._mailbox.look(folder)
                known = self._store.known_uids(self._name, folder, look.uid_validity)
                wanted = replace(look, uids=tuple(uid for uid in look.uids if uid not in known))
                yield from self._mailbox.fetch(wanted, self._withheld)
            except FolderRenewed:
                _log.warning("%s was made anew on the server while it was read; it is read again", folder)
            else:
                return
        raise SoundingsError(f"{folder} is made anew again and again", "Ask who runs the server, then run again")

    def keep_state(self, folder: str) -> None:
        """Note what the folder held when its mails were listed, beside what the ledger has of it now."""
        state = self._compare(self._looks[folder])
        if state.missing:  # somebody may have deleted it before it could be fetched
            still = self._mailbox.look(folder).uids
            state = replace(state, missing=tuple(uid for uid in state.missing if uid in still))
        self._store.set_folder(self._name, state)

    def _compare(self, look: Look) -> FolderState:
        known = self._store.known_uids(self._name, look.folder, look.uid_validity)
        return compare(look, known, self._office.clock())

    def _withheld(self, folder: str, uid: int, why: str) -> None:
        self._counts.withheld += 1
        _log.warning("%s, UID %d: %s; left out, the next run asks again", folder, uid, why)


def compare(look: Look, known: frozenset[int], at: datetime) -> FolderState:
    """A folder as it is on the server, beside the UIDs that the ledger has of it."""
    missing = tuple(uid for uid in look.uids if uid not in known)
    gone = len(known) - (len(look.uids) - len(missing))
    return FolderState(look.folder, look.uid_validity, len(look.uids), missing, gone, at)
