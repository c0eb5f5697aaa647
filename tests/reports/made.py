"""A small consultation and mails made by hand, each with the analysis that a case needs."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

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
from config.consultation import (
    Consultation,
    Letter,
    ListId,
    Question,
    QuestionId,
    QuestionRole,
    Ref,
    Stakeholder,
    Topic,
    TopicId,
    TopicList,
)
from ingest.message import ArchiveId
from store.rows import Correction, Failure, Mail, MailRecord

LONDON = ZoneInfo("Europe/London")
ANN, BOB, CAT, TEAM, TIM, TOM, NONE = (Ref(r) for r in ("ann", "bob", "cat", "team", "tim", "tom", "none"))


def london(text: str) -> datetime:
    """A wall-clock moment in London: "11-22 23:59" of 2024, or with a year before it."""
    whole = text if text.startswith("20") else f"2024-{text}"
    return datetime.fromisoformat(whole).replace(tzinfo=LONDON)


def line(ref: Ref, group: str = "People", **more: Any) -> Stakeholder:
    values = {"name": ref.title(), "role": "", "organisation": "", "email": f"{ref}@x.example"} | more
    return Stakeholder(ref, group, **values)


LINES = (
    line(ANN, statutory=True),
    line(BOB, other_emails=("bob@home.example",)),
    line(CAT),
    line(TEAM, "Teams", email=""),
    line(TIM, "Teams", member_of=TEAM),
    line(TOM, "Teams", member_of=TEAM),
    line(NONE, "Teams", email=""),
)
LIST = TopicList(ListId("2.2"), "Inspections", 2)
TOPICS = tuple(Topic(TopicId(f"2.2.{x}"), LIST.id, x, "", f"Topic {x.upper()}", "") for x in "abcd")
QUESTIONS = (
    Question(QuestionId("Q1"), "Which topics?", QuestionRole.PREFERENCE, LIST.id),
    Question(QuestionId("Q2"), "What else?", QuestionRole.PROPOSAL, LIST.id),
)


def consultation(deadline_on: date = date(2024, 11, 22), lines: tuple[Stakeholder, ...] = LINES) -> Consultation:
    return Consultation(
        "made",
        "A made consultation",
        "us",
        date(2024, 10, 29),
        deadline_on,
        LONDON,
        ("us@us.example",),
        Letter(()),
        (LIST,),
        TOPICS,
        QUESTIONS,
        (),
        (),
        lines,
    )


def mail(
    at: str | datetime,
    kind: str,
    *refs: Ref,
    rules: tuple[str, ...] = (),
    sender: str = "someone@elsewhere.example",
    review: tuple[str, ...] = (),
    topics: Mapping[str, tuple[str, int | None]] | None = None,
    answers: dict[str, str] | None = None,
    proposals: tuple[Proposal, ...] = (),
    corrections: tuple[tuple[str, Any], ...] = (),
    **flags: Any,
) -> MailRecord:
    """A mail received at a London wall-clock time, of a kind, from these lines."""
    received_at = at if isinstance(at, datetime) else london(at)
    archive_id = ArchiveId(f"{received_at.astimezone(UTC):%m%d%H%M%S%f}{kind}{''.join(refs)}")
    analysis = Analysis(
        archive_id,
        "1",
        Decision(Kind(kind), 0.9, tuple(Evidence(rule) for rule in rules)),
        Decision(tuple(refs), 0.9),
        tuple(Answer(QuestionId(q), AnswerStatus(status), "words", (), 0.9) for q, status in (answers or {}).items()),
        tuple(TopicView(TopicId(t), Stance(stance), rank, 0.9) for t, (stance, rank) in (topics or {}).items()),
        proposals,
        Flags(**flags),
        review,
    )
    words = tuple(Correction(archive_id, field, value, "lead", "", received_at) for field, value in corrections)
    return MailRecord(_particulars(archive_id, sender, received_at), analysis, words)


def unread_mail(at: str, sender: str) -> MailRecord:
    """A mail that could not be analysed."""
    archive_id = ArchiveId(f"unread{at}")
    failure = Failure(archive_id, "analyse", "no words", "1", london(at))
    return MailRecord(_particulars(archive_id, sender, london(at)), None, (), failure)


def _particulars(archive_id: ArchiveId, sender: str, received_at: datetime) -> Mail:
    return Mail(archive_id, f"<{archive_id}@x>", "Subject", "", sender, received_at, received_at, 100)
