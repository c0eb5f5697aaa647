"""What a respondent thinks of each topic that they refer to: a conditional random field over a reply's references.

Stance is a property of a mention in its clause, so features are the words around the mention with the topic's own
name masked: what is learned holds for topics that were never seen.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from classify.language import Token, tidy, tokens_of
from classify.lexicon import families_in
from classify.mention import How, Mention
from classify.sentences import Block
from classify.units import Unit

NOT_A_REFERENCE = "none"
_BREAK = frozenset(
    {",", ";", ":", "but", "although", "though", "while", "whilst", "whereas", "however", "because", "-"}
)
_NEGATION = re.compile(
    r"\b(?:not|no|never|neither|nor|none|nothing|without|cannot|hardly|little|least|less|lower|lowest|drop|leave|omit"
    r"|remove|replace|instead|rather|defer|postpone|wait|already|too|enough|unlikely|against|oppose\w*|"
    r"outside)\b|n't\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Site:
    """One mention in its place: the unit it stands in, and that unit's place and label in the reply."""

    unit: Unit
    number: int
    mention: Mention
    label: str
    list_index: int


def stance_features(sites: Sequence[Site], units: Sequence[Unit]) -> list[list[str]]:
    """The features of each mention of a reply, in reading order."""
    cache: dict[int, _Masked] = {}
    features = []
    for n, site in enumerate(sites):
        if site.number not in cache:
            cache[site.number] = _Masked(site.unit, [s.mention for s in sites if s.number == site.number])
        masked = cache[site.number]
        before = sites[n - 1] if n and sites[n - 1].number == site.number else None
        after = sites[n + 1] if n + 1 < len(sites) and sites[n + 1].number == site.number else None
        features.append(
            [
                *_manner(site),
                *masked.around(site.mention),
                *_between(masked, before, site),
                *(f"next-{f}" for f in _between(masked, site, after)),
                *_setting(site, units),
            ]
        )
    return features


def _manner(site: Site) -> list[str]:
    mention = site.mention
    features = ["bias", f"how={mention.how}", f"label={site.label}", f"how={mention.how}|label={site.label[:1]}"]
    if mention.how is How.PARAPHRASE:
        features.append(f"score={min(int(mention.score * 10), 12)}")
        features.append(f"margin={max(min(int(mention.margin * 10), 6), -4)}")
    fits = site.label.endswith(str(site.list_index)) or site.label.startswith(("P", "N")) is False
    features.append("list-fits" if fits else "list-differs")
    if mention.excepted:
        features.append("excepted")
    return features


class _Masked:
    """A unit's tokens with its mentions masked."""

    def __init__(self, unit: Unit, mentions: Sequence[Mention]) -> None:
        self.text = unit.text
        self.tokens = tokens_of(unit.text)
        self._mentions = mentions
        self.words = [self._word(t) for t in self.tokens]

    def _word(self, token: Token) -> str:
        inside = any(m.start <= token.start and token.end <= m.end for m in self._mentions)
        return "<T>" if inside else re.sub(r"\d+", "9", token.lower)

    def around(self, mention: Mention) -> list[str]:
        """Words of the clause and near the mention, left and right apart, and of the whole sentence."""
        first = next((i for i, t in enumerate(self.tokens) if t.end > mention.start), len(self.tokens))
        last = next((i for i, t in enumerate(self.tokens) if t.start >= mention.end), len(self.tokens))
        left, right = _squeeze(self.words[:first]), _squeeze(self.words[last:])
        near_left, near_right = left[-7:], right[:7]
        clause_left = _up_to_break(left[::-1])[::-1]
        clause_right = _up_to_break(right)
        clause = [*clause_left, "<X>", *clause_right]
        features = [f"l{min(k, 4)}={w}" for k, w in enumerate(near_left[::-1])]
        features += [f"r{min(k, 4)}={w}" for k, w in enumerate(near_right)]
        features += [f"lb={a}_{b}" for a, b in pairwise([*near_left, "<X>"])]
        features += [f"rb={a}_{b}" for a, b in pairwise(["<X>", *near_right])]
        features += [f"c={w}" for w in dict.fromkeys(clause)]
        features += [f"cb={a}_{b}" for a, b in pairwise(clause)]
        features += [f"s={w}" for w in dict.fromkeys(self.words)]
        features += [f"sl={w}" for w in dict.fromkeys(left)]
        features.append(f"neg-left={min(len(_NEGATION.findall(self.text[: mention.start])), 2)}")
        features.append(f"neg-clause={min(len(_NEGATION.findall(' '.join(clause))), 2)}")
        for name, words in (("cl", clause_left), ("cr", clause_right), ("s", self.words), ("nl", near_left)):
            features += [f"{name}:f={f}" for f in families_in(" ".join(words))]
        families = families_in(" ".join(clause))
        features += [f"f={a}+{b}" for a, b in combinations(families, 2)]
        if not left and not right:
            features.append("alone")
        return features


