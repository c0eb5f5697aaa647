"""Learning from corrections: fitted to mails that people have decided about, and tried on those that are held out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from classify.analysis import Kind
from classify.fitting import fit_layer, fit_sureness
from classify.heads import HUMAN_KINDS
from classify.learned import Learned
from classify.models import Models
from classify.review import Outcome, enough_for
from classify.understand import Reader
from config.consultation import Consultation, TopicId
from reports.learning_report import Part
from soundings.lessons import Lesson, stances_of

TURNS = 5
Fit = Callable[[Sequence[Lesson]], Learned]
Judge = Callable[[Lesson, Outcome], dict[str, bool]]
"""What an outcome decides of a lesson, by name, and whether each is right."""


@dataclass(frozen=True, slots=True)
class School:
    """Where lessons are learned: with the models that ship, which stay as they are."""

    consultation: Consultation
    models: Models

    def learn(self, lessons: Sequence[Lesson]) -> tuple[Learned, tuple[Part, ...]]:
        """What is worth being learned, from all lessons, and the scores of each thing on lessons held out."""
        learned, kinds = self._kinds(lessons, Learned(self.models.version))
        learned, stances = self._stances(lessons, learned)
        learned, sureness = _sureness(lessons, learned)
        return learned, (kinds, stances, sureness)

    def _kinds(self, lessons: Sequence[Lesson], learned: Learned) -> tuple[Learned, Part]:
        people = [x for x in lessons if x.truth.kind.value in HUMAN_KINDS and x.kind_logits is not None]

        def fit(some: Sequence[Lesson]) -> Learned:
            vectors = [x.page.units.mean(axis=0) for x in some]
            offsets = [logits for x in some if (logits := x.kind_logits) is not None]
            wanted = [HUMAN_KINDS.index(x.truth.kind.value) for x in some]
            return replace(learned, kinds=fit_layer(vectors, offsets, wanted))

        def judge(lesson: Lesson, outcome: Outcome) -> dict[str, bool]:
            return {"kind": outcome.kind.value is lesson.truth.kind.value}

        return self._tried("Kinds of mail", people, learned, fit, judge)

    def _stances(self, lessons: Sequence[Lesson], learned: Learned) -> tuple[Learned, Part]:
        replies = [x for x in lessons if x.truth.kind.value is x.outcome.kind.value is Kind.RESPONSE]

        def fit(some: Sequence[Lesson]) -> Learned:
            places = [place for x in some for place in x.places]
            if not places:
                return learned
            vectors, offsets, wanted = zip(*places, strict=True)
            return replace(learned, stances=fit_layer(vectors, offsets, wanted))

        def judge(lesson: Lesson, outcome: Outcome) -> dict[str, bool]:
            """Every topic that anybody has a stance on; one of which nobody says anything is no decision."""
            found, wanted, first = (stances_of(x) for x in (outcome, lesson.truth, lesson.outcome))
            return {topic: found.get(topic) == wanted.get(topic) for topic in found | wanted | first}

        return self._tried("Stances on topics", replies, learned, fit, judge)

    def _tried(
        self, name: str, lessons: Sequence[Lesson], learned: Learned, fit: Fit, judge: Judge
    ) -> tuple[Learned, Part]:
        """Fitted to four fifths of the lessons and tried on the rest, five times; and if that is better, to all."""
        first = [judge(x, x.outcome) for x in lessons]
        part = _part(name, [(right, right) for x in first for right in x.values()])
        if not part.enough:
            return learned, part
        pairs: list[tuple[bool, bool]] = []
        for turn in range(TURNS):
            reader = self._reader(fit([x for n, x in enumerate(lessons) if n % TURNS != turn]))
            for n in range(turn, len(lessons), TURNS):
                now = judge(lessons[n], reader.decide(lessons[n].message, lessons[n].draft, lessons[n].page))
                pairs += [(first[n].get(key, _was_silent(lessons[n], key)), right) for key, right in now.items()]
        part = _part(name, pairs)
        return (fit(lessons) if part.better else learned), part

    def _reader(self, learned: Learned) -> Reader:
        return Reader(self.consultation, self.models.encoder, self.models.heads, learned=learned)


def _was_silent(lesson: Lesson, topic: str) -> bool:
    """A topic that comes up only by what was learned was right before, where it has no stance."""
    return TopicId(topic) not in stances_of(lesson.truth)


def _sureness(lessons: Sequence[Lesson], learned: Learned) -> tuple[Learned, Part]:
    """How sure is sure enough here: right is to ask about a mail that is wrong, and about no other."""
    people = [x for x in lessons if x.outcome.kind.value in HUMAN_KINDS]
    truth = [x.machine_is_right for x in people]
    enough = [enough_for(x.outcome.kind.value) for x in people]
    first = [(x.right >= e) == right for x, e, right in zip(people, enough, truth, strict=True)]
    part = _part("What to look at", [(right, right) for right in first])
    if not part.enough:
        return learned, part
    pairs, unseen = [], 0
    for turn in range(TURNS):
        taught = [n for n in range(len(people)) if n % TURNS != turn]
        tried = replace(learned, sureness=fit_sureness([people[n].right for n in taught], [truth[n] for n in taught]))
        for n in range(turn, len(people), TURNS):
            is_sure = tried.sure(people[n].right) >= enough[n]
            pairs.append((first[n], is_sure == truth[n]))
            unseen += is_sure and first[n] and not truth[n]
    part = replace(_part(part.name, pairs), unseen=unseen)
    if not part.better:
        return learned, part
    return replace(learned, sureness=fit_sureness([x.right for x in people], truth)), part


def _part(name: str, pairs: Sequence[tuple[bool, bool]]) -> Part:
    """Out of whether each decision was right before, and after."""
    before, after = (sum(pair[n] for pair in pairs) for n in (0, 1))
    mended, spoiled = (sum(not was and now for was, now in pairs), sum(was and not now for was, now in pairs))
    return Part(name, len(pairs), len(pairs) - before, before, after, mended, spoiled)
