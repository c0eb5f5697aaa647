"""Texts are compared as bags of words; proposals are paired by their titles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.labels import ProposalLabel
from benchmarks.matching import overlap, pair_proposals, title_likeness

TITLES = st.lists(st.sampled_from(["housing", "remand", "of", "women", "debt"]), max_size=5).map(" ".join)
PROPOSALS = st.lists(st.builds(ProposalLabel, st.sampled_from(["Q2", "Q4"]), TITLES), max_size=5)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("", "", 1.0),
        ("housing", "", 0.0),
        ("Housing, please!", "housing please", 1.0),
        ("a b c d", "a b", 2 / 3),
        ("debt debt", "debt", 2 / 3),
    ],
)
def test_overlap(one: str, other: str, expected: float) -> None:
    assert overlap(one, other) == pytest.approx(expected)


@given(TITLES, TITLES)
def test_overlap_does_not_ask_which_comes_first(one: str, other: str) -> None:
    assert overlap(one, other) == overlap(other, one)
    assert 0 <= overlap(one, other) <= 1


def test_a_title_inside_another_is_the_same_idea_unless_that_is_far_longer() -> None:
    assert title_likeness("remand", "the use of remand for children in our courts") == 0.5
    assert title_likeness("remand", "remand " + "and so much more " * 4) < 0.5


@given(PROPOSALS, PROPOSALS)
def test_each_proposal_is_paired_once_and_under_its_own_question(
    golds: list[ProposalLabel], found: list[ProposalLabel]
) -> None:
    pairs = pair_proposals(golds, found)
    assert len(pairs) <= min(len(golds), len(found))
    assert all(gold.question == one.question for gold, one in pairs)
    assert len({id(one) for _, one in pairs}) == len(pairs)


def test_of_two_alike_the_more_alike_is_taken() -> None:
    near, nearer = ProposalLabel("Q2", "remand of young people"), ProposalLabel("Q2", "remand of children")
    gold = ProposalLabel("Q2", "remand of children")
    assert pair_proposals([gold], [near, nearer]) == [(gold, nearer)]