def _squeeze(words: Sequence[str]) -> list[str]:
    """Runs of masked words become one."""
    return [w for i, w in enumerate(words) if w != "<T>" or i == 0 or words[i - 1] != "<T>"]


def _up_to_break(words: Sequence[str]) -> list[str]:
    kept: list[str] = []
    for word in words:
        kept.append(word)
        if word in _BREAK and len(kept) > 1:
            break
        if len(kept) >= 15:
            break
    return kept


def _between(masked: _Masked, first: Site | None, second: Site | None) -> list[str]:
    """What stands between two neighbouring mentions of one unit."""
    if first is None or second is None:
        return ["between=edge"]
    words = [
        w
        for t, w in zip(masked.tokens, masked.words, strict=True)
        if first.mention.end <= t.start and t.end <= second.mention.start and w != "<T>"
    ]
    joined = "_".join(words[:5])
    features = [f"between={joined}"] if len(words) <= 5 else ["between=far", *(f"bt={w}" for w in words[:12])]
    if len(words) <= 2 and all(w in {",", "and", "or", "&", "/", "+", "then", "(", ")", ";"} for w in words):
        features.append("joined")
    return features


def _setting(site: Site, units: Sequence[Unit]) -> list[str]:
    """The heading or lead-in above, the rest of the table row, and a following sentence that points back."""
    features = [f"block={site.unit.block}"]
    features += [f"h={t.lower}" for t in tokens_of(site.unit.heading)]
    features += [f"h:f={f}" for f in families_in(tidy(site.unit.heading))]
    if site.unit.block is Block.CELL:
        features += [f"row={t.lower}" for cell in site.unit.row for t in tokens_of(cell)[:8]]
    if site.unit.prompt.topic:
        features.append("under-topic")
    following = units[site.number + 1] if site.number + 1 < len(units) else None
    if following is not None and re.match(r"(?:it|this|that|these|they|both|here)\b", following.text, re.IGNORECASE):
        features += [f"n={t.lower}" for t in tokens_of(following.text)[:20]]
        features += [f"n:f={f}" for f in families_in(tidy(following.text))]
    previous = units[site.number - 1] if site.number else None
    if previous is not None:
        features += [f"p={t.lower}" for t in tokens_of(previous.text)[-12:]]
    return features


def stance_texts(sites: Sequence[Site]) -> list[str]:
    """Each mention's sentence as the text classifier reads it: itself XTOPIC, its neighbours YTOPIC."""
    return [_told(site, [s.mention for s in sites if s.number == site.number]) for site in sites]


def _told(site: Site, mentions: Sequence[Mention]) -> str:
    others = [m for m in mentions if m is not site.mention and not m.overlaps(site.mention)]
    marks = sorted([(site.mention.start, site.mention.end, "XTOPIC"), *((m.start, m.end, "YTOPIC") for m in others)])
    text, told, last = tidy(site.unit.text), "", 0
    for start, end, mark in marks:
        if start >= last:
            told += f"{text[last:start]} {mark} "
            last = end
    told = " ".join((told + text[last:]).split())
    at = max(told.find("XTOPIC"), 0)
    heading = f"h: {tidy(site.unit.heading)}" if site.unit.heading else ""
    return f"{site.label.split('+')[0]} {site.mention.how} {heading} | {told[max(0, at - 160) : at + 200]}"
