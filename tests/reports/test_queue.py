"""What waits for a person, in which order, and why."""

from dataclasses import replace
from datetime import date

import pytest

from classify.analysis import Decision, Kind, Stance, TopicView
from classify.reasons import MISSED, ORDER
from config.consultation import Ref, TopicId
from ingest.message import ArchiveId
from reports.candidates import find_candidates
from reports.doubts import Stake, doubts_of
from reports.near_cut import close_to, near_the_cut
from reports.queue import done_on, make_queue, next_after, renew_queue
from reports.reading import Reading, read_each
from store.rows import MailRecord
from tests.reports.made import ANN, BOB, CAT, LIST, LONDON, TOPICS, consultation, line, london, mail, unread_mail

WHOLE = ("the whole of it is less certain than usual",)
NOW = london("11-22 12:00")
CLOSE = (TopicId("2.2.a"),)


def sure_of(
    record: MailRecord, kind: float = 0.95, who: float = 0.95, answer: float = 0.95, view: float = 0.95
) -> MailRecord:
    """The mail with each decision as sure as given."""
    analysis = record.analysis
    assert analysis
    changed = replace(
        analysis,
        kind=replace(analysis.kind, confidence=kind),
        stakeholders=replace(analysis.stakeholders, confidence=who),
        answers=tuple(replace(a, confidence=answer) for a in analysis.answers),
        topics=tuple(replace(v, confidence=view) for v in analysis.topics),
    )
    return replace(record, analysis=changed)


def waiting(at: str, ref: Ref = BOB, reasons: tuple[str, ...] = WHOLE, **sure: float) -> MailRecord:
    """A response with an answer and a view, all as sure as usual but for what is named."""
    made = mail(at, "response", ref, review=reasons, topics={"2.2.a": ("prefer", 1)}, answers={"Q1": "answered"})
    return sure_of(made, **sure)


def order_of(*records: MailRecord, close: tuple[TopicId, ...] = ()) -> list[str]:
    """The hours at which the mails of the queue came, in its order."""
    queue = make_queue(consultation(), read_each(records, NOW), close)
    return [f"{item.reading.received_at.astimezone(LONDON):%H}" for item in queue]


def test_what_would_be_most_wrong_comes_first() -> None:
    rank, stance, answer, kind, who, whole = (
        waiting("11-08 09:00", reasons=(ORDER,)),
        waiting("11-08 10:00", view=0.3),
        waiting("11-08 11:00", answer=0.8),
        waiting("11-08 12:00", kind=0.89),
        waiting("11-08 13:00", who=0.5),
        waiting("11-08 14:00"),
    )
    unread = unread_mail("11-08 15:00", "x@y.example")
    assert order_of(rank, stance, answer, kind, who, whole, unread) == ["15", "13", "12", "11", "10", "09", "14"]


def test_among_equals_a_statutory_consultee_or_a_topic_near_the_cut_comes_first() -> None:
    least_sure, statutory, near = (
        waiting("11-08 09:00", kind=0.3),
        waiting("11-08 10:00", ref=ANN, kind=0.8),
        waiting("11-08 11:00", kind=0.7),
    )
    assert order_of(least_sure, statutory, near) == ["10", "09", "11"]
    assert order_of(least_sure, statutory, near, close=CLOSE) == ["09", "11", "10"]


def test_among_the_rest_the_least_sure_comes_first_and_then_the_oldest() -> None:
    first, second, third = (
        waiting("11-08 11:00", answer=0.5),
        waiting("11-08 09:00", answer=0.7),
        waiting("11-08 10:00", answer=0.7),
    )
    assert order_of(third, second, first) == ["11", "09", "10"]


