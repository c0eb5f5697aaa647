"""What each respondent said, over all their mails: counted once, a later mail correcting the earlier topic by topic."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from classify.analysis import Answer, AnswerStatus, Kind, Proposal, TopicView
from config.consultation import Consultation, QuestionId, Ref, TopicId
from ingest.message import ArchiveId
from reports.reading import Reading, not_withdrawn, read_mails
from store.rows import MailRecord


@dataclass(frozen=True, slots=True)
class Respondent:
    """One who gave a view. `ref` is None for one who is not on the list; `mails` are those the position rests on."""

    ref: Ref | None
    name: str
    group: str
    first_at: datetime
    answers: tuple[Answer, ...]
    views: tuple[TopicView, ...]
    proposals: tuple[Proposal, ...]
    mails: tuple[ArchiveId, ...]
    confidential: bool

    def status(self, question: QuestionId) -> AnswerStatus:
        """What they do with a question."""
        return next((a.status for a in self.answers if a.question == question), AnswerStatus.ABSENT)

    def view(self, topic: TopicId) -> TopicView | None:
        """What they think of a topic; None where they do not name it."""
        return next((v for v in self.views if v.topic == topic), None)


def find_respondents(
    consultation: Consultation, mails: Iterable[MailRecord], as_of: datetime
) -> tuple[Respondent, ...]:
    """Everyone who gave a view by then: lines of the list in the letter's order, then those not on it by time.

    Each body of a joint reply is a respondent; so is a collective line, once, where one mail speaks for all of it.
    """
    readings = read_mails(mails, as_of)
    listed = {s.ref for s in consultation.stakeholders}
    found = []
    for stakeholder in consultation.stakeholders:
        own = list(_responses(r.speaking_for(stakeholder.ref) for r in readings if stakeholder.ref in r.refs))
        if own:
            found.append(_merge(consultation, stakeholder.ref, stakeholder.label, stakeholder.group, own))
    others: dict[str, list[Reading]] = {}
    for reading in readings:
        if not listed.intersection(reading.refs):
            mail = reading.record.mail
            others.setdefault(mail.from_address.lower() or mail.archive_id, []).append(reading)
    for address, heard in others.items():
        own = list(_responses(heard))
        if not own:
            continue
        found.append(_merge(consultation, None, own[0].record.mail.from_name or address, "", own))
    return tuple(found)


def _responses(readings: Iterable[Reading]) -> Iterator[Reading]:
    """Those that give a view and have not been withdrawn since."""
    return (r for r in not_withdrawn(r for r in readings if r.kind.counts_as_reply) if r.kind is Kind.RESPONSE)


def _merge(consultation: Consultation, ref: Ref | None, name: str, group: str, mails: list[Reading]) -> Respondent:
    counted = list(_after_last_fresh_start(mails))
    answers: dict[QuestionId, Answer] = {}
    views: dict[TopicId, TopicView] = {}
    proposals: dict[QuestionId, tuple[Proposal, ...]] = {}
    for reading in counted:
        analysis = reading.effective.analysis
        spoken_to = {a.question for a in analysis.answers if a.status is not AnswerStatus.ABSENT}
        answers |= {a.question: a for a in analysis.answers if a.question in spoken_to or a.question not in answers}
        views = _newer_views(consultation, views, analysis.topics)
        for question in spoken_to | {p.question for p in analysis.proposals}:
            proposals[question] = tuple(p for p in analysis.proposals if p.question == question)
    return Respondent(
        ref,
        name,
        group,
        mails[0].received_at,
        tuple(answers[q] for q in sorted(answers)),
        tuple(views[t] for t in sorted(views)),
        tuple(p for q in sorted(proposals) for p in proposals[q]),
        tuple(mail for r in counted for mail in r.mails),
        any(r.effective.analysis.flags.confidential for r in mails),
    )


def _after_last_fresh_start(mails: list[Reading]) -> Iterator[Reading]:
    """From the last mail that says it stands in place of all before it."""
    starts = [at for at, reading in enumerate(mails) if reading.effective.analysis.flags.supersedes]
    yield from mails[starts[-1] if starts else 0 :]


def _newer_views(
    consultation: Consultation, earlier: dict[TopicId, TopicView], later: tuple[TopicView, ...]
) -> dict[TopicId, TopicView]:
    """Topic by topic; where the later mail gives an order within a list, the earlier order of that list is over."""
    list_of = {t.id: t.list_id for t in consultation.topics}
    reordered = {list_of.get(v.topic) for v in later if v.rank is not None}
    kept = {t: _unranked(v) if list_of.get(t) in reordered else v for t, v in earlier.items()}
    return kept | {v.topic: v for v in later}


def _unranked(view: TopicView) -> TopicView:
    return TopicView(view.topic, view.stance, None, view.confidence, view.evidence)
