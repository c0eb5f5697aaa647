"""A manner of speaking that people read otherwise than the models: what is learned holds for a topic never seen."""

from dataclasses import replace

from classify.analysis import Stance
from classify.models import load_models
from classify.review import reasons_for
from classify.understand import Reader, Understanding
from config.consultation import Topic
from ingest.parse import parse
from soundings.learning import School
from soundings.lessons import Lesson, stances_of
from tests.soundings.test_learning import HERE, mail_of

MODELS = load_models()
POLITE = (
    "We see the case for {}, though others come first.",
    "There is a case for {}, though others come first.",
    "We do see a case for {}, although others come before it.",
)
PLAIN = ("We would choose {}.", "Our first choice is {}.", "{} should come first.")


def words_of(topic: Topic, manner: str) -> bytes:
    return mail_of(0, f"Q1: {manner.format(topic.title)}")


def lesson(topic: Topic, manner: str, wanted: Stance) -> Lesson:
    """A reply of one sentence, with the stance that a person gave it or left."""
    reader = Reader(HERE, MODELS.encoder, MODELS.heads)
    message = parse(words_of(topic, manner), HERE.letter)
    draft, page = reader.open(message)
    outcome = reader.decide(message, draft, page)
    analysis = Understanding(HERE, MODELS).analyse(message)
    views = tuple(replace(view, stance=wanted) for view in analysis.topics)
    return Lesson(
        message, draft, page, outcome, reasons_for(outcome, MODELS.review)[1], replace(analysis, topics=views)
    )


def test_a_manner_of_speaking_is_learned_and_held_out_topics_show_it() -> None:
    *taught, held_out = HERE.topics_of(HERE.lists[0].id)
    lessons = [
        lesson(topic, manner, stance)
        for topic in taught
        for manners, stance in ((POLITE, Stance.MENTION), (PLAIN, Stance.PREFER))
        for manner in manners
    ]
    learned, parts = School(HERE, MODELS).learn(lessons)
    part = next(p for p in parts if p.name == "Stances on topics")
    assert part.better, part
    assert part.after > part.before
    assert learned.stances
    assert learned.kinds is None
    before, after = (stances_on(held_out, Understanding(HERE, MODELS, x)) for x in (None, learned))
    assert after[: len(POLITE)].count("mention") > before[: len(POLITE)].count("mention")
    assert after[len(POLITE) :] == before[len(POLITE) :] == ["prefer"] * len(PLAIN)


def stances_on(topic: Topic, reader: Understanding) -> list[str | None]:
    """What is read in each manner of speaking of it, the polite ones first."""
    mails = (parse(words_of(topic, manner), HERE.letter) for manner in (*POLITE, *PLAIN))
    return [stances_of(reader.analyse(mail)).get(topic.id) for mail in mails]
