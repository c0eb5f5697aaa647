"""Which of a text's likenesses to the letter are the letter itself, and not a respondent using its words."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise

from ingest.letter_match import LetterIndex, Run, align, tokens

_BOUNDARY = re.compile(r"[\n\t.?!:;)\]]")
_ENUMERATOR = re.compile(r"(?:q|question|cwestiwn|c)?\d{0,2}|[a-z]|[ivx]{1,4}")
_LEAD = re.compile(
    r"(?:^|(?<=[\n\t]))[ >*\"“‘-]*(?:\(?(?:Q(?:uestion)?|C(?:westiwn)?)?\.?\s?\d[\d.]{0,4}\)?|\(?[a-zA-Z]\)"
    r"|[a-zA-Z]\.)?[\s.:)*–—-]*$",
    re.IGNORECASE,
)
_TAIL = re.compile(r"[\"'”’)\].,:;?!*…]*(?:\s*<(?:https?|mailto):[^>\s]{1,300}>)?[\"'”’)\].,:;?!*…]*")
_STOP = re.compile(r"[\n\t.?!]")
LONG = 20


@dataclass(frozen=True, slots=True)
class LetterSpan:
    """A stretch of a text that is the letter's, in characters, in words of the letter, and in words of the text."""

    start: int
    end: int
    letter_start: int
    letter_end: int
    first: int
    last: int


class Aligned:
    """A text laid beside the letter: its words, the lines that they stand on, and the runs in which both agree."""

    def __init__(self, content: str, index: LetterIndex):
        self.content, self.index = content, index
        self.words, self.starts, self.ends, self._gaps = tokens(content)
        turns = {gap: gap.count("\n") for gap in set(self._gaps)}
        self.line_of = list(accumulate(map(turns.__getitem__, self._gaps[:-1])))
        self.breaks = self._breaks()
        self.lines = {line: list(words) for line, words in groupby(range(len(self.words)), self.line_of.__getitem__)}

    def _breaks(self) -> frozenset[int]:
        """The words that begin a line, a cell or a sentence, and what would be the next word after an end."""
        stops = {gap for gap in set(self._gaps) if _STOP.search(gap)}
        return frozenset({0, *(n for n, gap in enumerate(self._gaps) if gap in stops)})

    def gap(self, n: int) -> str:
        """What stands between word `n - 1` and word `n`."""
        return self._gaps[n]

    def lead(self, n: int) -> str:
        """What stands before a word on its line or in its cell, if that is short."""
        start = self.starts[n]
        floor = max(self.content.rfind("\n", 0, start), self.content.rfind("\t", max(0, start - 60), start)) + 1
        return self.content[floor:start] if start - floor <= 40 else "…"

    def breaks_between(self, a: int, b: int) -> bool:
        """Whether a sentence, cell or line ends between two neighbouring words."""
        return max(a, b) in self.breaks

    def runs(self) -> list[Run]:
        """The runs that follow the letter, each short enough to lie in one place."""
        return align(self.words, self.index, self.breaks)

    def is_whole_line(self, run: Run) -> bool:
        """Whether a run is all that its lines hold, but for numbering."""
        numbers = {self.line_of[run.start], self.line_of[run.end - 1]}
        size = sum(len(self.lines[number]) for number in numbers)
        if size > 2 * len(run.pairs) + 8:
            return False
        held = {t for t, _ in run.pairs}
        on = [t for number in numbers for t in self.lines[number]]
        others = [t for t in on if t not in held and not (t < run.start and _ENUMERATOR.fullmatch(self.words[t]))]
        return len(others) <= 0.15 * len(on)


def is_letter(run: Run, text: Aligned) -> bool:
    """Whether a run is pasted or quoted from the letter: a sentence of it that stands as a sentence, a whole line
    of it, or more words on end than one repeats by chance. A topic's title alone never is."""
    index, size = text.index, len(run.pairs)
    if all(index.units[index.unit_of[place]].is_title for _, place in run.pairs):
        return False
    if size >= LONG:
        return True
    counts = Counter([index.unit_of[place] for _, place in run.pairs])
    units = [(index.units[n], count / (index.units[n].end - index.units[n].start)) for n, count in counts.items()]
    starts = run.start == 0 or bool(_BOUNDARY.search(text.gap(run.start))) or bool(_LEAD.search(text.lead(run.start)))
    ends = run.end == len(text.words) or bool(_BOUNDARY.search(text.gap(run.end)))
    whole = any(
        share >= 0.75 and unit.end - unit.start >= 5 and not unit.is_title and not unit.is_heading
        for unit, share in units
    )
    if whole and starts and ends:
        return True
    if not text.is_whole_line(run):
        return False
    headed = any(share >= 0.9 and unit.is_heading and unit.end - unit.start >= 6 for unit, share in units)
    first = index.units[index.unit_of[run.letter_start]]
    return headed or (size >= 6 and not first.is_title and not first.is_heading and run.letter_start - first.start <= 2)


def letter_spans(content: str, index: LetterIndex) -> tuple[LetterSpan, ...]:
    """The stretches of a text that are the letter's own, in order and apart from each other."""
    if not index.words:
        return ()
    text = Aligned(content, index)
    runs = [_trimmed(run, text) for run in text.runs()]
    taken = [is_letter(run, text) for run in runs]
    for n in range(len(runs)):
        taken[n] = taken[n] or _beside(text, runs, taken, n)
    spans = [span for run, good in zip(runs, taken, strict=True) if good for span in _spans(run, text)]
    return tuple(sorted([*spans, *_neighbours(text, spans)], key=lambda span: span.start))


