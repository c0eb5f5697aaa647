"""The letters whose replies are learned from, each with its consultation and its labelled mails, read and cut up."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from classify.mentions import MentionFinder
from classify.reading import Draft, draft_of
from classify.training.align import question_labels
from classify.training.replies import load_replies
from config.consultation import Consultation
from config.draft import draft_consultation, write_draft
from config.load import find_consultation, load_consultation
from ingest.message import ParsedMessage
from ingest.parse import parse

REPLIES = Path(__file__).parent / "replies"
SHIPPED = {"hmip": "practice"}
"""Worlds whose letter is a shipped consultation; the others are set up from their letter as `soundings init` does."""


@dataclass(frozen=True, slots=True)
class World:
    """A letter as a consultation, with the finder of references to its topics."""

    name: str
    consultation: Consultation
    finder: MentionFinder


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled mail, read and cut into units, with the question label of each."""

    world: World
    id: str
    message: ParsedMessage
    gold: dict[str, Any]
    draft: Draft
    labels: tuple[str, ...]


def load_world(folder: Path) -> World:
    """A world from its folder."""
    if folder.name in SHIPPED:
        consultation = load_consultation(find_consultation(SHIPPED[folder.name]))
    else:
        with tempfile.TemporaryDirectory() as drafted:
            target = Path(drafted) / folder.name
            write_draft(target, draft_consultation((folder / "letter.txt").read_text(encoding="utf-8")))
            consultation = load_consultation(target)
    return World(folder.name, consultation, MentionFinder(consultation))


def world_folders() -> list[Path]:
    """The folder of every world, by name."""
    return sorted(p for p in REPLIES.iterdir() if any(p.glob("*.yaml")))


def load_all_examples() -> list[Example]:
    """Every labelled reply of every world."""
    return [e for folder in world_folders() for e in load_examples(folder)]


def load_examples(folder: Path) -> Iterator[Example]:
    """Every labelled reply of a world."""
    world = load_world(folder)
    for reply in load_replies(folder, world.consultation):
        yield make_example(world, reply.id, parse(reply.raw, world.consultation.letter), reply.gold)


def make_example(world: World, name: str, message: ParsedMessage, gold: dict[str, Any]) -> Example:
    """A labelled mail cut up and aligned with its labels."""
    draft = draft_of(message, world.consultation, world.finder)
    labels = question_labels(draft.units, draft.scenes, gold, world.consultation)
    return Example(world, name, message, gold, draft, tuple(labels))
