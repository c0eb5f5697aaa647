"""References by place: "your second option", "the third youth topic", "the last of your research topics".

"Your last inspection" and "the first youth court" are none: a place needs a topic's noun, and "our first choice" is an
order of the writer's own.
"""

import re
from functools import lru_cache

from classify.mention import How, Mention
from classify.sets import NUMBERS, any_name, topics_named
from config.consultation import Consultation, TopicList

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NTH = rf"(?:{'|'.join(_ORDINALS)}|1st|2nd|3rd|[4-9]th|10th|last|final)"
_TOPIC = r"(?:topics?|themes?|items?|options?|ones?|suggestions?|proposals?|ideas?)"
_WORK = r"(?:thematics?|projects?|areas?|subjects?)"
"""Nouns of work, the last of which may be one that is done: "your last project" is no place in the list."""


def find_ordinals(text: str, consultation: Consultation, default: TopicList | None) -> tuple[Mention, ...]:
    """References by place in a group or list that the text names, else in the default list; several may be joined."""
    found: list[Mention] = []
    for pattern in _patterns(consultation):
        for match in pattern.finditer(text):
            topics = topics_named(match["name"] or "", consultation, default)
            indexes = [_index(nth.lower(), len(topics)) for nth in re.findall(_NTH, match["nths"], re.IGNORECASE)]
            if not all(0 <= i < len(topics) for i in indexes):
                continue
            mention = Mention(match.start(), match.end(), How.ORDINAL, tuple(topics[i] for i in indexes), score=0.9)
            if not any(mention.overlaps(m) for m in found):
                found.append(mention)
    return tuple(found)


_AFTER = (
    r"(?=\s*(?:[.,;:!?)–—]|$)"
    r"|\s+(?:and|or|but|as|because|if|then|please|for us|would|should|could|will|has|seems|looks|matters"
    r"|comes|goes|can|may|might|deserves|needs|over|rather|only|too|also|before|above|not|more|first|last)\b"
    r"|\s+(?:is|are|was) (?:our|my|the one|best|what|clearly|more|most|less|not|of)\b)"
)
_BARE = re.compile(
    rf"(?:(?<![\w’'-])(?:the|your|that|to|for|with|by)\s+(?:the\s+|your\s+)?|^\W*(?=\w+(?: one)?(?:,? please)?\W*$))"
    rf"(?P<nth>{_NTH}|middle)(?:\s+one)?{_AFTER}",
    re.IGNORECASE,
)
_TIME = re.compile(r"\b(?:at|in|from|until|till|by)\s*$", re.IGNORECASE)
_OWN = re.compile(r"\b(?:two|three|four|both|several|former|latter|namely|firstly|secondly)\b", re.IGNORECASE)


def find_bare(text: str, chosen: TopicList, consultation: Consultation) -> tuple[Mention, ...]:
    """References by place alone, "the third would be our choice", in an answer to a question about one list.

    None where the writer counts things of their own: "two: the first ...", "first, ... second, ...".
    """
    topics = tuple(t.id for t in consultation.topics_of(chosen.id))
    counts_own = _OWN.search(text) is not None
    found = []
    for match in _BARE.finditer(text):
        if counts_own and not match.group().lower().startswith("your"):
            continue
        nth = match["nth"].lower()
        at = len(topics) // 2 if nth == "middle" else _index(nth, len(topics))
        uneven = nth != "middle" or len(topics) % 2
        if uneven and 0 <= at < len(topics) and not _TIME.search(text[: match.start()]):
            found.append(Mention(match.start("nth"), match.end(), How.ORDINAL, (topics[at],), score=0.8))
    return tuple(found)


@lru_cache(maxsize=8)
def _patterns(consultation: Consultation) -> tuple[re.Pattern[str], ...]:
    cues = {c.lower() for one in consultation.lists for c in one.cues}
    name = any_name(consultation)
    work = "|".join(c for c in cues if re.fullmatch(_WORK, c)) or "(?!)"
    nths = rf"(?P<nths>{_NTH}(?:(?:, and |, | and ){_NTH})*)"
    counted = rf"(?!last\b){nths}"
    forms = (
        rf"(?:your|the|that) {nths}(?: {_TOPIC})? (?:of|on|in|from) (?:your|the|these|those)(?: {NUMBERS})?"
        rf"(?: (?P<name>{name}))? (?:list|{_TOPIC}|{_WORK})",
        rf"(?:your|the|that) {nths} (?P<name>{name}) {_TOPIC}",
        rf"(?:your|the|that) {counted} (?P<name>{name}) {_WORK}",
        rf"(?:the|that) {counted} (?P<name>{work})",
        rf"your {nths}(?P<name>) {_TOPIC}",
        rf"your {counted}(?P<name>) {_WORK}",
    )
    return tuple(re.compile(rf"\b{form}\b", re.IGNORECASE) for form in forms)


def _index(nth: str, count: int) -> int:
    if nth in ("last", "final"):
        return count - 1
    return int(nth[:-2]) - 1 if nth[0].isdigit() else _ORDINALS.index(nth)
