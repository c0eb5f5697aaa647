"""What Exchange hands out in place of a mail that it cannot put into words for IMAP."""

import re

_LARGEST = 20_000
_SUBJECT = re.compile(rb"^Subject: *Retrieval using the (IMAP4|POP3) protocol failed", re.IGNORECASE | re.MULTILINE)
_BODY = re.compile(rb"The server couldn['\x92\xe2\x80\x99=]{1,4}\w*t retrieve the following message", re.IGNORECASE)

STUB = (
    "Exchange could not hand it over by IMAP and sent a note instead; open it in Outlook, save it, take it in with "
    "soundings run --from FILE, and move it out of the folder"
)


def is_stub(raw: bytes) -> bool:
    """Whether this is no mail but Exchange's note that it has one: by subject and body both, and small."""
    if len(raw) > _LARGEST:
        return False
    head, _, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    received = re.search(rb"^Received:", head, re.IGNORECASE | re.MULTILINE)
    return bool(not received and _SUBJECT.search(head) and _BODY.search(body))
