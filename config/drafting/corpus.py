"""How common words and phrases are in a letter outside one topic's own paragraph."""

from collections.abc import Sequence
from dataclasses import dataclass

from config.drafting.words import GENERIC, SMALL, has_run, stems

RARE = 3  # paragraphs beside its own in which a word that marks a topic may stand
FAMILIAR = 8
COMMON = 3


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The stems of everything that is not one topic's own: the other titles, and the other paragraphs."""

    titles: tuple[tuple[str, ...], ...]
    paragraphs: tuple[tuple[str, ...], ...]

    def spread(self, word: str) -> int:
        """How many other paragraphs have a stem."""
        return sum(word in paragraph for paragraph in self.paragraphs)

    def is_collocation(self, before: str, after: str) -> bool:
        """Whether two words go together throughout the letter ("youth justice"), so that no name parts them."""
        pair = (before, after)
        return sum(has_run(paragraph, pair) for paragraph in self.paragraphs) >= COMMON

    def is_distinct(self, run: tuple[str, ...]) -> bool:
        """Whether a phrase, as stems, can name its topic alone."""
        said = [s for s in run if s not in SMALL]
        if not said or any(set(said) <= set(title) for title in self.titles):
            return False
        if len(said) == 1:
            return self._is_distinct_word(said[0])
        if sum(has_run(paragraph, run) for paragraph in self.paragraphs) > 1:
            return False
        own = [s for s in said if not any(s in title for title in self.titles) and self.spread(s) <= RARE]
        return bool(own) or all(self.spread(s) <= FAMILIAR for s in said)

    def is_its_own(self, run: tuple[str, ...]) -> bool:
        """Whether a phrase has a word that says something and that stands nowhere else in the letter."""
        return any(s not in SMALL | GENERIC and len(s) > 2 and self.spread(s) == 0 for s in run)

    def _is_distinct_word(self, word: str) -> bool:
        return len(word) >= 5 and word not in GENERIC and self.spread(word) == 0


def surroundings(own: str, titles: Sequence[str], paragraphs: Sequence[str], own_paragraph: str) -> Surroundings:
    """What surrounds the topic whose title is `own`; the title cited in full elsewhere is not counted."""
    title = stems(own)
    others = [stems(p) for p in paragraphs if own_paragraph not in p]
    return Surroundings(
        tuple(stems(t) for t in titles if t != own), tuple(_without(paragraph, title) for paragraph in others)
    )


def _without(paragraph: tuple[str, ...], title: tuple[str, ...]) -> tuple[str, ...]:
    for n in range(len(paragraph) - len(title) + 1):
        if paragraph[n : n + len(title)] == title:
            return _without((*paragraph[:n], *paragraph[n + len(title) :]), title)
    return paragraph
