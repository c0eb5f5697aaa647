"""All references to listed topics in a reply, and their resolution once the question of each unit is known."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from classify.anaphora import find_anaphora
from classify.language import Phrases
from classify.letters import find_letters
from classify.mention import How, Mention
from classify.names import Names
from classify.ordinals import find_bare, find_ordinals
from classify.rest import find_rest
from classify.roles import list_of
from classify.sentences import Block
from classify.sets import find_sets, find_whole_list, group_places, with_exceptions
from classify.units import Unit
from config.consultation import Consultation, ListId, TopicId, TopicList

_UNDER_PROMPT = 2
"""How many sentences typed under a topic of the letter are taken to speak of it without naming it."""

_LIKELY, _MARGIN = 0.5, 0.2
_BETWEEN = re.compile(r"[\s()\[\]:,;.\"'“”‘’–—-]{0,5}(?:topic|option|item|the one on)?[\s()\[\]\"'“‘]{0,3}")
_LINK = re.compile(
    r"[\s)\]]*(?:(?:,|/|&|\+|;|\band\b|\bor\b|\bthen\b)\s*[(\[]?\b[a-z]\b[)\]]?\s*){0,12}\s*"
    r"(?:\(|for|on|in|under|from|among)\s*(?:(?:the|your|our)\s+)?",
    re.IGNORECASE,
)
"""Between a letter and the cue after it that says its list: "c and g for the thematics"."""


_JOINED = re.compile(r"[\s,/&+;()\[\]]*(?:and|or|then|plus|nor|ac)?[\s()\[\]]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A reference that cannot be settled without asking: a letter of two lists, or a letter and a title that differ."""

    unit: int
    words: str
    reason: str


