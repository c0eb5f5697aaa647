"""References to several topics at once: "all of the youth topics", "all eight", "everything except d"."""

import re
from dataclasses import replace
from functools import lru_cache

from classify.mention import How, Mention
from config.consultation import Consultation, Topic, TopicId, TopicList

_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NUMBERS = rf"(?:{'|'.join(_COUNTS[1:])})"
_ALL = r"(?:all|any|each|every|(?:any|each|every) one|everything|anything|the whole|the entire|none|nothing)"
_MANY = r"(?:topics|themes|items|options|suggestions|thematics|proposals|projects|ideas)\b"
_EXCEPTING = (
    r"except(?:ing)?(?: for)?|bar|apart from|other than|save(?: for)?|minus|excluding|with the exception of|aside from"
    r"|(?<!, )but(?! (?:we|i|it|our|my|they|this|that|there|if|is|are|would|have|has|with|as|only|also|perhaps)\b)"
)
_EXCEPT = re.compile(rf"\b(?:all but|but not|{_EXCEPTING}|less(?= \(?[a-z]\b))\b", re.IGNORECASE)
_EXCEPTION_ENDS = re.compile(
    r"[;:]|\.(?!\d)|, (?:which|as|because|since|with|but|especially|particularly|and (?:we|I|would|on|for))\b"
)
_PART = re.compile(
    r"\b(?:one|two|three|four|some|few|couple|most|many|which|first|second|third|fourth|last|part|none|neither) of\s*$",
    re.IGNORECASE,
)
_OF = re.compile(r"\b(?:of|among|from|between|other|in|on|under|within)\s*$", re.IGNORECASE)


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
    bare = rf"|{the}(?: {NUMBERS})? {name} (?:{many}|list|side)|{NUMBERS} {name} {many}" if is_group else ""
    entire = rf"|the (?:whole|entire|full) {name} list"
    loose = rf"|{_ALL} (?:on|in|from|under) {the} {name} (?:{many}|list|side|half|heading)"
    return re.compile(
        rf"\b(?:{_ALL}(?: of)?(?: {the})?(?: {NUMBERS})?(?: of the)?(?: listed)? {name} {many}{loose}{entire}{bare})\b",
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
    words = re.sub(r"\b(?:any|each|every) one\b", "", words.lower())
    named = [n for n, word in enumerate(_COUNTS, 1) if re.search(rf"\b{word}\b", words)]
    return not named or named == [len(topics)]


def any_name(consultation: Consultation) -> str:
    """A pattern for the name of any group or list, the longest first."""
    names = {t.group for t in consultation.topics if t.group} | {c for one in consultation.lists for c in one.cues}
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True)) or "(?!)"


def topics_named(name: str, consultation: Consultation, default: TopicList | None) -> tuple[TopicId, ...]:
    """The topics of the group or list that a name names, or of the default list."""
    grouped = tuple(t.id for t in consultation.topics if t.group and t.group.lower() == name.lower())
    cued = (one for one in consultation.lists if name.lower() in (c.lower() for c in one.cues))
    chosen = next(cued, default)
    return grouped or (tuple(t.id for t in consultation.topics_of(chosen.id)) if chosen else ())


def group_places(text: str, consultation: Consultation) -> tuple[tuple[int, int], ...]:
    """Where a text only says which group or list it speaks of, "the adult list", "youth topics": offsets."""
    pattern = rf"\b(?:{any_name(consultation)}) (?:list|side|half|topics?|ones?|options?|items?|themes?|suggestions?)\b"
    return tuple(m.span() for m in re.finditer(pattern, text, re.IGNORECASE))


def find_whole_list(text: str, topic_list: TopicList, consultation: Consultation) -> tuple[Mention, ...]:
    """References to all of one list, once the question says which: "all of them", "all eight", "everything but d".

    "Of the adult list, everything but d" is all of that group.
    """
    listed = r"(?:(?:listed|proposed|suggested) )?"
    pattern = re.compile(
        rf"(?<!of )\b(?:all(?: of)? (?:them|these)\b(?! \w+s\b)"
        rf"|(?:any|every one) of (?:them|these)(?= (?:{_EXCEPTING})\b)"
        rf"|(?:all|each)(?: of)? (?:the|your|these) {listed}{_MANY}"
        rf"|(?:all|any) {NUMBERS}\b|all(?: of)? (?:the|your) {NUMBERS}\b|all {listed}topics\b"
        rf"|(?:everything|anything|all|any)(?= (?:{_EXCEPTING})\b)|(?:the|your) (?:whole|entire|full) list"
        rf"|everything (?:on|in) (?:the|your) list)",
        re.IGNORECASE,
    )
    found = []
    for match in pattern.finditer(text):
        topics = _group_before(text[: match.start()], topic_list, consultation) or consultation.topics_of(topic_list.id)
        if _counts_all(match.group(), topics):
            found.append(Mention(match.start(), match.end(), How.SET, tuple(t.id for t in topics)))
    return tuple(found)


def _group_before(text: str, topic_list: TopicList, consultation: Consultation) -> tuple[Topic, ...]:
    """The topics of the group that a text ends by naming: "of the adult list,"; none where it names no group."""
    named = re.search(
        rf"\b(?:of|from|on|in|among) (?:the|your) (\w[\w ]*?) (?:list|{_MANY}|ones|side|half),?\s*$",
        text,
        re.IGNORECASE,
    )
    name = named[1].lower() if named else None
    return tuple(t for t in consultation.topics_of(topic_list.id) if t.group and t.group.lower() == name)


def except_scope(text: str) -> tuple[int, int] | None:
    """Where an exception begins and ends: what stands there is left out of a set. None without one."""
    match = _EXCEPT.search(text)
    if not match:
        return None
    stop = _EXCEPTION_ENDS.search(text, match.end())
    return match.end(), stop.start() if stop else len(text)


def with_exceptions(text: str, mentions: list[Mention]) -> list[Mention]:
    """What stands after "except" is taken out of the sets of its unit."""
    scope = except_scope(text)
    sets = [m for m in mentions if m.how in (How.SET, How.RANGE) and (scope is None or m.start < scope[0])]
    if scope is None or not sets:
        return mentions
    out = [m for m in mentions if scope[0] <= m.start < scope[1] and m not in sets]
    left_out = {t for m in out for t in m.topics}
    return [
        replace(m, topics=tuple(t for t in m.topics if t not in left_out))
        if m in sets
        else replace(m, excepted=True)
        if m in out
        else m
        for m in mentions
    ]
