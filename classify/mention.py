"""A place where a respondent refers to a listed topic."""

from dataclasses import dataclass
from enum import StrEnum

from config.consultation import ListId, TopicId


class How(StrEnum):
    """The manner of a reference, surest first."""

    FULL = "full-letter"
    PROMPT = "prompt"
    NAME = "name"
    ALIAS = "alias"
    SET = "set"
    RANGE = "range"
    LETTER = "letter"
    ORDINAL = "ordinal"
    ANAPHOR = "anaphor"
    PARAPHRASE = "paraphrase"


@dataclass(frozen=True, slots=True)
class Mention:
    """One reference inside a unit: character offsets into the unit's text.

    `topics` are what it refers to once resolved; a letter that stands in several lists keeps `letters` and has no
    topics until its list is known. `score` is how likely a paraphrase refers to its topic, else 1.
    `excepted` marks what an "except" leaves out of a set.
    """

    start: int
    end: int
    how: How
    topics: tuple[TopicId, ...]
    letters: tuple[str, ...] = ()
    list_id: ListId | None = None
    score: float = 1.0
    excepted: bool = False

    def overlaps(self, other: "Mention") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end
