"""References by letter: "2.2(c)", "(c) and (g)", "topics a, c and e", "a to c".

The letters of two lists overlap, so a bare letter has no list until its question is known (DESIGN: unresolved "a" is
asked about, not guessed).
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from classify.mention import How, Mention
from config.consultation import Consultation, ListId

_NOUN = (
    r"(?:topics?|options?|items?|letters?|choices?|points?|themes?|subjects?|thematics?|projects?|proposals?"
    r"|paragraphs?|paras?|suggestions?|number|areas?|pynciau|pwnc)"
)
_JOIN = r"(?:\s*(?:,\s*(?:and|or|then|plus)|,|/|&|\+|;|\band\b|\bor\b|\bthen\b|\bplus\b|\bnor\b|\bac\b)\s*)"
_RANGE = r"\s*(?:-|–|—|\bto\b|\bthrough\b|\bthru\b)\s*"
_NOT_WORD = r"(?![\w'’])"


@lru_cache(maxsize=8)
def _patterns(consultation: Consultation) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    letters = "".join(sorted({t.letter for t in consultation.topics}))
    low = f"[{letters}{letters.upper()}]"
    ids = "|".join(r"[.,]?\s?".join(map(re.escape, str(t.id).split("."))) for t in consultation.lists)
    wrapped = rf"(?:[(\[{{]\s?{low}\s?[)\]}}]|(?<![\w'’.]){low}[)\]](?!\w)|(?<![\w'’.(]){low}{_NOT_WORD})"
    full = re.compile(rf"(?<![\d.])(?P<list>{ids})\s?[.,]?\s?[(\[{{]?\s?(?P<letter>{low})\s?[)\]}}]?{_NOT_WORD}")
    one = re.compile(wrapped)
    cue = re.compile(rf"\b{_NOUN}\s+(?:are\s+|is\s+)?(?={wrapped})", re.IGNORECASE)
    return full, one, cue


def find_letters(text: str, consultation: Consultation) -> tuple[Mention, ...]:
    """Every reference by letter in a unit's text, ranges expanded, lists named where the text names them."""
    full, one, cue = _patterns(consultation)
    found: list[Mention] = []
    taken = 0
    for match in _starts(text, full, one, cue):
        if match.start() < taken:
            continue
        run = _run(text, match, one, consultation)
        if _credible(text, run, match, cue):
            found.extend(run)
            taken = run[-1].end
    return tuple(found)


def _starts(text: str, full: re.Pattern[str], one: re.Pattern[str], cue: re.Pattern[str]) -> Iterator[re.Match[str]]:
    matches = [*full.finditer(text), *(m for c in cue.finditer(text) if (m := one.match(text, c.end())))]
    matches += list(one.finditer(text))
    seen: set[int] = set()
    for match in sorted(matches, key=lambda m: (m.start(), -m.end())):
        if match.start() not in seen:
            seen.add(match.start())
            yield match


def _run(text: str, first: re.Match[str], one: re.Pattern[str], consultation: Consultation) -> list[Mention]:
    """The letters that follow one another from a first: "(c), (e) and (g)", "a to c"."""
    list_id = _list_of(first, consultation)
    run = [_mention(first, How.FULL if list_id else How.LETTER, list_id)]
    end = first.end()
    while True:
        through = re.compile(_RANGE).match(text, end)
        last = one.match(text, through.end()) if through else None
        if last and _letter(last) > run[-1].letters[-1]:
            between = [chr(c) for c in range(ord(run[-1].letters[-1]) + 1, ord(_letter(last)) + 1)]
            run[-1] = Mention(run[-1].start, last.end(), How.RANGE, (), (*run[-1].letters, *between), list_id)
            end = last.end()
            continue
        joined = re.compile(_JOIN, re.IGNORECASE).match(text, end)
        following = one.match(text, joined.end()) if joined else None
        if not following or _is_article(text, following):
            return run
        run.append(_mention(following, How.FULL if list_id else How.LETTER, list_id))
        end = following.end()


def _list_of(match: re.Match[str], consultation: Consultation) -> ListId | None:
    named = match.groupdict().get("list")
    if not named:
        return None
    digits = re.sub(r"\D", "", named)
    return next((t.id for t in consultation.lists if re.sub(r"\D", "", t.id) == digits), None)


def _letter(match: re.Match[str]) -> str:
    return (match.groupdict().get("letter") or re.sub(r"[^A-Za-z]", "", match.group())).lower()


def _mention(match: re.Match[str], how: How, list_id: ListId | None) -> Mention:
    return Mention(match.start(), match.end(), how, (), (_letter(match),), list_id)


def _is_article(text: str, match: re.Match[str]) -> bool:
    """Whether a bare "a" (or "I") is a word of English: it stands before another word."""
    bare = match.group() in ("a", "A", "i", "I")
    return (
        bare
        and re.match(r"\s+\w{2,}", text[match.end() :]) is not None
        and not re.match(r"\s+(?:and|or|to|then|is|are|was|would|as|first|please|for|only)\b", text[match.end() :])
    )


def _credible(text: str, run: list[Mention], first: re.Match[str], cue: re.Pattern[str]) -> bool:
    """A run is believed where it is marked up, led in by a noun, alone in its text, or has several letters."""
    if run[0].how is How.FULL or first.group()[0] in "([{" or first.group()[-1] in ")]}":
        return not _quoted_list(text, first)
    if any(c.end() == first.start() for c in cue.finditer(text)):
        return True
    letter = first.group()
    if _is_article(text, first) or letter == "I":
        return False
    if len(run) > 1 or len(run[0].letters) > 1:
        return True
    alone = re.fullmatch(r"\W*", text[: first.start()] + text[first.end() :]) is not None
    return alone or letter.lower() not in ("a", "i", "s", "t") or _ends_clause(text, first)


def _quoted_list(text: str, first: re.Match[str]) -> bool:
    """Whether the letter enumerates the writer's own points inside a sentence: "(a) one thing and (b) another"."""
    return (
        first.group() == "(a)"
        and re.search(r"\(b\)\s+\w{3,}", text[first.end() :]) is not None
        and (re.match(r"\s+\w{2,}\s+\w{2,}\s+\w{2,}", text[first.end() :]) is not None)
    )


def _ends_clause(text: str, match: re.Match[str]) -> bool:
    before = re.search(
        r"\b(?:for|choose|prefer|pick|is|be|say|with|support|:)\s*$", text[: match.start()], re.IGNORECASE
    )
    return before is not None and re.match(r"\s*(?:[.,;:!?)]|please|$)", text[match.end() :]) is not None
