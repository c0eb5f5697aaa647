"""References by name: titles and aliases as phrases, misspelt or not, and paraphrases by the words they share.

Everything comes from the letter: a word counts for a topic by how much it sets the topic apart from the letter's
other topics and from the letter's general wording.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from classify.language import Phrases, tokens_of
from classify.mention import How, Mention
from classify.thesaurus import rarity, synonyms
from config.consultation import Consultation, Topic, TopicId

_STOP = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "been",
        "being",
        "by",
        "can",
        "could",
        "do",
        "does",
        "for",
        "from",
        "had",
        "has",
        "have",
        "how",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "more",
        "most",
        "no",
        "not",
        "of",
        "on",
        "or",
        "other",
        "our",
        "own",
        "so",
        "some",
        "such",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "to",
        "under",
        "up",
        "very",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "who",
        "whose",
        "why",
        "will",
        "with",
        "would",
        "you",
        "your",
        "us",
        "i",
        "me",
        "my",
        "mine",
        "well",
        "also",
        "around",
        "about",
        "work",
        "area",
        "areas",
        "topic",
        "topics",
        "thematic",
        "inspection",
        "inspections",
        "research",
        "project",
        "projects",
        "review",
        "look",
        "looking",
        "know",
        "known",
        "use",
        "used",
        "make",
        "made",
        "good",
        "practice",
        "s",
        "t",
    ]
)
_WINDOW = 12
_TELLING = 0.6
_LEAST = 0.25


@dataclass(frozen=True, slots=True)
class _Profile:
    """What sets one topic apart: for each stem the word of the topic that it stands for and its weight.

    `named` are the stems of its name and their near-synonyms, without which a few words of its description tell little;
    `full` is what the name scores by its three most telling words.
    """

    topic: TopicId
    weights: dict[str, tuple[str, float]]
    named: frozenset[str]
    full: float


class Names:
    """Finds topics by name in one unit; built once from a consultation."""

    def __init__(self, consultation: Consultation) -> None:
        self._topics = consultation.topics
        named = list(_phrases(consultation.topics))
        self._phrases = Phrases((f"{how.value}|{topic}", phrase) for topic, how, phrase in named)
        self._profiles = tuple(p for t in consultation.lists for p in _profiles(consultation.topics_of(t.id)))
        self._words = {s: s for s in sorted({s for p in self._profiles for s in p.weights if len(s) >= 5})}
        self._mended = lru_cache(maxsize=20_000)(self._mend)

    def find(self, text: str) -> tuple[Mention, ...]:
        """Mentions by name, longest first where they overlap."""
        found: list[Mention] = []
        for key, start, end in self._phrases.find(text):
            how, topic = key.split("|")
            mention = Mention(start, end, How(how), (TopicId(topic),))
            if _is_own(text, mention) and not any(mention.overlaps(m) for m in found):
                found.append(mention)
        return tuple(found)

    def shared(self, text: str, named: Sequence[Mention]) -> dict[TopicId, float]:
        """For each topic not named, the share of its name that the other words cover, where it is a share at all."""
        known = {t for m in named for t in m.topics}
        tokens = [t for t in tokens_of(text) if not any(m.start < t.end and t.start < m.end for m in named)]
        stems = [self._mended(t.stem) for t in tokens]
        scores = {p.topic: _best_share(stems, p) for p in self._profiles if p.topic not in known}
        return {topic: score for topic, score in scores.items() if score >= _LEAST}

    def _mend(self, stem: str) -> str:
        """A stem, or the topic word that it misspells."""
        if len(stem) < 6 or stem in self._words:
            return stem
        near = process.extractOne(stem, list(self._words), scorer=fuzz.ratio, score_cutoff=86)
        return str(near[0]) if near and near[0][0] == stem[0] else stem


def _phrases(topics: tuple[Topic, ...]) -> Iterable[tuple[TopicId, How, str]]:
    for topic in topics:
        bare = re.sub(r"\s*\([^)]*\)", "", topic.title)
        for title in dict.fromkeys((topic.title, bare)):
            yield topic.id, How.NAME, title
        for alias in topic.aliases:
            yield topic.id, How.ALIAS, alias


def _is_own(text: str, mention: Mention) -> bool:
    """A short abbreviation counts only as it is written: RAR and RARs, not the verb that looks like it."""
    words = text[mention.start : mention.end]
    return len(words) > 4 or words != words.lower() or mention.how is How.NAME


def _content(text: str) -> list[str]:
    return [t.stem for t in tokens_of(text) if t.lower[0].isalpha() and t.lower not in _STOP and len(t.lower) > 1]


def _profiles(topics: tuple[Topic, ...]) -> tuple[_Profile, ...]:
    """Weights by source (title 1, aliases 0.9, description 0.3), by spread over topics and by rarity in replies."""
    titles = [set(_content(t.title)) for t in topics]
    aliases = [{s for a in (*t.aliases, *t.words) for s in _content(a)} for t in topics]
    bodies = [set(_content(t.description)) for t in topics]
    spread: dict[str, float] = {}
    for title, alias, body in zip(titles, aliases, bodies, strict=True):
        for s in title | alias | body:
            spread[s] = spread.get(s, 0.0) + (1.0 if s in title or s in alias else 0.4)
    most = math.log(len(titles) + 1)
    profiles = []
    for topic, title, alias, body in zip(topics, titles, aliases, bodies, strict=True):
        given = {s for w in topic.words for s in _content(w)}
        own = {
            s: (1.0 if s in title else 0.9 if s in alias else 0.3)
            * math.log((len(titles) + 1) / spread[s])
            / most
            * (1.0 if s in given else rarity(s))
            for s in title | alias | body
        }
        name = sorted((own[s] for s in title), reverse=True)
        weights = _with_synonyms(own, title | alias)
        named = frozenset(s for s, (word, _) in weights.items() if word in title | alias)
        profiles.append(_Profile(topic.id, weights, named, max(sum(name[:3]), 1e-6)))
    return tuple(profiles)


def _with_synonyms(own: dict[str, float], named: set[str]) -> dict[str, tuple[str, float]]:
    """The topic's own words, and near-synonyms of its name at seven tenths of the word they stand for."""
    weights = {s: (s, w) for s, w in own.items() if w > 0}
    for word in named:
        for other in synonyms(word):
            weight = 0.7 * own[word] * (0.5 + 0.5 * rarity(other))
            if rarity(other) >= _TELLING and weight > weights.get(other, ("", 0.0))[1]:
                weights[other] = (word, weight)
    return weights


def _best_share(stems: list[str], profile: _Profile) -> float:
    """The most of a topic's name that a stretch of tokens covers, from 0 to 1.5."""
    hits = [(i, s) for i, s in enumerate(stems) if s in profile.weights]
    best = 0.0
    for n, (first, _) in enumerate(hits):
        seen: dict[str, float] = {}
        for i, s in hits[n:]:
            if i - first >= _WINDOW:
                break
            word, weight = profile.weights[s]
            seen[word] = max(seen.get(word, 0.0), weight)
            best = max(best, min(sum(seen.values()) / profile.full, 1.5))
    return best
