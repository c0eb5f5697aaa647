"""Everything about one mail that a person should see before they trust or change what was made of it. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from classify.analysis import Evidence
from config.consultation import Consultation
from ingest.message import ParsedMessage, Span
from reports.decisions import Point, Subject, points_of, titles_of
from reports.marking import Quoted, quoted
from reports.runs import Mark
from reports.shades import SHOWN, ShownText, shade
from store.overlay import Effective, blank_analysis, overlay
from store.rows import Correction, MailRecord
from store.words import live_words

MOST_PROOFS = 12
WORDS_SHOWN = 1500
_MAIL_ITSELF = ("ignore", "handled", "joined", "split", "review")


@dataclass(frozen=True, slots=True)
class Proof:
    """Words that prove a decision, by rules; `mark` names their mark in the text, and is empty where they have none."""

    rules: tuple[str, ...]
    quote: tuple[Quoted, ...]
    mark: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision with its proofs, and who made it.

    `person` is the word by which a person made it, and `machine` what the rules say where that is something else.
    `marks` name the marks of the words that it is about, and `left_out` counts proofs that are not shown.
    """

    number: int
    point: Point
    proofs: tuple[Proof, ...]
    marks: tuple[str, ...]
    person: Correction | None = None
    machine: str = ""
    left_out: int = 0

    @property
    def shows(self) -> str:
        """The names of every mark that belongs to it, parted by spaces."""
        return " ".join((*(p.mark for p in self.proofs if p.mark), *self.marks))


@dataclass(frozen=True, slots=True)
class Dossier:
    """One mail: what was decided, its texts with the proofs marked, and words of people on the mail as a whole."""

    record: MailRecord
    effective: Effective
    entries: tuple[Entry, ...]
    texts: tuple[ShownText, ...]
    of_the_mail: tuple[Correction, ...]

    def about(self, *subjects: Subject) -> tuple[Entry, ...]:
        """The decisions about these."""
        return tuple(e for e in self.entries if e.point.subject in subjects)


def make_dossier(record: MailRecord, message: ParsedMessage | None, consultation: Consultation) -> Dossier:
    """The dossier of a mail; without `message`, where the archive has lost it, there are no texts and no marks."""
    blank = blank_analysis(record.mail.archive_id)
    effective = overlay(record.analysis or blank, record.corrections, record.seen)
    said = live_words(record.corrections)
    machine = {p.path: p for p in points_of(record.analysis, consultation)} if record.analysis else {}
    points = [*points_of(effective.analysis, consultation)]
    points += _taken_out(said, points, machine, consultation)
    marks: dict[str, list[Mark]] = defaultdict(list)
    entries = []
    for number, point in enumerate(points, 1):
        word = said.get("proposals" if point.subject is Subject.PROPOSAL else point.path)
        rules = machine.get(point.path)
        entries.append(_entry(number, point, word, rules, message, marks))
    texts = tuple(shade(message, marks)) if message else ()
    of_the_mail = tuple(said[path] for path in _MAIL_ITSELF if path in said)
    return Dossier(record, effective, tuple(entries), texts, of_the_mail)


def _taken_out(
    said: Mapping[str, Correction], points: Iterable[Point], machine: Mapping[str, Point], consultation: Consultation
) -> Iterator[Point]:
    """What a person has decided is not so, and of which there is therefore nothing else to see."""
    there = {p.path for p in points}
    titles: Mapping[str, str] = {str(k): v for k, v in titles_of(consultation).items()}
    for path in said:
        subject, _, name = path.partition(".")
        if path not in there and subject in (Subject.TOPIC, Subject.FLAG):
            before = machine.get(path)
            named = before.name if before else titles.get(name, name.replace("_", " "))
            yield Point(path, Subject(subject), named, "no view" if subject == Subject.TOPIC else f"not: {name}")


def _entry(
    number: int,
    point: Point,
    word: Correction | None,
    rules: Point | None,
    message: ParsedMessage | None,
    marks: dict[str, list[Mark]],
) -> Entry:
    """An entry, its marks added to those of the texts: `e1-2` for the second proof of the first entry.

    `w` begins the names of marks that lie over whole answers and proposals: those show only when they are asked for.
    """
    evidence: dict[tuple[str, Span | None], list[Evidence]] = {}
    for each in rules.evidence if word and rules else point.evidence:
        evidence.setdefault((each.quote, each.span), []).append(each)
    proofs = []
    letter = "w" if point.subject is Subject.ANSWER else "e"
    for n, same in enumerate(list(evidence.values())[:MOST_PROOFS], 1):
        mark = _mark(f"{letter}{number}-{n}", same[0].span, same[0].quote, message, marks)
        told = quoted(same[0] if mark else replace(same[0], span=None), message)
        proofs.append(Proof(tuple(dict.fromkeys(e.rule for e in same)), told, mark))
    spans = rules.spans if word and rules else point.spans
    named = (_mark(f"w{number}-s{n}", span, "", message, marks) for n, span in enumerate(spans[:MOST_PROOFS], 1))
    differs = word is not None and rules is not None and (rules.value, rules.words) != (point.value, point.words)
    return Entry(
        number,
        replace(point, words=point.words[:WORDS_SHOWN] + ("…" if len(point.words) > WORDS_SHOWN else "")),
        tuple(proofs),
        tuple(name for name in named if name),
        word,
        rules.value if differs and rules else "",
        max(0, len(evidence) - MOST_PROOFS),
    )


def _mark(name: str, span: Span | None, quote: str, message: ParsedMessage | None, marks: dict[str, list[Mark]]) -> str:
    """Mark a span, if the mail as it is read now has these very words there and they are shown; the mark's name."""
    content = next((t.content for t in message.texts if span and t.part == span.part), "") if message else ""
    if span is None or not 0 <= span.start < span.end <= min(len(content), SHOWN):
        return ""
    words = content[span.start : span.end]
    if quote and words not in quote and quote not in words:
        return ""
    marks[span.part].append(Mark(name, span.start, span.end))
    return name
