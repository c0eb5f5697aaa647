"""Texts put together without comparing each with each, held against comparing each with each."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.likeness import Numbers, numbers_of, shares_alike
from reports.alike import ALIKE, around_the_usual, link

VOCABULARY = [f"w{n}" for n in range(2000)]


def texts(seed: int, campaigns: int, each: int, alone: int) -> list[list[str]]:
    """Some campaigns of sixty words in which each mail changes up to two, and mails of their own, shuffled."""
    chance = Random(seed)
    found = [[chance.choice(VOCABULARY) for _ in range(60)] for _ in range(alone)]
    for _ in range(campaigns):
        common = [chance.choice(VOCABULARY) for _ in range(60)]
        for _ in range(each):
            own = list(common)
            for _ in range(chance.randrange(3)):
                own[chance.randrange(60)] = chance.choice(VOCABULARY)
            found.append(own)
    chance.shuffle(found)
    return found


def numbers(of: list[list[str]]) -> Numbers:
    return np.array([numbers_of(words) for words in of])


def by_hand(of: Numbers) -> list[int]:
    """Every pair compared; for each text the first of those that it hangs together with."""
    first = list(range(len(of)))
    for one in range(len(of)):
        for other in np.flatnonzero(shares_alike(of[one], of) >= ALIKE).tolist():
            low, high = sorted((first[one], first[other]))
            first = [low if each == high else each for each in first]
    return first


@pytest.mark.parametrize("seed", range(5))
def test_campaigns_are_found_as_by_comparing_each_with_each(seed: int) -> None:
    made = numbers(texts(seed, campaigns=4, each=12, alone=60))
    assert link(made).tolist() == by_hand(made)


def test_thousands_that_say_the_same_are_one() -> None:
    made = np.repeat(numbers(texts(1, 0, 0, 2)), 3000, axis=0)
    assert link(made).tolist() == [0] * 3000 + [3000] * 3000


def test_a_form_that_many_fill_in_with_words_of_their_own_links_nobody() -> None:
    """A third of each text is the same in all: they share bands by the hundred and are not alike."""
    chance = Random(2)
    form = [chance.choice(VOCABULARY) for _ in range(25)]
    made = numbers([[*form, *(chance.choice(VOCABULARY) for _ in range(50))] for _ in range(400)])
    assert link(made).tolist() == list(range(400))


@given(st.lists(st.lists(st.sampled_from("abcde"), min_size=1, max_size=8), max_size=30))
def test_every_text_is_linked_back_and_only_through_those_that_are_alike(made: list[list[str]]) -> None:
    rows = numbers(made) if made else np.zeros((0, 128), dtype=np.uint32)
    first = link(rows).tolist()
    assert all(first[first[n]] == first[n] <= n for n in range(len(made)))
    exact = by_hand(rows)
    assert all(exact[first[n]] == exact[n] for n in range(len(made)))


@given(
    st.lists(st.tuples(st.lists(st.sampled_from("abc"), min_size=1, max_size=6), st.integers(1, 9)), max_size=20),
)
def test_groups_part_the_texts_and_each_is_alike_to_the_usual_one(made: list[tuple[list[str], int]]) -> None:
    rows = numbers([words for words, _ in made]) if made else np.zeros((0, 128), dtype=np.uint32)
    times = [often for _, often in made]
    found = list(around_the_usual(rows, times))
    assert sorted(n for _, group in found for n in group) == list(range(len(made)))
    for usual, group in found:
        assert usual in group
        assert (shares_alike(rows[usual], rows[group]) >= ALIKE).all()
        assert times[usual] == max(times[n] for n in group)


def test_where_each_changed_something_the_usual_words_are_the_likest_to_all() -> None:
    common = VOCABULARY[:60]
    changed = [[*common[:n], "own", *common[n + 1 :]] for n in (5, 20, 40)]
    rows = numbers([[*VOCABULARY[100:125], *common], *changed, common])
    assert next(around_the_usual(rows, [1] * 5))[0] == 4
