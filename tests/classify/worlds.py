"""The letters that these tests answer: the practice consultation, and one drafted as `soundings init` does."""

import tempfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from classify.encoder import Encoder
from classify.heads import Heads
from classify.markers import scenes_of
from classify.mention import How, Mention
from classify.mentions import Conflict, MentionFinder
from classify.models import load_reading
from classify.network import Network
from classify.page import read_page
from classify.reading import Draft, Labelled, settle
from classify.sentences import Block
from classify.sheet import entries_of, sheet_of
from classify.understand import Understanding
from classify.units import Prompt, Unit
from config.consultation import Consultation
from config.draft import draft_consultation, write_draft
from config.load import find_consultation, load_consultation
from ingest.message import Span

LETTERS = Path(__file__).parents[1] / "config" / "letters"


@lru_cache
def practice() -> Consultation:
    return load_consultation(find_consultation("practice"))


@lru_cache
def drafted(name: str) -> Consultation:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / name
        write_draft(target, draft_consultation((LETTERS / f"{name}.txt").read_text(encoding="utf-8")))
        return load_consultation(target)


def world(name: str) -> Consultation:
    return practice() if name == "practice" else drafted(name)


@lru_cache
def finder(name: str = "practice") -> MentionFinder:
    return MentionFinder(world(name))


@lru_cache
def understanding(name: str = "practice") -> Understanding:
    return Understanding(world(name))


def unit(text: str, block: Block = Block.PARAGRAPH, marker: str = "", prompt: Prompt | None = None) -> Unit:
    return Unit(Span("body", 0, len(text)), text, block, marker, prompt or Prompt(), "", (), 1, 1)


def settled(
    units: Sequence[Unit], labels: Sequence[str], name: str = "practice"
) -> tuple[tuple[tuple[Mention, ...], ...], tuple[Conflict, ...]]:
    """What units refer to by rule, once it is known which question each answers."""
    raw = [finder(name).find(u) for u in units]
    return finder(name).resolve(units, raw, labels, [()] * len(units))


def linked(units: Sequence[Unit], labels: Sequence[str], name: str) -> Labelled:
    """The same with references in other words, by the network that ships."""
    encoder, network = reading(name)
    raw = tuple(finder(name).find(u) for u in units)
    shared = tuple(finder(name).shared(u, m) for u, m in zip(units, raw, strict=True))
    draft = Draft(tuple(units), raw, scenes_of(units, world(name)), shared)
    sheet = sheet_of(entries_of(world(name)), encoder.words.marks, encoder.words.tokenise)
    page = read_page(draft.units, draft.raw, draft.scenes, world(name), encoder, sheet)
    return settle(draft, page, network, finder(name), labels, [1.0] * len(labels))


@lru_cache
def reading(name: str) -> tuple[Encoder, Network]:
    encoder, heads = models()
    return encoder, Network(world(name), encoder, heads)


@lru_cache
def models() -> tuple[Encoder, Heads]:
    return load_reading()


def topics(text: str, label: str = "P0", name: str = "practice") -> list[str]:
    """The topics that one sentence refers to by rule, in reading order, each once."""
    mentions, _ = settled([unit(text)], [label], name)
    return list(dict.fromkeys(t for m in mentions[0] for t in m.topics if not m.excepted))


def told(text: str, label: str = "P0", name: str = "practice") -> list[str]:
    """The same with likely references in other words."""
    mentions = linked([unit(text)], [label], name).mentions
    likely = (m for m in mentions[0] if not m.excepted and (m.how is not How.PARAPHRASE or m.score >= 0.5))
    return list(dict.fromkeys(t for m in likely for t in m.topics))
