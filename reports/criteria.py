"""Which of the letter's criteria a text speaks to, by the words that the consultation's file has for each.

That a text speaks to a criterion is all that words can show: whether it meets it, a person says.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from config.consultation import Criterion
from config.drafting.words import stem

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class SpeaksTo:
    """A criterion with the words of a text that speak to it, as they stand there."""

    criterion: Criterion
    words: tuple[str, ...]


def speaks_to(text: str, criteria: Iterable[Criterion]) -> tuple[SpeaksTo, ...]:
    """The criteria that a text has words for, in the letter's order; each of its words once."""
    tokens = list(_WORD.finditer(text))
    stems = [stem(token[0]) for token in tokens]
    found = []
    for criterion in criteria:
        places = {place for wanted in criterion.words for place in _places(wanted, tokens, stems)}
        said = [text[start:end] for start, end in sorted(places) if not _within(start, end, places)]
        if said:
            once = {words.casefold(): words for words in reversed(said)}
            found.append(SpeaksTo(criterion, tuple(reversed(once.values()))))
    return tuple(found)


def _places(wanted: str, tokens: Sequence[re.Match[str]], stems: Sequence[str]) -> Iterable[tuple[int, int]]:
    """Where the words stand in a row, in the singular or plural; a capital letter wants a capital letter."""
    own = _WORD.findall(wanted)
    run, length = [stem(word) for word in own], len(own)
    for at in range(len(stems) - length + 1):
        if stems[at : at + length] == run:
            here = tokens[at : at + length]
            if all(token[0][:1].isupper() for token, word in zip(here, own, strict=True) if word[:1].isupper()):
                yield here[0].start(), here[-1].end()


def _within(start: int, end: int, places: Iterable[tuple[int, int]]) -> bool:
    """Whether a longer find has these words in it: "public protection" is told, and not "protection" as well."""
    return any(a <= start and end <= b and (a, b) != (start, end) for a, b in places)
