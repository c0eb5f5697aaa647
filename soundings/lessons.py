"""The mails that people have decided about, as the models that ship read them and as they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from classify.analysis import Analysis
from classify.encoder import Vectors
from classify.heads import STANCES
from classify.learned import kind_logits
from classify.models import Models
from classify.page import Page
from classify.reading import Draft, Judged
from classify.review import Outcome, reasons_for
from classify.understand import Reader
from classify.verdicts import logits_of, places_by_topic, surest_words
from config.consultation import TopicId
from ingest.message import ParsedMessage
from ingest.parse import parse
from soundings.bootstrap import Office
from soundings.progress import Progress
from store.overlay import overlay
from store.rows import MailRecord
from store.words import live_words

Place = tuple[Vectors, Vectors, int]
"""Where a topic is spoken of: its vectors, the logits of each stance that ship, and the number of the stance it has."""

_APART = {"ignore", "joined", "split"}


@dataclass(frozen=True, slots=True)
class Lesson:
    """A mail that a person has decided about. `right` is how likely all of it is, by the field that ships."""

    message: ParsedMessage
    draft: Draft
    page: Page
    outcome: Outcome
    right: float
    truth: Analysis

    @property
    def machine_is_right(self) -> bool:
        """Whether kind, lines, answers and stances are all as the person has them or left them."""
        found = (self.outcome.kind.value, frozenset(self.outcome.stakeholders.value), stances_of(self.outcome))
        wanted = (self.truth.kind.value, frozenset(self.truth.stakeholders.value), stances_of(self.truth))
        return found == wanted and _answers(self.outcome) == _answers(self.truth)

    @property
    def kind_logits(self) -> Vectors | None:
        """Of each human kind; None where there are no words, or a machine wrote them."""
        return kind_logits(self.outcome.kind, self.outcome.sounds_like) if len(self.page.units) else None

    @property
    def places(self) -> tuple[Place, ...]:
        """Where topics are spoken of, the surest words of each, with the stance that a person gave or left."""
        found = (self._place(topic, places) for topic, places in places_by_topic(self.outcome.judged).items())
        return tuple(place for place in found if place is not None)

    def _place(self, topic: TopicId, places: Sequence[Judged]) -> Place | None:
        stance, machine = stances_of(self.truth).get(topic), stances_of(self.outcome).get(topic)
        logits = logits_of(self.outcome.verdicts[topic])
        if stance is None or (machine == stance and STANCES[int(logits.argmax())] != stance):
            return None
        return surest_words(places), logits, STANCES.index(stance)


def find_truth(record: MailRecord) -> Analysis | None:
    """What a person has decided of a mail, and the rest as they saw and left it.

    None where nobody has looked, or it is set aside, joined to another or told apart by its lines.
    """
    words = live_words(record.corrections)
    if record.analysis is None or not words.keys() - {"handled"} or _APART & words.keys():
        return None
    seen = {a.rules_version: a for a in (record.analysis, *record.seen)}
    last = max(words.values(), key=lambda word: word.at)
    return overlay(seen.get(last.rules_version, record.analysis), record.corrections).analysis


def take_lessons(
    office: Office, records: Iterable[MailRecord], models: Models, progress: Progress
) -> tuple[Lesson, ...]:
    """Every mail that a person has decided about, in the order of its digest, which says nothing of it."""
    found = ((record.mail.archive_id, find_truth(record)) for record in records)
    wanted = sorted(((mail, truth) for mail, truth in found if truth is not None), key=lambda pair: pair[0])
    reader = Reader(office.consultation, models.encoder, models.heads)
    lessons = []
    for number, (mail, truth) in enumerate(wanted, 1):
        message = parse(office.archive.load(mail), office.consultation.letter)
        draft, page = reader.open(message)
        outcome = reader.decide(message, draft, page)
        lessons.append(Lesson(message, draft, page, outcome, reasons_for(outcome, models.review)[1], truth))
        progress("read", number, len(wanted))
    return tuple(lessons)


def stances_of(said: Outcome | Analysis) -> dict[TopicId, str]:
    """The stance on each topic on which there is one."""
    return {view.topic: str(view.stance) for view in said.topics}


def _answers(said: Outcome | Analysis) -> dict[str, str]:
    return {answer.question: str(answer.status) for answer in said.answers}
