"""What counts: the machine's analysis with a person's words laid over it. Pure; the last human word wins."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from classify.analysis import (
    Analysis,
    Answer,
    AnswerStatus,
    Decision,
    Evidence,
    Flags,
    Kind,
    Proposal,
    Stance,
    TopicView,
)
from config.consultation import QuestionId, Ref, TopicId
from ingest.message import ArchiveId
from store.rows import Correction
from store.words import live_words

_PERSON = (Evidence("person"),)
_NOT_OF_ANALYSIS = ("ignore", "handled", "split", "joined")


class Source(StrEnum):
    """Who decided a field."""

    MACHINE = "machine"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Effective:
    """The analysis that counts. `corrected` are the field paths that a person decided.

    `differs` are those of them where the machine's newest word is another. `moved` are worth another look: those of
    these where the machine said yet another thing when a person last looked, and whatever a person let stand that the
    machine has changed since.

    `handled` says that what was asked has been answered, `joined` names the mail that this one belongs to, and `split`
    what it says for one of its lines alone.
    """

    analysis: Analysis
    ignored: bool = False
    corrected: frozenset[str] = frozenset()
    differs: frozenset[str] = frozenset()
    moved: frozenset[str] = frozenset()
    handled: bool = False
    joined: ArchiveId | None = None
    split: Mapping[Ref, Analysis] = field(default_factory=dict)

    def source(self, path: str) -> Source:
        """Who decided the field of this path."""
        return Source.PERSON if path in self.corrected else Source.MACHINE

    def of(self, ref: Ref) -> Analysis:
        """What the mail says on behalf of one line."""
        return self.split.get(ref, self.analysis)

    @property
    def review(self) -> tuple[str, ...]:
        """The reasons to look that are left: none of the machine's once a person has decided anything about the mail.

        What newer rules read otherwise, though a person has decided it or let it stand, is one again until a person
        has looked.
        """
        own = () if self.corrected and "review" not in self.corrected else self.analysis.review
        return (*own, *(self._again(path) for path in sorted(self.moved)))

    def _again(self, path: str) -> str:
        did = "decided" if path in self.corrected else "looked"
        return f"{path}: a person {did}, and newer rules read it otherwise"


def overlay(analysis: Analysis, corrections: Sequence[Correction], seen: Sequence[Analysis] = ()) -> Effective:
    """The newest analysis with the corrections, given oldest first; an order of recording, not of rules.

    `seen` are the analyses that people saw when they decided, so far as they are known.
    """
    said = live_words(corrections)
    words = {path: word.value for path, word in said.items()}
    effective = analysis
    for path, value in words.items():
        if path not in _NOT_OF_ANALYSIS:
            effective = _apply(effective, path, value)
    fields = {path: v for path, v in words.items() if path not in _NOT_OF_ANALYSIS and path != "review"}
    differs = frozenset(path for path, value in fields.items() if _differs(analysis, path, value))
    return Effective(
        effective,
        bool(words.get("ignore", False)),
        frozenset(words),
        differs,
        frozenset(_moved(analysis, said, differs, {a.rules_version: a for a in seen})),
        bool(words.get("handled", False)),
        words.get("joined"),
        {Ref(ref): _all_of(effective, fields) for ref, fields in words.get("split", {}).items()},
    )


def _moved(
    newest: Analysis, said: Mapping[str, Correction], differs: frozenset[str], older: Mapping[str, Analysis]
) -> Iterator[str]:
    """What the machine reads otherwise than when a person last looked at it, deciding it or letting it stand."""
    look = said.get("review")
    looked = look if look and look.value == [] else None
    for path in differs:
        last = looked if looked and looked.at >= said[path].at else said[path]
        seen = older.get(last.rules_version)
        if seen is not None and plain(seen, path) != plain(newest, path):
            yield path
    stood = older.get(looked.rules_version) if looked else None
    if stood is not None:
        yield from (
            path for path in _paths(stood, newest) if path not in said and _gist(stood, path) != _gist(newest, path)
        )


def _paths(*analyses: Analysis) -> tuple[str, ...]:
    """The fields in which analyses may differ."""
    questions = (f"answers.{a.question}" for each in analyses for a in each.answers)
    topics = (f"topics.{v.topic}" for each in analyses for v in each.topics)
    flags = (f"flags.{name}" for name in Flags.__slots__)
    return tuple(dict.fromkeys(("kind", "stakeholders", *questions, *topics, "proposals", *flags)))


def _gist(analysis: Analysis, path: str) -> Any:
    """A field's value without the words quoted with it, whose cut changes sooner than what is decided."""
    value = plain(analysis, path)
    if path.startswith("answers."):
        return value[0]
    return tuple(p[:2] for p in value) if path == "proposals" else value


