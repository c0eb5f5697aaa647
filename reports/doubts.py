"""What of a mail is in doubt, in plain words, and how much a mistake there would matter."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from classify.analysis import AnswerStatus, Kind, Stance
from classify.reasons import MISSED, ORDER, QUOTED, SURE
from config.consultation import Consultation
from reports.reading import Reading
from reports.results_words import join
from reports.totals import percent

KINDS = {
    Kind.BOUNCE: "could not be delivered",
    Kind.RECEIPT: "read receipt",
    Kind.AUTO_REPLY: "automatic reply",
    Kind.RESPONSE: "response",
    Kind.NIL_RESPONSE: "nothing to say",
    Kind.HOLDING: "will reply",
    Kind.QUERY: "asks us something",
    Kind.OTHER: "something else",
}
ANSWERS = {
    AnswerStatus.ANSWERED: "answered",
    AnswerStatus.NONE: "nothing to say",
    AnswerStatus.ABSENT: "not spoken of",
}
STANCES = {Stance.PREFER: "prefer", Stance.OPPOSE: "oppose", Stance.MENTION: "neutral"}
_PLAIN: dict[str, str] = {str(value): words for each in (KINDS, ANSWERS, STANCES) for value, words in each.items()}

_WEAK = re.compile(r"^(?:topic )?(?P<what>kind|stakeholder|[\w.]+|proposal “.*”): (?:(?P<value>\w+) is )?not certain$")
_AGAIN = re.compile(r"^(\S+): a person \w+, and newer rules read it otherwise$")


class Stake(IntEnum):
    """What a mistake would make wrong, the worst first."""

    UNREAD = 0
    STANDING = 1
    ANSWER = 2
    STANCE = 3
    PROPOSAL = 4
    RANK = 5
    NOTHING_NAMED = 6


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to look at. `path` is the field that it is about, empty for the mail as a whole."""

    stake: Stake
    path: str
    words: str
    confidence: float = 0.0


def doubts_of(reading: Reading, consultation: Consultation) -> tuple[Doubt, ...]:
    """All that is in doubt about a mail that waits for review, the worst first; none where it does not wait."""
    if not (reading.review or reading.failure or reading.unread):
        return ()
    found = [*_unread(reading), *_reasons(reading)]
    found += [d for d in _decisions(reading, consultation) if d.confidence < SURE] if reading.review else []
    found = found or [Doubt(Stake.NOTHING_NAMED, "", "No single decision: the whole of it is less sure than usual")]
    return tuple(sorted(found, key=lambda d: (d.stake, d.confidence)))


def say_reasons(reasons: Iterable[str]) -> str:
    """Why a mail waits, in a line: "unsure of Q2 (not spoken of) and 2.2.h (oppose); a topic may be meant ..."."""
    found = [(reason, _WEAK.match(reason)) for reason in reasons]
    weak = [_say_weak(match["what"], match["value"]) for _, match in found if match]
    others = [reason for reason, match in found if not match]
    return "; ".join([f"unsure of {join(weak)}", *others] if weak else others)


def _say_weak(what: str, value: str | None) -> str:
    named = {"kind": "the kind of mail", "stakeholder": "who it speaks for"}.get(what, what)
    return f"{named} ({_PLAIN.get(value, value)})" if value else named


def stake_of(path: str) -> Stake:
    """What a mistake in a field would make wrong."""
    match path.partition(".")[0]:
        case "kind" | "stakeholders" | "flags":
            return Stake.STANDING
        case "answers":
            return Stake.ANSWER
        case "topics":
            return Stake.STANCE
        case _:
            return Stake.PROPOSAL


def _unread(reading: Reading) -> Iterator[Doubt]:
    if reading.failure:
        yield Doubt(Stake.UNREAD, "", f"It could not be read: {reading.failure}")
    for part in reading.unread:
        yield Doubt(Stake.UNREAD, "", f"A part could not be read: {part}")
    if not reading.analysed and not reading.failure:
        yield Doubt(Stake.UNREAD, "", "No run has read it yet")


def _reasons(reading: Reading) -> Iterator[Doubt]:
    """The reasons that name no single decision, and the decisions that newer rules read otherwise."""
    for reason in reading.review:
        again = _AGAIN.match(reason)
        if again:
            path = again.group(1)
            yield Doubt(stake_of(path), path, "Newer rules read it otherwise than a person left it")
        elif reason == ORDER:
            yield Doubt(Stake.RANK, "topics", "The order of the topics")
        elif reason == MISSED:
            yield Doubt(Stake.STANCE, "topics", "A topic may be meant that was not counted")
        elif reason.startswith(QUOTED):
            yield Doubt(Stake.STANCE, "topics", reason)


def _decisions(reading: Reading, consultation: Consultation) -> Iterator[Doubt]:
    """Every decision with how sure it is."""
    analysis = reading.effective.analysis
    titles = {t.id: f"{t.id} {t.title}" for t in consultation.topics}
    kind, who = analysis.kind, analysis.stakeholders
    yield Doubt(Stake.STANDING, "kind", _sure(f"Kind: {KINDS[kind.value]}", kind.confidence), kind.confidence)
    yield Doubt(Stake.STANDING, "stakeholders", _sure("Who it speaks for", who.confidence), who.confidence)
    for answer in analysis.answers:
        words = _sure(f"{answer.question}: {ANSWERS[answer.status]}", answer.confidence)
        yield Doubt(Stake.ANSWER, f"answers.{answer.question}", words, answer.confidence)
    for view in analysis.topics:
        words = _sure(f"{titles.get(view.topic, view.topic)}: {STANCES[view.stance]}", view.confidence)
        yield Doubt(Stake.STANCE, f"topics.{view.topic}", words, view.confidence)
    for proposal in analysis.proposals:
        words = _sure(f"Proposal “{proposal.title}”", proposal.confidence)
        yield Doubt(Stake.PROPOSAL, "proposals", words, proposal.confidence)


def _sure(words: str, confidence: float) -> str:
    return f"{words} ({percent(round(100 * confidence), 100)} sure)"
