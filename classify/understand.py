"""Everything about one mail: from a parsed message to an analysis with its proof. Pure once the models are loaded."""

from classify.analysis import Analysis, Answer, AnswerStatus, Kind
from classify.answers import answers_of
from classify.flags import read_flags
from classify.kind import Views, decide_kind
from classify.mentions import MentionFinder
from classify.models import Fields, Models, load_models
from classify.proposals import proposals_of
from classify.ranks import ranks_of
from classify.reading import Labelled, draft_of, judge, label_questions
from classify.review import Outcome, reasons_for
from classify.roles import OUTSIDE
from classify.stakeholder import find_stakeholders
from classify.views import views_of
from config.consultation import Consultation
from ingest.message import UNREAD, ParsedMessage

RULES = "3"
"""Raised with every change of the rules; with the models' version it names an analysis."""


class Reader:
    """Makes every decision about a mail, without asking whether a person should look."""

    def __init__(self, consultation: Consultation, fields: Fields, finder: MentionFinder | None = None) -> None:
        self._consultation = consultation
        self._fields = fields
        self._finder = finder or MentionFinder(consultation)

    def read(self, message: ParsedMessage) -> Outcome:
        """Every decision with how sure it is; only a reply with a view has answers, topics and proposals."""
        consultation, fields = self._consultation, self._fields
        draft = draft_of(message, consultation, self._finder)
        labelled = label_questions(draft, consultation, self._finder, fields.questions)
        kind = decide_kind(message, consultation, _found(labelled))
        stakeholders = find_stakeholders(message, consultation, kind.value)
        if kind.value is not Kind.RESPONSE:
            absent = tuple(Answer(q.id, AnswerStatus.ABSENT, "", (), 1.0) for q in consultation.questions)
            return Outcome(kind, stakeholders, labelled, (), absent, (), (), 1.0)
        judged = judge(labelled, consultation, fields.stances, fields.stance_texts)
        ranks, rank_certainty = ranks_of(judged, fields.ranks)
        topics = views_of(judged, ranks, consultation)
        return Outcome(
            kind=kind,
            stakeholders=stakeholders,
            labelled=labelled,
            judged=judged,
            answers=answers_of(message, labelled, consultation),
            topics=topics,
            proposals=proposals_of(labelled, judged, topics, consultation, fields.titles),
            rank_certainty=rank_certainty,
        )


class Understanding:
    """Reads mails of one consultation. Loading the models takes a second; reading a mail, milliseconds."""

    def __init__(self, consultation: Consultation, models: Models | None = None) -> None:
        """Raises ModelError where the trained models are missing."""
        models = models or load_models()
        self._consultation = consultation
        self._review = models.review
        self._reader = Reader(consultation, models.fields)
        self.version = f"{RULES}.{models.version}"

    def analyse(self, message: ParsedMessage) -> Analysis:
        """What a mail says, with the reasons why a person should look, if any."""
        outcome = self._reader.read(message)
        reasons, _ = reasons_for(outcome, self._review)
        return Analysis(
            archive_id=message.archive_id,
            rules_version=self.version,
            kind=outcome.kind,
            stakeholders=outcome.stakeholders,
            answers=outcome.answers,
            topics=outcome.topics,
            proposals=outcome.proposals,
            flags=read_flags(message, self._consultation, outcome.kind.value),
            review=(*(p for p in message.problems if UNREAD in p), *reasons),
        )


def _found(labelled: Labelled) -> Views:
    """Whether any unit gives a view, and how surely; only to decline is no view."""
    sure = [
        c for c, name in zip(labelled.certainty, labelled.labels, strict=True) if name != OUTSIDE and name[-1] != "-"
    ]
    best = max(sure, default=0.0)
    return Views(best >= _A_VIEW, best)


_A_VIEW = 0.5
