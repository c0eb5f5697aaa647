"""References to what is left: "the other four", "the other two adult ones", "the rest of the list"; "the first two"."""

import re
from collections.abc import Collection
from functools import lru_cache

from classify.mention import How, Mention
from config.consultation import Consultation, Topic, TopicId, TopicList

_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_THINGS = r"(?:topics?|themes?|items?|options?|ones?|suggestions?|thematics?|proposals?|projects?|ideas?)"


@lru_cache(maxsize=8)
def _patterns(consultation: Consultation) -> tuple[re.Pattern[str], re.Pattern[str]]:
    groups = "|".join(sorted({re.escape(t.group) for t in consultation.topics if t.group})) or "(?!)"
    cues = "|".join(sorted((re.escape(c) for one in consultation.lists for c in one.cues), key=len, reverse=True))
    count = "|".join(_COUNTS)
    rest = (
        rf"\bthe (?:other|remaining) (?:(?P<count>{count})\b(?: (?P<group>{groups}))?(?: {_THINGS})?"
        rf"|(?:(?P<group2>{groups}) )?{_THINGS})(?!\w)|\bthe (?:rest|others)\b(?! \w+ing)"
    )
    things = rf"(?:{_THINGS}|list|on (?:the|your) list)"
    name = rf"(?: (?P<group>{groups})| (?P<cue>{cues or '(?!)'}))?"
    place = rf"\b(?:the|your) (?P<end>first|last) (?P<count>{count})(?: (?:of|on|in) (?:the|your))?{name} {things}\b"
    return re.compile(rest, re.IGNORECASE), re.compile(place, re.IGNORECASE)


def find_rest(
    text: str, topic_list: TopicList, named: Collection[TopicId], consultation: Consultation
) -> tuple[Mention, ...]:
    """What is left of a list or group once those named so far are taken out; nothing where the count does not fit."""
    rest, place = _patterns(consultation)
    found = []
    for match in rest.finditer(text):
        group = match["group"] or match["group2"]
        left = [t.id for t in _pool(group, topic_list, consultation) if t.id not in named]
        if left and (not match["count"] or len(left) == _number(match["count"])):
            found.append(Mention(match.start(), match.end(), How.SET, tuple(left)))
    for match in place.finditer(text):
        pool = [t.id for t in _named(match["group"], match["cue"], topic_list, consultation)]
        count = _number(match["count"])
        chosen = pool[:count] if match["end"].lower() == "first" else pool[-count:]
        if count < len(pool):
            found.append(Mention(match.start(), match.end(), How.ORDINAL, tuple(chosen), score=0.9))
    return tuple(found)


def _number(word: str) -> int:
    return _COUNTS.index(word.lower()) + 1


def _named(group: str | None, cue: str | None, usual: TopicList, consultation: Consultation) -> tuple[Topic, ...]:
    """The topics of the group or list that is named; of the usual list where none is."""
    if group:
        return tuple(t for t in consultation.topics if t.group.lower() == group.lower())
    lists = (one for one in consultation.lists if cue and cue.lower() in (c.lower() for c in one.cues))
    return consultation.topics_of(next(lists, usual).id)


def _pool(group: str | None, topic_list: TopicList, consultation: Consultation) -> tuple[Topic, ...]:
    topics = consultation.topics_of(topic_list.id)
    return tuple(t for t in topics if not group or t.group.lower() == group.lower())
