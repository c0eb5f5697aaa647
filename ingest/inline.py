"""Answers typed into a mail that is quoted without marks and is not the letter that we know.

Such a mail is another's, line for line, but for lines that the sender set off by name, initials, signs or colour, and,
where they say that their answers stand below or say nothing above, for what follows a question.
"""

import re
from collections.abc import Sequence

from ingest.lines import Line, Mark
from ingest.signatures import is_sign_off

_ANSWERS = r"(?:answers?|comments?|repl(?:y|ies)|responses?|thoughts|notes|views|remarks|sylwadau|atebion)"
_SAID = re.compile(
    rf"\b{_ANSWERS}\b[^.!?\n]{{0,60}}\b(?:below|in-?\s?line|in the (?:text|body)|between|against"
    rf"|under(?:neath)?|beneath"
    r"|in (?:red|blue|green|purple|orange|bold|italics|capitals|caps|colou?r)|each|marked|highlighted|isod)\b"
    rf"|\bin-?line\b|\b(?:see|answered|replied|responded) (?:below|in the text|between)\b|\bhighlighted\b|\bisod mewn\b"
    rf"|\b(?:marked|starting|preceded|prefixed)\b[^.!?\n]{{0,20}}(?:\[|>>|\*\*|##)"
    rf"|\bbelow\b[^.!?\n]{{0,40}}\b{_ANSWERS}\b|\bin (?:red|blue|green|bold|capitals|colou?r)\b",
    re.IGNORECASE,
)
_WAYS = (
    (Mark.COLOUR, re.compile(r"\b(?:in|mewn) (?:red|blue|green|purple|orange|pink|colou?r|coch|glas|gwyrdd)\b", re.I)),
    (Mark.HIGHLIGHT, re.compile(r"\bhighlight|\bin yellow\b", re.I)),
    (Mark.BOLD, re.compile(r"\bin bold\b|\bemboldened\b|\bmewn trwm\b", re.I)),
    (Mark.ITALIC, re.compile(r"\bin italics?\b|\bitalici[sz]ed\b", re.I)),
)
_NUMBERED = re.compile(r"\s*(?:Q(?:uestion)?\.?\s?\d|C(?:westiwn)?\s?\d|\d{1,2}[.):]\s)", re.IGNORECASE)
_QUESTION = re.compile(r"\?[\"'”’)\]*_]*\s*$")
_SIGN = re.compile(r"\s*(?:>>|\*\*|##|==+>|--+>|→|⇒)")
_LED = re.compile(r"\s*[\[(*<{]{0,2}([A-Z][\w.]{0,14})\s?(?:[\])*>}]{1,2}\s?:?|\s?:)\s*\S")
_MOST = 0.6


def announces(own: str) -> bool:
    """Whether the sender says that answers stand in the mail below."""
    return bool(_SAID.search(own))


def typed_in(numbers: Sequence[int], lines: Sequence[Line], own: str, names: frozenset[str]) -> frozenset[int]:
    """Which lines of a quoted mail its answerer typed: by their marks where there are any, else after its questions."""
    announced, silent = announces(own), not re.search(r"\w", own)
    led = _led(numbers, lines, own, names)
    signed = {n for n in numbers if announced and _SIGN.match(lines[n].text)}
    marks = _announced_marks(own) if announced else set()
    painted = {n for n in numbers if lines[n].mark in marks}
    if len(painted) > _MOST * len(numbers):
        painted = set()
    found = led | signed | painted
    if found or not (announced or silent):
        return frozenset(found)
    return frozenset(_after_questions(numbers, lines, announced))


def _announced_marks(own: str) -> set[Mark]:
    said = {mark for mark, pattern in _WAYS if pattern.search(own)}
    return said or {Mark.COLOUR, Mark.HIGHLIGHT}


def _led(numbers: Sequence[int], lines: Sequence[Line], own: str, names: frozenset[str]) -> set[int]:
    """Lines that begin with the sender's name or initials, or with brackets that they announced."""
    found = set()
    for n in numbers:
        lead = _LED.match(lines[n].text)
        token = lead[1].rstrip(".") if lead else ""
        if token and (token.lower() in names or _are_initials(token, names) or f"[{token}]" in own):
            found.add(n)
    return found


def _are_initials(token: str, names: frozenset[str]) -> bool:
    return (
        token.isupper() and 2 <= len(token) <= 4 and sorted(token.lower()) == sorted(name[0] for name in names if name)
    )


def _after_questions(numbers: Sequence[int], lines: Sequence[Line], announced: bool) -> set[int]:
    """Lines that follow a question, down to the next or the sign-off; at least two questions if nothing"
    " is announced."""
    questions = {n for n in numbers if _QUESTION.search(lines[n].text) or _NUMBERED.match(lines[n].text)}
    asked = {n for n in questions if _QUESTION.search(lines[n].text)}
    if not asked or (not announced and len(questions) < 2):
        return set()
    found: set[int] = set()
    answering = False
    for n in numbers:
        if n in questions:
            answering = True
        elif is_sign_off(lines[n].text):
            answering = False
        elif answering:
            found.add(n)
    return found
