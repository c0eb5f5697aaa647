"""The Drafts folder of a mailbox: the one place of it that Soundings writes to. It never sends."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum

from imapclient import IMAPClient

from ingest.mailbox_errors import explained
from ingest.mailbox_folders import find_special_folder, open_folder
from ingest.mailbox_line import Line
from ingest.mailbox_settings import NO_PATIENCE, MailboxSettings, Patience
from ingest.sent import DRAFT_HEADER

DRAFTS, SENT = b"\\Drafts", b"\\Sent"
_FLAGS = (b"\\Draft", b"\\Seen")


class Found(StrEnum):
    """What has become of a draft in the folder."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    GONE = "gone"


class DraftsFolder:
    """An open Drafts folder. Drafts are known by our own header, and by their bytes as the server gives them.

    Each command looks first, so that one over which the connection broke off does nothing twice.
    """

    def __init__(self, line: Line, name: str):
        self._line, self.name = line, name

    def append(self, raw: bytes, message_id: str, at: datetime) -> str:
        """Put a draft into the folder, unless it is there; the SHA-256 of what stands there. Raises MailboxError."""

        def put(client: IMAPClient) -> str:
            if not _uids_of(client, message_id):
                client.append(self.name, raw, flags=_FLAGS, msg_time=at)
                client.noop()  # so that the server tells of what it has just taken
            uids = _uids_of(client, message_id)
            return _digest(client, uids[-1]) if uids else hashlib.sha256(raw).hexdigest()

        with explained(self._line.settings):
            return self._line.ask(put)

    def look(self, message_id: str, address: str, digest: str) -> Found:
        """What has become of a draft. One that another draft to the same address may have replaced counts as changed:
        programs save what a person edits as a new mail. Raises MailboxError.
        """

        def compare(client: IMAPClient) -> Found:
            uids = _uids_of(client, message_id)
            if uids:
                same = [_digest(client, uid) for uid in uids] == [digest]
                return Found.UNCHANGED if same else Found.CHANGED
            edited = client.search(["UNDELETED", "TO", address, "NOT", "HEADER", DRAFT_HEADER, ""])
            return Found.CHANGED if edited else Found.GONE

        with explained(self._line.settings):
            return self._line.ask(compare)

    def remove(self, message_id: str) -> None:
        """Take a draft out of the folder, and nothing else: what others have marked as deleted stays marked.

        Raises MailboxError.
        """

        def take_out(client: IMAPClient) -> None:
            uids = _uids_of(client, message_id)
            client.delete_messages(uids, silent=True)
            if uids and client.has_capability("UIDPLUS"):
                client.uid_expunge(uids)

        with explained(self._line.settings):
            self._line.ask(take_out)


@contextmanager
def open_drafts(
    settings: MailboxSettings, folder: str = "", patience: Patience = NO_PATIENCE
) -> Iterator[DraftsFolder]:
    """The Drafts folder, the one named or the one that the server marks as such. Raises MailboxError."""
    line = Line(settings, patience)
    try:
        name = folder or find_special_folder(line, DRAFTS, "drafts")
        open_folder(line, name, to_write=True)
        yield DraftsFolder(line, name)
    finally:
        line.close()


def _uids_of(client: IMAPClient, message_id: str) -> list[int]:
    return sorted(client.search(["UNDELETED", "HEADER", DRAFT_HEADER, message_id]))


def _digest(client: IMAPClient, uid: int) -> str:
    body = client.fetch([uid], ["BODY.PEEK[]"]).get(uid, {}).get(b"BODY[]", b"")
    return hashlib.sha256(body).hexdigest()