class MentionFinder:
    """Finds references in units; built once from a consultation."""

    def __init__(self, consultation: Consultation) -> None:
        self._consultation = consultation
        self._names = Names(consultation)
        self._under_way = Phrases((w.title, name) for w in consultation.under_way for name in (w.title, *w.aliases))

    def find(self, unit: Unit) -> tuple[Mention, ...]:
        """References in one unit that need no context: names, letters, and sets named by group or list."""
        names = self._names.find(unit.text)
        sets = _sole(find_sets(unit.text, self._consultation), unit.text, names)
        lettered = (*_marker(unit, self._consultation), *find_letters(unit.text, self._consultation))
        letters = self._joined(unit.text, [x for x in lettered if not any(x.overlaps(s) for s in sets)])
        kept = [m for m in names if not any(m.overlaps(s) for s in sets)]
        kept += [y for x in letters if not self._labels_a_name(unit.text, x, kept) for y in self._known(x)]
        kept += _prompted(unit, kept)
        return tuple(sorted((*kept, *sets), key=lambda m: (m.start, m.end)))

    def shared(self, unit: Unit, named: Sequence[Mention]) -> dict[TopicId, float]:
        """The share of each topic's name that a unit's words cover where they do not name it."""
        return self._names.shared(unit.text, named)

    def resolve(
        self,
        units: Sequence[Unit],
        raw: Sequence[Sequence[Mention]],
        labels: Sequence[str],
        linked: Sequence[Sequence[Mention]],
    ) -> tuple[tuple[tuple[Mention, ...], ...], tuple[Conflict, ...]]:
        """Mentions with topics, given the question label of each unit and its references in other words.

        Also what stays unresolved.
        """
        resolved: list[tuple[Mention, ...]] = []
        conflicts: list[Conflict] = []
        before: list[TopicId] = []
        for number, (unit, found, label, loose) in enumerate(zip(units, raw, labels, linked, strict=True)):
            list_id = list_of(label, self._consultation)
            topic_list = next((t for t in self._consultation.lists if t.id == list_id), None)
            mentions = (*found, *self._paraphrases(unit, found, loose))
            context = _by_context(unit, mentions, label, topic_list, self._consultation, before)
            mentions = tuple(m for m in mentions if not any(m.overlaps(c) for c in context))
            conflicts.extend(Conflict(number, *why) for why in self._disagreeing(unit, mentions))
            here: list[Mention] = []
            for mention in (*mentions, *context):
                settled = self._settle(unit, mention, list_id)
                here.extend(settled)
                if not settled:
                    conflicts.append(_conflict(number, unit, mention))
            told = [m for m in here if _is_told(m)]
            here.extend(find_anaphora(unit.text, told, before[-2:]))
            if topic_list and label.startswith("P"):
                named = {t for m in told for t in m.topics}.union(before)
                rest = find_rest(unit.text, topic_list, named, self._consultation)
                here.extend(r for r in rest if not any(r.overlaps(m) for m in here if m.how is not How.PARAPHRASE))
            here = with_exceptions(unit.text, sorted(_once(here), key=lambda m: (m.start, m.end)))
            before.extend(t for m in here if _is_told(m) for t in m.topics if m.how is not How.SET)
            resolved.append(tuple(here))
        return tuple(resolved), tuple(conflicts)

    def _labels_a_name(self, text: str, letter: Mention, names: Sequence[Mention]) -> bool:
        """Whether a letter only labels a name beside it, "(c), online sexual offending": the name is the surer.

        After a comma it does so only where the two agree: "c, RARs and e" are three.
        """
        if letter.start == letter.end:
            return bool(names)
        for name in names:
            between = text[min(letter.end, name.end) : max(letter.start, name.start)]
            if _BETWEEN.fullmatch(between) and ("," not in between or self._agrees(letter, name)):
                return True
        return False

    def _joined(self, text: str, letters: Sequence[Mention]) -> list[Mention]:
        """Letters that are joined are of one list: in "c and e" both are of the only list that has an e."""
        runs: list[list[Mention]] = []
        for letter in letters:
            before = runs[-1][-1] if runs else None
            if before is not None and before.end and _JOINED.fullmatch(text[before.end : letter.start]):
                runs[-1].append(letter)
            else:
                runs.append([letter])
        found = []
        for run in runs:
            only = self._only_list(tuple(x for m in run for x in m.letters)) if len(run) > 1 else None
            found += [replace(m, list_id=m.list_id or only) for m in run]
        return found

    def _known(self, letter: Mention) -> tuple[Mention, ...]:
        """A letter whose list is named or is the only one to have it, with its topics; else the letter as it is."""
        chosen = letter.list_id or self._only_list(letter.letters)
        return self._topics(letter, chosen) or (letter,) if chosen else (letter,)

    def _topics(self, mention: Mention, list_id: ListId | None) -> tuple[Mention, ...]:
        topics = [t for t in self._consultation.topics if t.list_id == list_id and t.letter in mention.letters]
        return tuple(replace(mention, topics=(t.id,)) for t in topics)

    def _paraphrases(self, unit: Unit, named: Sequence[Mention], loose: Sequence[Mention]) -> tuple[Mention, ...]:
        """References in other words, to topics that the unit does not name by words that name no other.

        None in the name of a group ("the adult list") or of work under way ("transitional safeguarding").
        """
        known = {t for m in named for t in m.topics}
        running = ((start, end) for _, start, end in self._under_way.find(unit.text))
        names = ((m.start, m.end) for m in named if m.end > m.start)
        taken = (*group_places(unit.text, self._consultation), *running, *names)
        free = [
            m for m in loose if known.isdisjoint(m.topics) and not any(a <= m.start and m.end <= b for a, b in taken)
        ]
        return tuple(m for m in free if not any(self._is_rival(m, other) for other in free))

    def _is_rival(self, one: Mention, other: Mention) -> bool:
        """Whether the same words are surely of another topic, or as likely of another list: then neither is taken."""
        if one is other or not one.overlaps(other):
            return False
        lists = {self._consultation.topic(m.topics[0]).list_id for m in (one, other)}
        return other.score > one.score + (_MARGIN if len(lists) == 1 else -_MARGIN)

    def _disagreeing(self, unit: Unit, mentions: Sequence[Mention]) -> Iterator[tuple[str, str]]:
        """A letter beside a title that is another's, "(c) RARs", with the reason; none in a numbering of one's own."""
        letters = [x for x in find_letters(unit.text, self._consultation) if len(x.letters) == 1]
        if [x.letters[0] for x in letters[:2]] == ["a", "b"]:
            return
        pairs = [(x, m) for x in letters for m in mentions if m.how in (How.NAME, How.ALIAS) and not x.overlaps(m)]
        for letter, name in pairs:
            between = unit.text[min(letter.end, name.end) : max(letter.start, name.start)]
            if re.fullmatch(r"[\s()\[\]:–—-]{0,4}", between) and not self._agrees(letter, name):
                words = unit.text[min(letter.start, name.start) : max(letter.end, name.end)]
                yield words, f"“{words}”: the letter and the title differ"

    def _agrees(self, letter: Mention, name: Mention) -> bool:
        topics = [self._consultation.topic(t) for t in name.topics]
        return any(t.letter in letter.letters and letter.list_id in (None, t.list_id) for t in topics)

    def _settle(self, unit: Unit, mention: Mention, list_id: ListId | None) -> tuple[Mention, ...]:
        if mention.topics:
            return (mention,)
        return self._topics(mention, mention.list_id or self._by_cue(unit, mention) or list_id)

    def _only_list(self, letters: tuple[str, ...]) -> ListId | None:
        fitting = [
            t.id
            for t in self._consultation.lists
            if set(letters) <= {x.letter for x in self._consultation.topics_of(t.id)}
        ]
        return fitting[0] if len(fitting) == 1 else None

    def _by_cue(self, unit: Unit, mention: Mention) -> ListId | None:
        """The list that is linked to the letter ("g for research"); among several lists, else the last named before."""
        cues = cues_in(unit.text, self._consultation)
        linked = [c for c, at in cues if at >= mention.end and _LINK.fullmatch(unit.text[mention.end : at])]
        if linked or len({c for c, _ in cues}) < 2:
            return linked[0] if linked else None
        before = [(at, c) for c, at in cues if at < mention.start]
        return max(before)[1] if before else min((at, c) for c, at in cues)[1]


