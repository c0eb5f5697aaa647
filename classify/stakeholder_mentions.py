"""Which lines of the list a stretch of text names, and by what: a person, a body, a role, an address."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz

from classify.stakeholder_names import Directory, Entry, plain_name
from config.consultation import Ref

_CAPITALISED = re.compile(r"(?:(?!\d)[^\W_])[^\W_]*(?:['’.-][^\W_]+)*\.?")
_ALIKE = 87
_PART_ALIKE = 74


@dataclass(frozen=True, slots=True)
class Mention:
    """A line that a text names; `how` is person, body, role, place or collective; `lead` the words before it."""

    ref: Ref
    how: str
    words: str
    lead: str = ""


def find_mentions(text: str, directory: Directory) -> tuple[Mention, ...]:
    """Every line that a text names in full; spelling mistakes in people's names are forgiven."""
    found = [*_people(text, directory), *_bodies(text, directory)]
    return tuple(dict.fromkeys(found))


def given_names(text: str, entry: Entry) -> bool:
    """Whether a text has a person's first name or family name alone; only for entries that something else suggests."""
    wanted = {entry.given, entry.family} - {""}
    return any(w.strip(".").lower().removesuffix("'s").removesuffix("’s") in wanted for w in _CAPITALISED.findall(text))


def same_person(tokens: tuple[str, ...], entry: Entry) -> bool:
    """Whether the words of a name are this person's, give or take a slip of the keyboard or a shortened first name."""
    if len(tokens) < 2 or not entry.family:
        return False
    given, family = tokens[0], tokens[-1]
    if fuzz.ratio(family, entry.family) < _PART_ALIKE:
        return False
    if family == entry.family and len(given) > 1 and (entry.given.startswith(given) or given.startswith(entry.given)):
        return True
    whole = fuzz.ratio(f"{given} {family}", f"{entry.given} {entry.family}")
    return whole >= _ALIKE and fuzz.ratio(given, entry.given) >= _PART_ALIKE and given[0] == entry.given[0]


def _people(text: str, directory: Directory) -> Iterator[Mention]:
    words = [(m.group(), m.start(), m.end()) for m in _CAPITALISED.finditer(text)]
    words = [w for w in words if w[0][0].isupper()]
    for (a, _, end), (b, start, _) in pairwise(words):
        if len(text[end:start].strip()) > 0 or start - end > 2:
            continue
        pair = tuple(w.strip(".").lower().removesuffix("'s").removesuffix("’s") for w in (a, b))
        for entry in directory.entries:
            if same_person(pair, entry):
                yield Mention(entry.ref, "person", f"{a} {b}")


def _bodies(text: str, directory: Directory) -> Iterator[Mention]:
    plain = plain_name(text)
    names = _names(directory)
    last = 0
    for m in _pattern(directory).finditer(plain):
        lead, last = plain[last : m.start()], m.end()
        for ref, how in names[m.group()]:
            if how == "body" and len(m.group()) <= 5 and not re.search(rf"\b{re.escape(m.group())}\b", text, re.I):
                continue
            if how != "place" or _in_company(plain, m.start(), m.end(), directory.entry(ref)):
                yield Mention(ref, how, m.group(), lead[-60:])


def _in_company(plain: str, start: int, end: int, entry: Entry) -> bool:
    """Whether the words that all sister bodies share, or "region", stand beside a place name."""
    near = {*plain[max(0, start - 60) : start].split(), *plain[end : end + 60].split()}
    near |= {w.removesuffix("s") for w in near}
    return bool(near & entry.company)


@lru_cache(maxsize=8)
def _names(directory: Directory) -> dict[str, tuple[tuple[Ref, str], ...]]:
    table: dict[str, list[tuple[Ref, str]]] = {}
    for e in directory.entries:
        how = "collective" if e.is_collective else "body"
        for names, what in ((e.names, how), (e.roles, "role"), (e.places, "place")):
            for name in names:
                held = table.setdefault(name, [])
                if e.ref not in {r for r, _ in held}:
                    held.append((e.ref, what))
    return {n: tuple(r) for n, r in table.items()}


@lru_cache(maxsize=8)
def _pattern(directory: Directory) -> re.Pattern[str]:
    names = sorted(_names(directory), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(n) for n in names) + r")\b") if names else re.compile(r"(?!)")
