"""What the network learns from: each labelled reply or sentence as pieces of words with all that is known of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from classify.mention import How
from classify.proposals import proposing_units
from classify.reading import sites_of
from classify.rendering import Piece, pieces_of, words_of
from classify.sheet import Entry, entries_of
from classify.stance import Site
from classify.titles import placed_tokens
from classify.training.align import stance_labels, title_labels
from classify.training.sentences import load_sentences
from classify.training.worlds import Example
from config.consultation import TopicId

SENTENCES = Path(__file__).parent / "sentences"


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference that the rules found, with the stance on it."""

    unit: int
    start: int
    end: int
    how: How
    topics: tuple[TopicId, ...]
    stance: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """One reply (or sentence: no kind, no labels, no sheet) as the network learns from it.

    `entries` are the topics of its letter, `aliases` what else they are called there. `stances` and `ranks` are the
    reply's final view of each topic; `titles` the label of each word of a proposal, as (unit, start, end, label).
    """

    world: str
    id: str
    pieces: tuple[tuple[Piece, ...], ...]
    references: tuple[Reference, ...]
    kind: str = ""
    labels: tuple[str, ...] = ()
    shared: tuple[dict[TopicId, float], ...] = ()
    stances: dict[TopicId, str] = field(default_factory=dict)
    ranks: dict[TopicId, int] = field(default_factory=dict)
    titles: tuple[tuple[int, int, int, str], ...] = ()
    entries: tuple[Entry, ...] = ()
    aliases: dict[TopicId, tuple[str, ...]] = field(default_factory=dict)

    @property
    def named(self) -> frozenset[TopicId]:
        """The topics that the rules found references to."""
        return frozenset(t for r in self.references for t in r.topics)

    @property
    def spoken(self) -> frozenset[TopicId]:
        """The topics that the reply has a view of, or that words are marked for."""
        marks = {p.mark for unit in self.pieces for p in unit}
        marked = (e.topic for n, e in enumerate(self.entries) if f"topic{n}" in marks)
        return self.named | self.stances.keys() | frozenset(marked)


def lesson_of(example: Example) -> Lesson:
    """A labelled mail as a lesson, its references settled by its labels."""
    draft, world, gold = example.draft, example.world, example.gold
    mentions, _ = world.finder.resolve(draft.units, draft.raw, example.labels, [()] * len(draft.units))
    sites = sites_of(draft.units, example.labels, mentions, world.consultation)
    stances = {TopicId(t): str(v["stance"]) for t, v in gold["topics"].items()}
    ranks = {TopicId(t): int(v.get("rank") or 0) for t, v in gold["topics"].items()}
    placed = placed_tokens(draft.units, proposing_units(example.labels))
    titles = zip(placed, title_labels(placed, gold), strict=True)
    return Lesson(
        world=world.name,
        id=example.id,
        pieces=tuple(tuple(p) for p in pieces_of(draft.units, draft.raw, draft.scenes, world.consultation)),
        references=tuple(
            Reference(s.number, s.mention.start, s.mention.end, s.mention.how, s.mention.topics, y)
            for s, y in zip(sites, stance_labels(sites, example.labels, gold), strict=True)
        ),
        kind=gold["kind"],
        labels=example.labels,
        shared=draft.shared,
        stances=stances,
        ranks=ranks,
        titles=tuple((p.unit, p.token.start, p.token.end, label) for p, label in titles),
        entries=entries_of(world.consultation),
        aliases={t.id: t.aliases for t in world.consultation.topics},
    )


def sentence_lessons(folder: Path) -> Iterator[Lesson]:
    """The training sentences as lessons about stance alone."""
    for number, (sites, labels) in enumerate(load_sentences(folder)):
        yield _sentence(number, sites, labels)


def _sentence(number: int, sites: Sequence[Site], labels: Sequence[str]) -> Lesson:
    points = sorted((s.mention.start, s.mention.end, ("ref0",), n) for n, s in enumerate(sites))
    pieces = (Piece(mark="paragraph"), Piece(mark="unit"), *words_of(sites[0].unit.text, points))
    references = (
        Reference(0, s.mention.start, s.mention.end, How.ALIAS, (), y) for s, y in zip(sites, labels, strict=True)
    )
    return Lesson("", f"sentence-{number}", (pieces,), tuple(references))
