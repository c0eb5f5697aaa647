"""PGP in a text: the armour of what is signed comes off, what is encrypted is told (RFC 9580 sections 6 and 7)."""

import re

from ingest.smime import ENCRYPTED

MOST = 20
_SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----"
_ENCRYPTED = "-----BEGIN PGP MESSAGE-----"
_HEAD = re.compile(r"-----BEGIN PGP SIGNED MESSAGE-----[ \t]*\r?\n(?:[A-Z][\w-]{0,30}: [^\r\n]*\r?\n)*\s*")
_SIGNATURE, _END = "-----BEGIN PGP SIGNATURE-----", "-----END PGP SIGNATURE-----"
_DASHED = re.compile(r"^- (?=-)", re.MULTILINE)


def is_encrypted(data: bytes) -> bool:
    """Whether a file is an encrypted PGP message."""
    return data[:200].lstrip().startswith(_ENCRYPTED.encode())


def armour_off(text: str) -> tuple[str, str]:
    """The text without the armour round what is signed; and a problem where a part of it is encrypted."""
    if "-----BEGIN PGP " not in text:
        return text, ""
    if _SIGNED in text:
        text = _DASHED.sub("", _without_signatures(_HEAD.sub("", text, count=MOST)))
    return text, ENCRYPTED if _ENCRYPTED in text else ""


def _without_signatures(text: str) -> str:
    for _ in range(MOST):
        start = text.find(_SIGNATURE)
        end = text.find(_END, start)
        if start < 0 or end < 0:
            break
        text = text[:start] + text[end + len(_END) :]
    return text
