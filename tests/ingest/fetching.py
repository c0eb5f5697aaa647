"""What is new in a folder, as a run asks for it: look, leave out what is known, fetch the rest."""

from collections.abc import Container, Iterator

from ingest.mailbox import Cursor, LeftOut, Look, Mailbox
from ingest.message import IncomingMessage


def fetch_new(
    mailbox: Mailbox,
    folder: str,
    cursor: Cursor | None,
    known: Container[int] = (),
    left_out: LeftOut = lambda *_: None,
) -> Iterator[IncomingMessage]:
    """The mails beyond a cursor that are not known; all of them without one, or where UIDVALIDITY has changed."""
    seen = mailbox.look(folder)
    if cursor is not None and cursor.uid_validity == seen.uid_validity:
        uids = tuple(uid for uid in seen.uids if uid > cursor.last_uid and uid not in known)
        seen = Look(folder, seen.uid_validity, uids)
    yield from mailbox.fetch(seen, left_out)
