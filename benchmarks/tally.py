"""What one mail adds to the counts from which every figure is made."""

from collections.abc import Iterator
from typing import NamedTuple

from benchmarks.labels import ABSENT, Labels
from benchmarks.matching import overlap, pair_proposals

Tally = dict[str, float]


class Count(NamedTuple):
    """An amount added under a name."""

    name: str
    amount: float


def is_fully_right(gold: Labels, found: Labels) -> bool:
    """Whether kind, stakeholders, every answer's status, every view and the proposals are as they should be."""
    return (
        gold.kind == found.kind
        and gold.stakeholders == found.stakeholders
        and all(gold.answer(q).status == found.answer(q).status for q in gold.answers)
        and gold.views == found.views
        and len(gold.proposals) == len(found.proposals) == len(pair_proposals(gold.proposals, found.proposals))
    )


def tally(gold: Labels, found: Labels) -> Tally:
    """The counts of one mail, by name; a name that is not there counts nothing."""
    counts: Tally = {}
    for part in (_whole, _kind, _answers, _topics, _proposals, _rest):
        for name, amount in part(gold, found):
            counts[name] = counts.get(name, 0.0) + amount
    return {name: amount for name, amount in counts.items() if amount}


def _whole(gold: Labels, found: Labels) -> Iterator[Count]:
    right, alone = is_fully_right(gold, found), not found.needs_review
    yield Count("mails", 1)
    yield Count("missing", found.is_missing)
    yield Count("right", right)
    yield Count("alone", alone)
    yield Count("alone-right", alone and right)


def _kind(gold: Labels, found: Labels) -> Iterator[Count]:
    yield Count("kind", gold.kind == found.kind)
    yield Count(f"kind:{gold.kind}:gold", 1)
    if found.kind:
        yield Count(f"kind:{found.kind}:found", 1)
    if gold.kind == found.kind:
        yield Count(f"kind:{gold.kind}:hit", 1)
    yield from _hits("reply", gold.counts_as_reply, found.counts_as_reply)
    yield Count("stakeholders", gold.stakeholders == found.stakeholders)


def _hits(name: str, gold: bool, found: bool) -> Iterator[Count]:
    yield Count(f"{name}:hit", gold and found)
    yield Count(f"{name}:gold", gold)
    yield Count(f"{name}:found", found)


def _answers(gold: Labels, found: Labels) -> Iterator[Count]:
    """Only of mails that are replies."""
    if not gold.counts_as_reply:
        return
    for question in gold.answers:
        right, said = gold.answer(question), found.answer(question)
        yield Count("statuses", 1)
        yield Count("status", right.status == said.status)
        if right.status != ABSENT or said.status != ABSENT:
            yield Count("texts", 1)
            yield Count("text", overlap(right.text, said.text))


def _topics(gold: Labels, found: Labels) -> Iterator[Count]:
    yield Count("stance:hit", len(gold.views & found.views))
    yield Count("stance:gold", len(gold.views))
    yield Count("stance:found", len(found.views))
    for topic in gold.topics:
        if gold.rank(topic):
            yield Count("ranks", 1)
            yield Count("rank", gold.rank(topic) == found.rank(topic))
    yield Count("ranks-invented", sum(1 for t in found.topics if found.rank(t) and not gold.rank(t)))


def _proposals(gold: Labels, found: Labels) -> Iterator[Count]:
    pairs = pair_proposals(gold.proposals, found.proposals)
    yield Count("proposal:hit", len(pairs))
    yield Count("proposal:gold", len(gold.proposals))
    yield Count("proposal:found", len(found.proposals))
    for right, said in pairs:
        yield Count("replaces", right.replaces == said.replaces)
        if right.priority is not None:
            yield Count("priorities", 1)
            yield Count("priority", right.priority == said.priority)
        if right.evidence:
            yield Count("supports", 1)
            yield Count("support", overlap(right.evidence, said.evidence))


def _rest(gold: Labels, found: Labels) -> Iterator[Count]:
    if gold.kind == "auto_reply" and gold.returns_on:
        yield Count("returns", 1)
        yield Count("return", gold.returns_on == found.returns_on)
    if gold.kind == "bounce":
        yield Count("bounces", 1)
        yield Count("failed", gold.failed_recipients == found.failed_recipients)
    yield from _hits("flag", gold.extension_requested, found.extension_requested)
    yield from _hits("flag", gold.confidential, found.confidential)
