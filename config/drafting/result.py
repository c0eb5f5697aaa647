"""What a draft holds."""

from dataclasses import dataclass
from datetime import date

from config.consultation import Criterion, Question, Stakeholder, Topic, TopicList, UnderWay


@dataclass(frozen=True, slots=True)
class Draft:
    """What a letter says of its consultation; `notes` say what it does not, and where to write that."""

    title: str
    sender: str
    sent_on: date | None
    deadline_on: date | None
    mailboxes: tuple[str, ...]
    paragraphs: tuple[str, ...]
    lists: tuple[TopicList, ...]
    topics: tuple[Topic, ...]
    questions: tuple[Question, ...]
    under_way: tuple[UnderWay, ...]
    criteria: tuple[Criterion, ...]
    stakeholders: tuple[Stakeholder, ...]
    statutory_groups: tuple[str, ...]
    notes: tuple[str, ...]
    zone: str = "Europe/London"
