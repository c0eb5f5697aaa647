"""Mails put together by their words, without comparing each with each: MinHash and locality-sensitive hashing. Pure.

The 128 numbers of a text (`classify/likeness.py`) are cut into 32 bands of four. Texts that share a band are looked
at: of two that share half of their runs of words 87 in a hundred do, of two that share seven tenths all, of two that
share a fifth one in twenty. In each band a text is compared with the oldest of those that share it; where they turn
out not to be alike, with the next oldest, a few times. So the work grows with the number of texts (Indyk and Motwani
1998; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, chapter 3).
"""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from classify.likeness import NUMBERS, Numbers, shares_alike

ALIKE = 0.5
"""The share of runs of three words that two texts both have, from which on they are near-identical."""

_BAND, _OLDEST, _AT_ONCE, _LIKELY = 4, 6, 20_000, 64
Places = npt.NDArray[np.intp]
"""Texts by their place in the order in which they were given."""


def link(numbers: Numbers) -> Places:
    """For each text the first of those that it hangs together with, directly or through others; itself if none.

    Texts are rows of NUMBERS numbers, oldest first. Each link is between two that are alike.
    """
    first = np.arange(len(numbers))
    for start in range(0, NUMBERS, _BAND):
        keys = _keys(numbers[:, start : start + _BAND])
        members = np.argsort(keys, kind="stable")
        for _ in range(_OLDEST):
            oldest = _oldest_of_each(keys[members])
            apart = first[members] != first[members[oldest]]
            here, there = members[apart], members[oldest[apart]]
            if not len(here):
                break
            alike = _are_alike(numbers, here, there)
            first = _joined(first, here[alike], there[alike])
            members = here[~alike]
    return first


def _keys(band: Numbers) -> npt.NDArray[np.uint64]:
    """One number for each text's band; that two bands get the same by chance costs one comparison."""
    mixed = np.zeros(len(band), dtype=np.uint64)
    for column in band.T:
        mixed = (mixed ^ column) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return mixed


def _oldest_of_each(keys: npt.NDArray[np.uint64]) -> Places:
    """For each of these sorted keys the place at which its like begin."""
    begins = np.ones(len(keys), dtype=bool)
    begins[1:] = keys[1:] != keys[:-1]
    return np.asarray(np.maximum.accumulate(np.where(begins, np.arange(len(keys)), 0)), dtype=np.intp)


def _are_alike(numbers: Numbers, here: Places, there: Places) -> npt.NDArray[np.bool_]:
    parts = [
        shares_alike(numbers[here[n : n + _AT_ONCE]], numbers[there[n : n + _AT_ONCE]]) >= ALIKE
        for n in range(0, len(here), _AT_ONCE)
    ]
    return np.concatenate(parts)


def _joined(first: Places, here: Places, there: Places) -> Places:
    """What hung together, with these pairs as well; each again told by the first of its own."""
    if not len(here):
        return first
    parent = first.tolist()
    for one, other in zip(here.tolist(), there.tolist(), strict=True):
        low, high = sorted((_root(parent, one), _root(parent, other)))
        parent[high] = low
    joined = np.asarray(parent, dtype=np.intp)
    while not np.array_equal(above := joined[joined], joined):
        joined = above
    return joined


def _root(parent: list[int], text: int) -> int:
    while parent[text] != text:
        parent[text] = parent[parent[text]]
        text = parent[text]
    return text


def around_the_usual(numbers: Numbers, times: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
    """Texts that hang together, in groups: the most usual text of each, and all that are alike to that, it included.

    `times` says how often each came. The most usual is the one that came most often; among equals the one that is
    likest to the others. Those not alike to it are grouped among themselves. None is in two groups.
    """
    left = list(range(len(times)))
    while left:
        usual = _most_usual(numbers, times, left)
        alike = shares_alike(numbers[usual], numbers[left]) >= ALIKE
        yield usual, [text for text, is_alike in zip(left, alike, strict=True) if is_alike]
        left = [text for text, is_alike in zip(left, alike, strict=True) if not is_alike]


def _most_usual(numbers: Numbers, times: Sequence[int], left: Sequence[int]) -> int:
    most = max(times[text] for text in left)
    candidates = [text for text in left if times[text] == most][:_LIKELY]
    if len(candidates) == 1:
        return candidates[0]
    others = numbers[left[: _LIKELY * 4]]
    fit = [float(shares_alike(numbers[text], others).sum()) for text in candidates]
    return candidates[fit.index(max(fit))]
