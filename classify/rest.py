"""References to what is left: "the other four", "the other two adult ones", "the rest of the list"; "the first two"."""

import re
from collections.abc import Collection
from functools import lru_cache

from classify.mention import How, Mention
from classify.sets import any_name, topics_named
from config.consultation import Consultation, Topic, TopicId, TopicList

_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_THINGS = r"(?:topics?|themes?|items?|options?|ones?|suggestions?|thematics?|proposals?|projects?|ideas?)"


@lru_cache(maxsize=8)
def _patterns(consultation: Consultation) -> tuple[re.Pattern[str], re.Pattern[str]]:
    groups = "|".join(sorted({re.escape(t.group) for t in consultation.topics if t.group})) or "(?!)"
    count = "|".join(_COUNTS)
    rest = (
        rf"\bthe (?:other|remaining) (?:(?P<count>{count})\b(?: (?P<group>{groups}))?(?: {_THINGS})?"
        rf"|(?:(?P<group2>{groups}) )?{_THINGS})(?!\w)|\bthe (?:rest|others)\b(?! \w+ing)"
    )
    things = rf"(?:{_THINGS}|list|on (?:the|your) list)"
    name = rf"(?: (?P<name>{any_name(consultation)}))?"
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
        pool = topics_named(match["name"] or "", consultation, topic_list)
        count = _number(match["count"])
        chosen = pool[:count] if match["end"].lower() == "first" else pool[-count:]
        if count < len(pool):
            found.append(Mention(match.start(), match.end(), How.ORDINAL, chosen, score=0.9))
    return tuple(found)


def _number(word: str) -> int:
    return _COUNTS.index(word.lower()) + 1


def _pool(group: str | None, topic_list: TopicList, consultation: Consultation) -> tuple[Topic, ...]:
    topics = consultation.topics_of(topic_list.id)
    return tuple(t for t in topics if not group or t.group.lower() == group.lower())
