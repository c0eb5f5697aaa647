"""Counting what respondents said, each question with its own denominator."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from classify.analysis import AnswerStatus, Stance
from config.consultation import Consultation, Question, QuestionRole, Topic, TopicList
from reports.respondents import Respondent


@dataclass(frozen=True, slots=True)
class QuestionCount:
    """How many answered a question, said that they have nothing for it, or did not speak to it."""

    question: Question
    answered: int
    none: int
    absent: int


@dataclass(frozen=True, slots=True)
class TopicCount:
    """How many prefer a topic, have it as their first choice, oppose it, or only name it."""

    topic: Topic
    prefer: int
    first: int
    oppose: int
    mention: int


@dataclass(frozen=True, slots=True)
class ListCount:
    """A list's topics by preference. `answered` is the denominator: those who gave a view on at least one of them.

    `margin` is by how many the last topic within the list's limit leads the first one outside; None where all fit.
    """

    topic_list: TopicList
    question: Question | None
    answered: int
    topics: tuple[TopicCount, ...]

    @property
    def margin(self) -> int | None:
        """The lead at the cut."""
        limit = self.topic_list.limit
        if not 0 < limit < len(self.topics):
            return None
        return self.topics[limit - 1].prefer - self.topics[limit].prefer


def count_questions(consultation: Consultation, respondents: Sequence[Respondent]) -> tuple[QuestionCount, ...]:
    """Every question, in the letter's order."""
    counts = []
    for question in consultation.questions:
        statuses = [r.status(question.id) for r in respondents]
        numbers = (statuses.count(s) for s in (AnswerStatus.ANSWERED, AnswerStatus.NONE, AnswerStatus.ABSENT))
        counts.append(QuestionCount(question, *numbers))
    return tuple(counts)


def count_topics(consultation: Consultation, respondents: Sequence[Respondent]) -> tuple[ListCount, ...]:
    """Every list: most preferred first, then most first choices, least opposed, the letter's order."""
    return tuple(_count_list(consultation, topic_list, respondents) for topic_list in consultation.lists)


def _count_list(consultation: Consultation, topic_list: TopicList, respondents: Sequence[Respondent]) -> ListCount:
    topics = consultation.topics_of(topic_list.id)
    question = consultation.question_for(topic_list.id, QuestionRole.PREFERENCE)
    answered = [r for r in respondents if _answers(r, question, topics)]
    firsts = [first_choices(r, topics) for r in respondents]
    counts = [_count_topic(topic, respondents, firsts) for topic in topics]
    ordered = sorted(counts, key=lambda c: (-c.prefer, -c.first, c.oppose, c.topic.letter))
    return ListCount(topic_list, question, len(answered), tuple(ordered))


def _answers(respondent: Respondent, question: Question | None, topics: Iterable[Topic]) -> bool:
    if question and respondent.status(question.id) is AnswerStatus.ANSWERED:
        return True
    views = (respondent.view(t.id) for t in topics)
    return any(v is not None and v.stance is not Stance.MENTION for v in views)


def first_choices(respondent: Respondent, topics: Iterable[Topic]) -> frozenset[str]:
    """The topics of a list that come first with them: ranked 1, or the only one that they choose."""
    views = [v for t in topics if (v := respondent.view(t.id)) and v.stance is Stance.PREFER]
    ranked = frozenset(v.topic for v in views if v.rank == 1)
    return ranked or (frozenset({views[0].topic}) if len(views) == 1 else frozenset())


def _count_topic(topic: Topic, respondents: Sequence[Respondent], firsts: Sequence[frozenset[str]]) -> TopicCount:
    stances = [view.stance for r in respondents if (view := r.view(topic.id))]
    return TopicCount(
        topic,
        stances.count(Stance.PREFER),
        sum(topic.id in first for first in firsts),
        stances.count(Stance.OPPOSE),
        stances.count(Stance.MENTION),
    )
