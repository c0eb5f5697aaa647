"""Everything about one mail: from a parsed message to an analysis with its proof. Pure once the models are loaded."""

from classify.analysis import Analysis, Answer, AnswerStatus, Kind
from classify.answers import answers_of
from classify.authenticity import doubts_about_sender
from classify.encoder import Encoder
from classify.flags import read_flags
from classify.heads import Heads
from classify.kind import Views, decide_kind
from classify.learned import Learned
from classify.mentions import MentionFinder
from classify.models import Models, load_models
from classify.network import Network
from classify.page import Page, read_page
from classify.proposals import proposals_of
from classify.ranks import ranks_of
from classify.reading import Draft, Labelled, by_rule, draft_of, judge, label_questions, with_whole
from classify.review import Outcome, reasons_for
from classify.roles import OUTSIDE
from classify.sheet import entries_of, sheet_of
from classify.stakeholder import find_stakeholders
from classify.units import doubts_about_length
from classify.verdicts import verdicts_of
from classify.views import views_of
from config.consultation import Consultation
from ingest.message import UNREAD, ParsedMessage

RULES = "5"
"""Raised with every change of the rules; with the models' version it names an analysis."""


class Reader:
    """Makes every decision about a mail, without asking whether a person should look."""

    def __init__(
        self,
        consultation: Consultation,
        encoder: Encoder,
        heads: Heads,
        finder: MentionFinder | None = None,
        learned: Learned | None = None,
    ) -> None:
        self._consultation = consultation
        self._encoder = encoder
        self._learned = learned
        self._network = Network(consultation, encoder, heads)
        self._finder = finder or MentionFinder(consultation)
        self._sheet = sheet_of(entries_of(consultation), encoder.words.marks, encoder.words.tokenise)

    def read(self, message: ParsedMessage) -> Outcome:
        """Every decision about a mail, with how sure it is."""
        return self.decide(message, *self.open(message))

    def open(self, message: ParsedMessage) -> tuple[Draft, Page]:
        """What the rules know of a mail, and its words as the encoder reads them."""
        draft = draft_of(message, self._consultation, self._finder)
        return draft, read_page(draft.units, draft.raw, draft.scenes, self._consultation, self._encoder, self._sheet)

    def decide(self, message: ParsedMessage, draft: Draft, page: Page) -> Outcome:
        """Every decision out of these; only a reply with a view has answers, topics and proposals."""
        consultation, network = self._consultation, self._network
        labelled = label_questions(draft, page, network, self._finder)
        sounds_like = network.kinds(page)
        kind = decide_kind(message, consultation, _found(labelled), sounds_like)
        if self._learned:
            kind = self._learned.kind(kind, sounds_like, page)
        stakeholders = find_stakeholders(message, consultation, kind.value)
        if kind.value is not Kind.RESPONSE:
            absent = tuple(Answer(q.id, AnswerStatus.ABSENT, "", (), 1.0) for q in consultation.questions)
            return Outcome(kind, stakeholders, labelled, (), absent, (), (), 1.0, sounds_like)
        by_words = judge(labelled, consultation, network)
        whole = network.whole(page, by_rule(by_words))
        judged = with_whole(by_words, labelled, whole, consultation, network)
        verdicts = verdicts_of(judged, whole, self._learned.stances if self._learned else None)
        ranks, rank_certainty = ranks_of(judged, verdicts, whole, network.heads)
        topics = views_of(judged, verdicts, ranks, consultation)
        return Outcome(
            kind=kind,
            stakeholders=stakeholders,
            labelled=labelled,
            judged=judged,
            verdicts=verdicts,
            answers=answers_of(message, labelled, consultation),
            topics=topics,
            proposals=proposals_of(labelled, judged, topics, consultation, network.heads),
            rank_certainty=rank_certainty,
            sounds_like=sounds_like,
        )


class Understanding:
    """Reads mails of one consultation. Loading the models takes a second; reading a mail, milliseconds."""

    def __init__(
        self, consultation: Consultation, models: Models | None = None, learned: Learned | None = None
    ) -> None:
        """`learned` is what this installation has learned of these models. Raises ModelError where they are missing."""
        models = models or load_models()
        self._consultation = consultation
        self._review = models.review
        self._learned = learned
        self._reader = Reader(consultation, models.encoder, models.heads, learned=learned)
        self.version = f"{RULES}.{models.version}" + (f".{learned.version}" if learned else "")

    def __reduce__(self) -> tuple[type["Understanding"], tuple[Consultation, None, Learned | None]]:
        """Without the models, which are loaded again wherever it goes: another machine has them installed."""
        return Understanding, (self._consultation, None, self._learned)

    def analyse(self, message: ParsedMessage) -> Analysis:
        """What a mail says, with the reasons why a person should look, if any."""
        outcome = self._reader.read(message)
        reasons, _ = reasons_for(outcome, self._review, self._learned)
        return Analysis(
            archive_id=message.archive_id,
            rules_version=self.version,
            kind=outcome.kind,
            stakeholders=outcome.stakeholders,
            answers=outcome.answers,
            topics=outcome.topics,
            proposals=outcome.proposals,
            flags=read_flags(message, self._consultation, outcome.kind.value),
            review=(
                *(p for p in message.problems if UNREAD in p),
                *doubts_about_sender(message, self._consultation),
                *doubts_about_length(message, outcome.labelled.draft.units),
                *reasons,
            ),
        )


def _found(labelled: Labelled) -> Views:
    """Whether any unit gives a view, and how surely; only to decline is no view."""
    sure = [
        c for c, name in zip(labelled.certainty, labelled.labels, strict=True) if name != OUTSIDE and name[-1] != "-"
    ]
    best = max(sure, default=0.0)
    return Views(best >= _A_VIEW, best)


_A_VIEW = 0.5
