"""The mail as a whole: machine kinds by structure, headers and wording first, then what a person wanted."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from classify.analysis import Decision, Evidence, Kind
from classify.rules import (
    acknowledgement,
    auto_header,
    auto_subject,
    bounce_wording,
    bulk,
    calendar_answer,
    delivery_report,
    holding,
    misdirected,
    nil_response,
    out_of_office,
    query,
    read_receipt,
    submission,
    written_by_hand,
)
from classify.rules.automatic import looks_automatic
from classify.rules.facts import Facts, gather_facts
from classify.rules.rule import Hit, Rule
from classify.wording import read_wording
from config.consultation import Consultation
from ingest.message import ParsedMessage

REPORTS: tuple[Rule, ...] = (
    delivery_report.RULE,
    read_receipt.RULE,
    calendar_answer.RULE,
    bounce_wording.RULE,
)
"""Certain by themselves: the first that hits decides."""

AUTOMATIC: tuple[Rule, ...] = (
    auto_header.RULE,
    auto_subject.RULE,
    out_of_office.RULE,
    acknowledgement.RULE,
    written_by_hand.RULE,
)
"""Weighed together: an automatic reply is one where they add up."""

HUMAN: tuple[Rule, ...] = (
    submission.RULE,
    nil_response.RULE,
    holding.RULE,
    query.RULE,
    bulk.RULE,
    misdirected.RULE,
)
"""Weighed against each other, with the views that were found."""

_AUTOMATIC_FROM = 3.0
_PRIORS = {Kind.RESPONSE: 0.0, Kind.NIL_RESPONSE: 0.25, Kind.HOLDING: 0.0, Kind.QUERY: 0.0, Kind.OTHER: 0.5}
_MOST = 4.5
_ANSWERS_US = 1.0
_LONG_WORDS, _LONG_LESS = 120, 1.5
_VIEW = 3.6
_VIEW_WEIGHT = 0.9
_SUBSTANTIAL_WORDS = 60
_WORDING, _EVEN, _LEAST_WORDING = 0.6, 1 / 3, -0.8
_SOUNDS, _LEAST_SOUND = 0.6, 0.01


@dataclass(frozen=True, slots=True)
class Views:
    """Whether the classifiers of answers and topics found a view on any question, and how sure they are (0 to 1)."""

    has_view: bool
    confidence: float


def decide_kind(
    message: ParsedMessage, consultation: Consultation, views: Views, sounds_like: Mapping[str, float] | None = None
) -> Decision[Kind]:
    """What kind of mail it is (the order of `Kind`), with every rule that spoke for it as evidence.

    `sounds_like` has the probability of each kind that a person's mail can be, by its words as a whole.
    """
    facts = gather_facts(message, consultation)
    for rule in REPORTS:
        hit = rule.find(facts)
        if hit:
            return Decision(rule.kind, 0.99, hit.evidence)
    automatic = _hits(AUTOMATIC, facts)
    weight = sum(h.strength for h in automatic)
    if views.has_view and not looks_automatic(facts):
        weight -= _certainty(views)
    if weight >= _AUTOMATIC_FROM:
        if not (views.has_view and facts.body_words >= _SUBSTANTIAL_WORDS and _certainty(views) > weight / 4):
            return Decision(Kind.AUTO_REPLY, _squash(weight - _AUTOMATIC_FROM + 1.5), _proof(automatic))
        return Decision(Kind.RESPONSE, 0.6, _proof(automatic))
    return _human(facts, views, sounds_like or {}, doubt=_squash(weight - _AUTOMATIC_FROM - 0.5))


def _human(facts: Facts, views: Views, sounds_like: Mapping[str, float], doubt: float) -> Decision[Kind]:
    """The human kind with the greatest sum; `doubt` is the chance that a machine wrote it after all."""
    scores = dict(_PRIORS)
    proof: dict[Kind, tuple[Evidence, ...]] = {}
    for rule in HUMAN:
        hit = rule.find(facts)
        if hit:
            long = facts.body_words > _LONG_WORDS and rule.kind is not Kind.RESPONSE
            scores[rule.kind] += min(hit.strength, _MOST) - (_LONG_LESS if long else 0)
            proof[rule.kind] = (*proof.get(rule.kind, ()), *hit.evidence)
    silent = not proof and not facts.answers_ours
    wording = {} if silent or proof.keys() & {Kind.OTHER, Kind.RESPONSE} else read_wording(facts)
    for kind, likely in wording.items():
        scores[kind] += max(_WORDING * math.log(max(likely, 0.001) / _EVEN), _LEAST_WORDING)
    if facts.answers_ours and Kind.OTHER not in proof:
        scores[Kind.OTHER] -= _ANSWERS_US
    if views.has_view:
        scores[Kind.RESPONSE] += _VIEW + _VIEW_WEIGHT * _certainty(views)
    else:
        scores[Kind.RESPONSE] -= 1.0 + _VIEW_WEIGHT * _certainty(views)
    for name, chance in sounds_like.items():
        scores[Kind(name)] += _SOUNDS * math.log(max(chance, _LEAST_SOUND))
    kind = max(scores, key=lambda k: scores[k])
    share = math.exp(scores[kind]) / sum(math.exp(s) for s in scores.values())
    return Decision(kind, round(share * (1 - doubt), 4), proof.get(kind, ()))


def _hits(rules: tuple[Rule, ...], facts: Facts) -> tuple[Hit, ...]:
    found = (rule.find(facts) for rule in rules)
    return tuple(h for h in found if h)


def _proof(hits: tuple[Hit, ...]) -> tuple[Evidence, ...]:
    return tuple(e for h in hits for e in h.evidence)


def _squash(x: float) -> float:
    return round(1 / (1 + math.exp(-x)), 4)


def _certainty(views: Views) -> float:
    """The log-odds of the views' confidence, within bounds."""
    p = min(max(views.confidence, 0.02), 0.98)
    return max(0.0, math.log(p / (1 - p)))