def test_only_what_waits_is_in_the_queue() -> None:
    """Neither what is sure, nor what a person has decided, nor what was set aside or came later."""
    assert (
        order_of(
            waiting("11-08 09:00", reasons=()),
            replace(
                waiting("11-08 10:00"),
                corrections=mail("11-08 10:00", "response", corrections=(("review", []),)).corrections,
            ),
            mail("11-08 11:00", "other", review=WHOLE, corrections=(("ignore", True),)),
            waiting("11-22 13:00"),
        )
        == []
    )


@pytest.mark.parametrize(
    ("prefer", "near"),
    [
        ((9, 8, 3, 2), ()),
        ((9, 4, 3, 2), ("2.2.b", "2.2.c")),
        ((4, 4, 3, 3), ("2.2.a", "2.2.b", "2.2.c", "2.2.d")),
        ((9, 3, 3, 2), ("2.2.b", "2.2.c", "2.2.d")),
        ((1, 1), ()),
    ],
)
def test_near_the_cut_is_what_one_view_could_take_over_it(prefer: tuple[int, ...], near: tuple[str, ...]) -> None:
    order = [(topic.id, number) for topic, number in zip(TOPICS, prefer, strict=False)]
    assert tuple(close_to(order, LIST.limit)) == near


def test_doubts_say_in_plain_words_what_is_unsure() -> None:
    record = waiting("11-08 09:00", reasons=(ORDER, MISSED, "“b” could be of more than one list"), kind=0.62, view=0.4)
    (reading,) = read_each([record], NOW)
    assert [(d.stake, d.path, d.words) for d in doubts_of(reading, consultation())] == [
        (Stake.STANDING, "kind", "Kind: response (62% sure)"),
        (Stake.STANCE, "topics", "A topic may be meant that was not counted"),
        (Stake.STANCE, "topics", "“b” could be of more than one list"),
        (Stake.STANCE, "topics.2.2.a", "2.2.a Topic A: prefer (40% sure)"),
        (Stake.RANK, "topics", "The order of the topics"),
    ]


def test_what_newer_rules_read_otherwise_is_in_doubt_by_its_field() -> None:
    record = mail("11-08 09:00", "response", BOB, corrections=(("kind", "holding"),))
    assert record.analysis
    words = tuple(replace(c, rules_version="1") for c in record.corrections)
    newer = replace(record.analysis, rules_version="2", kind=Decision(Kind.QUERY, 0.99))
    (reading,) = read_each([replace(record, analysis=newer, corrections=words, seen=(record.analysis,))], NOW)
    assert [(d.stake, d.path) for d in doubts_of(reading, consultation())] == [(Stake.STANDING, "kind")]


def queue_of_three() -> tuple[Reading, ...]:
    records = [waiting(f"11-08 {hour}:00", kind=sure) for hour, sure in (("09", 0.3), ("10", 0.4), ("11", 0.5))]
    return read_each(records, NOW)


def test_after_a_mail_comes_the_next_in_order_and_after_the_last_those_that_were_skipped() -> None:
    readings = queue_of_three()
    queue = make_queue(consultation(), readings)
    following = [next_after(queue, item.mail) for item in queue]
    assert [f.mail if f else None for f in following] == [queue[1].mail, queue[2].mail, queue[0].mail]
    assert next_after(queue, ArchiveId("another")) == queue[0]
    assert next_after(queue[:1], queue[0].mail) is None
    assert next_after((), queue[0].mail) is None


def test_done_today_are_the_mails_on_which_a_word_of_today_stands() -> None:
    from store.fields import UNDO
    from store.rows import Correction

    def said(record: MailRecord, field: str, value: object, at: str, by: str) -> Correction:
        return Correction(record.mail.archive_id, field, value, by, "", london(at))

    one, two, three = (mail(f"11-08 {hour}:00", "response") for hour in ("09", "10", "11"))
    one = replace(
        one,
        corrections=(said(one, "kind", "other", "11-22 09:00", "Ann"), said(one, "review", [], "11-22 09:00", "Ann")),
    )
    two = replace(
        two,
        corrections=(said(two, "kind", "other", "11-21 23:59", "Ann"), said(two, "review", [], "11-22 00:01", "Bob")),
    )
    three = replace(
        three,
        corrections=(
            said(three, "kind", "other", "11-22 09:00", "Bob"),
            said(three, "kind", UNDO, "11-22 09:01", "Bob"),
        ),
    )
    done = done_on(date(2024, 11, 22), (one, two, three), LONDON)
    assert (done.mails, done.by("Ann"), done.by("Bob"), done.by("Cat")) == (2, 1, 1, 0)


