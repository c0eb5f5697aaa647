"""Which lines of the list a lead wants to see: by standing, by group, by words, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from reports.standing import Standing
from reports.status import LineStatus

Row = TypeVar("Row")
REPLIED, OUTSTANDING = "replied_all", "outstanding"
"""Every standing of who has replied, and of who has not."""
PAGE = 200
"""Lines on one page: more than most lists have, and few enough to be shown at once."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The filters as they stand in the address; empty is no filter."""

    standing: str = ""
    group: str = ""
    words: str = ""

    def takes(self, line: LineStatus) -> bool:
        """Whether a line passes all of them."""
        return (
            self.standing in ("", line.standing, REPLIED if line.standing.has_replied else OUTSTANDING)
            and self.group in ("", line.stakeholder.group)
            and (not self.words or self.words.casefold() in _words_of(line))
        )

    @property
    def known(self) -> bool:
        """Whether the standing is one that there is."""
        return self.standing in ("", REPLIED, OUTSTANDING, *Standing)


@dataclass(frozen=True, slots=True)
class Pages:
    """One page of many rows; `number` counts from 1."""

    number: int
    last: int
    total: int

    @property
    def near(self) -> tuple[int, ...]:
        """The pages to link to: the first, the last, and those beside this one."""
        beside = range(max(1, self.number - 2), min(self.last, self.number + 2) + 1)
        return tuple(sorted({1, self.last, *beside}))


def page_of(rows: Sequence[Row], wanted: str, size: int = PAGE) -> tuple[Sequence[Row], Pages]:
    """The rows of a page, by what the address says; the nearest page there is for one that there is not."""
    last = max(1, -(-len(rows) // size))
    number = min(max(1, int(wanted)), last) if wanted.isdecimal() and len(wanted) < 9 else 1
    return rows[(number - 1) * size : number * size], Pages(number, last, len(rows))


def _words_of(line: LineStatus) -> str:
    who = line.stakeholder
    return " ".join((who.ref, who.name, who.role, who.organisation, *who.addresses)).casefold()
