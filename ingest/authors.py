"""Whose words a quoted or forwarded mail holds: ours, the sender's, or those of someone they pass on."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from config.consultation import Letter
from ingest.disclaimers import is_disclaimer
from ingest.inline import announces, typed_in
from ingest.letter_match import LetterIndex
from ingest.letter_spans import LetterSpan
from ingest.lines import Line, Mark
from ingest.message import Address, Headers, SegmentKind
from ingest.quoting import OWN, Zone, Zones
from ingest.quoting_headers import EMAIL, Introduction
from ingest.signatures import is_device_line

_FORWARDED = re.compile(r"\W*(?:fw|fwd|wg|ymlaen)\s?:", re.IGNORECASE)
_POINTS = re.compile(
    r"\b(?:below|beneath|forward(?:ed|ing)?|pass(?:ing)? (?:this |it |these )?on|on behalf of"
    r"|resend(?:ing)?|isod|ymlaen)\b",
    re.IGNORECASE,
)
_MINE_BELOW = re.compile(
    r"\bmy (?:answers?|comments?|repl(?:y|ies)|responses?|thoughts|notes)\b[^.]{0,40}\bbelow\b", re.I
)
_LISTS = re.compile(
    r"\b(?:our|my|we|i|us|follow\w*|priorit\w+|choices?|prefer\w*|order|topics?|ranking|rhestr|ein|blaenoriaethau)\b",
    re.I,
)
_SHARED = frozenset(
    {"gmail.com", "googlemail.com", "hotmail.com", "outlook.com", "yahoo.com", "yahoo.co.uk", "icloud.com"}
)
STUB_WORDS = 60


@dataclass(frozen=True, slots=True)
class Correspondents:
    """Who writes to whom: our addresses, domains and names, the sender's, and whether the subject says forwarded."""

    our_emails: frozenset[str] = frozenset()
    our_domains: frozenset[str] = frozenset()
    our_names: frozenset[str] = frozenset()
    email: str = ""
    names: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    forwards: bool = False
    own_kind: SegmentKind = SegmentKind.NEW


def correspondents(headers: Headers, letter: Letter) -> Correspondents:
    """The two sides of a mail: ours are those it is addressed to and the addresses printed in the letter."""
    printed = _printed(letter)
    sender = headers.from_[0] if headers.from_ else Address("", "")
    to = [address for address in headers.to if address.email != sender.email]
    delivered = {v.strip("<> ").lower() for n, v in headers.raw if n in ("delivered-to", "x-original-to")}
    domains = {_domain(e) for e in printed} | {_domain(a.email) for a in to} - {_domain(sender.email)} - _SHARED
    return Correspondents(
        frozenset(printed | delivered | {a.email for a in to}) - {sender.email},
        frozenset(domains) - {""},
        frozenset(_name(a.name) for a in to if a.name),
        sender.email,
        frozenset(_name(sender.name).split()),
        frozenset(v for a in headers.cc for v in (a.email, _name(a.name)) if v),
        bool(_FORWARDED.match(headers.subject)),
    )


@lru_cache(maxsize=16)
def _printed(letter: Letter) -> frozenset[str]:
    """The addresses in a letter; kept, since every mail of a consultation asks for them."""
    return frozenset(e.lower() for p in (*letter.paragraphs, *letter.cover) for e in EMAIL.findall(p))


def _domain(email: str) -> str:
    return email.rpartition("@")[2]


def passed_on(headers: Headers, letter: Letter, outer: Correspondents) -> Correspondents:
    """The sides of an attached mail: its writer's words are FORWARDED, unless they are ours, which are QUOTED."""
    inner = correspondents(headers, letter)
    sender = headers.from_[0] if headers.from_ else None
    ours = sender is not None and (sender.email in outer.our_emails or _domain(sender.email) in outer.our_domains)
    return replace(
        outer,
        email=inner.email,
        names=inner.names,
        forwards=inner.forwards,
        own_kind=SegmentKind.QUOTED if ours else SegmentKind.FORWARDED,
    )


def _name(name: str) -> str:
    """A name for comparing: lower case, words only, "Surname, Forename" turned round."""
    last, comma, first = name.partition(",")
    return " ".join(re.findall(r"\w+", f"{first} {last}" if comma else name)).lower()


def _is_ours(found: Introduction, who: Correspondents) -> bool:
    if found.email:
        return found.email in who.our_emails or _domain(found.email) in who.our_domains
    return bool(found.name) and _name(found.name) in who.our_names


def _is_senders(found: Introduction, who: Correspondents) -> bool:
    if found.email:
        return found.email == who.email
    return bool(found.name) and bool(who.names) and set(_name(found.name).split()) == who.names


def _is_colleagues(found: Introduction, who: Correspondents) -> bool:
    """Whether a quoted mail went to the sender or comes from their own house, and from nobody who is written to now."""
    if found.email in who.others or _name(found.name) in who.others:
        return False
    if _is_senders(found, who):
        return True
    to = set(re.findall(r"\w+", found.to.lower()))
    reached = who.email in found.to.lower() or len(who.names & to) >= 2
    domain = _domain(who.email)
    return bool(who.email) and (reached or (_domain(found.email) == domain and domain not in _SHARED))


