"""One mail read through: its units, what they refer to, what each answers, and the stance on each reference.

The order: units, references that need no context, markers, the encoder, question labels, references settled by them,
stances.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from classify.encoder import Vectors
from classify.labelling import label_units
from classify.markers import Scene, scenes_of
from classify.mention import How, Mention
from classify.mentions import Conflict, MentionFinder
from classify.network import IN_PROPOSAL, Link, Network
from classify.page import Page
from classify.roles import OUTSIDE
from classify.stance import Site
from classify.units import Unit, units_of
from classify.whole import Placed, Whole, read_statuses
from config.consultation import Consultation, TopicId
from ingest.message import ParsedMessage


@dataclass(frozen=True, slots=True)
class Draft:
    """A mail cut into units, with all that the rules know before the encoder has read it."""

    units: tuple[Unit, ...]
    raw: tuple[tuple[Mention, ...], ...]
    scenes: tuple[Scene, ...]
    shared: tuple[dict[TopicId, float], ...]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A draft as the encoder read it: question labels, each with its probability, and settled references."""

    draft: Draft
    page: Page
    labels: tuple[str, ...]
    certainty: tuple[float, ...]
    mentions: tuple[tuple[Mention, ...], ...]
    links: tuple[tuple[Link, ...], ...]
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """One reference with the probability of each stance, and the vectors of its words and its unit."""

    site: Site
    stances: dict[str, float]
    words: Vectors
    whole: Vectors


def draft_of(message: ParsedMessage, consultation: Consultation, finder: MentionFinder) -> Draft:
    """Cut a mail into units and find what they refer to."""
    units = units_of(message, consultation)
    raw = tuple(finder.find(u) for u in units)
    shared = tuple(finder.shared(u, m) for u, m in zip(units, raw, strict=True))
    return Draft(units, raw, scenes_of(units, consultation), shared)


def label_questions(draft: Draft, page: Page, network: Network, finder: MentionFinder) -> Labelled:
    """Say which question each unit answers, then settle the references that needed to know."""
    if not draft.units:
        return settle(draft, page, network, finder, (), ())
    statuses = read_statuses(page, network.heads)
    decided = label_units(network.heads.roles(page.units), statuses, draft.scenes, network.roles)
    return settle(draft, page, network, finder, [label for label, _ in decided], [p for _, p in decided])


def settle(
    draft: Draft, page: Page, network: Network, finder: MentionFinder, labels: Sequence[str], certainty: Sequence[float]
) -> Labelled:
    """Settle references with given labels."""
    links = tuple(network.links(page, n, label, draft.shared[n]) for n, label in enumerate(labels))
    mentions, conflicts = finder.resolve(draft.units, draft.raw, labels, [[x.mention for x in here] for here in links])
    return Labelled(draft, page, tuple(labels), tuple(certainty), mentions, links, conflicts)


def sites_of(
    units: Sequence[Unit], labels: Sequence[str], mentions: Sequence[Sequence[Mention]], consultation: Consultation
) -> tuple[Site, ...]:
    """Every settled reference in the answers of a reply in its place, in reading order."""
    lists = [t.id for t in consultation.lists]
    return tuple(
        Site(unit, number, mention, label, lists.index(consultation.topic(mention.topics[0]).list_id))
        for number, (unit, label, here) in enumerate(zip(units, labels, mentions, strict=True))
        for mention in here
        if mention.topics and label != OUTSIDE
    )


def by_rule(judged: Sequence[Judged]) -> list[Placed]:
    """The references that rules found."""
    return [(j.site.number, j.site.mention) for j in judged if j.site.mention.how is not How.PARAPHRASE]


def with_whole(
    judged: Sequence[Judged], labelled: Labelled, whole: Whole, consultation: Consultation, network: Network
) -> tuple[Judged, ...]:
    """The references, and the likeliest place of each topic that only the mail as a whole is seen to have a view of."""
    found, placed = list(judged), {t for j in judged for t in j.site.mention.topics}
    lists = [t.id for t in consultation.lists]
    for topic, views in whole.views.items():
        if topic in placed or views["prefer"] + views["oppose"] < _A_VIEW:
            continue
        index = lists.index(consultation.topic(topic).list_id)
        units = [n for n, label in enumerate(labelled.labels) if any(p[1:2] == str(index) for p in label.split("+"))]
        nearest = network.nearest(labelled.page, units, topic)
        if nearest is not None and max(views["prefer"], views["oppose"]) >= _least(labelled.labels[nearest[0]]):
            unit, link = nearest
            site = Site(labelled.draft.units[unit], unit, link.mention, labelled.labels[unit], index)
            found.append(Judged(site, dict(views), link.words, labelled.page.units[unit]))
    return tuple(sorted(found, key=lambda j: (j.site.number, j.site.mention.start)))


def _least(label: str) -> float:
    return _A_VIEW if any(part[0] == "P" for part in label.split("+")) else IN_PROPOSAL


_A_VIEW = 0.5


def judge(labelled: Labelled, consultation: Consultation, network: Network) -> tuple[Judged, ...]:
    """The stance on every reference."""
    judged = []
    for site in sites_of(labelled.draft.units, labelled.labels, labelled.mentions, consultation):
        mention, number = site.mention, site.number
        paraphrase = mention.how is How.PARAPHRASE
        link = next((x for x in labelled.links[number] if x.mention == mention), None) if paraphrase else None
        words = network.words(labelled.page, number, mention, link)
        whole = labelled.page.units[number]
        judged.append(Judged(site, network.stances(words, whole, mention.how, link), words, whole))
    return tuple(judged)