def test_candidates_are_told_with_why_they_come_to_mind() -> None:
    lines = (
        line(ANN, name="Ann Archer", email="ann@body.example"),
        line(BOB, name="Bob Baker", email="bob@body.example"),
        line(CAT, name="Catherine Cole", email="cat@elsewhere.example"),
    )
    record = mail("11-08 09:00", "response", ANN, sender="office@body.example")
    record = replace(record, mail=replace(record.mail, from_name="Cole, Catherine"))
    assert record.analysis
    found = find_candidates(record.mail, record.analysis, consultation(lines=lines))
    assert [(c.line.ref, c.why) for c in found] == [
        (CAT, "has a name like the sender's"),
        (BOB, "also writes from body.example"),
    ]
    public = replace(record.mail, from_address="office@gmail.com", from_name="X")
    elsewhere = (line(BOB, email="bob@gmail.com"),)
    assert find_candidates(public, record.analysis, consultation(lines=elsewhere)) == ()


def test_a_topic_near_the_cut_counts_only_where_it_is_in_doubt() -> None:
    record = waiting("11-08 09:00", answer=0.5)
    (item,) = make_queue(consultation(), read_each([record], NOW), CLOSE)
    assert item.near_cut == ()
    assert record.analysis
    views = (TopicView(TopicId("2.2.a"), Stance.PREFER, None, 0.5),)
    unsure = replace(record, analysis=replace(record.analysis, topics=views))
    (item,) = make_queue(consultation(), read_each([unsure], NOW), CLOSE)
    assert item.near_cut == ("2.2.a",)


def test_a_queue_that_is_renewed_is_the_queue_made_anew() -> None:
    """One mail is decided, one comes to wait for another reason, one is new."""
    first, second, third, fourth = queue_of_three() + read_each([waiting("11-08 12:00", who=0.35)], NOW)
    queue = make_queue(consultation(), (first, second, third))
    (changed,) = read_each([sure_of(second.record, answer=0.2)], NOW)
    gone = {second.archive_id, third.archive_id}
    renewed = renew_queue(queue, consultation(), gone, (changed, fourth))
    assert renewed == make_queue(consultation(), (first, changed, fourth))
    assert renewed != queue


def test_each_who_wrote_counts_once_at_the_cut_by_the_last_word() -> None:
    """Ann takes one topic back, and Bob writes twice; a holding reply and a mention prefer nothing."""
    a, b, c, d = "2.2.a", "2.2.b", "2.2.c", "2.2.d"
    prefer, oppose = ("prefer", None), ("oppose", None)
    records = (
        mail("11-08 09:00", "response", ANN, BOB, topics={a: prefer, b: prefer, c: prefer}),
        mail("11-08 10:00", "response", BOB, topics={a: prefer, b: prefer}),
        mail("11-08 11:00", "response", ANN, topics={c: oppose}),
        mail("11-08 12:00", "response", CAT, topics={a: prefer, b: prefer, d: ("mention", None)}),
        mail("11-08 13:00", "response", sender="new@x.example", topics={a: prefer, b: prefer}),
        mail("11-08 14:00", "holding", CAT, topics={d: prefer}),
    )
    assert near_the_cut(consultation(), read_each(records, NOW)) == frozenset()
    taken_back = mail("11-08 15:00", "response", CAT, BOB, topics={b: oppose})
    assert near_the_cut(consultation(), read_each((*records, taken_back), NOW)) == {b, c}