def _once(mentions: Sequence[Mention]) -> list[Mention]:
    """Without the paraphrases of topics, or in words, that are referred to in a surer manner."""
    sure = [m for m in mentions if m.how is not How.PARAPHRASE]
    known = {t for m in sure for t in m.topics}
    loose = [m for m in mentions if m.how is How.PARAPHRASE and known.isdisjoint(m.topics)]
    return [*sure, *(m for m in loose if not any(s.start <= m.start and m.end <= s.end for s in sure))]


def _is_told(mention: Mention) -> bool:
    """Whether a later word can point back to a reference: any named one, and a paraphrase that is likelier than not."""
    return mention.how is not How.PARAPHRASE or mention.score >= _LIKELY


def _conflict(number: int, unit: Unit, mention: Mention) -> Conflict:
    words = unit.text[mention.start : mention.end] or unit.marker
    if mention.list_id:
        return Conflict(number, words, f"“{words}” is no topic of the letter")
    return Conflict(number, words, f"“{words}” could be of more than one list")


def _prompted(unit: Unit, named: Sequence[Mention]) -> tuple[Mention, ...]:
    """The topic of ours that the unit was typed under, where the unit does not name one itself."""
    topic = unit.prompt.topic
    if topic is None or unit.since_prompt >= _UNDER_PROMPT or any(m.how is not How.PARAPHRASE for m in named):
        return ()
    return (Mention(0, 0, How.PROMPT, (topic,)),)


def cues_in(text: str, consultation: Consultation) -> list[tuple[ListId, int]]:
    """Where a text names a list as a whole ("thematic", "research project"), with the list."""
    lower = text.lower()
    return [(list_id, m.start()) for list_id, pattern in _cue_patterns(consultation) for m in pattern.finditer(lower)]


@lru_cache(maxsize=8)
def _cue_patterns(consultation: Consultation) -> tuple[tuple[ListId, re.Pattern[str]], ...]:
    return tuple(
        (topic_list.id, re.compile(rf"\b{re.escape(cue.lower())}\b"))
        for topic_list in consultation.lists
        for cue in topic_list.cues
    )


def _marker(unit: Unit, consultation: Consultation) -> tuple[Mention, ...]:
    """The list marker "c)" of an item that names no topic: a reference where it is a letter of the lists."""
    if unit.block is not Block.ITEM or not unit.marker.isalpha() or len(unit.marker) != 1:
        return ()
    if unit.marker not in {t.letter for t in consultation.topics}:
        return ()
    return (Mention(0, 0, How.LETTER, (), (unit.marker,), score=0.6),)


def _sole(sets: Sequence[Mention], text: str, names: Sequence[Mention]) -> tuple[Mention, ...]:
    """Sets without "all" in a unit that names a topic of theirs only set the scene and are left out."""
    return tuple(
        s
        for s in sets
        if re.match(r"(?:all|any|each|every|none|nothing)", text[s.start : s.end], re.IGNORECASE)
        or not any(t in s.topics for m in names if m.how is not How.PARAPHRASE for t in m.topics)
    )


def _by_context(
    unit: Unit,
    mentions: Sequence[Mention],
    label: str,
    topic_list: TopicList | None,
    consultation: Consultation,
    before: Sequence[TopicId],
) -> tuple[Mention, ...]:
    found = find_ordinals(unit.text, consultation, topic_list)
    chooses = label.startswith("P") and not label.endswith("-")
    if topic_list and chooses and not any(m.how is How.SET for m in mentions):
        found = (*found, *find_whole_list(unit.text, topic_list, consultation)[:1])
    if topic_list and chooses and not found and len(_of_list(before, topic_list, consultation)) < _OWN_LIST:
        found = find_bare(unit.text, topic_list, consultation)
    return tuple(f for f in found if not any(f.overlaps(m) for m in mentions if m.how is not How.PARAPHRASE))


_OWN_LIST = 2
"""After so many topics of their own naming, a writer's "the second" is one of those."""


def _of_list(topics: Sequence[TopicId], topic_list: TopicList, consultation: Consultation) -> set[TopicId]:
    return {t for t in topics if consultation.topic(t).list_id == topic_list.id}
