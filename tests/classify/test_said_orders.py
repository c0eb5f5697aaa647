"""Orders that are said outright, forwards and backwards, and those that are denied."""

import numpy as np
import pytest

from classify.reading import Judged
from classify.said_orders import said_orders
from classify.stance import Site
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
