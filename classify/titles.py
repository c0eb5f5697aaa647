"""The titles and the support of proposals: a conditional random field over the tokens of the units that propose."""

from collections.abc import Sequence
from dataclasses import dataclass

from classify.language import Token, tokens_of
from classify.mention import How, Mention
from classify.sentences import Block
from classify.units import Unit

BEGIN, INSIDE, SUPPORT, REST = "B", "I", "E", "O"
_OPENING = frozenset(
    {"on", "into", "of", "at", "about", "for", "is", "are", "be", ":", "-", "and", "with", "to", "by", "that", '"', "'"}
    | {"(", "the", "a", "an", "how", "whether", "what"}
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A token in its unit."""

    unit: int
    token: Token
    mentioned: bool


def placed_tokens(units: Sequence[Unit], numbers: Sequence[int], mentions: Sequence[Sequence[Mention]]) -> list[Placed]:
    """The tokens of some units in reading order, each with whether it stands in a sure reference to a listed topic."""
    placed = []
    for number in numbers:
        sure = [m for m in mentions[number] if m.how is not How.PARAPHRASE]
        for token in tokens_of(units[number].text):
            inside = any(m.start <= token.start and token.end <= m.end for m in sure)
            placed.append(Placed(number, token, inside))
    return placed


def title_features(placed: Sequence[Placed], units: Sequence[Unit], labels: Sequence[str]) -> list[list[str]]:
    """The features of each token."""
    words = [p.token.lower for p in placed]
    starts = [n == 0 or placed[n - 1].unit != p.unit for n, p in enumerate(placed)]
    begin = 0
    features = []
    for n, p in enumerate(placed):
        begin = n if starts[n] else begin
        features.append([*_word(placed, words, starts, n), *_place(p, units, labels, n - begin, words[begin:n])])
    return features


def _word(placed: Sequence[Placed], words: Sequence[str], starts: Sequence[bool], n: int) -> list[str]:
    token = placed[n].token
    found = ["bias", f"w={words[n]}", f"st={token.stem}", f"suf={words[n][-3:]}", f"shape={_shape(token.text)}"]
    for offset in (-3, -2, -1, 1, 2, 3):
        k = n + offset
        if not 0 <= k < len(placed) or placed[k].unit != placed[n].unit:
            found.append(f"{offset}:edge")
            continue
        found.append(f"{offset}:w={words[k]}")
        if abs(offset) == 1:
            found += [f"{offset}:suf={words[k][-3:]}", f"{offset}:shape={_shape(placed[k].token.text)}"]
    if n and not starts[n]:
        found.append(f"pair={words[n - 1]}_{words[n]}")
        found.append(f"opening={words[n - 1] in _OPENING}")
    if n > 1 and not starts[n] and not starts[n - 1]:
        found.append(f"before={words[n - 2]}_{words[n - 1]}")
    if placed[n].mentioned:
        found.append("listed")
    return found


def _shape(text: str) -> str:
    if text.isdigit():
        return "9"
    if not text[0].isalpha():
        return text[0]
    return "X" if text.isupper() and len(text) > 1 else "Xx" if text[0].isupper() else "x"


def _place(p: Placed, units: Sequence[Unit], labels: Sequence[str], depth: int, before: Sequence[str]) -> list[str]:
    unit = units[p.unit]
    same = p.unit > 0 and labels[p.unit - 1] == labels[p.unit] and units[p.unit - 1].paragraph == unit.paragraph
    found = [
        f"label={labels[p.unit]}",
        f"block={unit.block}",
        f"item={bool(unit.marker)}",
        f"depth={min(depth, 12)}",
        f"follows={same}",
        f"{unit.block is Block.ITEM}|depth={min(depth, 4)}",
    ]
    words = units[p.unit].text.lower().split()
    found += [f"first={w}" for w in words[:3]]
    if ":" in before:
        found.append("after-colon")
    if any(w in before for w in ("because", "since", "as", "given", "where", "which", "-", "–")):
        found.append("after-reason")
    verbs = [
        w for w in before if w.startswith(("suggest", "propos", "add", "recommend", "like", "want", "includ", "consid"))
    ]
    if verbs:
        found.append(f"after-verb={verbs[-1]}")
    return found
