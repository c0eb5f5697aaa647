"""Letters whose lists have other labels than small letters."""

import re

import pytest

from config.draft import draft_consultation
from config.load import find_consultation

LETTER = (find_consultation("hmip-2025-26") / "letter.txt").read_text(encoding="utf-8")
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii")


@pytest.mark.parametrize(
    "style", ["{upper}) ", "({upper}) ", "({lower}) ", "({roman}) ", "T{number}: ", "T{number} – ", "TI{number}. "]
)
def test_a_list_may_have_other_labels_than_small_letters(style: str) -> None:
    def relabelled(found: re.Match[str]) -> str:
        place = ord(found[1]) - ord("a")
        return style.format(lower=found[1], upper=found[1].upper(), roman=ROMAN[place], number=place + 1)

    plain, other = (draft_consultation(text) for text in (LETTER, re.sub(r"(?m)^([a-h])\) ", relabelled, LETTER)))
    assert [(t.id, t.title, t.group) for t in other.topics] == [(t.id, t.title, t.group) for t in plain.topics]
    assert [(q.role, q.list_id) for q in other.questions] == [(q.role, q.list_id) for q in plain.questions]
    codes = [t.aliases[0] for t in other.topics if t.aliases[:1] != plain.topics[other.topics.index(t)].aliases[:1]]
    assert all(re.fullmatch(r"TI?\d", code) for code in codes)
    assert len(codes) == (len(plain.topics) if "number" in style else 0)
