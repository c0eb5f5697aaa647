"""Chasers as drafts, in a folder or in the mailbox's Drafts. Nothing is sent."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from config.chaser_templates import load_chaser_templates
from config.consultation import Consultation
from config.errors import ConfigError
from config.load import CONSULTATION_FILE, find_letter_file, layer_folders
from ingest.mailbox import MailboxSettings
from ingest.mailbox_drafts import DraftsFolder, Found, open_drafts
from reports.chaser_words import make_text
from reports.chasers import ChaserList, Due, Stale, Which
from reports.drafts import OURS, is_for
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
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Made:
    draft: Draft
    raw: bytes


@dataclass(frozen=True, slots=True)
class Desk:
    """What drafting works with. With `again`, drafts that somebody has taken away are made anew."""

    office: Office
    store: Store
    chasers: ChaserList
    waiting: tuple[Draft, ...]
    again: bool = False

    @property
    def name(self) -> str:
        """The consultation's."""
        return self.office.consultation.name

    def end(self, draft: Draft, ended: Ended) -> None:
        """Note that a draft is no longer where it was put."""
        self.store.end_draft(self.name, draft.message_id, ended, self.chasers.as_of, self.office.clock())

    def keep(self, drafts: Iterable[Draft]) -> None:
        """Note drafts that were made."""
        self.store.record_drafts(self.name, drafts, self.office.clock())


def draft_into_folder(desk: Desk, folder: Path) -> Drafted:
    """One .eml for each line that is due and has no draft yet.

    Raises ConfigError or SoundingsError before anything is written.
    """
    done = Drafted()
    made = _make(desk, _without_draft(desk, done), KeptIn.FOLDER, folder.absolute(), done)
    write_files(folder, {Path(m.draft.place).name: m.raw for m in made})
    desk.keep(m.draft for m in made)
    done.made += [m.draft.place for m in made]
    return done


def draft_into_mailbox(desk: Desk, mailbox: MailboxSettings) -> Drafted:
    """As `draft_into_folder`, into the mailbox's Drafts; what must not go any more is taken out, if it is unchanged."""
    done = Drafted()
    with open_drafts(mailbox, desk.office.settings.imap.drafts) as drafts:
        stale = {one.draft.message_id: one for one in desk.chasers.stale}
        for draft in desk.waiting:
            if draft.kept_in is KeptIn.MAILBOX:
                _look_after(desk, drafts, draft, stale.get(draft.message_id), done)
        for made in _make(desk, _without_draft(desk, done), KeptIn.MAILBOX, Path(drafts.name), done):
            digest = drafts.append(made.raw, made.draft.message_id, desk.chasers.as_of)
            desk.keep([replace(made.draft, digest=digest)])
            done.made.append(f"{drafts.name}: {made.draft.address}")
    return done


def _look_after(desk: Desk, drafts: DraftsFolder, draft: Draft, stale: Stale | None, done: Drafted) -> None:
    """Take a draft out of the mailbox that must not go any more, and note one that is gone."""
    found = drafts.look(draft.message_id, draft.address, draft.digest)
    if found is Found.GONE:
        desk.end(draft, Ended.GONE)
    elif stale and found is Found.UNCHANGED:
        drafts.remove(draft.message_id)
        desk.end(draft, Ended.REMOVED)
        done.notes.append(f"{stale.label}: {stale.why}. The draft was taken out of {drafts.name}.")
    elif stale:
        done.notes.append(
            f"{stale.label}: {stale.why}. Somebody has changed the draft in {drafts.name}: throw it away yourself."
        )


def _without_draft(desk: Desk, done: Drafted) -> list[Due]:
    """The lines that have no draft of this reminder yet. One that is gone may have been sent from elsewhere."""
    for draft in desk.waiting:
        if draft.kept_in is KeptIn.FOLDER and not Path(draft.place).exists():
            desk.end(draft, Ended.GONE)
    drafts = {d.message_id: d for d in desk.store.load_drafts(desk.name)}
    mine = [drafts[w.message_id] for w in desk.waiting]
    gone = [d for d in drafts.values() if d.ended is Ended.GONE]
    new: list[Due] = []
    for due in desk.chasers.due:
        if any(is_for(d, due) for d in mine if d.ended is Ended.NOT):
            done.there_already += 1
        elif not desk.again and any(is_for(d, due) for d in gone):
            done.notes.append(
                f"{due.line.stakeholder.label}: drafted before; the draft is gone and was not seen in Sent. "
                "If it was sent, say so with --record; to draft it anew, add --again."
            )
        else:
            new.append(due)
    return new


def _make(desk: Desk, due: Iterable[Due], kept_in: KeptIn, place: Path, done: Drafted) -> list[_Made]:
    """All mails, before any is put anywhere: a template that is wrong leaves nothing half done. Raises ConfigError."""
    asked, at = desk.office.consultation, min(desk.chasers.as_of, desk.office.clock())
    mailbox = asked.mailboxes[0]
    if not can_be_written_to(mailbox):
        place = desk.office.folder / CONSULTATION_FILE
        raise ConfigError(place, f"no mail can come from {mailbox!a}", "Correct the first of mailboxes.")
    templates = load_chaser_templates(layer_folders(desk.office.folder))
    file = find_letter_file(desk.office.folder, asked.chasing)
    letter = Letter(asked.chasing.letter_message_id, file.name, _load(file))
    earlier = Counter(_stem(asked, d.ref, d.address, d.words, d.due_on) for d in desk.store.load_drafts(desk.name))
    made = []
    for one in due:
        who = one.line.stakeholder
        if not can_be_written_to(one.address):
            done.notes.append(f"{who.label}: no mail can be drafted to {one.address!a}. Write to them yourself.")
            continue
        text = make_text(asked, one, templates)
        stem = _stem(asked, who.ref, one.address, one.words, one.due_on)
        message_id = f"{OURS}{stem}.{earlier[stem] + 1}@{mailbox.rpartition('@')[2]}>"
        to = ("" if one.which is Which.STAND_IN else who.name, one.address)
        raw = render_eml(text, to, (asked.sender, mailbox), message_id, letter, at.astimezone(asked.zone))
        name = f"chaser-{one.due_on}-{who.ref}-{stem[:6]}.eml"
        where = place / name if kept_in is KeptIn.FOLDER else place
        kept = (kept_in, str(where), _sha(raw))
        draft = Draft(message_id, who.ref, one.address, text.subject, one.words, one.due_on, at, *kept)
        made.append(_Made(draft, raw))
    return made


def _stem(asked: Consultation, *reminder: object) -> str:
    """What one reminder to one address is always called: a run that broke off finds its own draft again."""
    return _sha("\n".join(map(str, (asked.name, *reminder))).encode())[:20]


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _load(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SoundingsError(f"{path}: cannot be read ({error.strerror})", "Check its permissions") from error
