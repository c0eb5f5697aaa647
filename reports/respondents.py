"""What each respondent said, over all their mails: counted once, a later mail correcting the earlier topic by topic."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from operator import is_

from classify.analysis import Answer, AnswerStatus, Kind, Proposal, TopicView
from config.consultation import Consultation, QuestionId, Ref, TopicId
from ingest.message import ArchiveId
from reports.deadline import end_of
from reports.figure import Voice
from reports.reading import Reading, not_withdrawn
from reports.standing import Standing
from reports.status import LineStatus, Status

_LOOKED_AT = {"review", "split"}
"""Words of a person that are about all of a mail, whichever field is asked for."""


@dataclass(frozen=True, slots=True)
class Said:
    """Where a thing was said: the mail (with what is joined to it), and whether a person decided or confirmed it."""

    mails: tuple[ArchiveId, ...]
    by_person: bool


@dataclass(frozen=True, slots=True)
class Respondent:
    """One who gave a view. `ref` is None for one who is not on the list; `mails` are those the position rests on.

    `said` tells of each field, by its path (`answers.Q1`, `topics.2.2.c`, `proposals.Q2`), which mail it stands in.
    `waits` is whether a mail of theirs waits for a person, `spoken_for_by` the collective line that replied for them.
    """

    ref: Ref | None
    name: str
    group: str
    first_at: datetime
    answers: tuple[Answer, ...]
    views: tuple[TopicView, ...]
    proposals: tuple[Proposal, ...]
    mails: tuple[ArchiveId, ...]
    confidential: bool = False
    late: bool = False
    waits: bool = False
    spoken_for_by: Ref | None = None
    said: Mapping[str, Said] = field(default_factory=dict)
    _voices: dict[str, Voice] = field(default_factory=dict, init=False, repr=False, compare=False)

    def status(self, question: QuestionId) -> AnswerStatus:
        """What they do with a question."""
        return next((a.status for a in self.answers if a.question == question), AnswerStatus.ABSENT)

    def view(self, topic: TopicId) -> TopicView | None:
        """What they think of a topic; None where they do not name it."""
        return next((v for v in self.views if v.topic == topic), None)

    def voice(self, path: str = "") -> Voice:
        """Them as they stand behind a figure: with the mail that has the field of this path, or with all of theirs."""
        voice = self._voices.get(path)
        if voice is None:  # many figures ask for the same one
            voice = self._voices[path] = self._voice(path)
        return voice

    def _voice(self, path: str) -> Voice:
        said = self.said.get(path) or Said(self.mails, any(s.by_person for s in self.said.values()))
        return Voice(
            self.ref,
            self.name,
            self.group,
            said.mails,
            self.late,
            said.by_person,
            self.waits,
            self.confidential,
            self.spoken_for_by,
        )


class KeptRespondents:
    """The respondents, kept up: a line's mails are put together again only where it or one of them has changed."""

    def __init__(self) -> None:
        self._consultation: Consultation | None = None
        self._known: dict[Ref, tuple[tuple[object, ...], Respondent]] = {}

    def find(self, status: Status, readings: Sequence[Reading]) -> tuple[Respondent, ...]:
        """Everyone who gave a view by then: lines that are asked, in the letter's order, then those not on the list.

        Who has given a view, and by which mails, is as the status has it: each body of a joint reply is a respondent,
        and a collective line speaks for its members, except for those who have spoken themselves. May be asked from
        several threads at once.
        """
        before = self._known if self._consultation is status.consultation else {}
        known: dict[Ref, tuple[tuple[object, ...], Respondent]] = {}
        by_mail = {r.archive_id: r for r in readings}
        doubtful = {w.archive_id for w in status.waiting}
        for line in status.asked:
            if line.standing not in (Standing.REPLIED, Standing.REPLIED_LATE):
                continue
            ref, waits = line.stakeholder.ref, not doubtful.isdisjoint(line.mails)
            made_of = (line, waits, *(by_mail.get(mail) for mail in (*line.decided_by, *line.mails)))
            kept = before.get(ref)
            same = kept is not None and len(kept[0]) == len(made_of) and all(map(is_, kept[0], made_of))
            known[ref] = kept if kept and same else (made_of, _listed(status.consultation, line, by_mail, waits=waits))
        self._known, self._consultation = known, status.consultation
        return (*(respondent for _, respondent in known.values()), *_others(status, readings))


