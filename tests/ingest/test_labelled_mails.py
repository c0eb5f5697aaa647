"""On the practice mailbox, every word that a person labelled as an answer is among the respondent's own words."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from config.consultation import Letter
from config.load import find_consultation, load_consultation
from ingest.message import ParsedMessage
from ingest.parse import parse

PRACTICE = find_consultation("practice")
LABELS = Path(__file__).parents[1] / "data" / "practice-labels.jsonl"
LETTER: Letter = load_consultation(PRACTICE).letter
SHINGLE = 6


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


@pytest.fixture(scope="module")
def read_mails() -> dict[str, tuple[dict[str, Any], ParsedMessage]]:
    labels = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    found = {label["file"]: label for label in labels if (PRACTICE / "mailbox" / label["file"]).exists()}
    return {name: (label, parse((PRACTICE / "mailbox" / name).read_bytes(), LETTER)) for name, label in found.items()}


def own_words(parsed: ParsedMessage) -> list[str]:
    return words(" ".join(parsed.words(segment.span) for segment in parsed.own_segments()))


def test_no_word_of_any_answer_is_lost(read_mails: dict[str, tuple[dict[str, Any], ParsedMessage]]) -> None:
    lost = {
        (name, question): left
        for name, (label, parsed) in read_mails.items()
        for question, answer in label["answers"].items()
        if (left := Counter(words(answer["text"])) - Counter(own_words(parsed)))
    }
    assert len(read_mails) > 60
    assert lost == {}


def test_hardly_a_word_of_the_letter_is_taken_for_the_respondents(
    read_mails: dict[str, tuple[dict[str, Any], ParsedMessage]],
) -> None:
    letter = words(" ".join((*LETTER.cover, *LETTER.paragraphs)))
    shingles = {tuple(letter[n : n + SHINGLE]) for n in range(len(letter) - SHINGLE + 1)}
    total = leaked = 0
    for _, parsed in read_mails.values():
        own = own_words(parsed)
        total += len(own)
        leaked += sum(tuple(own[n : n + SHINGLE]) in shingles for n in range(len(own) - SHINGLE + 1))
    assert leaked / total < 0.005


def test_segments_cover_every_text_of_every_mail(read_mails: dict[str, tuple[dict[str, Any], ParsedMessage]]) -> None:
    for _, parsed in read_mails.values():
        for text in parsed.texts:
            assert "".join(parsed.words(s.span) for s in parsed.segments_of(text.part)) == text.content
