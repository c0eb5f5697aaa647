"""Phrases of a title that people use in its place."""

import re
from collections.abc import Iterator, Sequence

from config.drafting.corpus import Surroundings
from config.drafting.words import GENERIC, SMALL, content, stem, stems, words

_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_TURN = re.compile(r"(?P<head>.+?)\s+(?:of|in|for|among|by|with)\s+(?:the\s+|an?\s+)?(?P<tail>.+)")
_OWNED = re.compile(r"(?P<owner>[A-Za-z]+)(?:['’]s|(?<=s)['’]) (?P<thing>.+)")
_ONE = {"children": "child", "people": "person", "women": "woman", "men": "man"}
_TAILS = frozenset(
    {"practice", "service", "services", "work", "working", "arrangements", "management", "visits", "care", "programme"}
    | {"programmes", "provision", "systems", "landscape", "delivery", "inspections", "reviews", "requirements"}
    | {"availability"}
)


def find_phrases(title: str, around: Surroundings) -> list[str]:
    """Parts of a title that can stand alone, whether or not they are distinctive.

    Runs of its words that are cut where a phrase ends; the first and last of three or four words ("online offending");
    and the phrase turned round ("care home medicines").
    """
    return [*_runs(title, around), *(p for p in _turns(title) if _says_something(p))]


def _says_something(phrase: str) -> bool:
    return any(s not in GENERIC for s in content(phrase))


def _runs(title: str, around: Surroundings) -> Iterator[str]:
    tokens = list(_TOKEN.finditer(title))
    parts = [t[0] for t in tokens]
    for first in range(len(parts)):
        for last in range(first, len(parts)):
            run = parts[first : last + 1]
            if _can_stand(run, parts[:first], parts[last + 1 :], around):
                yield title[tokens[first].start() : tokens[last].end()]


def _can_stand(run: Sequence[str], before: Sequence[str], after: Sequence[str], around: Surroundings) -> bool:
    """Whether a run is a phrase: several whole chunks, or one that may lack its first words or a last of little weight.

    What stands only behind a preposition ("emergency services", "the courts") must have a word of its own.
    """
    small = [_plain(w) for w in run]
    if small[0] in SMALL or small[-1] in SMALL or "and" in small or _parts_a_pair(small, before, after):
        return False
    begins = not before or _plain(before[-1]) in SMALL
    ends = not after or _plain(after[0]) in SMALL
    if set(small) & SMALL:
        return begins and ends and (not before or _says_something(" ".join(run)))
    if not ends and not _is_good_cut(run, after, around):
        return False
    if SMALL & {_plain(w) for w in before} - {"and"}:
        return len(run) > 1 and (begins or len(run) > 2) and around.is_its_own(stems(" ".join(run)))
    return _can_lead(run, before, after, around)


def _can_lead(run: Sequence[str], before: Sequence[str], after: Sequence[str], around: Surroundings) -> bool:
    """Whether a chunk before any preposition may be cut at the front, or be a single word."""
    begins = not before or _plain(before[-1]) in SMALL
    if len(run) > 1:
        return begins or not around.is_collocation(stem(before[-1]), stem(run[0]))
    whole = not after or _plain(after[0]) in SMALL
    behind_a_verb = len(before) == 1 and before[0].endswith("ing")
    return (whole and (begins or behind_a_verb)) or (not before and len(after) == 1)


def _is_good_cut(run: Sequence[str], after: Sequence[str], around: Surroundings) -> bool:
    """Whether what follows adds little, and what is left does not end with an everyday word of the letter."""
    said = stems(" ".join(run))
    return _plain(after[0]) in _TAILS and (len(said) > 2 or around.spread(said[-1]) <= 1)


def _parts_a_pair(run: Sequence[str], before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether a run is half of a pair that stands behind a preposition: "by fire | and rescue services"."""
    small = [_plain(w) for w in before]
    left = after and _plain(after[0]) == "and" and (SMALL - {"and"}) & {*small, *run}
    right = small and small[-1] == "and" and (SMALL - {"and"}) & set(small)
    return bool(left or right)


def _plain(word: str) -> str:
    return word.casefold()


def _turns(title: str) -> Iterator[str]:
    """The other way round: "adult safeguarding", "care home medicines", "child participation", "home visits"."""
    chunks = _chunks(title)
    for at, chunk in enumerate(chunks):
        if 3 <= len(chunk) <= 4:
            yield f"{chunk[0]} {chunk[-1]}"
        if at == 0 and chunk[0].endswith("ing") and 2 < len(chunk) <= 3:
            yield f"{singular(chunk[-1])} {chunk[0].lower()}"
    if owned := _OWNED.fullmatch(title):
        owner = _ONE.get(_plain(owned["owner"]), owned["owner"])
        first, *_ = re.split(r" (?:and|in|of|for|with) ", owned["thing"])
        yield from (owned["thing"], first, f"{owner} {first}", f"{first} of {owned['owner'].lower()}")
    turned = _TURN.fullmatch(title)
    if turned and " and " not in title:
        tail = words(turned["tail"])
        if len(tail) <= 3 and not any(_plain(w) in SMALL for w in tail) and not tail[0][:1].isupper():
            yield " ".join([*tail[:-1], singular(tail[-1]), words(turned["head"])[-1].lower()])


def _chunks(title: str) -> list[list[str]]:
    """The stretches of a title between small words."""
    chunks: list[list[str]] = [[]]
    for token in _TOKEN.findall(title):
        if _plain(token) in SMALL:
            chunks.append([])
        else:
            chunks[-1].append(token)
    return [chunk for chunk in chunks if chunk]


def singular(word: str) -> str:
    """A word without its plural, as it is written otherwise."""
    return word[: len(stem(word))] if word.casefold().startswith(stem(word)) else stem(word)
