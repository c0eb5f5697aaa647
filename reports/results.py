"""The outcome in figures: who replied, what they said to each question, how sure it is. One source for every report."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from classify.analysis import Stance
from config.consultation import Consultation, ListId, QuestionId, TopicId
from reports.figure import Figure, Voice
from reports.reading import Reading, read_mails
from reports.respondents import KeptRespondents, Respondent
from reports.results_cut import Cut, Pending
from reports.results_ideas import Bundle, Idea, bundle, find_ideas
from reports.results_time import Day, time_line
from reports.results_voices import find_pending, line_voices
from reports.standing import Standing
from reports.status import Status, status_of
from reports.tally import ListCount, QuestionCount, count_list, count_questions, count_topics
from store.rows import Chaser, Extension, MailRecord, SentMail


@dataclass(frozen=True, slots=True)
class Decided:
    """Who decided on the mails that count: those that a person has overruled or confirmed, and the machine's own."""

    by_machine: int
    by_person: int


@dataclass(frozen=True, slots=True)
class Results:
    """The outcome at a moment, of all who were asked or of one group of them (`group` is then its name).

    Figures count those on the list; `others` wrote without being asked and are in none of them, but in `ideas`.
    `replied` are all who replied, `nil` those of them who have nothing to say, `respondents` the rest.
    """

    status: Status
    group: str
    asked: Figure
    replied: Figure
    nil: Figure
    pending: Pending
    respondents: tuple[Respondent, ...]
    others: tuple[Respondent, ...]
    questions: tuple[QuestionCount, ...]
    lists: tuple[ListCount, ...]
    ideas: tuple[Idea, ...]
    days: tuple[Day, ...]
    decided: Decided

    @property
    def consultation(self) -> Consultation:
        """What was consulted on."""
        return self.status.consultation

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups of the list, in the letter's order."""
        return tuple(dict.fromkeys(line.stakeholder.group for line in self.status.asked))

    @property
    def cuts(self) -> tuple[Cut, ...]:
        """Each list's cut and what could still change it."""
        return tuple(Cut(count, self.pending, self.replied.value) for count in self.lists)

    def by_group(
        self, list_id: ListId, together: Iterable[tuple[str, ...]] | None = None
    ) -> tuple[tuple[str, ListCount], ...]:
        """One list's count in each group of which somebody gave a view; `together` are groups that count as one."""
        topic_list = next(each for each in self.consultation.lists if each.id == list_id)
        members: dict[str, list[Respondent]] = defaultdict(list)
        for respondent in self.respondents:
            members[respondent.group].append(respondent)
        found = []
        for groups in ((g,) for g in self.groups) if together is None else together:
            own = [r for r in self.respondents if r.group in groups] if len(groups) != 1 else members[groups[0]]
            if own:
                found.append((" and ".join(groups), count_list(self.consultation, topic_list, own)))
        return tuple(found)

    def bundles(self, question: QuestionId | None = None) -> tuple[Bundle, ...]:
        """The proposals, to all questions or to one, those that seem alike side by side."""
        own = [i for i in self.ideas if question in (None, i.question)]
        return bundle(own, self.consultation)


def make_results(
    consultation: Consultation,
    mails: Iterable[MailRecord],
    extensions: Sequence[Extension],
    as_of: datetime,
    chasers: Iterable[Chaser] = (),
    group: str = "",
    sent: Iterable[SentMail] = (),
) -> Results:
    """The outcome of everything received up to `as_of`; `chasers` are the reminders, `sent` all mails to the lines."""
    readings = read_mails(mails, as_of)
    return results_of(status_of(consultation, readings, extensions, as_of, sent), readings, chasers, group)


def results_of(
    status: Status,
    readings: Sequence[Reading],
    chasers: Iterable[Chaser] = (),
    group: str = "",
    kept: KeptRespondents | None = None,
) -> Results:
    """The same from a status and the mails that it rests on; `kept` are respondents that may have stayed the same."""
    consultation = status.consultation
    voices = {ref: v for ref, v in line_voices(status, readings).items() if not group or v.group == group}
    asked = [line for line in status.asked if line.stakeholder.ref in voices]
    everyone = (kept or KeptRespondents()).find(status, readings)
    listed = tuple(r for r in everyone if r.ref is not None and r.ref in voices)
    nil = [voices[x.stakeholder.ref] for x in asked if x.standing is Standing.NOTHING_TO_SAY]
    replied = [voices[x.stakeholder.ref] for x in asked if x.standing.has_replied]
    others = () if group else tuple(r for r in everyone if r.ref is None)
    return Results(
        status=status,
        group=group,
        asked=Figure(tuple(voices.values()), len(voices)),
        replied=Figure(tuple(replied), len(voices)),
        nil=Figure(tuple(nil), len(replied)),
        pending=find_pending(status, voices),
        respondents=listed,
        others=others,
        questions=count_questions(consultation, listed, nil),
        lists=count_topics(consultation, listed),
        ideas=find_ideas((*listed, *others)),
        days=time_line(status, voices, chasers),
        decided=_decided(readings),
    )


def _decided(readings: Iterable[Reading]) -> Decided:
    replies = [r for r in readings if r.kind.counts_as_reply]
    by_person = sum(bool(r.effective.corrected) for r in replies)
    return Decided(len(replies) - by_person, by_person)


def chosen(respondent: Respondent, stance: Stance) -> tuple[TopicId, ...]:
    """The topics on which a respondent takes a stance."""
    return tuple(v.topic for v in respondent.views if v.stance is stance)


def topics_in_words(consultation: Consultation, topics: Iterable[TopicId]) -> str:
    """The topics by their numbers in the letter: "2.2.c, 2.2.g"; one that the letter has not is named as it came."""
    order: dict[str, int] = {t.id: at for at, t in enumerate(consultation.topics)}
    return ", ".join(sorted(topics, key=lambda t: (order.get(t, len(order)), t)))


def displacement(results: Results, list_id: ListId) -> tuple[tuple[TopicId, Figure], ...]:
    """How many respondents on the list would replace each topic of a list by a proposal of their own."""
    said: dict[TopicId, dict[str, Voice]] = {t.id: {} for t in results.consultation.topics_of(list_id)}
    for idea in results.ideas:
        for topic in idea.replaces:
            if topic in said:
                said[topic] |= {v.ref: v for v in idea.by if v.ref is not None}
    of = len(results.respondents)
    return tuple((topic, Figure(tuple(voices.values()), of)) for topic, voices in said.items())
