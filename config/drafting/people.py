"""The distribution list as a letter prints it: addressees at the head, copies at the end."""

import re
import unicodedata

from config.consultation import Ref, Stakeholder
from config.drafting.outline import Block, Mark
from config.drafting.particulars import find_dates, head_of

_COPIES = re.compile(r"(?:cc|copies|copied to|copy to)\b[.:]?\s*(.*)", re.IGNORECASE)
_TITLES = r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Dame|Sir|Lord|Lady|Baroness|Rt Hon|Revd)\.?"
_PERSON = re.compile(
    rf"(?:{_TITLES} )*[A-Z][\w'’-]+ (?:(?:de|van|von|der|la|le|ap|ab) )*(?:[A-Z][\w'’-]+)(?: [A-Z]{{2,4}})?"
)
_ROLE_WORD = (
    r"(?:co-)?(?:chairs?|chief|director|minister|secretary|president|head|commissioner|manager|officer|leader|editor)"
)
_ROLE = re.compile(rf".*\b{_ROLE_WORD}\b.*", re.IGNORECASE)
_CHAIR = re.compile(
    r"(?P<before>.*?)\s*(?P<role>(?:co-)?chair|chief executive|director)\s*(?P<after>.*)", re.IGNORECASE
)
_BODY = re.compile(
    r"\b(?:association|board|society|council|trust|institute|office|agency|service|services|department|ministry|network|"
    r"managers|directors|officers|charity|bodies|organisations|colleges|authorities|alliance|committee|government|"
    r"commission|inspectorate|journal|league|magistrates|union|unions|sector)\b",
    re.IGNORECASE,
)
_LETTERHEAD = re.compile(r"@|www\.|\b[A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2}\b|\btel\b", re.IGNORECASE)
_OPENING = re.compile(r"(?:dear|to|re|subject|by email)\b", re.IGNORECASE)
_LONG_LINE = 70
_LONG_REF = 48
ADDRESSEES = "Addressees"


def find_people(blocks: tuple[Block, ...]) -> tuple[Stakeholder, ...]:
    """Every line of the addressee block and of the copies, with no address; refs are made from the names."""
    found = [_addressee(block.text) for block in _addressee_blocks(blocks)] + _copied(_copy_lines(blocks))
    refs: set[str] = set()
    return tuple(_with_ref(s, refs) for s in found)


def _addressee_blocks(blocks: tuple[Block, ...]) -> list[Block]:
    head = head_of(blocks)
    dated = next((n for n, b in enumerate(head) if find_dates(b.text) and len(b.text) <= 40), len(head))
    after_letterhead = max((n + 1 for n, b in enumerate(head[:dated]) if _LETTERHEAD.search(b.text)), default=1)
    lines = head[after_letterhead:dated]
    return [b for b in lines if b.mark is Mark.PLAIN and not _OPENING.match(b.text) and len(b.text) <= 120]


def _addressee(text: str) -> Stakeholder:
    first, _, rest = text.partition(", ")
    if re.match(r"(?:\w+ )?(?:minister|secretary) (?:of|for)\b", first, re.IGNORECASE):
        return _line(ADDRESSEES, role=text)  # the comma is in the name of the office
    if rest and _PERSON.fullmatch(first) and not _ROLE.fullmatch(first):
        return _person(text, ADDRESSEES)
    if _ROLE.fullmatch(first):
        return _line(ADDRESSEES, role=first, organisation=rest)
    return _line(ADDRESSEES, organisation=text)


def _copy_lines(blocks: tuple[Block, ...]) -> list[str]:
    at = next((n for n, b in reversed(list(enumerate(blocks))) if _COPIES.fullmatch(b.text)), None)
    if at is None:
        return []
    same = _COPIES.fullmatch(blocks[at].text)
    lines = [same[1]] if same and same[1] else []
    for block in blocks[at + 1 :]:
        broken = lines and len(lines[-1]) >= _LONG_LINE and "," in lines[-1] and " " not in block.text
        if broken:
            lines[-1] += " " + block.text  # the end of a line that was broken
        else:
            lines += _split_persons(block.text)
    return lines


def _split_persons(line: str) -> list[str]:
    """ "A B, Body C D, Body" as two: only where every stretch between commas ends with a person's name."""
    first, *rest = line.split(", ")
    if len(rest) < 2 or not _PERSON.fullmatch(first):
        return [line]
    made, person = [], first
    for stretch in rest[:-1]:
        found = re.fullmatch(rf"(.+?) ((?:{_TITLES} )?[A-Z][a-z'’-]+ [A-Z][\w'’-]+)", stretch)
        if not found or _BODY.search(found[2]) or not _BODY.search(line):
            return [line]
        made.append(f"{person}, {found[1]}")
        person = found[2]
    return [*made, f"{person}, {rest[-1]}"]


def _copied(lines: list[str]) -> list[Stakeholder]:
    """The copies under their headings; a heading is a short line, no person and no body, with persons below it."""
    group, found = "Copies", []
    for n, line in enumerate(lines):
        following = lines[n + 1] if n + 1 < len(lines) else ""
        if _is_heading(line, following):
            group = line.rstrip(":")
        elif _is_person(line):
            found.append(_person(line, group))
        else:
            collective = re.fullmatch(r"(?!.* of ).*\b(?:managers|directors|officers)", line, re.IGNORECASE)
            found.append(_line(group, name=line) if collective else _line(group, organisation=line))
    return found


def _is_person(line: str) -> bool:
    first = line.split(", ", maxsplit=1)[0]
    return bool(_PERSON.fullmatch(first)) and not _BODY.search(first) and not _ROLE.fullmatch(first)


def _is_heading(line: str, following: str) -> bool:
    if "," in line or len(line) > 50 or _BODY.search(line) or not _is_person(following):
        return False
    return not _is_person(line)


def _person(line: str, group: str) -> Stakeholder:
    name, _, rest = line.partition(", ")
    if not rest:
        return _line(group, name=name, organisation="" if group.lower().startswith(("other", "copies")) else group)
    found = _CHAIR.fullmatch(rest)
    if found:
        body = f"{found['before']} {found['after']}".strip(" ,")
        return _line(group, name=name, role=found["role"], organisation=body)
    if _ROLE.fullmatch(rest) and not _BODY.search(rest):
        return _line(group, name=name, role=rest)
    return _line(group, name=name, organisation=rest)


def _line(group: str, name: str = "", role: str = "", organisation: str = "") -> Stakeholder:
    return Stakeholder(Ref(""), group, name, role, organisation, "")


def _with_ref(s: Stakeholder, taken: set[str]) -> Stakeholder:
    """The same line with a ref of its own, made from the person's name, else from the body, else from the role."""
    named = re.sub(rf"^(?:{_TITLES} )+|\s+(?:CBE|OBE|MBE|QFSM|KC)$", "", s.name)
    plain = unicodedata.normalize("NFKD", named or " ".join(p for p in (s.role, s.organisation) if p))
    base = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower()).strip("-")
    base = base if len(base) <= _LONG_REF else base[:_LONG_REF].rpartition("-")[0]
    ref = base = base or "line"
    number = 2
    while ref in taken:
        ref, number = f"{base}-{number}", number + 1
    taken.add(ref)
    return Stakeholder(Ref(ref), s.group, s.name, s.role, s.organisation, s.email)
