"""Whose rows an export has and by which names: all of them for the lead, for the public neither person nor secret."""

import hashlib
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from config.consultation import Ref
from ingest.message import ArchiveId
from reports.basis import Basis
from reports.discretion import LEAST, Discretion
from reports.figure import Voice
from reports.report import Cell


@dataclass(frozen=True)
class Telling:
    """Says of each voice whether it has rows, and what it is called there.

    For the public a number stands in place of the Ref, which often is a name. The numbers follow no order of the list;
    who does not have the mails cannot work them out.
    """

    basis: Basis
    publishable: bool = False

    @cached_property
    def discretion(self) -> Discretion:
        """What may be said in which words."""
        return Discretion(self.basis.results, self.publishable)

    def tells(self, voice: Voice) -> bool:
        """Whether what they said has rows."""
        return not self.publishable or (self._open(voice) and voice.ref not in self.held_back)

    def names(self, voice: Voice) -> bool:
        """Whether it has a row that they replied."""
        return not self.publishable or self._open(voice)

    def key(self, voice: Voice) -> str:
        """By what one row's stakeholder is known in the others."""
        if voice.ref is None:
            return next((self._unlisted[m] for m in voice.mails if m in self._unlisted), "")
        return self._numbers[voice.ref] if self.publishable else voice.ref

    def who(self, voice: Voice) -> dict[str, Cell]:
        """The columns that say of whom a row is."""
        return {
            "stakeholder": self.key(voice),
            "name": self.discretion.name(voice) if self.publishable else voice.name,
            "group": voice.group,
            "on_list": voice.ref is not None,
        }

    def words(self, text: str) -> str:
        """Somebody's words as they may stand."""
        return self.discretion.words(text)

    @cached_property
    def held_back(self) -> frozenset[Ref]:
        """Those whose words are left out besides, so that what the few who asked for confidence said stays theirs.

        The figures count everybody. Where fewer than five of a group, or of all, are missing from the rows, figures
        less rows would be what those few chose: so others are left out with them until they are five.
        """
        gave = [r.voice() for r in self.basis.results.respondents]
        if not self.publishable or all(self._open(v) for v in gave):
            return frozenset()
        out: set[Ref] = set()
        for group in dict.fromkeys(v.group for v in gave if not self._open(v)):
            out |= self._more([v for v in gave if v.group == group], out)
        return frozenset(out | self._more(gave, out))

    def _more(self, voices: Sequence[Voice], out: Set[Ref]) -> set[Ref]:
        """As many more of these, by chance, as are wanting until five of them are left out."""
        there = [v.ref for v in voices if v.ref and self._open(v) and v.ref not in out]
        return set(sorted(there, key=self._digest)[: max(0, LEAST - (len(voices) - len(there)))])

    def _open(self, voice: Voice) -> bool:
        """Whether they were asked, and neither they nor anybody who wrote with them asked for confidence."""
        return voice.ref is not None and not voice.confidential and self._secret.isdisjoint(voice.mails)

    @cached_property
    def _secret(self) -> frozenset[ArchiveId]:
        results = self.basis.results
        everyone: Iterable[Voice] = (*results.replied.behind, *(r.voice() for r in self.basis.respondents))
        return frozenset(mail for v in everyone if v.confidential for mail in v.mails)

    @cached_property
    def _unlisted(self) -> dict[ArchiveId, str]:
        return {mail: f"unlisted-{n}" for n, r in enumerate(self.basis.results.others, 1) for mail in r.mails}

    @cached_property
    def _numbers(self) -> dict[Ref, str]:
        lines = sorted((self._digest(s.ref), s.ref) for s in self.basis.results.consultation.stakeholders)
        return {ref: f"R{number:04}" for number, (_, ref) in enumerate(lines, 1)}

    @cached_property
    def _salt(self) -> str:
        return "".join(sorted(r.mail.archive_id for r in self.basis.records))

    def _digest(self, ref: str) -> str:
        return hashlib.sha256(f"{self._salt}{ref}".encode()).hexdigest()
