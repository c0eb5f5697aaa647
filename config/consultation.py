"""What is consulted on: the letter, its questions and topics, and the people asked."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import NewType
from zoneinfo import ZoneInfo

Ref = NewType("Ref", str)
TopicId = NewType("TopicId", str)
ListId = NewType("ListId", str)
QuestionId = NewType("QuestionId", str)


class QuestionRole(StrEnum):
    """What a question asks for: a choice from a list, or ideas of one's own."""

    PREFERENCE = "preference"
    PROPOSAL = "proposal"


class Words(StrEnum):
    """Which words a chaser takes: before the deadline, after it, or after a promise that was not kept."""

    REMINDER = "reminder"
    LAST = "last"
    PROMISED = "promised"


@dataclass(frozen=True, slots=True)
class Question:
    """One numbered question of the letter, with the list it is about and the sub-questions asked with it."""

    id: QuestionId
    text: str
    role: QuestionRole
    list_id: ListId
    sub_questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """One lettered topic.

    `aliases` are abbreviations and other names that people use for it; `words` single words that point to it among the
    topics of its list, though they are no name.
    """

    id: TopicId
    list_id: ListId
    letter: str
    group: str
    title: str
    description: str
    aliases: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicList:
    """A lettered list (paragraph 2.2 or 3.2); `cues` are the words by which people refer to the list as a whole."""

    id: ListId
    name: str
    limit: int
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnderWay:
    """Work that the letter says is already being done (1.8, 1.11, JTAI); proposing it again is no new idea."""

    title: str
    paragraph: str
    list_id: ListId | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing by which the letter says that topics are chosen (1.7, 1.10), for one list or for all.

    `name` is what it is called in short; a text that has one of `words` speaks to it.
    """

    text: str
    paragraph: str = ""
    list_id: ListId | None = None
    name: str = ""
    words: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """ "1.7 ministerial priority": where the letter has it, and its name or else its text."""
        return f"{self.paragraph} {self.name or self.text}".strip()


@dataclass(frozen=True, slots=True)
class Stakeholder:
    """One line of the distribution list. A collective line has members, which name it in `member_of`."""

    ref: Ref
    group: str
    name: str
    role: str
    organisation: str
    email: str
    other_emails: tuple[str, ...] = ()
    member_of: Ref | None = None
    language: str = "en"
    statutory: bool = False

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address of the line, the main one first, in lower case."""
        return tuple(a.lower() for a in (self.email, *self.other_emails) if a)

    @property
    def label(self) -> str:
        """The name to show: person, else role, else organisation."""
        return self.name or " - ".join(p for p in (self.role, self.organisation) if p)


@dataclass(frozen=True, slots=True)
class ChasingRules:
    """When reminders fall due, in days relative to the deadline (negative before it), their limits, and the letter.

    `letter_message_id` is the Message-ID of the mail that carried the letter, in angle brackets (RFC 5322, 3.6.4), so
    that reminders stand in its thread; `letter_file` the file to attach, empty for letter.txt; `merge_subject` the
    subject of those that a mail merge sends.
    """

    reminder_days: tuple[int, ...] = (-7, -2, 1)
    least_gap_days: int = 4
    most_chasers: int = 3
    letter_message_id: str = ""
    letter_file: str = ""
    merge_subject: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """The words that we sent: paragraphs of the letter in order, and the covering mail's paragraphs."""

    paragraphs: tuple[str, ...]
    cover: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Consultation:
    """Everything particular to one consultation exercise, as loaded from its folder.

    `authserv_id` is the name that the server of our mailbox signs its Authentication-Results with (RFC 8601).
    `retention_weeks` after the deadline what people wrote is to be purged; 0 where nobody has said.
    """

    name: str
    title: str
    sender: str
    sent_on: date
    deadline_on: date
    zone: ZoneInfo
    mailboxes: tuple[str, ...]
    letter: Letter
    lists: tuple[TopicList, ...]
    topics: tuple[Topic, ...]
    questions: tuple[Question, ...]
    under_way: tuple[UnderWay, ...]
    criteria: tuple[Criterion, ...]
    stakeholders: tuple[Stakeholder, ...]
    chasing: ChasingRules = ChasingRules()
    publication_weeks: int = 12
    authserv_id: str = ""
    statutory_groups: tuple[str, ...] = ()
    retention_weeks: int = 0

    def __hash__(self) -> int:
        """By what is soon read: patterns are kept for each consultation, and looked up for every sentence."""
        return hash((self.name, self.deadline_on, len(self.topics), len(self.stakeholders)))

    def topic(self, topic_id: TopicId) -> Topic:
        """The topic of this id. Raises KeyError where the letter has none."""
        for topic in self.topics:
            if topic.id == topic_id:
                return topic
        raise KeyError(topic_id)

    def topics_of(self, list_id: ListId) -> tuple[Topic, ...]:
        """The topics of one list, in the letter's order."""
        return tuple(t for t in self.topics if t.list_id == list_id)

    def question_for(self, list_id: ListId, role: QuestionRole) -> Question | None:
        """The question that asks for a choice from a list, or for proposals beside it."""
        return next((q for q in self.questions if q.list_id == list_id and q.role is role), None)

    def criteria_for(self, list_id: ListId) -> tuple[Criterion, ...]:
        """By what topics of a list are chosen, in the letter's order."""
        return tuple(c for c in self.criteria if c.list_id in (None, list_id))

    @property
    def publish_by(self) -> date:
        """The day by which the outcome is to be published."""
        return self.deadline_on + timedelta(weeks=self.publication_weeks)

    def members_of(self, ref: Ref) -> tuple[Stakeholder, ...]:
        """The lines that belong to a collective line; empty for any other."""
        return tuple(s for s in self.stakeholders if s.member_of == ref)

    def with_list(self, stakeholders: Iterable[Stakeholder]) -> "Consultation":
        """The same consultation with another list; the lines of its statutory groups are statutory there too."""
        marked = (replace(s, statutory=s.statutory or s.group in self.statutory_groups) for s in stakeholders)
        return replace(self, stakeholders=tuple(marked))
