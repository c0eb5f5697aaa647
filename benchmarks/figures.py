"""The figures of quality: each by name, with how it is made from the counts and what is wanted of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Sums = Mapping[str, float]
Value = float | None
"""None where there is nothing to measure."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure; `wanted` is the least that is asked of it, None where nothing is.

    `cases` names the count that it is a share of, where that is far from all mails and so worth telling.
    """

    key: str
    name: str
    value: Callable[[Sums], Value]
    wanted: float | None = None
    is_count: bool = False
    cases: str = ""


@dataclass(frozen=True, slots=True)
class Hits:
    """Precision, recall and F1 of one count: nothing found where there is nothing to find is right."""

    name: str

    def precision(self, sums: Sums) -> float:
        """The share of what was found that is right."""
        hit, found, gold = self._counts(sums)
        return hit / found if found else float(not gold)

    def recall(self, sums: Sums) -> float:
        """The share of what there is that was found."""
        hit, _, gold = self._counts(sums)
        return hit / gold if gold else 1.0

    def f1(self, sums: Sums) -> float:
        """The harmonic mean of the two."""
        precision, recall = self.precision(sums), self.recall(sums)
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def _counts(self, sums: Sums) -> tuple[float, float, float]:
        hit, found, gold = (sums.get(f"{self.name}:{part}", 0.0) for part in ("hit", "found", "gold"))
        return hit, found, gold


def _share(part: str, whole: str) -> Callable[[Sums], Value]:
    return lambda sums: sums.get(part, 0.0) / sums[whole] if sums.get(whole) else None


def _rest_of(part: str, whole: str) -> Callable[[Sums], Value]:
    return lambda sums: 1 - sums.get(part, 0.0) / sums[whole] if sums.get(whole) else None


def _count(name: str) -> Callable[[Sums], Value]:
    return lambda sums: sums.get(name, 0.0)


def _kind_f1(sums: Sums) -> Value:
    """The mean F1 of the kinds that occur or were said to."""
    kinds = {name.split(":")[1] for name, amount in sums.items() if name.startswith("kind:") and amount}
    return sum(Hits(f"kind:{kind}").f1(sums) for kind in kinds) / len(kinds) if kinds else None


_REPLY, _STANCE, _PROPOSAL, _FLAG = Hits("reply"), Hits("stance"), Hits("proposal"), Hits("flag")

FIGURES = (
    Figure("mails", "mails", _count("mails"), is_count=True),
    Figure("without_an_analysis", "without an analysis", _count("missing"), is_count=True),
    Figure("counts_as_reply.precision", "counts as a reply: precision", _REPLY.precision, 0.99),
    Figure("counts_as_reply.recall", "counts as a reply: recall", _REPLY.recall, 0.99),
    Figure("counts_as_reply.f1", "counts as a reply: F1", _REPLY.f1),
    Figure("kind_accuracy", "kind", _share("kind", "mails"), 0.97),
    Figure("kind_macro_f1", "kind: mean F1 of the kinds", _kind_f1),
    Figure("stakeholder_accuracy", "stakeholders", _share("stakeholders", "mails"), 0.96),
    Figure("answer_status_accuracy", "answer status", _share("status", "statuses"), 0.95),
    Figure("answer_text_f1", "answer text F1", _share("text", "texts"), 0.90),
    Figure("topic_stance.precision", "topic stance: precision", _STANCE.precision),
    Figure("topic_stance.recall", "topic stance: recall", _STANCE.recall),
    Figure("topic_stance.f1", "topic stance: F1", _STANCE.f1, 0.93),
    Figure("rank_accuracy", "ranks", _share("rank", "ranks"), 0.90, cases="ranks"),
    Figure("ranks_invented", "ranks invented", _count("ranks-invented"), is_count=True),
    Figure("proposals.precision", "proposals: precision", _PROPOSAL.precision),
    Figure("proposals.recall", "proposals: recall", _PROPOSAL.recall),
    Figure("proposals.f1", "proposals: F1", _PROPOSAL.f1, 0.80),
    Figure("proposal_replaces_accuracy", "proposals: what they replace", _share("replaces", "proposal:hit")),
    Figure("proposal_priority_accuracy", "proposals: priority", _share("priority", "priorities"), cases="priorities"),
    Figure("proposal_evidence_f1", "proposals: supporting words F1", _share("support", "supports")),
    Figure("return_date_accuracy", "day of return", _share("return", "returns"), cases="returns"),
    Figure("failed_recipients_accuracy", "failed addresses", _share("failed", "bounces"), cases="bounces"),
    Figure("flags.precision", "extension, confidential: precision", _FLAG.precision),
    Figure("flags.recall", "extension, confidential: recall", _FLAG.recall),
    Figure("flags.f1", "extension, confidential: F1", _FLAG.f1),
    Figure("fully_right", "mails fully right", _share("right", "mails")),
    Figure("needs_review", "mails with review", _rest_of("alone", "mails")),
    Figure("needs_no_review", "mails without review", _share("alone", "mails"), 0.60),
    Figure("right_where_no_review", "right where without review", _share("alone-right", "alone"), 0.98, cases="alone"),
)
