"""A respondent's own words without what differs from one to the next: greeting, closing formula, name and signature."""

import re

from ingest.message import ParsedMessage, TextRole
from ingest.signatures import is_device_line, is_sign_off

_HAIL = (
    r"(?i:dear|hi|hiya|hello|hey|good (?:morning|afternoon|evening|day)|morning|afternoon|evening"
    r"|to whom it may concern|for the attention of|fao|annwyl|helo|bore da|prynhawn da)"
)
_NAMED = (
    r"(?:(?!I\b)[A-Z][\w.'’-]*|&|(?i:sirs?|madam|all|team|colleagues?|everyone|everybody|friends?|there|both|or|and|to|the"
    r"|for|of|at|minister|secretary|chair|committee|inspectorate|office|consultation|bawb|syr|neu|ac?|y)\b)"
)
_GREETING = re.compile(rf"\W{{0,4}}{_HAIL}\b(?: {_NAMED}){{0,12}}\s*[,!.:\-–—]?\s*")
_BEGUN = re.compile(rf"\A\W{{0,4}}{_HAIL}\b(?: {_NAMED}){{0,12}}, +(?=\w)")
_WORD = re.compile(r"[^\W\d_]{2,}")
_LONGEST_NAME = 5


def own_words(message: ParsedMessage) -> str:
    """What the respondent wrote, body first, then attachments; texts are parted by blank lines. Empty for none."""
    names = frozenset(w for a in message.headers.from_ for w in _words(a.name))
    texts = (t.part for t in message.texts if t.role is not TextRole.REPORT)
    stripped = (_between(_lines_of(message, part), names) for part in texts)
    return "\n\n".join(text for text in stripped if text)


def _lines_of(message: ParsedMessage, part: str) -> list[str]:
    own = (message.words(s.span) for s in message.own_segments() if s.span.part == part)
    return [line.strip() for words in own for line in words.splitlines()]


def _between(lines: list[str], names: frozenset[str]) -> str:
    """The lines between greeting and closing."""
    first = next((n for n, line in enumerate(lines) if not _opens(line)), len(lines))
    last = next((n for n in reversed(range(first, len(lines))) if not _closes(lines[n], names)), first - 1)
    return "\n".join(_greeted(lines[first : last + 1])).strip()


def _opens(line: str) -> bool:
    """Whether a line holds nothing but a greeting, or nothing at all."""
    return not _WORD.search(line) or _GREETING.fullmatch(line) is not None


def _greeted(lines: list[str]) -> list[str]:
    """The lines, without a greeting that stands before the first one's words ("Dear all, we prefer ...")."""
    return [_BEGUN.sub("", line) if n == 0 else line for n, line in enumerate(lines)]


def _closes(line: str, names: frozenset[str]) -> bool:
    """Whether a line near the end is a closing formula, the sender's own name or nothing."""
    words = _words(line)
    named = 0 < len(words) <= _LONGEST_NAME and words <= names
    numbered = re.sub(r"^\d+[.)]?\s+", "", line)  # a row of a table that somebody answers in
    return not words or named or is_sign_off(numbered) or is_device_line(line)


def _words(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(text))
