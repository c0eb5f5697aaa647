"""How people write the number of a question: "Q1", "Question 2", "Qs 1 and 3", "Q1-4", "Cwestiwn 1"."""

import re

_ONE = r"(?:[1-9]\b|one\b|two\b|three\b|four\b)"
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4}

QUESTION_NUMBER = (
    rf"(?:qs?|questions?|qu|cwestiwn|qn|answer)\.?\s?(?:no\.?\s?)?(?P<n>{_ONE})"
    rf"(?P<more>(?:\s?(?:,|and|&|/|-|–|to)\s?(?:q|question)?\s?{_ONE})*)"
)
"""A pattern with the groups `n` and `more`, for `numbers_in`; case is to be ignored."""

_LABEL = re.compile(
    rf"\W{{0,4}}{QUESTION_NUMBER}(?:\W*[:.)\]/–—-](?!\w)|(?=\s+(?!(?:asks|is|was|seeks|concerns|invites|about|of|in|on|to)\b)))\s*",
    re.IGNORECASE,
)


def numbers_in(words: str) -> list[int]:
    """The numbers that a question's number names, a range filled up: "1-4", "1 and 2"."""
    found = [_WORDS.get(w) or int(w) for w in re.findall(_ONE, words.lower())]
    if len(found) == 2 and re.search(r"[-–]|\bto\b", words, re.IGNORECASE):
        return list(range(found[0], found[1] + 1))
    return found


def label_end(words: str) -> int:
    """Where the words after a question's number begin, "Q1: ", "Q2 - "; 0 where they do not begin with one."""
    match = _LABEL.match(words)
    return match.end() if match else 0
