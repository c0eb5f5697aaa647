"""What would be learned from corrections, and whether it is worth it: the scores on mails that were held out."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from reports.report import Fact, Report, Section, Table
from reports.wording import say_number

LEAST_DECIDED, LEAST_CORRECTED = 20, 5
"""Fewer decisions of people, or fewer of them against the machine's, teach nothing that could be told from chance."""
_CHANCE = 0.05


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that may be learned: how many decisions people made on it, how many of them against the machine's.

    `before` and `after` are how many were right on mails held out, `mended` and `spoiled` those that became so or are
    so no longer, `unseen` those of the latter that are wrong and that nobody would be asked about any more. What had
    too few to be tried has none of these.
    """

    name: str
    decided: int
    corrected: int
    before: int = 0
    after: int = 0
    mended: int = 0
    spoiled: int = 0
    unseen: int = 0

    @property
    def enough(self) -> bool:
        """Whether there is enough to learn from."""
        return self.decided >= LEAST_DECIDED and self.corrected >= LEAST_CORRECTED

    @property
    def better(self) -> bool:
        """Whether more was mended than spoiled than chance would, on mails held out, and nothing wrong went unseen.

        Chance: as many or more of so many changes for the better, were either as likely (McNemar's test, exact).
        """
        changes = self.mended + self.spoiled
        chance = sum(math.comb(changes, n) for n in range(self.mended, changes + 1)) / 2**changes
        return self.enough and chance < _CHANCE and not self.unseen

    @property
    def verdict(self) -> str:
        """What becomes of it, and why."""
        if not self.enough:
            return f"too few: {LEAST_DECIDED} decided and {LEAST_CORRECTED} of them corrected are needed"
        if self.unseen:
            return f"left as it is: {say_number(self.unseen, 'wrong mail')} more would go unseen"
        return "learned" if self.better else "left as it is: no better than chance would have it"


def make_learning_report(title: str, at: datetime, mails: int, parts: Sequence[Part]) -> Report:
    """One row for each thing that may be learned; shares stand with their intervals of 95%."""
    rows = tuple(_row(part) for part in parts)
    columns = ("What", "Decided", "Corrected", "Right before", "Right after", "Mended", "Spoiled", "Verdict")
    note = (
        "Right before and after: on mails held out, of which nothing was learned; each was held out once in five turns."
    )
    facts = (
        Fact("Mails", f"{say_number(mails, 'mail')} that people corrected, or looked at and left"),
        Fact("To be learned", ", ".join(part.name.lower() for part in parts if part.better) or "nothing"),
    )
    return Report(
        f"{title}: what corrections teach", at, facts, (Section("Scores", (note,), (Table("Scores", columns, rows),)),)
    )


def _row(part: Part) -> tuple[str | int, ...]:
    if not part.enough:
        return (part.name, part.decided, part.corrected, "", "", "", "", part.verdict)
    before, after = (say_share(right, part.decided) for right in (part.before, part.after))
    return (part.name, part.decided, part.corrected, before, after, part.mended, part.spoiled, part.verdict)


def say_share(right: int, every: int) -> str:
    """ "70% (56-81%)", with Wilson's interval of 95%."""
    if not every:
        return ""
    share, z = right / every, 1.96
    middle = (share + z * z / (2 * every)) / (1 + z * z / every)
    half = z * math.sqrt(share * (1 - share) / every + z * z / (4 * every * every)) / (1 + z * z / every)
    return f"{share:.0%} ({max(middle - half, 0):.0%}-{min(middle + half, 1):.0%})"
