"""A chaser as a mail that opens as a draft: headers that nothing can be smuggled into, the letter attached."""

import mimetypes
import re
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from ingest.cleaning import one_line
from ingest.sent import DRAFT_HEADER
from reports.chaser_words import ChaserText

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


@dataclass(frozen=True, slots=True)
class Letter:
    """The mail that is sent again: its Message-ID, empty where it is not known, and the file to attach."""

    message_id: str
    name: str
    content: bytes


def can_be_written_to(address: str) -> bool:
    """Whether an address can stand in a header as it is (RFC 5322, 3.4.1): no quotes, no letters beyond ASCII."""
    local = address.partition("@")[0]
    dots = local.startswith(".") or local.endswith(".") or ".." in local
    return bool(_ADDRESS.fullmatch(address)) and not dots


def render_eml(
    text: ChaserText, to: tuple[str, str], from_: tuple[str, str], message_id: str, letter: Letter, at: datetime
) -> bytes:
    """The mail, lines ended by CRLF; `to` and `from_` are name and address. Raises ValueError for a wrong address.

    X-Unsent has Outlook open it as a draft. In-Reply-To and References put it into the letter's thread (RFC 5322,
    3.6.4).
    """
    mail = EmailMessage(policy=SMTP)
    mail["From"] = _mailbox(*from_)
    mail["To"] = _mailbox(*to)
    mail["Subject"] = one_line(text.subject)
    mail["Date"] = at
    mail["Message-ID"] = message_id
    if letter.message_id:
        mail["In-Reply-To"] = letter.message_id
        mail["References"] = letter.message_id
    mail["X-Unsent"] = "1"
    mail[DRAFT_HEADER] = message_id
    mail.set_content(text.body, cte="quoted-printable")
    _attach(mail, one_line(letter.name), letter.content)
    mail["Content-Language"] = ", ".join(text.languages)
    return mail.as_bytes()


def _attach(mail: EmailMessage, name: str, content: bytes) -> None:
    kind, _, form = (mimetypes.guess_type(name)[0] or "application/octet-stream").partition("/")
    if kind == "text":
        mail.add_attachment(content.decode("utf-8-sig", "replace"), subtype=form, filename=name)
    else:
        mail.add_attachment(content, maintype=kind, subtype=form, filename=name)


def _mailbox(name: str, address: str) -> Address:
    if not can_be_written_to(address):
        raise ValueError("this address cannot stand in a header")
    return Address(display_name=one_line(name), addr_spec=address)
