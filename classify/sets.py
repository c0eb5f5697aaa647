"""References to several topics at once or by place: "all of the youth topics", "your second option", "the latter"."""

import re
from functools import lru_cache

from classify.mention import How, Mention
from config.consultation import Consultation, Topic, TopicId, TopicList

_THINGS = (
    r"(?:topics?|themes?|items?|options?|ones?|lists?|suggestions?|thematics?|proposals?|projects?|choices?|areas?"
    r"|subjects?|ideas?|inspections?|studies|research topics?|headings?|side|half)"
)
_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = rf"(?:{'|'.join(_COUNTS[1:])})"
_ALL = r"(?:all|any|each|every|everything|anything|the whole|the entire|none|nothing)"
_MANY = r"(?:topics|themes|items|options|suggestions|thematics|proposals|projects|ideas)\b"
_EXCEPTING = (
    r"except(?:ing)?(?: for)?|but|bar|apart from|other than|save(?: for)?|minus|excluding|with the exception of"
    r"|aside from"
)
_EXCEPT = re.compile(rf"\b(?:{_EXCEPTING}|but not|all but|less)\b", re.IGNORECASE)
_PART = re.compile(
    r"\b(?:one|two|three|four|some|few|couple|most|many|which|first|second|third|fourth|last|part|none|neither) of\s*$",
    re.IGNORECASE,
)
_OF = re.compile(r"\b(?:of|among|from|between|other)\s*$", re.IGNORECASE)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


@lru_cache(maxsize=8)
def _set_patterns(consultation: Consultation) -> tuple[tuple[re.Pattern[str], tuple[Topic, ...]], ...]:
    """A pattern for each group and each list of the letter, with the topics that it stands for."""
    patterns = []
    for group in dict.fromkeys(t.group for t in consultation.topics if t.group):
        topics = tuple(t for t in consultation.topics if t.group == group)
        name = rf"{re.escape(group)}(?:[- ]justice|[- ]focused|[- ]related)?"
        patterns.append((_whole(name, is_group=True), topics))
    for topic_list in consultation.lists:
        cues = "|".join(re.escape(c) for c in topic_list.cues)
        if cues:
            patterns.append((_whole(f"(?:{cues})", is_group=False), consultation.topics_of(topic_list.id)))
    return tuple(patterns)


def _whole(name: str, is_group: bool) -> re.Pattern[str]:
    """All of a group or list by its name; a group may stand without a noun ("all the youth ones", "the adult list")."""
    the = r"(?:the|your|these|those)"
    many = r"(?:topics|themes|items|options|ones|suggestions|thematics|proposals|projects|inspections|studies|ideas)"
    bare = rf"|{the}(?: {_NUMBERS})? {name} (?:{many}|list|side)|{_NUMBERS} {name} {many}" if is_group else ""
    loose = rf"|{_ALL} (?:on|in|from|under) {the} {name} (?:{many}|list|side|half|heading)"
    return re.compile(
        rf"\b(?:{_ALL}(?: of)?(?: {the})?(?: {_NUMBERS})?(?: of the)?(?: listed)? {name} {many}{loose}{bare})\b",
        re.IGNORECASE,
    )


def find_sets(text: str, consultation: Consultation) -> tuple[Mention, ...]:
    """References to all topics of a group or of a list that the text names."""
    found: list[Mention] = []
    for pattern, topics in _set_patterns(consultation):
        for match in pattern.finditer(text):
            if _PART.search(text[: match.start()]) or not _counts_all(match.group(), topics):
                continue
            if re.match(r"(?:the|your|these|those)\b", match.group(), re.IGNORECASE) and _OF.search(
                text[: match.start()]
            ):
                continue
            mention = Mention(match.start(), match.end(), How.SET, tuple(t.id for t in topics))
            if not any(mention.overlaps(m) for m in found):
                found.append(mention)
    return tuple(found)


def _counts_all(words: str, topics: tuple[Topic, ...]) -> bool:
    """Whether a number in the reference, if there is one, is the number of the topics."""
    named = [n for n, word in enumerate(_COUNTS, 1) if re.search(rf"\b{word}\b", words, re.IGNORECASE)]
    return not named or named == [len(topics)]


def find_whole_list(text: str, topic_list: TopicList, consultation: Consultation) -> tuple[Mention, ...]:
    """References to all of one list, once the question says which: "all of them", "all eight", "everything but d"."""
    topics = consultation.topics_of(topic_list.id)
    pattern = re.compile(
        rf"(?<!of )\b(?:all(?: of)? (?:them|these)\b(?! \w+s\b)|all(?: of)? (?:the|your|these) {_MANY}"
        rf"|(?:all|any) {_NUMBERS}\b|all(?: of)? (?:the|your) {_NUMBERS}\b"
        rf"|(?:everything|anything|all|any)(?= (?:{_EXCEPTING})\b)|(?:the|your) whole list)",
        re.IGNORECASE,
    )
    return tuple(
        Mention(m.start(), m.end(), How.SET, tuple(t.id for t in topics))
        for m in pattern.finditer(text)
        if _counts_all(m.group(), topics)
    )


def find_ordinals(text: str, consultation: Consultation, default: TopicList | None) -> tuple[Mention, ...]:
    """References by place in a list or group: "your second option", "the third youth topic", "the last of these"."""
    words = "|".join((*_ORDINALS, "last", "final"))
    groups = {t.group.lower() for t in consultation.topics if t.group}
    cues = {c.lower(): lst for lst in consultation.lists for c in lst.cues}
    names = "|".join(sorted(map(re.escape, (*groups, *cues)), key=len, reverse=True)) or "(?!)"
    pattern = re.compile(
        rf"\b(?P<your>your|the|that) (?P<nth>{words})(?: (?P<name>{names}))?(?: of (?:your|the|these|those)"
        rf"(?: {_NUMBERS})?(?: (?P<name2>{names}))?)?(?: (?P<thing>{_THINGS}))?\b",
        re.IGNORECASE,
    )
    found = []
    for match in pattern.finditer(text):
        name = (match["name"] or match["name2"] or "").lower()
        if not name and not (match["your"].lower() == "your" and match["thing"]):
            continue
        topics = _place(name, groups, cues, consultation, default)
        nth = match["nth"].lower()
        index = len(topics) - 1 if nth in ("last", "final") else _ORDINALS.index(nth)
        if 0 <= index < len(topics):
            found.append(Mention(match.start(), match.end(), How.ORDINAL, (topics[index],), score=0.9))
    return tuple(found)


def _place(
    name: str,
    groups: set[str],
    cues: dict[str, TopicList],
    consultation: Consultation,
    default: TopicList | None,
) -> tuple[TopicId, ...]:
    if name in groups:
        return tuple(t.id for t in consultation.topics if t.group.lower() == name)
    topic_list = cues.get(name, default)
    return tuple(t.id for t in consultation.topics_of(topic_list.id)) if topic_list else ()


def except_scope(text: str) -> tuple[int, int] | None:
    """Where an exception begins and ends: what stands there is left out of a set. None without one."""
    match = _EXCEPT.search(text)
    if not match:
        return None
    stop = re.search(r"[.;:]|, (?:which|as|because|since|and (?:we|I|would|on|for))\b", text[match.end() :])
    return match.end(), match.end() + stop.start() if stop else len(text)
