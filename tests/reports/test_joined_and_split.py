"""A mail that speaks for two in different ways, and two mails that are one reply."""

from dataclasses import replace
from datetime import UTC, date, datetime

from config.consultation import Ref
from reports.respondents import Respondent
from reports.results import make_results
from reports.status import LineStatus, make_status
from store.rows import MailRecord
from tests.reports.made import ANN, BOB, consultation, london, mail

THEN = london("12-20 12:00")


def line(ref: Ref, mails: list[MailRecord]) -> LineStatus:
    found = make_status(consultation(), mails, (), THEN)
    return next(x for x in found.lines if x.stakeholder.ref == ref)


def respondent(ref: Ref, mails: list[MailRecord]) -> Respondent:
    return next(r for r in make_results(consultation(), mails, (), THEN).respondents if r.ref == ref)


def test_what_a_joint_reply_says_for_one_alone_is_told_apart() -> None:
    apart = {"bob": {"topics.2.2.a": {"stance": "oppose"}, "topics.2.2.b": {"stance": "prefer", "rank": 1}}}
    joint = mail(
        "11-18 09:00", "response", ANN, BOB, topics={"2.2.a": ("prefer", None)}, corrections=(("split", apart),)
    )
    assert [(v.topic, v.stance) for v in respondent(ANN, [joint]).views] == [("2.2.a", "prefer")]
    assert [(v.topic, v.stance) for v in respondent(BOB, [joint]).views] == [("2.2.a", "oppose"), ("2.2.b", "prefer")]


def test_one_of_two_may_have_nothing_to_say() -> None:
    joint = mail("11-18 09:00", "response", ANN, BOB, corrections=(("split", {"bob": {"kind": "nil_response"}}),))
    assert line(ANN, [joint]).standing == "replied"
    assert line(BOB, [joint]).standing == "nothing_to_say"


def test_two_mails_joined_are_one_reply_that_came_with_the_first() -> None:
    """An empty mail in time, its attachment sent after the deadline by an unknown hand."""
    empty = mail("11-22 16:00", "other", ANN)
    late = mail("11-25 09:00", "response", topics={"2.2.c": ("prefer", 1)})
    assert line(ANN, [empty, late]).standing == "no_reply"
    joined = replace(
        late, corrections=mail("11-25 09:00", "response", corrections=(("joined", empty.mail.archive_id),)).corrections
    )
    found = line(ANN, [empty, joined])
    assert (found.standing, found.replied_at) == ("replied", london("11-22 16:00"))
    assert found.decided_by == (empty.mail.archive_id, late.mail.archive_id)
    assert [v.topic for v in respondent(ANN, [empty, joined]).views] == ["2.2.c"]


def test_mails_joined_in_a_ring_are_one_reply_still() -> None:
    first, second = mail("11-18 09:00", "response", ANN), mail("11-19 09:00", "response", BOB)
    ring = [
        replace(a, corrections=mail(w, "response", corrections=(("joined", b.mail.archive_id),)).corrections)
        for a, b, w in ((first, second, "11-18 10:00"), (second, first, "11-19 10:00"))
    ]
    assert line(BOB, ring).replied_at == london("11-18 09:00")


def test_answers_of_joined_mails_stand_beside_each_other() -> None:
    first = mail("11-18 09:00", "response", ANN, answers={"Q1": "answered", "Q2": "absent"})
    second = mail("11-19 09:00", "response", ANN, answers={"Q1": "answered", "Q2": "none"})
    word = mail("11-19 10:00", "response", corrections=(("joined", first.mail.archive_id),)).corrections
    found = respondent(ANN, [first, replace(second, corrections=word)])
    assert [(a.question, a.status, a.text) for a in found.answers] == [
        ("Q1", "answered", "words\n\nwords"),
        ("Q2", "none", "words"),
    ]


def test_an_answered_question_is_a_question_no_longer() -> None:
    asked = mail("11-18 09:00", "query", BOB, corrections=(("handled", True),))
    assert line(BOB, [asked]).standing == "no_reply"
    promised = mail("11-17 09:00", "holding", BOB, promised_on=date(2024, 12, 1))
    assert line(BOB, [promised, asked]).standing == "will_reply"


def test_an_extension_is_not_known_before_it_is_granted() -> None:
    from store.rows import Extension

    granted = Extension(ANN, date(2024, 11, 29), "lead", datetime(2024, 11, 18, tzinfo=UTC))
    for at, standing in (("11-17 23:59", "no_reply"), ("11-18 00:00", "will_reply")):
        found = make_status(consultation(), [], (granted,), london(at))
        assert next(x for x in found.lines if x.stakeholder.ref == ANN).standing == standing
