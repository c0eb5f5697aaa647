"""A number that can be traced: it is the count of those who are behind it, each with the mails that say so."""

from collections.abc import Callable
from dataclasses import dataclass

from config.consultation import Ref
from ingest.message import ArchiveId
from reports.totals import percent


@dataclass(frozen=True, slots=True)
class Voice:
    """One line of the list, or one who is not on it (`ref` is None), behind one figure.

    `mails` are those that say it; none where somebody is counted for having said nothing. `by_person` is whether a
    person has decided or confirmed it, `waits` whether one of their mails waits for a person. `spoken_for_by` names
    the collective line whose reply speaks for this one.
    """

    ref: Ref | None
    name: str
    group: str
    mails: tuple[ArchiveId, ...] = ()
    late: bool = False
    by_person: bool = False
    waits: bool = False
    confidential: bool = False
    spoken_for_by: Ref | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """So many of so many: `of` is the denominator."""

    behind: tuple[Voice, ...]
    of: int

    @property
    def value(self) -> int:
        """The number itself."""
        return len(self.behind)

    @property
    def share(self) -> str:
        """A whole percentage, or a dash where there is nothing to divide by."""
        return percent(self.value, self.of)

    @property
    def words(self) -> str:
        """As one says it: "18 of 40 (45%)"."""
        return f"{self.value} of {self.of} ({self.share})"

    @property
    def mails(self) -> tuple[ArchiveId, ...]:
        """Every mail behind it, once."""
        return tuple(dict.fromkeys(mail for voice in self.behind for mail in voice.mails))

    @property
    def late(self) -> int:
        """How many of them came after their last day."""
        return sum(voice.late for voice in self.behind)

    @property
    def by_person(self) -> int:
        """How many of them a person has decided or confirmed; the machine's word counts for the rest."""
        return sum(voice.by_person for voice in self.behind)

    @property
    def waits(self) -> int:
        """How many of them have a mail that waits for a person."""
        return sum(voice.waits for voice in self.behind)

    def among(self, belongs: Callable[[Voice], bool], of: int) -> "Figure":
        """The part of it that belongs to a smaller denominator."""
        return Figure(tuple(v for v in self.behind if belongs(v)), of)
