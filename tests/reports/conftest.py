"""The practice list, and its mailbox as the labels say it: an analysis for each of the 75 mails."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from classify.analysis import (
    Analysis,
    Answer,
    AnswerStatus,
    Decision,
    Flags,
    Kind,
    Proposal,
    Stance,
    TopicView,
)
from config.consultation import Consultation, QuestionId, Ref, TopicId
from config.load import find_consultation, load_consultation
from ingest.message import ArchiveId
from store.rows import Mail, MailRecord

LABELS = Path(__file__).parent.parent / "data" / "practice-labels.jsonl"


@pytest.fixture(scope="session")
def practice() -> Consultation:
    return load_consultation(find_consultation("practice"))


@pytest.fixture(scope="session")
def practice_mails() -> tuple[MailRecord, ...]:
    lines = LABELS.read_text("utf-8").splitlines()
    return tuple(record_of(json.loads(line)) for line in lines)


def record_of(label: dict[str, Any]) -> MailRecord:
    received_at = datetime.fromisoformat(label["received_at"])
    mail = Mail(
        ArchiveId(label["archive_id"]),
        f"<{label['id']}@practice.example>",
        label["subject"],
        label["from_name"],
        label["from_address"],
        received_at,
        received_at,
        2000,
    )
    return MailRecord(mail, analysis_of(label))


def analysis_of(label: dict[str, Any]) -> Analysis:
    returns_on = label["returns_on"]
    return Analysis(
        ArchiveId(label["archive_id"]),
        "labels",
        Decision(Kind(label["kind"]), 1.0),
        Decision(tuple(Ref(ref) for ref in label["stakeholders"]), 1.0),
        tuple(
            Answer(QuestionId(q), AnswerStatus(a["status"]), a["text"], (), 1.0) for q, a in label["answers"].items()
        ),
        tuple(TopicView(TopicId(t), Stance(v["stance"]), v["rank"], 1.0) for t, v in label["topics"].items()),
        tuple(
            Proposal(
                QuestionId(p["question"]),
                p["title"],
                p["evidence"],
                p["priority"],
                tuple(TopicId(t) for t in p["replaces"]),
                1.0,
            )
            for p in label["proposals"]
        ),
        Flags(
            returns_on=date.fromisoformat(returns_on) if returns_on else None,
            failed_recipients=tuple(label["failed_recipients"]),
            extension_requested=label["extension_requested"],
            confidential=label["confidential"],
        ),
        (),
    )
