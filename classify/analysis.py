"""What an analysis says of a mail; its JSON is the project's exchange form (docs/analysis.md)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from config.consultation import QuestionId, Ref, TopicId
from ingest.message import ArchiveId, Span

T = TypeVar("T")


class Kind(StrEnum):
    """The mail as a whole; the first that fits, in this order."""

    BOUNCE = "bounce"
    RECEIPT = "receipt"
    AUTO_REPLY = "auto_reply"
    RESPONSE = "response"
    NIL_RESPONSE = "nil_response"
    HOLDING = "holding"
    QUERY = "query"
    OTHER = "other"

    @property
    def counts_as_reply(self) -> bool:
        """Whether the sender has replied by it: a view, or the statement that there is none."""
        return self in (Kind.RESPONSE, Kind.NIL_RESPONSE)


class AnswerStatus(StrEnum):
    """What a mail does with a question."""

    ANSWERED = "answered"
    NONE = "none"
    ABSENT = "absent"


class Stance(StrEnum):
    """What a respondent thinks of a listed topic."""

    PREFER = "prefer"
    OPPOSE = "oppose"
    MENTION = "mention"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a decision was made: the rule or model by its stable name, and the words that prove it."""

    rule: str
    quote: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Decision(Generic[T]):
    """A value with its confidence (0 to 1, calibrated: of those at 0.9, nine in ten are right) and its proof."""

    value: T
    confidence: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a mail says to one question; `spans` are the words themselves, `text` those words joined."""

    question: QuestionId
    status: AnswerStatus
    text: str
    spans: tuple[Span, ...]
    confidence: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicView:
    """What a mail thinks of one listed topic; `rank` only where the respondent gives an order, 1 highest."""

    topic: TopicId
    stance: Stance
    rank: int | None
    confidence: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """An idea of the respondent's own; `under_way` is the title of work of ours that already covers it, or empty."""

    question: QuestionId
    title: str
    supporting: str
    priority: int | None
    replaces: tuple[TopicId, ...]
    confidence: float
    spans: tuple[Span, ...] = ()
    under_way: str = ""


@dataclass(frozen=True, slots=True)
class Flags:
    """The rest of what a mail may say."""

    returns_on: date | None = None
    stand_ins: tuple[str, ...] = ()
    promised_on: date | None = None
    failed_recipients: tuple[str, ...] = ()
    extension_requested: bool = False
    confidential: bool = False
    supersedes: bool = False


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything decided about one mail by one version of the rules; `review` gives the reasons to look, if any."""

    archive_id: ArchiveId
    rules_version: str
    kind: Decision[Kind]
    stakeholders: Decision[tuple[Ref, ...]]
    answers: tuple[Answer, ...]
    topics: tuple[TopicView, ...]
    proposals: tuple[Proposal, ...]
    flags: Flags
    review: tuple[str, ...]

    @property
    def needs_review(self) -> bool:
        """Whether a person should look before it counts."""
        return bool(self.review)
