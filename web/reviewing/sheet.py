"""What the review page shows of one mail: the decisions in doubt first, the sure ones in groups to be folded."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from classify.analysis import Analysis, AnswerStatus, Kind
from config.consultation import Consultation
from reports.dossier import Entry, Proof
from reports.doubts import ANSWERS, KINDS, STANCES, Doubt
from reports.reading import Reading
from reports.totals import percent


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a decision may have, and the key that sets it."""

    value: str
    words: str
    key: str


_GLANCE = 240
"""Characters."""
_KINDS = (
    *(Kind.RESPONSE, Kind.NIL_RESPONSE, Kind.HOLDING, Kind.QUERY),
    *(Kind.AUTO_REPLY, Kind.RECEIPT, Kind.BOUNCE, Kind.OTHER),
)
KIND_CHOICES = tuple(Choice(str(kind), KINDS[kind], str(at)) for at, kind in enumerate(_KINDS, 1))
ANSWER_CHOICES = tuple(Choice(str(status), words, str(at)) for at, (status, words) in enumerate(ANSWERS.items(), 1))
STANCE_CHOICES = (*(Choice(str(s), words, words[0]) for s, words in STANCES.items()), Choice("none", "no view", "x"))


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing that a person can decide. `sure` is the machine's certainty in words, empty where a person decided."""

    path: str
    title: str
    sure: str = ""
    by_person: bool = False
    doubts: tuple[Doubt, ...] = ()
    entries: tuple[Entry, ...] = ()

    @property
    def proofs(self) -> tuple[Proof, ...]:
        """The first words that prove it: as many as one reads at a glance."""
        return tuple(proof for entry in self.entries for proof in entry.proofs if proof.quote)[:2]

    @property
    def words(self) -> str:
        """What is answered, cut to what one reads at a glance."""
        text = " ".join(entry.point.words for entry in self.entries) if self.how == "answers" else ""
        return text if len(text) <= _GLANCE else f"{text[:_GLANCE]}…"

    @property
    def shows(self) -> str:
        """The names of the marks in the text that belong to it, parted by spaces."""
        return " ".join(entry.shows for entry in self.entries)

    @property
    def how(self) -> str:
        """What sort of decision it is."""
        return self.path.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Group:
    """Decisions of one sort that are sure, with what they say in a line."""

    title: str
    summary: str
    decisions: tuple[Decision, ...]

    def has(self, names: Iterable[str]) -> bool:
        """Whether one of these inputs is in it, so that it must not be folded."""
        paths = tuple(d.path for d in self.decisions)
        return any(name.removeprefix("rank.").removeprefix("text.").startswith(paths) for name in names)


@dataclass(frozen=True, slots=True)
class Sheet:
    """All decisions on one mail. `general` are the doubts that are about no single one."""

    general: tuple[Doubt, ...]
    doubtful: tuple[Decision, ...]
    groups: tuple[Group, ...]


def make_sheet(
    reading: Reading, doubts: Sequence[Doubt], entries: Sequence[Entry], consultation: Consultation
) -> Sheet:
    """Every decision of the mail, each with its own doubts and its own of the dossier's entries."""
    every = tuple(_decisions(reading, doubts, entries, consultation))
    known = {d.path for d in every}
    doubtful = sorted((d for d in every if d.doubts), key=lambda d: (d.doubts[0].stake, d.doubts[0].confidence))
    sure = [d for d in every if not d.doubts]
    groups = (_group(title, how, sure, reading.effective.analysis, consultation) for how, title in _GROUPS.items())
    general = tuple(d for d in doubts if d.path not in known)
    return Sheet(general, tuple(doubtful), tuple(g for g in groups if g))


_GROUPS = {
    "kind": "Kind",
    "stakeholders": "Speaks for",
    "answers": "Questions",
    "topics": "Topics",
    "proposals": "Proposals",
    "flags": "What else it says",
}


