"""One mail read through: its units, what they refer to, what each answers, and the stance on each reference.

The order: units, references that need no context, markers, question labels, references settled by them, stances.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from classify.crf import Model
from classify.markers import Scene, scenes_of
from classify.mention import Mention
from classify.mentions import Conflict, MentionFinder
from classify.questions import question_features
from classify.roles import OUTSIDE
from classify.stance import Site, stance_features
from classify.units import Unit, units_of
from config.consultation import Consultation
from ingest.message import ParsedMessage


@dataclass(frozen=True, slots=True)
class Draft:
    """A mail cut into units, with all that is known before any model has spoken."""

    units: tuple[Unit, ...]
    raw: tuple[tuple[Mention, ...], ...]
    scenes: tuple[Scene, ...]


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
    return Draft(units, raw, scenes_of(units, consultation))


def label_questions(draft: Draft, consultation: Consultation, finder: MentionFinder, model: Model) -> Labelled:
    """Say which question each unit answers, then settle the references that needed to know."""
    labelling = model.label(question_features(draft.units, draft.raw, draft.scenes, consultation))
    labels = [_decide(p) for p in labelling.marginals]
    certainty = [p[name] for p, name in zip(labelling.marginals, labels, strict=True)]
    return settle(draft, labels, certainty, finder)


def _decide(marginals: dict[str, float]) -> str:
    """The likeliest label; words are held to answer nothing only where that is clear, for they would be lost."""
    if marginals.get(OUTSIDE, 0.0) > _CLEARLY_OUTSIDE:
        return OUTSIDE
    return max((name for name in marginals if name != OUTSIDE), key=lambda name: marginals[name], default=OUTSIDE)


_CLEARLY_OUTSIDE = 0.7


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


def judge(labelled: Labelled, consultation: Consultation, model: Model) -> tuple[Judged, ...]:
    """The stance of every reference."""
    sites = sites_of(labelled, consultation)
    features = stance_features(sites, labelled.draft.units)
    return tuple(Judged(site, model.label([f]).marginals[0]) for site, f in zip(sites, features, strict=True))


