"""Chasers as drafts: written into a folder or into the mailbox's Drafts, and told from what was sent. Nothing is sent."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from config.chaser_templates import load_chaser_templates
from config.load import find_letter_file, layer_folders
from ingest.drafts import DraftsFolder, Found, open_drafts
from ingest.mailbox import MailboxSettings
from reports.chaser_words import make_text
from reports.chasers import ChaserList, Due, Which
from reports.drafts import is_for
from reports.render.as_eml import Letter, can_be_written_to, render_eml
from soundings.bootstrap import Office
from soundings.errors import SoundingsError
from soundings.files import write_files
from store.rows import Draft, Ended, KeptIn
from store.unit_of_work import Store


@dataclass(slots=True)
class Drafted:
    """What drafting did: places of new drafts, how many were there already, and what a person should know."""

    made: list[str] = field(default_factory=list)
    there_already: int = 0
    removed: int = 0
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Made:
    draft: Draft
    raw: bytes


def draft_into_folder(
    office: Office, store: Store, chasers: ChaserList, waiting: Collection[Draft], folder: Path
) -> Drafted:
    """One .eml for each line that is due and has no draft yet. Raises ConfigError or SoundingsError before it begins."""
    done = Drafted()
    waiting = [w for w in waiting if not _ended_in_folder(office, store, w, chasers.as_of)]
    new = _without(chasers.due, waiting, done)
    made = _make(office, store, new, chasers.as_of, KeptIn.FOLDER, folder.absolute(), done)
    write_files(folder, {Path(m.draft.place).name: m.raw for m in made})
    store.record_drafts(office.consultation.name, [m.draft for m in made])
    done.made += [m.draft.place for m in made]
    return done


def draft_into_mailbox(
    office: Office, store: Store, chasers: ChaserList, waiting: Collection[Draft], mailbox: MailboxSettings
) -> Drafted:
    """As `draft_into_folder`, into the mailbox's Drafts; drafts that must not go any more are taken out, if unchanged."""
    done = Drafted()
    name = office.consultation.name
    with open_drafts(mailbox, office.settings.imap.drafts) as drafts:
        for stale in chasers.stale:
            if stale.draft.kept_in is KeptIn.MAILBOX:
                _take_out(store, name, drafts, stale.draft, f"{stale.label}: {stale.why}", chasers.as_of, done)
        here = [w for w in waiting if not _ended_in_mailbox(store, name, drafts, w, chasers.as_of)]
        new = _without(chasers.due, here, done)
        for made in _make(office, store, new, chasers.as_of, KeptIn.MAILBOX, Path(drafts.name), done):
            digest = drafts.append(made.raw, made.draft.message_id, chasers.as_of)
            store.record_drafts(name, [replace(made.draft, digest=digest)])
            done.made.append(f"{drafts.name}: {made.draft.address}")
    return done


def _ended_in_folder(office: Office, store: Store, draft: Draft, at: datetime) -> bool:
    """Whether the file of a draft is no longer there; that is noted."""
    if draft.kept_in is not KeptIn.FOLDER or Path(draft.place).exists():
        return False
    store.end_draft(office.consultation.name, draft.message_id, Ended.GONE, at)
    return True


def _ended_in_mailbox(store: Store, name: str, drafts: DraftsFolder, draft: Draft, at: datetime) -> bool:
    if draft.kept_in is not KeptIn.MAILBOX:
        return False
    if drafts.look(draft.message_id, draft.address, draft.digest) is not Found.GONE:
        return False
    store.end_draft(name, draft.message_id, Ended.GONE, at)
    return True


def _take_out(
    store: Store, name: str, drafts: DraftsFolder, draft: Draft, why: str, at: datetime, done: Drafted
) -> None:
    match drafts.look(draft.message_id, draft.address, draft.digest):
        case Found.UNCHANGED:
            drafts.remove(draft.message_id)
            store.end_draft(name, draft.message_id, Ended.REMOVED, at)
            done.removed += 1
            done.notes.append(f"{why}. The draft was taken out of {drafts.name}.")
        case Found.CHANGED:
            done.notes.append(f"{why}. Somebody has changed the draft in {drafts.name}: throw it away yourself.")
        case Found.GONE:
            store.end_draft(name, draft.message_id, Ended.GONE, at)


def _without(due: Iterable[Due], waiting: Collection[Draft], done: Drafted) -> list[Due]:
    """The lines that have no draft of this reminder yet."""
    new = [d for d in due if not any(is_for(w, d) for w in waiting)]
    done.there_already = len(list(due)) - len(new)
    return new


def _make(
    office: Office, store: Store, due: Iterable[Due], at: datetime, kept_in: KeptIn, place: Path, done: Drafted
) -> list[_Made]:
    """All mails, before any is put anywhere: a template that is wrong leaves nothing half done. Raises ConfigError."""
    asked = office.consultation
    templates = load_chaser_templates(layer_folders(office.folder))
    file = find_letter_file(office.folder, asked.chasing)
    letter = Letter(asked.chasing.letter_message_id, file.name, _load(file))
    earlier = Counter(_stem(asked.name, d.ref, d.address, d.words, d.due_on) for d in store.load_drafts(asked.name))
    made = []
    for one in due:
        who = one.line.stakeholder
        if not can_be_written_to(one.address):
            done.notes.append(f"{who.label}: no mail can be drafted to {one.address!a}. Correct it on the list.")
            continue
        text = make_text(asked, one, templates)
        stem = _stem(asked.name, who.ref, one.address, one.words, one.due_on)
        message_id = f"<soundings.{stem}.{earlier[stem] + 1}@{_domain(asked.mailboxes[0])}>"
        to = ("" if one.which is Which.STAND_IN else who.name, one.address)
        raw = render_eml(text, to, (asked.sender, asked.mailboxes[0]), message_id, letter, _local(office, at))
        name = f"chaser-{one.due_on}-{who.ref}-{stem[:6]}.eml"
        where = place / name if kept_in is KeptIn.FOLDER else place
        draft = Draft(
            message_id, who.ref, one.address, text.subject, one.words, one.due_on, at, kept_in, str(where), _sha(raw)
        )
        made.append(_Made(draft, raw))
    return made


def _stem(*parts: object) -> str:
    """What one reminder to one address is always called: a run that broke off finds its own draft again."""
    return _sha("\n".join(map(str, parts)).encode())[:20]


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _domain(address: str) -> str:
    return address.rpartition("@")[2]


def _local(office: Office, at: datetime) -> datetime:
    return at.astimezone(UTC).astimezone(office.consultation.zone).replace(microsecond=0)


def _load(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SoundingsError(f"{path}: cannot be read ({error.strerror})", "Check its permissions") from error
