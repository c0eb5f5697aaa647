"""Counting what respondents said, each question with its own denominator and each figure with those behind it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from classify.analysis import AnswerStatus, Stance
from config.consultation import Consultation, Question, QuestionRole, Topic, TopicId, TopicList
from reports.figure import Figure, Voice
from reports.respondents import Respondent


@dataclass(frozen=True, slots=True)
class QuestionCount:
    """What those who replied did with a question; each of them is in exactly one of the four.

    `none` said that they have nothing for it, `nil` that they have nothing to say at all; `absent` gave a view and did
    not speak to it.
    """

    question: Question
    answered: Figure
    none: Figure
    absent: Figure
    nil: Figure


@dataclass(frozen=True, slots=True)
class TopicCount:
    """How many prefer a topic, have it as their first choice, oppose it, or only name it.

    `mention` is of all who gave a view: to name a topic is not to answer its question.
    """

    topic: Topic
    prefer: Figure
    first: Figure
    oppose: Figure
    mention: Figure


@dataclass(frozen=True, slots=True)
class ListCount:
    """A list's topics by preference. `answered` is the denominator: those who gave a view on at least one of them."""

    topic_list: TopicList
    question: Question | None
    answered: Figure
    topics: tuple[TopicCount, ...]

    @property
    def margin(self) -> int | None:
        """By how many the last topic within the list's limit leads the first one outside; None where all fit."""
        limit = self.topic_list.limit
        if not 0 < limit < len(self.topics):
            return None
        return self.topics[limit - 1].prefer.value - self.topics[limit].prefer.value

    def count_of(self, topic: TopicId) -> TopicCount:
        """The count of one topic. Raises StopIteration where it is of another list."""
        return next(c for c in self.topics if c.topic.id == topic)


def count_questions(
    consultation: Consultation, respondents: Sequence[Respondent], nil: Sequence[Voice]
) -> tuple[QuestionCount, ...]:
    """Every question, in the letter's order; `nil` are those who have nothing to say."""
    of = len(respondents) + len(nil)

    def count(question: Question, status: AnswerStatus) -> Figure:
        voices = (r.voice(f"answers.{question.id}") for r in respondents if r.status(question.id) is status)
        return Figure(tuple(voices), of)

    return tuple(
        QuestionCount(
            q,
            count(q, AnswerStatus.ANSWERED),
            count(q, AnswerStatus.NONE),
            count(q, AnswerStatus.ABSENT),
            Figure(tuple(nil), of),
        )
        for q in consultation.questions
    )


def count_topics(consultation: Consultation, respondents: Sequence[Respondent]) -> tuple[ListCount, ...]:
    """Every list, as `count_list` counts it."""
    return tuple(count_list(consultation, topic_list, respondents) for topic_list in consultation.lists)


def count_list(consultation: Consultation, topic_list: TopicList, respondents: Sequence[Respondent]) -> ListCount:
    """One list: most preferred first, then most first choices, least opposed, the letter's order."""
    topics = consultation.topics_of(topic_list.id)
    question = consultation.question_for(topic_list.id, QuestionRole.PREFERENCE)
    path = f"answers.{question.id}" if question else ""
    answered = Figure(tuple(r.voice(path) for r in respondents if takes_part(r, question, topics)), len(respondents))
    said, firsts = _voices(respondents, topics)
    counts = [_count_topic(topic, said, firsts, answered.value, len(respondents)) for topic in topics]
    ordered = sorted(counts, key=lambda c: (-c.prefer.value, -c.first.value, c.oppose.value, c.topic.letter))
    return ListCount(topic_list, question, answered, tuple(ordered))


def takes_part(respondent: Respondent, question: Question | None, topics: Iterable[Topic]) -> bool:
    """Whether they count in the denominator of a list: they answered its question, or took a side on a topic of it."""
    if question and respondent.status(question.id) is AnswerStatus.ANSWERED:
        return True
    of_list = {t.id for t in topics}
    return any(v.topic in of_list and v.stance is not Stance.MENTION for v in respondent.views)


def first_choices(respondent: Respondent, topics: Iterable[Topic]) -> frozenset[str]:
    """The topics of a list that come first with them: ranked 1, or the only one that they choose."""
    of_list = {t.id for t in topics}
    views = [v for v in respondent.views if v.topic in of_list and v.stance is Stance.PREFER]
    ranked = frozenset(v.topic for v in views if v.rank == 1)
    return ranked or (frozenset({views[0].topic}) if len(views) == 1 else frozenset())


def _voices(
    respondents: Iterable[Respondent], topics: Sequence[Topic]
) -> tuple[dict[tuple[TopicId, Stance], list[Voice]], dict[TopicId, list[Voice]]]:
    """Who takes which stance on each topic of a list, and with whom each comes first."""
    of_list = {t.id for t in topics}
    said: dict[tuple[TopicId, Stance], list[Voice]] = defaultdict(list)
    firsts: dict[TopicId, list[Voice]] = defaultdict(list)
    for respondent in respondents:
        first = first_choices(respondent, topics)
        for view in (v for v in respondent.views if v.topic in of_list):
            voice = respondent.voice(f"topics.{view.topic}")
            said[view.topic, view.stance].append(voice)
            if view.topic in first:
                firsts[view.topic].append(voice)
    return said, firsts


def _count_topic(
    topic: Topic,
    said: Mapping[tuple[TopicId, Stance], Sequence[Voice]],
    firsts: Mapping[TopicId, Sequence[Voice]],
    of: int,
    of_all: int,
) -> TopicCount:
    prefer, oppose, mention = (
        tuple(said.get((topic.id, s), ())) for s in (Stance.PREFER, Stance.OPPOSE, Stance.MENTION)
    )
    first = tuple(firsts.get(topic.id, ()))
    return TopicCount(topic, Figure(prefer, of), Figure(first, of), Figure(oppose, of), Figure(mention, of_all))
