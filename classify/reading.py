"""One mail read through: its units, what they refer to, what each answers, and the stance on each reference.

The order: units, references that need no context, markers, question labels, references settled by them, stances.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from classify.crf import Model
from classify.language import Sorter
from classify.markers import Scene, permits, scenes_of
from classify.mention import Mention
from classify.mentions import Conflict, MentionFinder
from classify.questions import question_features
from classify.roles import OUTSIDE
from classify.stance import Site, stance_features, stance_texts
from classify.units import Unit, units_of
from config.consultation import Consultation
from ingest.message import ParsedMessage


@dataclass(frozen=True, slots=True)
class Draft:
    """A mail cut into units, with all that is known before any model has spoken."""

    units: tuple[Unit, ...]
    raw: tuple[tuple[Mention, ...], ...]
    scenes: tuple[Scene, ...]
    links: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A draft with its question labels, each with its probability, and its references settled."""

    draft: Draft
    labels: tuple[str, ...]
    certainty: tuple[float, ...]
    mentions: tuple[tuple[Mention, ...], ...]
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """One reference with the probability of each stance."""

    site: Site
    stances: dict[str, float]


def draft_of(message: ParsedMessage, consultation: Consultation, finder: MentionFinder) -> Draft:
    """Cut a mail into units and find what they refer to."""
    units = units_of(message, consultation)
    raw = tuple(finder.find(u) for u in units)
    links = tuple(finder.nearness(u) for u in units)
    return Draft(units, raw, scenes_of(units, consultation), links)


def features_of(draft: Draft, consultation: Consultation) -> list[list[str]]:
    """What the field for questions sees of a draft."""
    return question_features(draft.units, draft.raw, draft.scenes, draft.links, consultation)


def label_questions(draft: Draft, consultation: Consultation, finder: MentionFinder, model: Model) -> Labelled:
    """Say which question each unit answers, then settle the references that needed to know."""
    labelling = model.label(features_of(draft, consultation))
    decided = [decide(p, scene) for p, scene in zip(labelling.marginals, draft.scenes, strict=True)]
    return settle(draft, [label for label, _ in decided], [p for _, p in decided], finder)


def decide(marginals: dict[str, float], scene: Scene) -> tuple[str, float]:
    """The likeliest label that the scene permits, with its probability.

    Words are held to answer nothing only where that is clear, for they would be lost; a unit that declines one
    question declines another too where that is nearly as likely ("nothing further on either").
    """
    outside = marginals.get(OUTSIDE, 0.0)
    fitting = {name: p for name, p in marginals.items() if name != OUTSIDE and permits(scene, name)}
    total = sum(fitting.values()) + outside
    if not fitting or outside > _CLEARLY_OUTSIDE * total:
        return OUTSIDE, outside / total if total else 1.0
    best = max(fitting, key=lambda name: fitting[name])
    return _with_other_declines(best, fitting, total), fitting[best] / total


def _with_other_declines(best: str, fitting: dict[str, float], total: float) -> str:
    if not best.endswith("-"):
        return best
    mass: dict[str, float] = dict.fromkeys((part for name in fitting for part in name.split("+")), 0.0)
    for name, p in fitting.items():
        for part in name.split("+"):
            mass[part] += p
    also = {part for part, p in mass.items() if part.endswith("-") and p >= _ALSO_DECLINED * total}
    return "+".join(sorted(also.union(best.split("+"))))


_CLEARLY_OUTSIDE, _ALSO_DECLINED = 0.75, 0.3


def settle(
    draft: Draft,
    labels: Sequence[str],
    certainty: Sequence[float],
    finder: MentionFinder,
) -> Labelled:
    """Settle references with given labels."""
    mentions, conflicts = finder.resolve(draft.units, draft.raw, labels)
    return Labelled(draft, tuple(labels), tuple(certainty), mentions, conflicts)


def sites_of(labelled: Labelled, consultation: Consultation) -> tuple[Site, ...]:
    """Every reference of a reply in its place, in reading order."""
    lists = [t.id for t in consultation.lists]
    return tuple(
        Site(unit, number, mention, labelled.labels[number], lists.index(consultation.topic(mention.topics[0]).list_id))
        for number, (unit, mentions) in enumerate(zip(labelled.draft.units, labelled.mentions, strict=True))
        for mention in mentions
        if mention.topics and labelled.labels[number] != OUTSIDE
    )


def judge(labelled: Labelled, consultation: Consultation, model: Model, sorter: Sorter) -> tuple[Judged, ...]:
    """The stance of every reference: the mean of what the words around it and the sentence as a whole say."""
    sites = sites_of(labelled, consultation)
    features = stance_features(sites, labelled.draft.units)
    told = sorter.sort(stance_texts(sites))
    judged = []
    for site, near, whole in zip(sites, features, told, strict=True):
        marginals = model.label([near]).marginals[0]
        judged.append(Judged(site, {name: (p + whole.get(name, 0.0)) / 2 for name, p in marginals.items()}))
    return tuple(judged)