def zone_kinds(
    lines: Sequence[Line],
    zones: Zones,
    by_line: Mapping[int, Sequence[LetterSpan]],
    index: LetterIndex,
    who: Correspondents,
) -> dict[int, SegmentKind]:
    """The kind of every line in a zone, where its words are not the letter's.

    Below a mail of ours that is the known letter, what is not the letter was typed in by the respondent and is NEW;
    below another mail of ours it is QUOTED. Another's mail is FORWARDED where the sender passes it on.
    """
    kinds: dict[int, SegmentKind] = {}
    own = _own_words(lines, zones, by_line)
    stub = len(own.split()) < STUB_WORDS
    points = who.forwards or (stub and bool(_POINTS.search(own)) and not _MINE_BELOW.search(own))
    ours: list[bool] = []
    for number, zone in enumerate(zones.zones):
        known = _known(zone, lines, by_line)
        mine = number != OWN and _ours(zone, known, who, ours)
        ours.append(mine)
        if not zone.lines:
            continue
        if number == OWN:
            kinds.update(dict.fromkeys(zone.lines, who.own_kind))
        elif mine and known > 0:
            kinds.update(_among_letter(zone, by_line, index, known))
            kinds.update(dict.fromkeys(_typed(zone, lines, own, who), SegmentKind.NEW))
        elif zone.introduction is None:
            kind = _unintroduced(zone, zones, lines, kinds, by_line, who, own)
            kinds.update(dict.fromkeys(zone.lines, kind))
        else:
            colleague = _may_be_passed_on(zone, lines) and _is_colleagues(zone.introduction, who)
            passed = points or zone.introduction.forwarded or (stub and colleague)
            kind = SegmentKind.FORWARDED if passed and not any(ours) else SegmentKind.QUOTED
            typed = _typed(zone, lines, own, who) if kind is SegmentKind.QUOTED else frozenset()
            if _is_all(zone, number, own) and not (typed or any(ours)):
                kind = SegmentKind.FORWARDED
            kinds.update(dict.fromkeys(zone.lines, kind) | dict.fromkeys(typed, SegmentKind.NEW))
    return kinds


def _typed(zone: Zone, lines: Sequence[Line], own: str, who: Correspondents) -> frozenset[int]:
    """The lines that the sender typed into a mail which is quoted under fields and without marks."""
    if zone.introduction is None or zone.depth != lines[zone.introduction.start].depth:
        return frozenset()
    return typed_in(zone.lines, lines, own, who.names)


def _is_all(zone: Zone, number: int, own: str) -> bool:
    """Whether a text begins with fields and has no words above them: a memorandum or a printed mail."""
    found = zone.introduction
    if number != OWN + 1 or found is None or re.search(r"\w", own):
        return False
    return bool(found.name or found.email) and zone.depth == 0


def _own_words(lines: Sequence[Line], zones: Zones, by_line: Mapping[int, Sequence[LetterSpan]]) -> str:
    """What the sender wrote outside all quotations, without what their telephone and gateway add."""
    own = (lines[n].text for n in zones.zones[OWN].lines if n not in by_line)
    return " ".join(text for text in own if not is_device_line(text) and not is_disclaimer(text))


def _unintroduced(
    zone: Zone,
    zones: Zones,
    lines: Sequence[Line],
    kinds: Mapping[int, SegmentKind],
    by_line: Mapping[int, Sequence[LetterSpan]],
    who: Correspondents,
    own: str,
) -> SegmentKind:
    """Marked lines that nobody introduced: another's, unless they only are indented, or are all that there is, or it
    is the letter that stands unmarked and the answers that are marked.
    """
    if zone.parent != OWN:
        above = zones.zones[zone.parent].lines
        inherited = kinds.get(above[0] if above else -1, SegmentKind.QUOTED)
        return SegmentKind.NEW if inherited is SegmentKind.QUOTED and zone.depth > 1 and announces(own) else inherited
    indented = any(lines[n].mark is Mark.INDENT for n in zone.lines) or _is_list(zone, lines)
    answers = any(n in by_line for n in zones.zones[OWN].lines)
    if indented or answers or not re.search(r"\w", own):
        return who.own_kind
    return SegmentKind.QUOTED


def _is_list(zone: Zone, lines: Sequence[Line]) -> bool:
    """Whether the sender's signs before a list of their own look like quote marks: "Our choices are:" stands above."""
    above = next((lines[n].text for n in range(zone.lines[0] - 1, -1, -1) if lines[n].text), "")
    return above.endswith(":") and bool(_LISTS.search(above))


def _may_be_passed_on(zone: Zone, lines: Sequence[Line]) -> bool:
    """Whether a quoted mail stands as forwarded mail does: under fields of its own, and not marked line by line."""
    found = zone.introduction
    return found is not None and (bool(found.to) or zone.depth == lines[found.start].depth)


def _known(zone: Zone, lines: Sequence[Line], by_line: Mapping[int, Sequence[LetterSpan]]) -> float:
    """The share of a zone's words that are the letter's."""
    words = matched = 0
    for n in zone.lines:
        words += len(lines[n].text.split())
        matched += min(len(lines[n].text.split()), sum(span.last - span.first + 1 for span in by_line.get(n, ())))
    return matched / words if words else 0.0


def _ours(zone: Zone, known: float, who: Correspondents, before: Sequence[bool]) -> bool:
    found = zone.introduction
    if found is None:
        return known > 0 or before[zone.parent]
    if _is_ours(found, who):
        return True
    if found.email and not _is_senders(found, who):
        return known >= 0.9
    return known >= 0.5


def _among_letter(
    zone: Zone, by_line: Mapping[int, Sequence[LetterSpan]], index: LetterIndex, known: float
) -> dict[int, SegmentKind]:
    """Lines of a mail of ours: typed in from the letter's first words on, if the mail is the letter that we know.

    Where lines are marked as quoted, only what stands under the letter itself is: a covering mail is often changed.
    """
    kinds: dict[int, SegmentKind] = {}
    begun = False
    for n in zone.lines:
        spans = by_line.get(n, ())
        begun = begun or any(zone.depth == 0 or span.letter_start >= index.cover_end for span in spans)
        kinds[n] = SegmentKind.NEW if begun and known > 0.15 else SegmentKind.QUOTED
    return kinds
