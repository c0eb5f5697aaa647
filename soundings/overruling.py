"""From one `soundings correct` to the corrections that it records: all of them signed, or an error and none."""

from dataclasses import dataclass
from typing import Any

from soundings.bootstrap import Office
from soundings.corrections import Said, flag_of, refs_of, words_of
from soundings.errors import SoundingsError
from soundings.finding import find_line, find_mail
from store.fields import MACHINE, UNDO, check_correction
from store.overlay import Effective, blank_analysis, overlay
from store.rows import Correction, MailRecord
from store.unit_of_work import Store
from store.words import last_command, live_words


@dataclass(frozen=True, slots=True)
class About:
    """What the command says of the mail as a whole, as it was typed."""

    stakeholders: str = ""
    flags: tuple[str, ...] = ()
    split: str = ""
    join: str = ""
    ignore: bool | None = None
    handled: bool = False
    looked: bool = False
    machine: tuple[str, ...] = ()
    undo: bool = False


def corrections_of(
    office: Office, store: Store, record: MailRecord, said: Said, about: About, by: str, because: str
) -> tuple[Correction, ...]:
    """The words of one command. Raises SoundingsError or StoreError for what cannot be, and where nothing is said."""
    if about.undo:
        if said != Said() or about != About(undo=True):
            mend = "Take back first, then say the other thing in a second command"
            raise SoundingsError("--undo stands alone", mend)
        words = _taken_back(record)
    else:
        words = _words(office, store, record, said, about)
    if not words:
        raise SoundingsError("nothing is corrected", "Say what, such as --kind holding: see --help")
    for path, value in words.items():
        check_correction(path, value)
    mail, at = record.mail.archive_id, office.clock()
    version = record.analysis.rules_version if record.analysis else ""
    return tuple(Correction(mail, path, value, by, because, at, version) for path, value in words.items())


def _taken_back(record: MailRecord) -> dict[str, Any]:
    last = last_command(record.corrections)
    if not last:
        raise SoundingsError(f"{record.mail.archive_id[:12]}: there is nothing to take back", "See soundings history")
    return {word.field: UNDO for word in last}


def _words(office: Office, store: Store, record: MailRecord, said: Said, about: About) -> dict[str, Any]:
    """Every field that the command speaks of, with its value."""
    effective = overlay(record.analysis or blank_analysis(record.mail.archive_id), record.corrections)
    words: dict[str, Any] = {}
    if about.stakeholders:
        words |= [refs_of(about.stakeholders, office.consultation)]
    if about.split:
        words |= _split(office, record, said, about.split, effective, words)
    else:
        words |= words_of(said, effective.analysis, office.consultation)
    words |= [flag_of(text) for text in about.flags]
    if about.join:
        words["joined"] = _joined(office, store, record, about.join)
    if about.ignore is not None:
        words["ignore"] = about.ignore
    words |= {"handled": True} if about.handled else {}
    words |= {"review": []} if about.looked else {}
    return words | dict.fromkeys(about.machine, MACHINE)


def _split(
    office: Office, record: MailRecord, said: Said, name: str, effective: Effective, words: dict[str, Any]
) -> dict[str, Any]:
    """What the mail says for one line alone, beside what is told apart already; the mail then speaks for it."""
    ref = find_line(office.consultation, name).ref
    own = words_of(said, effective.of(ref), office.consultation)
    if not own:
        mend = f"Add what it says for {ref}, such as --topic 2.2.c=oppose or --kind nil_response"
        raise SoundingsError(f"--split {ref} says nothing of what the mail says for it", mend)
    before = live_words(record.corrections).get("split")
    apart: dict[str, Any] = dict(before.value) if before else {}
    apart[ref] = apart.get(ref, {}) | own
    speaks_for = words.get("stakeholders", list(effective.analysis.stakeholders.value))
    return {"split": apart} | ({} if ref in speaks_for else {"stakeholders": [*speaks_for, ref]})


def _joined(office: Office, store: Store, record: MailRecord, digits: str) -> str:
    other = find_mail(store, office.consultation.name, digits)
    mine, target = record.mail.archive_id, other.mail.archive_id
    if mine == target:
        raise SoundingsError(f"{digits}: a mail cannot be joined to itself", "Name the other mail")
    back = live_words(other.corrections).get("joined")
    if back and back.value == mine:
        raise SoundingsError(f"{digits}: that mail is joined to this one already", "Nothing is to be done")
    return target
