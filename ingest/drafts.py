"""The Drafts folder of a mailbox: the one place of it that Soundings writes to. It never sends."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from typing import Any

from ingest.mailbox import Limits, Mailbox, MailboxSettings, explained, signed_in
from ingest.sent import DRAFT_HEADER

DRAFTS, SENT = b"\\Drafts", b"\\Sent"
_FLAGS = (b"\\Draft", b"\\Seen")


class Found(StrEnum):
    """What has become of a draft in the folder."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    GONE = "gone"


class DraftsFolder:
    """An open Drafts folder. Drafts are known by our own header, and by their bytes as the server gives them."""

    def __init__(self, client: Any, settings: MailboxSettings, name: str):
        self._client, self._settings, self.name = client, settings, name

    def append(self, raw: bytes, message_id: str, at: datetime) -> str:
        """Put a draft into the folder, unless it is there; the SHA-256 of what stands there. Raises MailboxError."""
        with explained(self._settings):
            if not self._uids_of(message_id):
                self._client.append(self.name, raw, flags=_FLAGS, msg_time=at)
                self._client.noop()  # so that the server tells of what it has just taken
            uids = self._uids_of(message_id)
            return self._digest(uids[-1]) if uids else hashlib.sha256(raw).hexdigest()

    def look(self, message_id: str, address: str, digest: str) -> Found:
        """What has become of a draft. One that another draft to the same address may have replaced counts as changed:
        programs save what a person edits as a new mail. Raises MailboxError.
        """
        with explained(self._settings):
            uids = self._uids_of(message_id)
            if uids:
                same = [self._digest(uid) for uid in uids] == [digest]
                return Found.UNCHANGED if same else Found.CHANGED
            edited = self._client.search(["UNDELETED", "TO", address, "NOT", "HEADER", DRAFT_HEADER, ""])
            return Found.CHANGED if edited else Found.GONE

    def remove(self, message_id: str) -> None:
        """Take a draft out of the folder, and nothing else: what others have marked as deleted stays marked."""
        with explained(self._settings):
            uids = self._uids_of(message_id)
            self._client.delete_messages(uids, silent=True)
            if uids and self._client.has_capability("UIDPLUS"):
                self._client.uid_expunge(uids)

    def _uids_of(self, message_id: str) -> list[int]:
        return sorted(self._client.search(["UNDELETED", "HEADER", DRAFT_HEADER, message_id]))

    def _digest(self, uid: int) -> str:
        body = self._client.fetch([uid], ["BODY.PEEK[]"]).get(uid, {}).get(b"BODY[]", b"")
        return hashlib.sha256(body).hexdigest()


@contextmanager
def open_drafts(settings: MailboxSettings, folder: str = "") -> Iterator[DraftsFolder]:
    """The Drafts folder, the one named or the one that the server marks as such. Raises MailboxError."""
    with signed_in(settings) as client:
        name = folder or Mailbox(client, settings, Limits()).special_folder(DRAFTS, "drafts")
        with explained(settings):
            client.select_folder(name)
        yield DraftsFolder(client, settings, name)
