"""The respondent's own words as a sequence of units: sentences with what stands around them.

A unit is the thing that a question label is given to; its prompt is the piece of our letter that it was typed under.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from classify.breaths import cut_of
from classify.sentences import Block, Line, lines_of, sentences_of
from config.consultation import Consultation, ListId, QuestionId, TopicId
from ingest.message import ParsedMessage, Segment, SegmentKind, Span

MOST_UNITS = 2000
MOST_CHARACTERS = 100_000
"""What is read of one mail: thirty pages. More is no reply, or a report to be read by a person."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A piece of our letter that stands just before own words: a question, a topic, or a section."""

    question: QuestionId | None = None
    topic: TopicId | None = None
    list_id: ListId | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence (or cell, or heading) of own words.

    `heading` is the nearest heading or lead-in line above it, `row` the other cells of its table row, `line` a number
    that units of one line share, `paragraph` one that units of one paragraph share; `since_prompt` counts the units
    between it and its prompt.
    """

    span: Span
    text: str
    block: Block
    marker: str
    prompt: Prompt
    heading: str
    row: tuple[str, ...]
    line: int
    paragraph: int
    forwarded: bool = False
    since_prompt: int = 0


def units_of(message: ParsedMessage, consultation: Consultation) -> tuple[Unit, ...]:
    """The units of a message's own words, body first, in reading order; 2000 at most, of 100,000 characters."""
    units: list[Unit] = []
    own = frozenset(message.own_segments())
    room = MOST_CHARACTERS
    for text in message.texts:
        prompts = _Prompts(consultation)
        for segment in message.segments_of(text.part):
            words = text.content[segment.span.start : segment.span.end]
            if segment.kind is SegmentKind.LETTER:
                prompts.read(words)
            elif segment in own and room > 0 and len(units) < MOST_UNITS:
                before = units[-1] if units else None
                units.extend(_segment_units(segment, words[:room], prompts.current, before, consultation))
                room -= len(words)
    return tuple(_counted(units[:MOST_UNITS]))


def doubts_about_length(message: ParsedMessage, units: Sequence[Unit]) -> tuple[str, ...]:
    """Why a person should look at a mail of more words than are read; empty where it has not."""
    length = sum(s.span.end - s.span.start for s in message.own_segments())
    if len(units) < MOST_UNITS and length <= MOST_CHARACTERS:
        return ()
    return ("too long: only the first thirty pages were read",)


def _counted(units: Sequence[Unit]) -> Iterator[Unit]:
    since, last = 0, None
    for unit in units:
        place = (unit.span.part, unit.prompt)
        since = since + 1 if place == last else 0
        last = place
        yield replace(unit, since_prompt=since)


def _segment_units(
    segment: Segment, words: str, prompt: Prompt, before: Unit | None, consultation: Consultation
) -> list[Unit]:
    units: list[Unit] = []
    number = before.line + 1 if before else 0
    paragraph = before.paragraph + 1 if before else 0
    heading, last_end = "", 0
    lines = lines_of(words)[:MOST_UNITS]
    for line in lines:
        gap = words[last_end : line.start]
        number += "\n" in gap or line.block is Block.CELL
        paragraph += gap.count("\n") > 1
        last_end = line.end
        template = Unit(
            span=segment.span,
            text="",
            block=line.block,
            marker=line.marker,
            prompt=prompt,
            heading=heading,
            row=_row(words, line, lines),
            line=number,
            paragraph=paragraph,
            forwarded=segment.kind is SegmentKind.FORWARDED,
        )
        units.extend(_sentences(template, words, line, consultation))
        heading = _heading_after(words[line.start : line.end], line, heading)
    return units


def _sentences(template: Unit, words: str, line: Line, consultation: Consultation) -> list[Unit]:
    base = template.span.start
    units = []
    for start, end in sentences_of(words, line.start, line.end):
        cut = cut_of(words[start:end], consultation)
        for a, b in [(start, end)] if cut is None else [(start, start + cut), (start + cut, end)]:
            text = words[a:b].rstrip()
            units.append(replace(template, text=text, span=Span(template.span.part, base + a, base + a + len(text))))
    return units


def _row(words: str, line: Line, lines: tuple[Line, ...]) -> tuple[str, ...]:
    if line.block is not Block.CELL:
        return ()
    row_start = words.rfind("\n", 0, line.start) + 1
    row_end = words.find("\n", line.end)
    row_end = len(words) if row_end < 0 else row_end
    inside = (o for o in lines if row_start <= o.start and o.end <= row_end and o is not line)
    return tuple(words[o.start : o.end] for o in inside)


def _heading_after(words: str, line: Line, heading: str) -> str:
    if line.block is Block.HEADING or (line.block is Block.PARAGRAPH and words.endswith(":")):
        return words
    return heading


class _Prompts:
    """Reads the letter's pieces as they go by and remembers the one that own words would answer."""

    def __init__(self, consultation: Consultation) -> None:
        self._consultation = consultation
        self.current = Prompt()

    def read(self, words: str) -> None:
        """Take note of one stretch of the letter; the last question, topic or section in it counts."""
        for paragraph in words.splitlines():
            prompt = _prompt(paragraph, self._consultation)
            if prompt is not None:
                self.current = prompt


@lru_cache(maxsize=4096)
def _prompt(paragraph: str, consultation: Consultation) -> Prompt | None:
    """What a paragraph of the letter asks; kept, since each reply quotes the same ones."""
    words = _words(paragraph)
    if not words:
        return None
    letter = _letter_words(consultation)
    for question, prompt in letter.questions:
        if _overlap(words, question) >= _ENOUGH:
            return prompt
    for topic, prompt in letter.topics:
        if _overlap(words, topic) >= _ENOUGH or (len(words) >= 6 and _share(words, topic) >= _ENOUGH):
            return prompt
    return next((prompt for section, prompt in letter.sections if _overlap(words, section) >= _ENOUGH), None)


@dataclass(frozen=True, slots=True)
class _LetterWords:
    """The words of the letter's questions, topics and other paragraphs, each with what it asks."""

    questions: tuple[tuple[frozenset[str], Prompt], ...]
    topics: tuple[tuple[frozenset[str], Prompt], ...]
    sections: tuple[tuple[frozenset[str], Prompt], ...]


@lru_cache(maxsize=8)
def _letter_words(consultation: Consultation) -> _LetterWords:
    return _LetterWords(
        tuple((_words(q.text), Prompt(question=q.id, list_id=q.list_id)) for q in consultation.questions),
        tuple(
            (_words(f"{t.title} {t.description}"), Prompt(topic=t.id, list_id=t.list_id)) for t in consultation.topics
        ),
        tuple(_sections(consultation)),
    )


_ENOUGH = 0.75


def _sections(consultation: Consultation) -> list[tuple[frozenset[str], Prompt]]:
    """The letter's other paragraphs that stand in a list's section, such as the lead-in to its questions."""
    found: list[tuple[frozenset[str], Prompt]] = []
    current: Prompt | None = None
    for paragraph in consultation.letter.paragraphs:
        heading = re.match(r"(\d+)\.\s+\D", paragraph)
        if heading:
            inside = [t.id for t in consultation.lists if t.id.startswith(f"{heading[1]}.")]
            current = Prompt(list_id=inside[0]) if inside else None
        if current is not None:
            found.append((_words(paragraph), current))
    return found


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", text.lower()))


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b) if a and b else 0.0


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a) if a else 0.0
