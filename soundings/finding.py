"""The one mail or line that a person means, or an error that says how to name it."""

import difflib
import getpass
import re
from typing import TYPE_CHECKING

from config.consultation import Consultation, Ref, Stakeholder
from soundings.errors import SoundingsError

if TYPE_CHECKING:
    from store.rows import MailRecord
    from store.unit_of_work import Store

_SHOWN = 12


def find_mail(store: "Store", consultation: str, digits: str) -> "MailRecord":
    """The mail whose archive id begins so. Raises SoundingsError where there is none, or several."""
    wanted = digits.strip().lower()
    found = store.find_mails(consultation, wanted) if re.fullmatch(r"[0-9a-f]+", wanted) else ()
    mend = "Give the first digits of an archive id, as soundings status --json and soundings history show them"
    if not found:
        raise SoundingsError(f"{digits!r}: no mail of {consultation} has an archive id that begins so", mend)
    if len(found) > 1:
        begins = ", ".join(m.archive_id[:_SHOWN] for m in found[:3])
        raise SoundingsError(f"{digits!r}: {len(found)} mails have an archive id that begins so ({begins} ...)", mend)
    every = store.load_mails(consultation)
    return next(r for r in every if r.mail.archive_id == found[0].archive_id)


def find_line(consultation: Consultation, ref: str) -> Stakeholder:
    """The line of the list with this Ref, however it is cased. Raises SoundingsError with the nearest one."""
    by_ref = {s.ref.casefold(): s for s in consultation.stakeholders}
    found = by_ref.get(ref.strip().casefold())
    if found:
        return found
    near = difflib.get_close_matches(ref.casefold(), by_ref, n=1)
    mend = f"Did you mean {by_ref[near[0]].ref}?" if near else "soundings status --json shows every Ref"
    raise SoundingsError(f"{ref!r}: no line of {consultation.name} has this Ref", mend)


def find_refs(consultation: Consultation, text: str) -> list[Ref]:
    """The Refs of a list parted by commas; none for "nobody". Raises SoundingsError."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    if [name.casefold() for name in names] == ["nobody"]:
        return []
    return [find_line(consultation, name).ref for name in names]


def who(by: str) -> str:
    """Who says so: the name given, otherwise that of this computer's user."""
    if by.strip():
        return by.strip()
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise SoundingsError("nobody is named who says so", "Give a name with --by") from None
