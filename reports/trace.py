"""From a figure back to what it rests on: those behind it, their mails, decisions, words, and the archived bytes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from ingest.message import ArchiveId, ParsedMessage
from reports.basis import Basis
from reports.figure import Voice
from reports.results_index import Traced
from reports.trace_steps import Step, steps_of
from reports.trace_words import Proof
from store.rows import Mail


class Kept(StrEnum):
    """What the archive has of a mail: `whole` where its bytes give the SHA-256 that is its name."""

    WHOLE = "whole"
    DAMAGED = "damaged"
    MISSING = "missing"
    TAKEN_OUT = "taken_out"


@dataclass(frozen=True, slots=True)
class Archived:
    """A mail as the archive has it: its bytes, and what is read out of them now; no message where it is not whole."""

    kept: Kept
    size: int = 0
    message: ParsedMessage | None = None


@dataclass(frozen=True, slots=True)
class TracedMail:
    """One mail behind a voice, with the decisions by which it counts there."""

    mail: Mail
    kept: Kept
    size: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class TracedVoice:
    """One of those whom a figure counts; without mails where they are counted for having said nothing."""

    voice: Voice
    standing: str
    mails: tuple[TracedMail, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """A figure with all of its provenance."""

    traced: Traced
    voices: tuple[TracedVoice, ...]

    @property
    def mails(self) -> tuple[TracedMail, ...]:
        """Every mail behind it, once."""
        return tuple({m.mail.archive_id: m for v in self.voices for m in v.mails}.values())

    @property
    def broken(self) -> tuple[str, ...]:
        """Where the way back ends before the bytes: a mail that the archive does not have whole, words not in it."""
        return tuple(dict.fromkeys(_broken(self.voices)))

    def proven(self, *how: Proof) -> int:
        """How many words stand so in their mails."""
        return sum(w.proof in how for v in self.voices for m in v.mails for s in m.steps for w in s.words)


def trace(traced: Traced, basis: Basis, read: Callable[[Mail], Archived]) -> Trace:
    """The provenance of one figure; `read` opens a mail of the archive, each of them once."""
    opened: dict[ArchiveId, Archived] = {}
    lines = {x.stakeholder.ref: x for x in basis.results.status.lines}

    def voice_of(voice: Voice) -> TracedVoice:
        found = []
        for mail in voice.mails:
            record = basis.by_mail[mail]
            if mail not in opened:
                opened[mail] = read(record.mail)
            archived = opened[mail]
            steps = steps_of(traced, record, voice.ref, archived.message, basis.results.consultation)
            found.append(TracedMail(record.mail, archived.kept, archived.size, tuple(steps)))
        line = lines.get(voice.ref) if voice.ref else None
        return TracedVoice(voice, str(line.standing) if line else "", tuple(found))

    return Trace(traced, tuple(voice_of(v) for v in traced.figure.behind))


def _broken(voices: tuple[TracedVoice, ...]) -> Iterator[str]:
    for mail in (m for v in voices for m in v.mails):
        name = mail.mail.archive_id[:12]
        if mail.kept is Kept.DAMAGED:
            yield f"mail {name}: its bytes have changed since it was archived"
        elif mail.kept is Kept.MISSING:
            yield f"mail {name}: the archive does not have it"
        for words in (w for s in mail.steps for w in s.words if w.proof is Proof.LOST):
            yield f"mail {name}: “{' '.join(words.text.split())[:60]}” is not in it as it is read now"