def _listed(
    consultation: Consultation, line: LineStatus, by_mail: Mapping[ArchiveId, Reading], *, waits: bool
) -> Respondent:
    who = line.stakeholder
    heard = [by_mail[mail] for mail in line.decided_by if mail in by_mail]
    own = [r.speaking_for(who.ref) for r in heard if who.ref in r.refs]
    above = who.member_of if not own else None
    said = own or [r.speaking_for(above) for r in heard if above]
    concerned = [by_mail[mail] for mail in line.mails if mail in by_mail]
    return replace(
        _merge(consultation, who.ref, who.label, who.group, said),
        confidential=any(r.speaking_for(who.ref).effective.analysis.flags.confidential for r in concerned),
        late=line.late,
        waits=waits,
        spoken_for_by=above,
    )


def _others(status: Status, readings: Sequence[Reading]) -> Iterator[Respondent]:
    listed = {s.ref for s in status.consultation.stakeholders}
    closes_at = end_of(status.consultation.deadline_on, status.consultation.zone)
    heard: dict[str, list[Reading]] = {}
    for reading in readings:
        if not listed.intersection(reading.refs):
            mail = reading.record.mail
            heard.setdefault(mail.from_address.lower() or mail.archive_id, []).append(reading)
    for address, mails in heard.items():
        own = list(_responses(mails))
        if own:
            name = own[0].record.mail.from_name or address
            yield replace(
                _merge(status.consultation, None, name, "", own),
                confidential=any(r.effective.analysis.flags.confidential for r in mails),
                late=own[0].received_at >= closes_at,
                waits=any(r.review or r.failure or r.unread for r in mails),
            )


def _responses(readings: Iterable[Reading]) -> Iterator[Reading]:
    """Those that give a view and have not been withdrawn since."""
    return (r for r in not_withdrawn(r for r in readings if r.kind.counts_as_reply) if r.kind is Kind.RESPONSE)


def _merge(consultation: Consultation, ref: Ref | None, name: str, group: str, mails: Sequence[Reading]) -> Respondent:
    counted = list(_after_last_fresh_start(mails))
    answers: dict[QuestionId, Answer] = {}
    views: dict[TopicId, TopicView] = {}
    proposals: dict[QuestionId, tuple[Proposal, ...]] = {}
    said: dict[str, Said] = {}
    for reading in counted:
        analysis = reading.effective.analysis
        spoken_to = {a.question for a in analysis.answers if a.status is not AnswerStatus.ABSENT}
        new = {a.question: a for a in analysis.answers if a.question in spoken_to or a.question not in answers}
        answers |= new
        views = _newer_views(consultation, views, analysis.topics)
        ideas = spoken_to | {p.question for p in analysis.proposals}
        for question in ideas:
            proposals[question] = tuple(p for p in analysis.proposals if p.question == question)
        said |= {path: _said(reading, path) for path in _paths(new, (v.topic for v in analysis.topics), ideas)}
    return Respondent(
        ref,
        name,
        group,
        mails[0].received_at,
        tuple(answers[q] for q in sorted(answers)),
        tuple(views[t] for t in sorted(views)),
        tuple(p for q in sorted(proposals) for p in proposals[q]),
        tuple(mail for r in counted for mail in r.mails),
        said=said,
    )


def _paths(answers: Iterable[str], topics: Iterable[str], proposals: Iterable[str]) -> Iterator[str]:
    yield from (f"answers.{q}" for q in answers)
    yield from (f"topics.{t}" for t in topics)
    yield from (f"proposals.{q}" for q in proposals)


def _said(reading: Reading, path: str) -> Said:
    field_ = "proposals" if path.startswith("proposals.") else path
    return Said(reading.mails, bool(reading.effective.corrected & {field_, *_LOOKED_AT}))


def _after_last_fresh_start(mails: Sequence[Reading]) -> Iterator[Reading]:
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
