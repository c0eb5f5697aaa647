"""A mail that was dragged out of Outlook (.msg), as a mail of RFC 5322."""

from ingest.attachments.registry import SIZE_LIMIT, unpack
from ingest.errors import IngestError
from ingest.mime import Leaf


class MsgError(IngestError):
    """An Outlook file that holds no mail, or cannot be read."""


def mail_from_msg(data: bytes) -> bytes:
    """The mail in an Outlook file: its headers as they came or made from its properties, its body, its attachments.

    The same file always gives the same bytes. Read in a process of its own; raises MsgError with the reason.
    """
    if len(data) > SIZE_LIMIT:
        raise MsgError(f"the file is larger than {SIZE_LIMIT // 1_000_000} MB", "Save the mail as .eml.")
    files, problem = unpack(Leaf("application/vnd.ms-outlook", data), "msg")
    if problem or not files:
        raise MsgError(problem or "the file holds no mail", "Save the mail as .eml.")
    return files[0].data
