""" "On 3 May 2024, at 10:12, A. Person <a@b.example> wrote:" and what other programs and languages make of it."""

import re
from collections.abc import Sequence

from ingest.lines import Line
from ingest.quoting_headers import EMAIL, Introduction, author, find_email, next_filled
from ingest.quoting_words import ON, PRONOUNS, WROTE

_VERB = re.compile(rf"(?<!\w)(?:{WROTE})(?!\w)", re.IGNORECASE)
_BEGINS = re.compile(rf"[\s\-*\"'<]*(?:{ON})\b", re.IGNORECASE)
_ENDS = re.compile(rf"[:：]\W{{0,4}}$|-{{2,}}\s*$|(?<!\w)(?:{WROTE})\W{{0,4}}$", re.IGNORECASE)
_COLON = re.compile(r"[:：]\W{0,4}$|-{2,}\s*$")
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d{2}\b")
_DAY = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b")
_TOLD = re.compile(
    rf"\b(?:{PRONOUNS})\W{{1,3}}(?:{WROTE})(?!\w)|(?<!\w)(?:{WROTE})\W{{1,3}}(?:{PRONOUNS})\b", re.IGNORECASE
)
_NAMED = re.compile(r"[\s\-*\"'(\[<]*[^\W\d_a-z][\w.'’-]*")
_SPEECH = re.compile(r"\b(?:i|we|you|my|our|your|please|this|that|is|are|was|the following)\b", re.IGNORECASE)
_DASHED = re.compile(rf"\s*-{{3,}}\s*.{{2,200}}(?<!\w)(?:{WROTE})\s?:?\s*-{{2,}}\s*", re.IGNORECASE)
_BARE = re.compile(
    r"\W{0,4}(?:(?:19|20)\d\d[/.-]\d{1,2}[/.-]\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d)"
    r"[ ,]{1,3}([^<>\d]{2,80}<[^<>\s]+@[^<>\s]+>)"
)
"""Gmail, for a time: "2011/4/7 A. Person <a@b.example>", without a verb or a colon."""

_GROUPWISE = re.compile(r"\s*>>>\s?(.{3,160})")
_MOST_LINES, _MOST_CHARACTERS, _LONGEST_END = 4, 420, 32


def may_attribute(text: str) -> bool:
    """Whether an attribution can begin with a line of these words."""
    line = text.strip()
    if len(line) <= _MOST_CHARACTERS and (_ends(line) or _may_begin(text)):
        return True
    return bool(_DASHED.fullmatch(text) or _groupwise(text) or _BARE.fullmatch(line))


def attribution(lines: Sequence[Line], at: int) -> Introduction | None:
    """The attribution that begins at a line and runs over one to four, or None."""
    if _DASHED.fullmatch(lines[at].text):
        return Introduction(at, at + 1, *_attributed(lines[at].text), False)
    groupwise = _groupwise(lines[at].text)
    if groupwise:
        return Introduction(at, at + 1, *author(re.sub(r"\d.*$", "", EMAIL.sub("", groupwise))[:80]), False)
    bare = _BARE.fullmatch(lines[at].text.strip())
    if bare and _stands_above(lines, at):
        return Introduction(at, at + 1, *author(bare[1]), False)
    return _of_lines(lines, at)


def _stands_above(lines: Sequence[Line], at: int) -> bool:
    """Whether what follows a line is marked more deeply."""
    after = next_filled(lines, at + 1)
    return after is not None and lines[after].depth > lines[at].depth


def _of_lines(lines: Sequence[Line], at: int) -> Introduction | None:
    """An attribution of one to four lines that begins at this one."""
    text = ""
    for n in range(at, min(at + _MOST_LINES, len(lines))):
        line = lines[n].text.strip()
        if not line or lines[n].depth != lines[at].depth or (n > at and _BEGINS.match(line) and _DAY.search(line)):
            return None
        text = f"{text} {line}".strip()
        if len(text) > _MOST_CHARACTERS or (n > at and not _may_begin(lines[at].text)):
            return None
        if _ends(text):
            deeper = _stands_above(lines, n)
            return Introduction(at, n + 1, *_attributed(text), False) if _is_attribution(text, deeper) else None
    return None


def _ends(text: str) -> bool:
    """Whether a text without white space at its end ends as an attribution does; only its last words are looked at."""
    return _ENDS.search(text, max(0, len(text) - _LONGEST_END)) is not None


def _may_begin(text: str) -> bool:
    """Whether a line can be the first of an attribution that is broken over several."""
    return bool(_BEGINS.match(text) or find_email(text) or _DAY.search(text))


def _is_attribution(text: str, deeper: bool) -> bool:
    """Whether a line with a colon at its end names an author.

    Before marked lines a verb or an address will do; where nothing is marked it must have a verb with a name beside
    it and an address or time, and a person speaking of a letter ("On 3 May we wrote:") is none.
    """
    verb, email = _VERB.search(text), find_email(text)
    dated = bool(_CLOCK.search(text) and _DAY.search(text))
    if not deeper:
        if not _COLON.search(text):
            return False
        sure = email or (_BEGINS.match(text) and _CLOCK.search(text))
        name = _attributed(text)[0]
        return bool(verb and sure and not _TOLD.search(text) and (email or _NAMED.match(name)) and len(text) < 300)
    if verb:
        told = _TOLD.search(text)
        return bool(email or dated or _DAY.search(text) or (not told and len(text) < 120 and _NAMED.match(text)))
    return bool((email or dated) and not _SPEECH.search(EMAIL.sub(" ", text)))


def _groupwise(text: str) -> str:
    """GroupWise: ">>> A. Person <a@b.example> 03/05/2024 10:12 >>>"; what stands between the marks, or nothing."""
    found = _GROUPWISE.fullmatch(text)
    if found is None or not (found[1].rstrip().endswith(">>>") or (find_email(found[1]) and _CLOCK.search(found[1]))):
        return ""
    return found[1]


def is_groupwise(text: str) -> bool:
    """Whether a line is GroupWise's introduction, whose marks quote nothing."""
    return bool(_groupwise(text))


def _attributed(text: str) -> tuple[str, str]:
    """Name and address in an attribution: what stands between the last comma of the date and the verb."""
    email = find_email(text)
    before, _, after = [*_VERB.sub("\0", text, count=1).partition("\0")]
    head = after.strip(" :*-") if len(after.strip(" :*-")) > 2 else before
    head = re.split(r"\d{1,2}[:.]\d{2}(?:\s?[ap]m)?(?:\s\(?[A-Z]{3,4}\)?)?,?|\b(?:19|20)\d\d\b,?|\bat\b", head)[-1]
    return author(head)[0], email[0].lower() if email else ""
