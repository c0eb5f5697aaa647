"""Which question each unit answers: a conditional random field over the sequence of units.

What a sentence answers follows from what it refers to, its cues, the marker in force and its neighbours.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from classify.language import tidy, tokens_of
from classify.lexicon import families_in
from classify.markers import Scene, marker_end
from classify.mention import How, Mention
from classify.mentions import cues_in
from classify.sentences import Block
from classify.units import Unit
from config.consultation import Consultation, ListId

_SPEECH = frozenset(("choose", "add", "empty", "refuse", "replace", "indifferent", "rank"))
_DIGITS = re.compile(r"\d+")


def question_features(
    units: Sequence[Unit],
    mentions: Sequence[Sequence[Mention]],
    scenes: Sequence[Scene],
    links: Sequence[Sequence[float]],
    consultation: Consultation,
) -> list[list[str]]:
    """The features of each unit, its neighbours' included."""
    own = [_own(unit, found, scene, consultation) for unit, found, scene in zip(units, mentions, scenes, strict=True)]
    focus = _focus(units, mentions, consultation)
    words = [_masked(unit, found, consultation) for unit, found in zip(units, mentions, strict=True)]
    return [
        [
            "bias",
            *own[n],
            *focus[n],
            *_linked(links[n]),
            *(f"w={w}" for w in dict.fromkeys(words[n])),
            *(f"b={a}_{b}" for a, b in zip(words[n], words[n][1:], strict=False)),
            *(f"start{k}={w}" for k, w in enumerate(words[n][:3])),
            *_beside("-1", own, words, n - 1),
            *_beside("+1", own, words, n + 1),
            *_position(units, n),
        ]
        for n in range(len(units))
    ]


def _own(unit: Unit, mentions: Sequence[Mention], scene: Scene, consultation: Consultation) -> list[str]:
    lists = [t.id for t in consultation.lists]
    cues = Counter(lists.index(c) for c, _ in cues_in(unit.text, consultation))
    features = [f"block={unit.block}", f"marker={'n' if unit.marker.isdigit() else unit.marker and 'x'}"]
    features += [f"cue{index}={min(count, 2)}" for index, count in cues.items()]
    if len(cues) == 1:
        only = next(iter(cues))
        features.append(f"only-cue{only}")
        features += [f"only-cue{only}|f={f}" for f in families_in(tidy(unit.text)) if f in _SPEECH]
    features += [f"scene={r}|{scene.how}" for r in scene.roles]
    features += [f"scene={r}|{scene.how}|{min(scene.age, 4)}" for r in scene.roles]
    features += [f"scene={r}" for r in scene.roles]
    features += [f"stage={r[1]}|{scene.how}" for r in scene.roles]
    features.append(f"scenes={len(scene.roles)}")
    features += [f"bare={scene.bare}", f"{unit.block}|{bool(scene.roles)}|{scene.bare}"]
    families = families_in(tidy(unit.text))
    features += [f"f={f}" for f in families]
    features += [f"f={a}+{b}" for a, b in combinations(families, 2)]
    features += [f"scene={r}|f={f}" for r in scene.roles for f in families if f in _SPEECH]
    referred = [(lists.index(_list(m, consultation)), m) for m in mentions if m.topics]
    features += [f"ref{index}={_strength(m)}" for index, m in referred]
    kinds = {index for index, m in referred if m.how is not How.PARAPHRASE or m.score > 0.8}
    if len(kinds) == 1:
        features.append(f"only-ref{kinds.pop()}")
    if any(not m.topics for m in mentions):
        features.append("letter")
        first = {x.letter for x in consultation.topics_of(lists[0])}
        later = [{x.letter for x in consultation.topics_of(i)} for i in lists[1:]]
        letters = {x for m in mentions if not m.topics for x in m.letters}
        if letters <= first and not any(letters & other for other in later):
            features.append("letter-only-in-first")
    return features


def _linked(scores: Sequence[float]) -> list[str]:
    """How near the unit's words come to a topic of each list, and which list they come nearest to."""
    features = [f"link{index}={min(int(score * 5), 5)}" for index, score in enumerate(scores)]
    best = max(range(len(scores)), key=lambda i: scores[i], default=0)
    if scores and scores[best] >= 0.25:
        features.append(f"nearest={best}")
        if all(scores[best] - s > 0.2 for i, s in enumerate(scores) if i != best):
            features.append(f"much-nearest={best}")
    return features


def _focus(units: Sequence[Unit], mentions: Sequence[Sequence[Mention]], consultation: Consultation) -> list[list[str]]:
    """The list that was spoken of last, before each unit, and how long ago."""
    lists = [t.id for t in consultation.lists]
    found: list[list[str]] = []
    current, age = -1, 0
    for unit, here in zip(units, mentions, strict=True):
        found.append([f"focus={current}", f"focus={current}|{min(age, 3)}"])
        spoken = [lists.index(c) for c, _ in cues_in(unit.text, consultation)]
        spoken += [
            lists.index(_list(m, consultation))
            for m in here
            if m.topics and (m.how is not How.PARAPHRASE or m.score > 1)
        ]
        age += 1
        if len(set(spoken)) == 1:
            current, age = spoken[0], 0
    return found


def _list(mention: Mention, consultation: Consultation) -> ListId:
    return consultation.topic(mention.topics[0]).list_id


def _strength(mention: Mention) -> str:
    if mention.how is How.PARAPHRASE:
        return f"para{min(int(mention.score * 5), 5)}{'+' if mention.margin > 0.1 else ''}"
    return "name" if mention.how in (How.NAME, How.ALIAS) else str(mention.how)


def _masked(unit: Unit, mentions: Sequence[Mention], consultation: Consultation) -> list[str]:
    """The unit's words with what it refers to replaced by the list's number, and cues by their list."""
    lists = [t.id for t in consultation.lists]
    sure = [m for m in mentions if m.how is not How.PARAPHRASE or m.score > 0.9]
    cues = {place: lists.index(list_id) for list_id, place in cues_in(unit.text, consultation)}
    words: list[str] = []
    begin = marker_end(unit.text)
    for token in tokens_of(unit.text):
        if token.start < begin:
            continue
        covering = next((m for m in sure if m.start <= token.start and token.end <= m.end), None)
        if covering:
            word = f"<T{lists.index(_list(covering, consultation))}>" if covering.topics else "<L>"
            if words[-1:] != [word]:
                words.append(word)
        elif token.start in cues:
            words.append(f"<C{cues[token.start]}>")
        else:
            words.append(_DIGITS.sub("9", token.stem))
    return words[:60]


def _beside(tag: str, own: list[list[str]], words: list[list[str]], n: int) -> list[str]:
    if not 0 <= n < len(own):
        return [f"{tag}:edge"]
    kept = [f for f in own[n] if f.startswith(("cue", "only", "ref", "block", "scenes", "f=")) and "+" not in f]
    return [*(f"{tag}:{f}" for f in kept), *(f"{tag}:start{k}={w}" for k, w in enumerate(words[n][:2]))]


def _position(units: Sequence[Unit], n: int) -> list[str]:
    unit = units[n]
    same = n > 0 and units[n - 1].paragraph == unit.paragraph and units[n - 1].span.part == unit.span.part
    features = ["same-paragraph" if same else "new-paragraph", f"length={min(len(unit.text) // 40, 5)}"]
    if n == 0:
        features.append("first")
    if n == len(units) - 2:
        features.append("last-but-one")
    if unit.span.part != "body":
        features.append("attached")
    if unit.forwarded:
        features.append("forwarded")
    if unit.block is Block.HEADING or unit.text.endswith(":"):
        features.append("lead-in")
    return features
