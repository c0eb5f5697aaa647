"""Phrases of a title that people use in its place."""

import re

from config.drafting.corpus import Surroundings
from config.drafting.words import SMALL, stem, words

_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_TURN = re.compile(r"(?P<head>.+?)\s+(?:of|in|for|among|by|with)\s+(?:the\s+|an?\s+)?(?P<tail>.+)")
_TAILS = frozenset(
    {"practice", "service", "services", "work", "working", "arrangements", "management", "visits", "care", "programme"}
    | {"programmes", "provision", "systems", "landscape", "delivery", "inspections", "reviews", "requirements"}
)


def find_phrases(title: str, around: Surroundings) -> list[str]:
    """Parts of a title that can stand alone, whether or not they are distinctive.

    Whole chunks between small words; chunks with words left off at the front ("strategic partnerships"); chunks whose
    last word adds little ("trauma informed"); the first and last of three words ("online offending"); several chunks.
    """
    tokens = [(t.start(), t.end(), t[0]) for t in _TOKEN.finditer(title)]
    found = []
    for first in range(len(tokens)):
        for last in range(first, len(tokens)):
            run = tokens[first : last + 1]
            if _can_stand(
                [t[2] for t in run], [t[2] for t in tokens[:first]], [t[2] for t in tokens[last + 1 :]], around
            ):
                found.append(title[run[0][0] : run[-1][1]])
    for chunk in _chunks(title):
        if len(chunk) == 3:
            found.append(f"{chunk[0]} {chunk[2]}")
        if chunk[0].endswith("ing") and 1 < len(chunk) <= 3:
            found.append(f"{singular(chunk[-1])} {chunk[0].lower()}")
    return found


def _can_stand(run: list[str], before: list[str], after: list[str], around: Surroundings) -> bool:
    small = [w.casefold() for w in run]
    if small[0] in SMALL or small[-1] in SMALL or "and" in small:
        return False
    begins = not before or before[-1].casefold() in SMALL
    ends = not after or after[0].casefold() in SMALL
    if not ends and after[0].casefold() not in _TAILS:
        return False
    if len(run) == 1:
        leads_with_verb = len(before) == 1 and before[0].endswith("ing")
        return ends and (begins or leads_with_verb)
    return begins or not around.is_collocation(stem(before[-1]), stem(run[0]))


def _chunks(title: str) -> list[list[str]]:
    """The stretches of a title between small words."""
    chunks: list[list[str]] = [[]]
    for token in _TOKEN.findall(title):
        if token.casefold() in SMALL:
            chunks.append([])
        else:
            chunks[-1].append(token)
    return [chunk for chunk in chunks if chunk]


def turn_phrases(title: str) -> list[str]:
    """ "Medicines in care homes" as "care home medicines"."""
    turned = _TURN.fullmatch(title)
    if not turned or " and " in title:
        return []
    tail = words(turned["tail"])
    if len(tail) > 3 or any(w.casefold() in SMALL for w in tail):
        return []
    return [" ".join([*tail[:-1], singular(tail[-1]), words(turned["head"])[-1].lower()])]


def singular(word: str) -> str:
    """A word without its plural, as it is written otherwise."""
    return word[: len(stem(word))] if word.casefold().startswith(stem(word)) else stem(word)
