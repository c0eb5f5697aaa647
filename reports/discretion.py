"""What a report may tell of whom: all of it to the lead, and to the public neither individuals nor confidences."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from classify.first_names import full_given_names
from config.consultation import Ref, Stakeholder
from reports.figure import Voice
from reports.results import Results

TAKEN_OUT = "[name]"
_TITLES = ("Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Prof", "Professor", "Sir", "Dame", "Lord", "Lady", "Baroness", "Rev")
_TITLED = re.compile(
    rf"\b(?:{'|'.join(_TITLES)})\b\.?(?!\s+(?:Chancellor|Chief|Justice|Advocate|Mayor|Lieutenant))"
    r"(?:\s+[A-Z][\w'’-]+){1,3}"
)
_BODY = re.compile(
    r"\b(?:Office|Team|Accounts?|Enquiries|Secretariat|Inspectorate|Service|Services|Board|Trust|Association|Council"
    r"|Committee|Institute|Society|Network|Ministry|Department|Agency|Centre|University|Foundation|Review|Journal)\b"
)
"""Words of names that are no person's."""
_MOST = 4
_ADDRESS = re.compile(r"\S+@\S+\.\w+|https?://\S+|\bwww\.\S+")
_NUMBER = re.compile(r"(?<![\w£$€.,])\+?\(?\d[\d ()-]{8,}\d\b")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SHORTEST = 3
LEAST = 5
"""Fewer in a group than this, with one who asked for confidence among them, would tell what that one said."""


class LeftOut(NamedTuple):
    """How much a publishable report leaves out: individuals not named, and replies in confidence."""

    individuals: int
    confidential: int
    not_asked: int


@dataclass(frozen=True)
class Discretion:
    """Says who may be named, whose words may stand, and in which words."""

    results: Results
    publishable: bool = False

    def name(self, voice: Voice) -> str:
        """Whose words they are: by name for the lead, by organisation for the public."""
        if not self.publishable:
            return f"{voice.name} (confidential)" if voice.confidential else voice.name
        if voice.confidential:
            return "one who asked for confidence"
        if voice.ref is None:
            return "one who was not asked"
        return self.organisation(voice.ref) or "an individual"

    def names(self, voices: Iterable[Voice]) -> str:
        """All of them, each name once."""
        return ", ".join(dict.fromkeys(self.name(v) for v in voices))

    def source(self, voice: Voice) -> str:
        """Whose words a quotation is, with the group."""
        return f"{self.name(voice)} ({voice.group})" if voice.group else self.name(voice)

    def organisation(self, ref: Ref) -> str:
        """The organisation of a line; one that is known by its name alone is an organisation where it has no role."""
        return self._lines[ref].organisation if ref in self._lines else ""

    def may_tell(self, *voices: Voice) -> bool:
        """Whether words of these may stand in the report."""
        return not self.publishable or not any(v.confidential for v in voices)

    def words(self, text: str) -> str:
        """The words without names of people, addresses and telephone numbers, where the report is for the public."""
        if not self.publishable:
            return text
        for pattern in (_ADDRESS, _NUMBER, _TITLED, *self._names):
            text = pattern.sub(TAKEN_OUT, text)
        return re.sub(r"\[name\](?:[\s,]*\[name\])+", TAKEN_OUT, text)

    def may_quote(self, text: str, voice: Voice) -> bool:
        """Whether a quotation can stand as it is."""
        return self.may_tell(voice) and self.words(text) == text

    def left_out(self) -> LeftOut:
        """What the public is not told."""
        everyone = [*self.results.replied.behind, *(r.voice() for r in self.results.others)]
        persons = sum(1 for v in everyone if v.ref is not None and self._lines[v.ref].name)
        return LeftOut(persons, sum(v.confidential for v in everyone), len(self.results.others))

    @cached_property
    def _lines(self) -> dict[Ref, Stakeholder]:
        return {s.ref: s for s in self.results.consultation.stakeholders}

    @cached_property
    def _names(self) -> tuple[re.Pattern[str], ...]:
        """Names of people as they may stand in a sentence: in full, or given name or surname alone.

        A part that somebody also writes in small letters ("will", "mark") is a word, and is taken out only in full.
        """
        status = self.results.status
        known = [s.name for s in self.results.consultation.stakeholders] + [r.name for r in self.results.others]
        known += [line.by for line in status.lines] + [u.from_name for u in status.unlisted]
        people = {person for name in known if (person := _person(name))}
        parts = {part for person in people for part in _parts(person)} - self._words
        every = sorted((n for n in people | parts if len(n) >= _SHORTEST), key=lambda n: (-len(n), n))
        return (re.compile(rf"\b(?:{'|'.join(map(re.escape, every))})\b(?:['’]s\b)?"),) if every else ()

    @cached_property
    def _words(self) -> set[str]:
        """Everything that is written in small letters somewhere, or stands in the letter, with a capital letter."""
        everyone = (*self.results.respondents, *self.results.others)
        texts = [a.text for r in everyone for a in r.answers] + [p.supporting for r in everyone for p in r.proposals]
        small = {w for text in texts for w in _WORD.findall(text) if w.islower()}
        ours = {w for text in self.results.consultation.letter.paragraphs for w in _WORD.findall(text)}
        ours -= {w for s in self._lines.values() for w in s.name.split()}
        return {w[:1].upper() + w[1:] for w in small} | ours


def _person(name: str) -> str:
    """ "Alun Prosser" of "Prosser, Alun (HMPPS)"; nothing for what is no name of a person."""
    plain = re.sub(r"\([^)]*\)|\[[^]]*\]", "", name)
    if plain.count(",") == 1:
        plain = " ".join(reversed(plain.split(",")))
    words = _WORD.findall(plain)
    fits = 2 <= len(words) <= _MOST and all(w[:1].isupper() and not w.isupper() for w in words)
    return " ".join(words) if fits and not _BODY.search(plain) else ""


def _parts(person: str) -> Iterator[str]:
    """Given name with its short forms, and surname."""
    given, *_, surname = (w for w in person.split() if w not in _TITLES)
    yield surname
    for short in full_given_names(given.casefold()):
        yield short.capitalize()


def wide_enough(sizes: Iterable[tuple[str, int, bool]]) -> tuple[tuple[str, ...], ...]:
    """Groups (name, how many, whether one of them asked for confidence) put together until none can be seen through.

    A group that is too small with a confidence in it is joined with the smallest other, and again, until it is not.
    """
    heaps: list[tuple[tuple[str, ...], int, bool]] = [((name,), number, kept) for name, number, kept in sizes]
    while len(heaps) > 1:
        tight = [h for h in heaps if h[2] and h[1] < LEAST]
        if not tight:
            break
        one = min(tight, key=lambda h: (h[1], h[0]))
        other = min((h for h in heaps if h is not one), key=lambda h: (h[1], h[0]))
        at = min(heaps.index(one), heaps.index(other))
        both = (*one[0], *other[0]) if heaps.index(one) < heaps.index(other) else (*other[0], *one[0])
        heaps = [h for h in heaps if h is not one and h is not other]
        heaps.insert(at, (both, one[1] + other[1], True))
    return tuple(h[0] for h in heaps)
