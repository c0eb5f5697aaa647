"""The decisions by which one mail counts behind one figure: by which rule or person, and out of which words. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from classify.analysis import Analysis, AnswerStatus, Evidence, Stance
from config.consultation import Consultation, Ref
from ingest.message import ParsedMessage
from reports.decisions import Point, points_of
from reports.results_index import Traced
from reports.trace_words import Words, stretch_of, words_of
from store.overlay import blank_analysis, overlay
from store.rows import Correction, MailRecord
from store.words import live_words

_REVIEWED = ("waiting", "mails.waiting")
_STANDING = ("flags.promised_on", "flags.returns_on", "flags.failed_recipients", "flags.extension_requested")


@dataclass(frozen=True, slots=True)
class Step:
    """One decision. `person` is the word of who decided it, `confirmed` that of who looked and let it stand.

    `machine` is what the machine says, where a person says something else; `version` that of its rules and models.
    """

    path: str
    name: str
    value: str
    confidence: float | None
    rules: tuple[str, ...]
    version: str
    words: tuple[Words, ...]
    person: Correction | None = None
    confirmed: Correction | None = None
    machine: str = ""

    @property
    def by_person(self) -> bool:
        """Whether a person decided or confirmed it."""
        return self.person is not None or self.confirmed is not None


def steps_of(
    traced: Traced, record: MailRecord, ref: Ref | None, message: ParsedMessage | None, consultation: Consultation
) -> Iterator[Step]:
    """What the mail is, for whom it speaks, and what the figure counts; `ref` is the line behind the figure."""
    blank = blank_analysis(record.mail.archive_id)
    counts = overlay(record.analysis or blank, record.corrections, record.seen)
    own = counts.of(ref) if ref else counts.analysis
    said = live_words(record.corrections)
    split = set(said["split"].value.get(ref, ())) if "split" in said else set()
    points = {p.path: p for p in points_of(own, consultation)}
    machine = {p.path: p for p in points_of(record.analysis, consultation)} if record.analysis else {}
    for path in dict.fromkeys(("kind", "stakeholders", *paths_of(traced, own))):
        if path in points:
            word = _word(path, said, split)
            yield _step(points[path], machine.get(path), word, said.get("review"), own, message)
    if traced.name in _REVIEWED and counts.review:
        yield Step("review", "Waits for review", "; ".join(counts.review), None, (), own.rules_version, ())
    if counts.joined:
        yield Step("joined", "Joined", f"belongs to mail {counts.joined}", None, (), "", (), said["joined"])


def paths_of(traced: Traced, analysis: Analysis) -> Iterator[str]:
    """The fields of an analysis that say what a figure counts; none where that is who they are and that they wrote."""
    name, _, counted = traced.name.rpartition(".")
    proposals = list(enumerate(analysis.proposals, 1))
    if traced.path:
        yield traced.path
    elif traced.any_of:
        yield from _any_of(traced.any_of, analysis)
    elif counted == "replace":
        yield from (f"proposals.{n}" for n, p in proposals if name in p.replaces)
    elif counted == "proposals":
        yield from (f"proposals.{n}" for n, _ in proposals)
    elif name == "standing":
        yield from _STANDING


def _any_of(paths: Iterable[str], analysis: Analysis) -> Iterator[str]:
    """Those of several fields that say it: questions that are answered, topics on which a side is taken."""
    spoken = {f"answers.{a.question}" for a in analysis.answers if a.status is AnswerStatus.ANSWERED}
    spoken |= {f"topics.{v.topic}" for v in analysis.topics if v.stance is not Stance.MENTION}
    yield from (path for path in paths if path in spoken)


def _word(path: str, said: Mapping[str, Correction], split: set[str]) -> Correction | None:
    field = "proposals" if path.startswith("proposals.") else path
    return said.get("split") if field in split else said.get(field)


def _step(
    point: Point,
    machine: Point | None,
    word: Correction | None,
    looked: Correction | None,
    analysis: Analysis,
    message: ParsedMessage | None,
) -> Step:
    rests_on = machine if word else point
    differs = word is not None and machine is not None and (machine.value, machine.words) != (point.value, point.words)
    evidence = rests_on.evidence if rests_on else ()
    return Step(
        point.path,
        point.name,
        point.value,
        None if word else point.confidence,
        tuple(dict.fromkeys(e.rule for e in evidence)),
        analysis.rules_version,
        tuple(_words(rests_on, evidence, message)) if rests_on else (),
        word,
        looked if word is None else None,
        machine.value if differs and machine else "",
    )


def _words(point: Point, evidence: Iterable[Evidence], message: ParsedMessage | None) -> Iterator[Words]:
    shown = {e.span for e in evidence if e.quote}
    yield from dict.fromkeys(words_of(e, message) for e in evidence if e.quote)
    told = (point.name, point.words)
    yield from (stretch_of(s, told, message) for s in point.spans if s not in shown)
