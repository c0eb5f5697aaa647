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
_NOT_WORD = r"(?![\w'’]|[-‐‑]\w{2}|\.\w)"
"""A letter ends here: not "e-mail", "e.g." or "c's"."""

_OTHER_THING = re.compile(
    r"\b(?:categor(?:y|ies)|cat|class|grade|band|type|plan|part|section|annexe?|appendix|schedule|table|figure|form"
    r"|wing|block|tier|vitamin|hepatitis)\s+$",
    re.IGNORECASE,
)
"""Before a letter that names something other than a topic: "Category C prisons", "Annex B"."""

_PLACES = re.compile(r"\b(?:A&E|B&B)s?\b")
"""Casualty, and a guest house."""

_REFERS = re.compile(r"\s+(?:is|are|was|would|should|for)\b(?!-)")
"""After a letter that can only be a name, even an "a": "A is our first choice"."""

_WORDS_AFTER = r"and|or|to|through|then|is|are|was|would|should|as|first|please|for|only"
_OWN_POINTS = re.compile(
    rf"\(a\)\s+(?!(?:{_WORDS_AFTER}|has|because|since|given|though|but|not|which|with|rather|in|on|at|over)\b)"
    r"\w{2,}(?:\s+\w+){2}.*?\(b\)\s+\w{2}"
)
"""The writer's own points in a sentence: "(a) the first thing and (b) the second"."""


@lru_cache(maxsize=8)
def _patterns(consultation: Consultation) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    letters = "".join(sorted({t.letter for t in consultation.topics}))
    low = f"[{letters}{letters.upper()}]"
    ids = "|".join(r"[.,]?\s?".join(map(re.escape, str(t.id).split("."))) for t in consultation.lists)
    wrapped = rf"(?:[(\[{{]\s?{low}\s?[)\]}}]|(?<![\w'’.]){low}[)\]](?!\w)|(?<![\w'’.(])(?<!\w\w[-‐‑]){low}{_NOT_WORD})"
    full = re.compile(rf"(?<![\d.])(?P<list>{ids})\s?[.,]?\s?[(\[{{]?\s?(?P<letter>{low})\s?[)\]}}]?{_NOT_WORD}")
    one = re.compile(wrapped)
    cue = re.compile(rf"\b{_NOUN}\s+(?:are\s+|is\s+)?(?={wrapped})", re.IGNORECASE)
    return full, one, cue


def find_letters(text: str, consultation: Consultation) -> tuple[Mention, ...]:
    """Every reference by letter in a unit's text, ranges expanded, lists named where the text names them."""
    full, one, cue = _patterns(consultation)
    points = _OWN_POINTS.search(text)
    found: list[Mention] = []
    taken = 0
    for match in _starts(text, full, one, cue):
        if match.start() < taken or (points and match.start() >= points.start() and match.group()[0] == "("):
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
    return match.group() in ("a", "A", "i", "I") and _stands_before_word(text, match)


def _stands_before_word(text: str, match: re.Match[str]) -> bool:
    return re.match(rf"\s+(?!(?:{_WORDS_AFTER})\b)\w{{2,}}", text[match.end() :]) is not None


def _credible(text: str, run: list[Mention], first: re.Match[str], cue: re.Pattern[str]) -> bool:
    """A run is believed where it is marked up, led in by a noun, alone in its text, or has several letters."""
    letter = first.group()
    if first.groupdict().get("list"):
        return _names_list(text, first)
    if letter[0] in "([{" or letter[-1] in ")]}" or any(c.end() == first.start() for c in cue.finditer(text)):
        return True
    if _is_article(text, first) or letter == "I" or _is_other(text, first):
        return False
    if len(run) > 1 or len(run[0].letters) > 1 or letter.lower() not in ("a", "i", "s", "t"):
        return True
    alone = re.fullmatch(r"\W*", text[: first.start()] + text[first.end() :]) is not None
    return alone or _REFERS.match(text, first.end()) is not None or _ends_clause(text, first)


def _names_list(text: str, match: re.Match[str]) -> bool:
    """Whether a number with a letter is a place in a list: "2.2 c" and "22(c)", but not "22 a night"."""
    if match.group()[-1] in ")]}":
        return True
    is_article = match["letter"] in "aAI" and match.group()[-2].isspace() and _stands_before_word(text, match)
    return re.search(r"\D", match["list"]) is not None and not is_article


def _is_other(text: str, match: re.Match[str]) -> bool:
    """Whether a bare letter is an initial, stands after a word for some other lettered thing, or is in "A&E", "B&B"."""
    if not match.group().isupper():
        return False
    if any(place.start() <= match.start() < place.end() for place in _PLACES.finditer(text)):
        return True
    initial = re.search(r"\b[A-Z][a-z]*\.?\s+$", text[: match.start()]) and re.match(
        r"\.?\s+[A-Z][a-z]", text[match.end() :]
    )
    return initial is not None or _OTHER_THING.search(text[: match.start()]) is not None


def _ends_clause(text: str, match: re.Match[str]) -> bool:
    before = re.search(
        r"(?:\b(?:for|choose|prefer|pick|is|be|say|with|support)|[:=)])\s*$", text[: match.start()], re.IGNORECASE
    )
    return before is not None and re.match(r"\s*(?:[.,;:!?)]|please|$)", text[match.end() :]) is not None