def _all_of(analysis: Analysis, fields: Mapping[str, Any]) -> Analysis:
    for path, value in fields.items():
        analysis = _apply(analysis, path, value)
    return analysis


def blank_analysis(archive_id: ArchiveId) -> Analysis:
    """What is said of a mail that no machine has read: nothing, and that a person should look."""
    return Analysis(
        archive_id,
        "",
        Decision(Kind.OTHER, 0.0),
        Decision((), 0.0),
        (),
        (),
        (),
        Flags(),
        ("not analysed",),
    )


def _differs(analysis: Analysis, path: str, value: Any) -> bool:
    return bool(plain(_apply(analysis, path, value), path) != plain(analysis, path))


def _apply(analysis: Analysis, path: str, value: Any) -> Analysis:
    group, _, name = path.partition(".")
    changed: Any
    match group:
        case "kind":
            changed = Decision(Kind(value), 1.0, _PERSON)
        case "stakeholders":
            changed = Decision(tuple(Ref(v) for v in value), 1.0, _PERSON)
        case "answers":
            changed = _with_answer(analysis.answers, QuestionId(name), value)
        case "topics":
            changed = _with_view(analysis.topics, TopicId(name), value)
        case "proposals":
            changed = tuple(_proposal(v) for v in value)
        case "flags":
            changed = _with_flag(analysis.flags, name, value)
        case _:
            changed = tuple(value)
    return replace(analysis, **{group: changed})


def _with_answer(answers: tuple[Answer, ...], question: QuestionId, value: Any) -> tuple[Answer, ...]:
    new = Answer(question, AnswerStatus(value["status"]), value.get("text", ""), (), 1.0, _PERSON)
    if all(a.question != question for a in answers):
        return (*answers, new)
    return tuple(new if a.question == question else a for a in answers)


def _with_view(views: tuple[TopicView, ...], topic: TopicId, value: Any) -> tuple[TopicView, ...]:
    others = tuple(v for v in views if v.topic != topic)
    if value is None:
        return others
    new = TopicView(topic, Stance(value["stance"]), value.get("rank"), 1.0, _PERSON)
    return tuple(sorted((*others, new), key=lambda v: v.topic))


def _proposal(value: Any) -> Proposal:
    return Proposal(
        QuestionId(value["question"]),
        value["title"],
        value.get("evidence", ""),
        value.get("priority"),
        tuple(TopicId(t) for t in value.get("replaces", ())),
        1.0,
        under_way=value.get("under_way", ""),
    )


def _with_flag(flags: Flags, name: str, value: Any) -> Flags:
    if name.endswith("_on") and value is not None:
        value = date.fromisoformat(value)
    elif isinstance(value, list):
        value = tuple(value)
    return replace(flags, **{name: value})


def plain(analysis: Analysis, path: str) -> Any:
    """A field's value without confidence and proof, to see whether two analyses say the same."""
    group, _, name = path.partition(".")
    match group:
        case "kind":
            return analysis.kind.value
        case "stakeholders":
            return frozenset(analysis.stakeholders.value)
        case "answers":
            return next(((a.status, a.text) for a in analysis.answers if a.question == name), (AnswerStatus.ABSENT, ""))
        case "topics":
            return next(((v.stance, v.rank) for v in analysis.topics if v.topic == name), None)
        case "proposals":
            return tuple((p.question, p.title, p.supporting, p.priority, p.replaces) for p in analysis.proposals)
        case _:
            return getattr(analysis.flags, name)
