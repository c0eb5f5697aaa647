"""The plain summary: who answered, what they said to each question, and what still waits for a person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from classify.analysis import Stance
from config.consultation import Consultation, TopicId
from reports.reading import read_mails
from reports.respondents import Respondent, find_respondents
from reports.status import Status, make_status
from reports.tally import ListCount, QuestionCount, count_questions, count_topics
from store.rows import Extension, MailRecord, SentMail


@dataclass(frozen=True, slots=True)
class Decided:
    """Who decided on the mails that count: those that a person has overruled or confirmed, and the machine's own."""

    by_machine: int
    by_person: int


@dataclass(frozen=True, slots=True)
class Summary:
    """All that the summary says, before it is put into words. Counts are of those on the list; others are apart."""

    status: Status
    respondents: tuple[Respondent, ...]
    others: tuple[Respondent, ...]
    questions: tuple[QuestionCount, ...]
    lists: tuple[ListCount, ...]
    decided: Decided


def make_summary(
    consultation: Consultation,
    mails: Iterable[MailRecord],
    extensions: Sequence[Extension],
    as_of: datetime,
    sent: Iterable[SentMail] = (),
) -> Summary:
    """The summary of everything received up to `as_of`."""
    mails = tuple(mails)
    return summarise(make_status(consultation, mails, extensions, as_of, sent), mails)


def summarise(status: Status, mails: Iterable[MailRecord]) -> Summary:
    """The summary of the replies by which everyone stands as they do: `mails` are those of the status."""
    mails, consultation, as_of = tuple(mails), status.consultation, status.as_of
    everyone = find_respondents(consultation, mails, as_of)
    listed = tuple(r for r in everyone if r.ref is not None)
    replies = [r for r in read_mails(mails, as_of) if r.kind.counts_as_reply]
    by_person = sum(bool(r.effective.corrected) for r in replies)
    return Summary(
        status,
        listed,
        tuple(r for r in everyone if r.ref is None),
        count_questions(consultation, listed),
        count_topics(consultation, listed),
        Decided(len(replies) - by_person, by_person),
    )


def topics_in_words(consultation: Consultation, topics: Iterable[TopicId]) -> str:
    """The topics by their numbers in the letter: "2.2.c, 2.2.g"; one that the letter has not is named as it came."""
    order: dict[str, int] = {t.id: at for at, t in enumerate(consultation.topics)}
    return ", ".join(sorted(topics, key=lambda t: (order.get(t, len(order)), t)))


def chosen(respondent: Respondent, stance: Stance) -> tuple[TopicId, ...]:
    """The topics on which a respondent takes a stance."""
    return tuple(v.topic for v in respondent.views if v.stance is stance)
