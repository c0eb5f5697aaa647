"""Two answers in one breath: "c and e for the thematics, b for research" is cut where the second list begins."""

import re
from functools import lru_cache

from config.consultation import Consultation

_MOST_WORDS = 30


@lru_cache(maxsize=8)
def _patterns(consultation: Consultation) -> tuple[re.Pattern[str], ...]:
    """One pattern a list: a preposition and the list's cue, where a choice is tied to it."""
    tied = r"\b(?:for|on|in|under|as (?:for|to)|regarding) (?:the |your |our )?"
    cues = ("|".join(map(re.escape, one.cues)) for one in consultation.lists if one.cues)
    return tuple(re.compile(rf"{tied}(?:{each})\b", re.IGNORECASE) for each in cues)


def cut_of(sentence: str, consultation: Consultation) -> int | None:
    """Where a short sentence turns from one list to another; None where it speaks of one."""
    if len(sentence.split()) > _MOST_WORDS:
        return None
    found = sorted((m.start(), m.end(), n) for n, p in enumerate(_patterns(consultation)) for m in p.finditer(sentence))
    if len({n for _, _, n in found}) != 2:
        return None
    first, second = found[0], next(f for f in found if f[2] != found[0][2])
    between = sentence[first[1] : second[0]]
    leading = re.search(r"(?:[,;:.]|[–—]|\band|\bbut|\bwhile)\s*(?:and |but )?$", between)
    cut = leading or re.search(r"[,;]\s|\s(?:and|but|while|then)\s|\s[–—-]\s", between)
    if cut is None or not re.search(r"\w", between):
        return None
    mark = cut.group()
    return first[1] + cut.start() + len(mark) - len(mark.lstrip(" ,;–—-"))
