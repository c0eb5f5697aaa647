"""Orders that are said outright, forwards and backwards, and those that are denied."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from classify.reading import Judged
from classify.said_orders import said_orders, tabled_orders, with_ties
from classify.stance import Site
from config.consultation import TopicId
from tests.classify.worlds import settled, unit


def places(text: str) -> list[Judged]:
    """Every topic of a sentence as a sure preference."""
    one = unit(text)
    mentions, _ = settled([one], ["P0"])
    nothing = np.zeros(1, dtype=np.float32)
    sites = [Site(one, 0, m, "P0", 0) for m in mentions[0] if len(m.topics) == 1]
    return [Judged(site, {"prefer": 0.9}, nothing, nothing) for site in sites]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("We would take (e) and (c), in that order.", {"2.2.e": 1, "2.2.c": 2}),
        ("In order of priority: (h), (d) and (b).", {"2.2.h": 1, "2.2.d": 2, "2.2.b": 3}),
        ("From the least to the most pressing: (h), (d), (b).", {"2.2.b": 1, "2.2.d": 2, "2.2.h": 3}),
        ("We would take (e) and (c), in no particular order.", {}),
        ("We would take (e) and (c).", {}),
        ("In order, our one wish is (e).", {}),
    ],
)
def test_an_order_that_is_said_outright(text: str, wanted: dict[str, int]) -> None:
    assert said_orders(places(text)) == wanted


def rows(*cells: Sequence[str]) -> list[Judged]:
    """The topic that the first cell of each row names, as a sure preference."""
    return [
        replace(p, site=replace(p.site, unit=replace(p.site.unit, row=tuple(row))))
        for first, *row in cells
        for p in places(first)
    ]


@pytest.mark.parametrize(
    ("table", "wanted"),
    [
        ([("(e)", "2nd"), ("(c)", "1st")], {"2.2.e": 2, "2.2.c": 1}),
        ([("(e)", "yes", "2"), ("(c)", "yes", "Priority 1")], {"2.2.e": 2, "2.2.c": 1}),
        ([("(e)", "4", "2", "2nd"), ("(c)", "1", "1", "1st")], {"2.2.e": 2, "2.2.c": 1}),
        ([("(e)", "4", "2"), ("(c)", "1", "1")], {}),
        ([("(e)", "7"), ("(c)", "4")], {}),
        ([("(e)", "1"), ("(c)", "1")], {}),
        ([("(e)", "31 votes"), ("(c)", "12 votes")], {}),
        ([("(e)", "1")], {}),
    ],
)
def test_the_order_of_a_column(table: list[tuple[str, ...]], wanted: dict[str, int]) -> None:
    assert tabled_orders(rows(*table)) == wanted


@pytest.mark.parametrize(
    ("text", "told", "wanted"),
    [
        (
            "(d) and (e) are joint first, (a) third.",
            {"2.2.d": 1, "2.2.e": 2, "2.2.a": 3},
            {"2.2.d": 1, "2.2.e": 1, "2.2.a": 3},
        ),
        ("In joint first place we have (d) and (e).", {}, {"2.2.d": 1, "2.2.e": 1}),
        (
            "(a), then (d) and (e) in equal second place.",
            {"2.2.a": 1, "2.2.d": 2, "2.2.e": 3},
            {"2.2.a": 1, "2.2.d": 2, "2.2.e": 2},
        ),
        ("(d) and (e) would be a joint inspection.", {"2.2.d": 1, "2.2.e": 2}, {"2.2.d": 1, "2.2.e": 2}),
        ("(d) is tied for first.", {"2.2.d": 1}, {"2.2.d": 1}),
    ],
)
def test_topics_that_share_a_place(text: str, told: dict[TopicId, int], wanted: dict[str, int]) -> None:
    assert with_ties(told, places(text)) == wanted
