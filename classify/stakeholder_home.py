"""Colleagues of a line of the list: at a host where it has an address, its first name or its place alone is enough."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from classify.analysis import Evidence
from classify.rules.facts import Facts, phrase
from classify.stakeholder_claims import sentences_of, speaks_for_others
from classify.stakeholder_names import Directory, Entry, full_given_names, plain_name
from classify.stakeholder_zones import Line, Zones
from config.consultation import Ref

_GREETING = phrase(
    r"^\W{0,4}(?:(?:good )?(?:morning|afternoon|evening|day)|dear|hi|hiya|hello|hey|annwyl|helo|bore da|"
    r"prynhawn da|thanks|thank you|diolch|to|for the attention of|fao)\b[^.!?\n,]{0,60}(?:[,!\n]|\s-\s|$)"
)
_PASSED_ON = phrase(
    r"\b(?:passed|forwarded|sent|circulated|shown|showed|shared|gave|suggested|mentioned|drew|told) ~ (?:to )?"
    r"(?:me|us|this|it|your|the (?:letter|consultation)|members|colleagues|round|on|that (?:i|we|members))\b"
)
_WILL = phrase(r"\basked|\bapprov|\bagree|\bcontent|\bhappy|\bleave to|\bblessing|\bpermission|\bsaid to\b")
_WORD = re.compile(r"(?!\d)[^\W_]+")
_SMALL = frozenset(["and", "the", "of", "in", "for", "y", "a"])
_FIRST = 400


def first_names(facts: Facts, refs: Iterable[Ref], directory: Directory) -> Iterator[tuple[Ref, Evidence]]:
    """Where a mail names one of these lines by first or family name alone, and not as somebody else who replies."""
    entries = [directory.entry(r) for r in refs]
    own = {w.lower() for a in facts.message.headers.from_ for w in _WORD.findall(a.name)}
    for text, evidence in sentences_of(facts):
        if speaks_for_others(text) or (_PASSED_ON.search(text) and not _WILL.search(text)):
            continue
        rest = _GREETING.sub(" ", text)
        said = {w.lower() for w in _WORD.findall(rest) if w[0].isupper()} - own
        named = [e for e in entries if said & _called(e)]
        for entry in named if len(named) == 1 else ():
            yield entry.ref, evidence


def places(facts: Facts, zones: Zones, refs: Iterable[Ref], directory: Directory) -> Iterator[tuple[Ref, Evidence]]:
    """Where the subject, the first lines or the signature of a mail name the place of one of these lines."""
    entries = [e for e in (directory.entry(r) for r in refs) if e.places]
    for text, evidence in (*_opening(facts), *((line.text, _proof(line)) for line in zones.closing)):
        for entry in entries:
            if _place(entry).search(text):
                yield entry.ref, evidence


def _called(entry: Entry) -> set[str]:
    return {*full_given_names(entry.given), entry.family} - {""}


def _opening(facts: Facts) -> Iterator[tuple[str, Evidence]]:
    start = facts.body[0].start if facts.body else 0
    for text, evidence in sentences_of(facts):
        near = evidence.span is None or evidence.span.start - start < _FIRST
        if near and not speaks_for_others(text):
            yield text, evidence


def _proof(line: Line) -> Evidence:
    return Evidence("place", line.text, line.span)


@lru_cache(maxsize=512)
def _place(entry: Entry) -> re.Pattern[str]:
    """A place as its own people write it: in full, by its initials in capitals, or with long words cut short."""
    full = plain_name(entry.places[0]).split()
    telling = [w for w in full if w not in _SMALL]
    between = r"[\s,]{1,2}(?:(?:and|&|the|of)\s{1,2}){0,2}"
    cut = [w.capitalize() if len(w) < 8 else rf"{w[:4].capitalize()}\w*" for w in telling]
    ways = [between.join(cut)]
    if len(telling) > 1:
        ways.append("&?".join(w[0].upper() for w in telling))
    return re.compile(r"\b(?:" + "|".join(ways) + r")\b")