def _beside(text: Aligned, runs: list[Run], taken: list[bool], n: int) -> bool:
    """A fragment of the letter next to a taken run on the same line (the letter's sentence cut with an ellipsis)."""
    for other in (n - 1, n + 1):
        if 0 <= other < len(runs) and taken[other]:
            a, b = (runs[other], runs[n]) if other < n else (runs[n], runs[other])
            if a.end == b.start and text.line_of[a.end - 1] == text.line_of[b.start] and a.letter_end <= b.letter_start:
                return True
    return False


def _trimmed(run: Run, text: Aligned) -> Run:
    """A run without the few words at either end that are a respondent's own and happen to be the letter's next.

    After "...in several places." a respondent's "We agree" begins as the letter goes on: "We would raise".
    """
    pairs = list(run.pairs)
    while (tail := _at_end(pairs, text, last=True)) and _is_chance(tail, text, last=True):
        pairs = pairs[: -len(tail)]
    while (head := _at_end(pairs, text, last=False)) and _is_chance(head, text, last=False):
        pairs = pairs[len(head) :]
    return Run(tuple(pairs))


def _at_end(pairs: list[tuple[int, int]], text: Aligned, last: bool) -> list[tuple[int, int]]:
    """The pairs at one end of a run that are of one unit; none where the run has no other."""
    unit = text.index.units[text.index.unit_of[pairs[-1 if last else 0][1]]]
    found = [pair for pair in (pairs[-80:] if last else pairs[:80]) if unit.start <= pair[1] < unit.end]
    return found if len(found) < len(pairs) else []


def _is_chance(found: list[tuple[int, int]], text: Aligned, last: bool) -> bool:
    unit = text.index.units[text.index.unit_of[found[0][1]]]
    size = unit.end - unit.start
    if len(found) < size:
        return len(found) <= max(3, 0.3 * size) or (unit.is_title and len(found) < 0.5 * size)
    beyond = found[-1][0] + 1 if last else found[0][0] - 1
    near = found[-1][0] if last else found[0][0]
    shared = 0 <= beyond < len(text.words) and text.line_of[beyond] == text.line_of[near]
    return size <= 3 and shared and not (0 <= beyond < len(text.words) and text.breaks_between(near, beyond))


def _spans(run: Run, text: Aligned) -> list[LetterSpan]:
    """A run as stretches of characters, parted where the text has words of its own."""
    pairs = run.pairs
    if pairs[-1][0] - pairs[0][0] == len(pairs) - 1:
        return [_span(pairs, text)]
    begins = [0, *(n for n in range(1, len(pairs)) if pairs[n][0] != pairs[n - 1][0] + 1)]
    return [_span(pairs[begin:end], text) for begin, end in pairwise([*begins, len(pairs)])]


def _span(group: Sequence[tuple[int, int]], text: Aligned) -> LetterSpan:
    start, end = text.starts[group[0][0]], text.ends[group[-1][0]]
    lead = text.lead(group[0][0])
    unit = text.index.units[text.index.unit_of[group[0][1]]]
    if _LEAD.search(lead) and (group[0][1] - unit.start <= 3 or not lead.strip(" *-\"'>")):
        start -= len(lead)
    return LetterSpan(start, _tail(text, end), group[0][1], group[-1][1] + 1, group[0][0], group[-1][0])


def _tail(text: Aligned, end: int) -> int:
    found = _TAIL.match(text.content, end)
    return found.end() if found else end


def _neighbours(text: Aligned, spans: list[LetterSpan]) -> list[LetterSpan]:
    """Short lines that go on, or lead to, a pasted stretch exactly as the letter does ("Adult", "Cc.")."""
    held: dict[int, LetterSpan] = {}
    for span in spans:
        held.update(dict.fromkeys(range(span.first, span.last + 1), span))
    numbers = sorted(text.lines)
    found: list[LetterSpan] = []
    for forward in (True, False):
        place: int | None = None
        for number in numbers if forward else reversed(numbers):
            on = text.lines[number]
            here = held.get(on[-1] if forward else on[0])
            if here:
                place = here.letter_end if forward else here.letter_start
                continue
            at = None if place is None or any(n in held for n in on) else _continues(text, on, place, forward)
            place = None
            if at is not None:
                start = text.content.rfind("\n", 0, text.starts[on[0]]) + 1
                end = _tail(text, text.ends[on[-1]])
                new = LetterSpan(start, end, at, at + len(on), on[0], on[-1])
                found.append(new)
                held.update(dict.fromkeys(on, new))
                place = new.letter_end if forward else at
    return found


def _continues(text: Aligned, on: list[int], place: int, forward: bool) -> int | None:
    """Where in the letter the words of a line stand, if they are exactly what comes next (or comes before)."""
    words = tuple(text.words[n] for n in on)
    at = place if forward else place - len(words)
    if at < 0 or text.index.words[at : at + len(words)] != words:
        return None
    units = {text.index.unit_of[n] for n in range(at, at + len(words))}
    ends = at + len(words) in text.index.starts or at + len(words) == len(text.index.words)
    if at not in text.index.starts or not ends or any(text.index.units[n].is_title for n in units):
        return None
    return at