def _decisions(
    reading: Reading, doubts: Sequence[Doubt], entries: Sequence[Entry], consultation: Consultation
) -> Iterator[Decision]:
    analysis = reading.effective.analysis
    titles = {"kind": "What kind of mail it is", "stakeholders": "Whom it speaks for"}
    titles |= {f"answers.{q.id}": f"{q.id} {q.text}" for q in consultation.questions}
    titles |= {f"topics.{t.id}": f"{t.id} {t.title}" for t in consultation.topics}
    titles |= {"proposals": "Proposals of their own", "flags": "Days, wishes and addresses"}
    confidence = _confidence(analysis)
    for path, title in titles.items():
        own = tuple(d for d in doubts if _is_of(d.path, path))
        by_person = path in reading.effective.corrected
        sure = "" if by_person or path not in confidence else percent(round(100 * confidence[path]), 100)
        yield Decision(path, title, sure, by_person, own, tuple(e for e in entries if _is_of(e.point.path, path)))


def _is_of(path: str, decision: str) -> bool:
    """Whether a field is decided there: flags and proposals are all decided in one place."""
    return path == decision or (decision in ("flags", "proposals") and path.startswith(f"{decision}."))


def _confidence(analysis: Analysis) -> dict[str, float]:
    found = {"kind": analysis.kind.confidence, "stakeholders": analysis.stakeholders.confidence}
    found |= {f"answers.{a.question}": a.confidence for a in analysis.answers}
    return found | {f"topics.{v.topic}": v.confidence for v in analysis.topics}


def _group(
    title: str, how: str, sure: Iterable[Decision], analysis: Analysis, consultation: Consultation
) -> Group | None:
    own = tuple(d for d in sure if d.how == how)
    paths = {d.path for d in own}
    return Group(title, _summary(how, paths, analysis, consultation), own) if own else None


def _summary(how: str, paths: set[str], analysis: Analysis, consultation: Consultation) -> str:
    match how:
        case "kind":
            return KINDS[analysis.kind.value]
        case "stakeholders":
            labels = {s.ref: s.label for s in consultation.stakeholders}
            return "; ".join(labels.get(r, r) for r in analysis.stakeholders.value) or "nobody on the list"
        case "answers":
            return _questions(paths, analysis, consultation)
        case "topics":
            return _views(paths, analysis)
        case "proposals":
            return "; ".join(f"“{p.title}”" for p in analysis.proposals) or "none"
        case _:
            return _flags(analysis)


def _questions(paths: set[str], analysis: Analysis, consultation: Consultation) -> str:
    said = {a.question: a.status for a in analysis.answers}
    parts = []
    for status, words in ANSWERS.items():
        ids = [
            q.id
            for q in consultation.questions
            if f"answers.{q.id}" in paths and said.get(q.id, AnswerStatus.ABSENT) is status
        ]
        parts += [f"{', '.join(ids)} {words}"] if ids else []
    return "; ".join(parts)


def _views(paths: set[str], analysis: Analysis) -> str:
    parts = []
    for stance, words in STANCES.items():
        views = [v for v in analysis.topics if v.stance is stance and f"topics.{v.topic}" in paths]
        views.sort(key=lambda v: (v.rank or 99, v.topic))
        named = [f"{v.topic} ({_nth(v.rank)})" if v.rank else str(v.topic) for v in views]
        parts += [f"{words} {', '.join(named)}"] if named else []
    silent = len(paths) - sum(f"topics.{v.topic}" in paths for v in analysis.topics)
    return "; ".join([*parts, *([f"no view on {silent}"] if silent else [])])


def _nth(rank: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th") if rank % 100 not in (11, 12, 13) else "th"
    return f"{rank}{ending}"


def _flags(analysis: Analysis) -> str:
    flags = analysis.flags
    said = (
        (flags.returns_on, f"back on {flags.returns_on}"),
        (flags.promised_on, f"promises a reply by {flags.promised_on}"),
        (flags.extension_requested, "asks for more time"),
        (flags.confidential, "wants to be kept confidential"),
        (flags.supersedes, "takes the place of an earlier mail"),
        (flags.stand_ins, f"meanwhile {', '.join(flags.stand_ins)}"),
        (flags.failed_recipients, f"did not reach {', '.join(flags.failed_recipients)}"),
    )
    return "; ".join(words for holds, words in said if holds) or "nothing"
