"""The distribution list as names to look for: people, bodies under all that they are called, and distinctive roles."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from classify.stakeholder_words import MANY, PLAIN_ROLE, TITLES
from config.consultation import Consultation, Ref, Stakeholder

_SMALL = frozenset(["of", "the", "and", "for", "in", "on", "to", "a", "an", "at", "y", "yr"])
_TAKEN_ACRONYMS = frozenset({"IPP", "CRS", "RAR", "YJS", "PDU", "MOJ", "PPS", "SFO", "CEO", "MAP"})
_EVERYWHERE = frozenset({"service", "services", "justice", "england", "wales"})
_FEW = 2
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list as it is looked for.

    `names` are what its body is called, longest first; `places` the part that tells it from its sister bodies
    ("North West" of "Probation Service - North West"), which counts beside a word of `company`; `is_body` where the
    organisation is this line's alone, so that anyone answering for it answers for the line.
    """

    stakeholder: Stakeholder
    given: str
    family: str
    names: tuple[str, ...]
    places: tuple[str, ...]
    company: frozenset[str]
    roles: tuple[str, ...]
    is_body: bool
    is_collective: bool

    @property
    def ref(self) -> Ref:
        """The line's Ref."""
        return self.stakeholder.ref


@dataclass(frozen=True, slots=True, eq=False)
class Directory:
    """The list, ready for looking up; one is itself and no other, so that patterns are soon found for it.

    `domains` says which lines have an address at a host, `by_ref` which entry a Ref is.
    """

    entries: tuple[Entry, ...]
    addresses: dict[str, Ref]
    domains: dict[str, tuple[Ref, ...]]
    by_ref: dict[Ref, Entry]

    def entry(self, ref: Ref) -> Entry:
        """The entry of a Ref. Raises KeyError where there is none."""
        return self.by_ref[ref]


def plain_name(text: str) -> str:
    """Words in lower case, one space between them, without marks: how names are compared."""
    text = text.replace("’", "'").replace("&", " and ").lower()
    return " ".join(re.findall(r"[^\W_]+(?:'[^\W_]+)?", text))


def person_tokens(name: str) -> tuple[str, ...]:
    """The words of a person's name without titles and honours; "Vickery, Petra" is turned round."""
    name = re.sub(r"\([^)]{0,60}\)|\[[^\]]{0,60}\]", " ", name)
    family, comma, given = name.partition(",")
    words = _WORD.findall(f"{given} {family}" if comma and given.strip() else name)
    return tuple(w.lower() for w in words if w.lower() not in TITLES)


@lru_cache(maxsize=8)
def build_directory(consultation: Consultation) -> Directory:
    """The consultation's list, ready for looking up."""
    stakeholders = consultation.stakeholders
    collectives = {s.member_of for s in stakeholders if s.member_of} | {s.ref for s in stakeholders if _is_plural(s)}
    lines = [s for s in stakeholders if s.ref not in collectives]
    bodies = Counter(plain_name(s.organisation) for s in lines)
    heads, tails = _shared_parts(lines)
    roles = Counter(plain_name(s.role) for s in lines)
    roles.update(plain_name(s.role).partition(" for ")[0] for s in lines if " for " in s.role)
    entries = tuple(
        _entry(s, s.ref in collectives, bodies[plain_name(s.organisation)], heads | tails, roles) for s in stakeholders
    )
    domains: dict[str, list[Ref]] = {}
    for s in stakeholders:
        for address in s.addresses:
            held = domains.setdefault(address.rpartition("@")[2], [])
            if s.ref not in held:
                held.append(s.ref)
    addresses = {a: s.ref for s in reversed(stakeholders) for a in s.addresses}
    by_ref = {entry.ref: entry for entry in reversed(entries)}
    return Directory(entries, addresses, {d: tuple(r) for d, r in domains.items()}, by_ref)


def _is_plural(s: Stakeholder) -> bool:
    """A line without an address that asks many at once: "Regional Probation Directors", "Chief Executives of …"."""
    if s.addresses or (s.name and s.role):
        return False
    head = re.split(r" (?:of|in|for) |, ", s.role or s.name or s.organisation)[0]
    return head.rsplit(maxsplit=1)[-1].lower() in MANY if head else False


def _shared_parts(lines: Iterable[Stakeholder]) -> tuple[set[str], set[str]]:
    """Beginnings and ends that several bodies share: "probation service", "youth justice service"."""
    heads = Counter(plain_name(s.organisation.partition(" - ")[0]) for s in lines if " - " in s.organisation)
    ends: Counter[str] = Counter()
    for organisation in {s.organisation for s in lines if " - " not in s.organisation}:
        words = plain_name(organisation).split()
        ends.update({" ".join(words[-n:]) for n in (2, 3) if len(words) > n})
    return {h for h, n in heads.items() if n > 2}, {e for e, n in ends.items() if n > 2}


