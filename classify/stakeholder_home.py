"""Colleagues of a line of the list: at a host where it has an address, its first name or its place alone is enough."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from classify.analysis import Evidence
from classify.first_names import full_given_names
from classify.rules import misdirected
from classify.rules.facts import Facts, phrase
from classify.stakeholder_claims import sentences_of, speaks_for_others
from classify.stakeholder_hosts import read_host
from classify.stakeholder_names import Directory, Entry, plain_name
from classify.stakeholder_zones import Zones
from config.consultation import Ref
from ingest.message import Span

_GREETING = phrase(
    r"^\W{0,4}(?:(?:good )?(?:morning|afternoon|evening|day)|dear|hi|hiya|hello|hey|annwyl|helo|bore da|"
    r"prynhawn da|thanks|thank you|diolch|to|for the attention of|fao)\b[^.!?\n,]{0,60}(?:[,!\n]|\s-\s|$)"
)
_PASSED_ON = phrase(
    r"\b(?:passed|forwarded|sent|circulated|shown|showed|shared|gave|suggested|mentioned|drew|told) ~ (?:to )?"
    r"(?:me|us|this|it|your|the (?:letter|consultation)|members|colleagues|round|on|that (?:i|we|members))\b"
)
_WILL = phrase(r"\basked|\bapprov|\bagree|\bcontent|\bhappy|\bleave to|\bblessing|\bpermission|\bsaid to\b")
_THE_HOUSE = phrase(
    r"\b(?:the|our|this) (association|alliance|board|trust|society|institute|network|union|committee|council|league|"
    r"bureau|journal|review|commission|inspectorate|regulator|charity|fund|foundation|office)\b"
)
_THE_OFFICE = phrase(
    r"\b(?:the|our) (?:\w{3,9} )?(chair|editor|director|president|chief|commissioner|minister|inspector)\b"
    r"(?=(?:'s? (?:office|order|views?|letter|reply|response)| (?:executive )?(?:has|is|was|will|would|asked|asks|"
    r"wishes|thanks|thanked|and|believes|welcomes|supports|who has asked))\b)"
)
_ELECTED = phrase(r"\b(?:councillor|cllr|portfolio|lead member|cabinet member|scrutiny committee|elected member)")
_BOTH = phrase(
    r"\b(?:both|the two|two) (?:of (?:the |our )?)?(?:co-?)?chairs?(?:men|women|people|persons)?\b|"
    r"\b(?:us|we) both\b|\b(?:from|by|for) both of us\b|\bthe co-?chairs(?:'| have| jointly| reply| agree)"
)
_TOGETHER = phrase(
    r"\bjoint(?:ly)?\b|\band (?:i|me|myself)\b(?! (?:do not|don't|differ|disagree|share an))|\b(?:i|me) and \w|"
    r"\bboth (?:of )?(?:sign|agree|have|us)"
)
_WORD = re.compile(r"(?!\d)[^\W_]+")
_SMALL = frozenset(["and", "the", "of", "in", "for", "y", "a"])
_FIRST = 400


def first_names(facts: Facts, refs: Iterable[Ref], directory: Directory) -> Iterator[tuple[Ref, bool, Evidence]]:
    """Where a mail names one of these lines by first or family name alone, and not as somebody else who replies.

    True where the sentence begins with the name, or with "for" and the name.
    """
    entries = [directory.entry(r) for r in refs]
    own = {w.lower() for a in facts.message.headers.from_ for w in _WORD.findall(a.name)}
    for text, span in sentences_of(facts):
        if speaks_for_others(text) or (_PASSED_ON.search(text) and not _WILL.search(text)):
            continue
        rest = _GREETING.sub(" ", text)
        words = _WORD.findall(rest)
        said = {w.lower() for w in words if w[0].isupper()} - own
        named = [e for e in entries if said & _called(e)]
        for entry in named if len(named) == 1 else ():
            yield (
                entry.ref,
                bool({w.lower() for w in words[:2]} & _called(entry)),
                Evidence("first-name", text.strip(), span),
            )


def places(facts: Facts, zones: Zones, refs: Iterable[Ref], directory: Directory) -> Iterator[tuple[Ref, Evidence]]:
    """Where the subject, the first lines or the signature of a mail name the place of one of these lines."""
    entries = [e for e in (directory.entry(r) for r in refs) if e.places]
    for text, span in (*_opening(facts), *((line.text, line.span) for line in zones.closing)):
        for entry in entries:
            if _place(entry).search(text):
                yield entry.ref, Evidence("place", text.strip(), span)


def at_house(facts: Facts, refs: Iterable[Ref], directory: Directory) -> Iterator[tuple[Ref, Evidence]]:
    """Where "the Journal", "the Committee", "the Chair" or "the Minister" is a line's at the sender's host.

    At a host of many only an office counts, and where several hold one, all of them are named.
    """
    lines = [directory.entry(r).stakeholder for r in refs]
    for text, span in sentences_of(facts):
        if speaks_for_others(text) or (_PASSED_ON.search(text) and not _WILL.search(text)):
            continue
        house = {m.group(1).lower() for m in _THE_HOUSE.finditer(text)} if len(lines) == 1 else set()
        office = {m.group(1).lower() for m in _THE_OFFICE.finditer(text)}
        for line in lines:
            if house & set(plain_name(line.organisation).split()) or office & set(plain_name(line.role).split()):
                yield line.ref, Evidence("house", text.strip(), span)


def is_officers(facts: Facts) -> bool:
    """Whether a mail from a council is about our letter and by an officer, not by a councillor."""
    names = " ".join(a.name for a in facts.message.headers.from_)
    elected = any(_ELECTED.search(t) for t in (names, facts.bare_subject, *(p.text for p in facts.signed)))
    return not elected and misdirected.RULE.find(facts) is None


def find_co_signers(facts: Facts, directory: Directory, exact: tuple[Ref, ...]) -> tuple[Ref, ...]:
    """The other holders of a joint office, at the sender's host, where the mail is from both or all of them."""
    address = next(iter(facts.message.headers.from_), None)
    refs = read_host(address.email, directory)[1] if address else ()
    same = {r: directory.entry(r).stakeholder for r in {*refs, *exact}}
    bodies = {s.organisation for r, s in same.items() if r in exact or not exact}
    holders = [r for r, s in same.items() if len(bodies) == 1 and s.organisation in bodies and s.role]
    for text, _ in sentences_of(facts):
        if len(holders) < 2 or speaks_for_others(text):
            continue
        if _BOTH.search(text):
            return tuple(sorted(holders))
        if _TOGETHER.search(text):
            said = {w.lower() for w in _WORD.findall(text) if w[0].isupper()}
            named = {r for r in holders if said & _called(directory.entry(r))}
            if named - set(exact) and (exact or len(named) > 1):
                return tuple(sorted(named | set(exact)))
    return ()


def _called(entry: Entry) -> set[str]:
    return {*full_given_names(entry.given), entry.family} - {""}


def _opening(facts: Facts) -> Iterator[tuple[str, Span | None]]:
    start = facts.body[0].start if facts.body else 0
    for text, span in sentences_of(facts):
        if (span is None or span.start - start < _FIRST) and not speaks_for_others(text):
            yield text, span


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