def _entry(s: Stakeholder, collective: bool, bearers: int, shared: set[str], roles: Counter[str]) -> Entry:
    alone = bearers == 1
    tokens = () if collective else person_tokens(s.name)
    given, family = (tokens[0], tokens[-1]) if len(tokens) > 1 else ("", "")
    names, places = _body_names(s.organisation, shared)
    role = plain_name(s.role)
    telling = set(role.split()) - PLAIN_ROLE - _SMALL
    inside = bool(telling) and telling <= set(plain_name(s.organisation).split())
    own_role = bool(telling) and roles[role] == 1 and (not alone or inside)
    if collective:
        names, places = _collective_names(s), set()
    return Entry(
        stakeholder=s,
        given=given,
        family=family,
        names=tuple(sorted(names, key=len, reverse=True)) if 0 < bearers <= _FEW or collective else (),
        places=tuple(sorted(places, key=len, reverse=True)) if alone else (),
        company=_company(s, places),
        roles=_role_names(role, roles) if own_role else (),
        is_body=alone and not collective,
        is_collective=collective,
    )


def _collective_names(s: Stakeholder) -> set[str]:
    """What a group is called: its name, and that with its first and last word alone ("regional directors")."""
    full = plain_name(" ".join(w for w in (s.role or s.name, s.organisation if s.role or not s.name else "") if w))
    words = plain_name(s.role or s.name or s.organisation).split()
    return {full, " ".join(words), *([f"{words[0]} {words[-1]}"] if len(words) == 3 else [])}


def _company(s: Stakeholder, places: set[str]) -> frozenset[str]:
    """The words beside which a place means the body there: "probation", "region", "RPD", "YJS"."""
    words = plain_name(s.organisation).split()
    place = {w for p in places for w in p.split()}
    common = [w for w in words if w not in place and w not in _SMALL]
    initials = {"".join(w[0] for w in run) for run in (common, s.role.lower().split()) if len(run) > 2}
    return frozenset({"region", "regional", *initials, *common} - _EVERYWHERE)


def _role_names(role: str, roles: Counter[str]) -> tuple[str, ...]:
    """A role; each of two offices that "and" joins; without its "for …" where no other line is called so."""
    first, _, second = role.partition(" and ")
    parts = [first, second] if len(first.split()) > 1 and len(second.split()) > 3 else []
    short = role.partition(" for ")[0]
    alone = [short] if short != role and roles[short] == 1 and len(short.split()) > 2 else []
    cut = [short.removesuffix(" of state")] if alone and short.endswith("under secretary of state") else []
    return tuple(dict.fromkeys((role, *parts, *alone, *cut, *_brief(role))))


def _brief(role: str) -> list[str]:
    """How an office is called for short: "minister for prisons" and "prisons minister", "justice secretary"."""
    minister = re.fullmatch(r"(?:minister|minister of state) for (\w+)(?: and .*| .*)?", role)
    secretary = re.fullmatch(r"(?:.* and )?secretary of state for (\w+)(?: and .*)?", role)
    if minister:
        return [f"minister for {minister[1]}", f"{minister[1]} minister", f"{minister[1]}s minister"]
    return [f"{secretary[1]} secretary"] if secretary else []


def _body_names(organisation: str, shared: set[str]) -> tuple[set[str], set[str]]:
    inside = re.findall(r"\(([^)]{2,20})\)", organisation)
    bare = re.sub(r"\s*\([^)]{0,40}\)", "", organisation)
    head, dash, tail = bare.partition(" - ")
    full = plain_name(bare)
    names, places = {full, *(plain_name(i) for i in inside)}, set[str]()
    if dash:
        names.add(f"{plain_name(tail)} {plain_name(head)}")
        places |= {plain_name(tail), _initials(tail)}
    for end in sorted(shared, key=len, reverse=True):
        if full.endswith(f" {end}") and not dash:
            start = full.removesuffix(f" {end}")
            names.add(f"{start} {''.join(w[0] for w in end.split())}")
            places.add(start)
            break
    if full.startswith("office of the "):
        names.add(full.removeprefix("office of the ").removesuffix(" for england"))
    for part in bare.split(", ") if "," in bare and not dash else ():
        if len(part.split()) > 1:
            names.add(plain_name(part))
    names.add(_initials(bare))
    return {n for n in names if len(n) > 2}, {p for p in places if len(p) > 2}


def _initials(name: str) -> str:
    letters = "".join(w[0] for w in _WORD.findall(name) if w.lower() not in _SMALL).upper()
    return letters.lower() if len(letters) > 2 and letters not in _TAKEN_ACRONYMS else ""
