"""What respondents said, counted."""

from datetime import UTC, datetime
from typing import Any

from classify.analysis import AnswerStatus, Proposal
from config.consultation import Consultation, QuestionId, TopicId
from reports.respondents import Respondent
from reports.results import Results, make_results
from reports.summary_report import make_summary_report
from store.rows import MailRecord
from tests.reports.made import ANN, BOB, CAT, TEAM, TIM, TOM, consultation, london, mail

NOW = london("12-01 12:00")


def views(**topics: Any) -> dict[str, tuple[str, int | None]]:
    """`a="prefer"`, `b=("prefer", 1)`."""
    return {f"2.2.{t}": v if isinstance(v, tuple) else (v, None) for t, v in topics.items()}


def proposal(title: str, question: str = "Q2", **more: Any) -> Proposal:
    values: dict[str, Any] = {"supporting": "it rose", "priority": None, "replaces": (), "confidence": 0.9} | more
    return Proposal(QuestionId(question), title, **values)


def respondents(*mails: MailRecord) -> tuple[Respondent, ...]:
    found = summary(*mails)
    return (*found.respondents, *found.others)


def summary(*mails: MailRecord) -> Results:
    return make_results(consultation(), mails, (), NOW)


def test_a_later_mail_corrects_the_earlier_topic_by_topic() -> None:
    (ann,) = respondents(
        mail("11-18 09:00", "response", ANN, topics=views(a="prefer", b="oppose"), answers={"Q1": "answered"}),
        mail("11-19 09:00", "response", ANN, topics=views(b="prefer", c="mention"), answers={"Q1": "absent"}),
    )
    assert {v.topic: str(v.stance) for v in ann.views} == {"2.2.a": "prefer", "2.2.b": "prefer", "2.2.c": "mention"}
    assert ann.status(QuestionId("Q1")) is AnswerStatus.ANSWERED
    assert len(ann.mails) == 2


def test_a_later_order_ends_the_earlier_one() -> None:
    (ann,) = respondents(
        mail("11-18 09:00", "response", ANN, topics=views(a=("prefer", 1), b=("prefer", 2))),
        mail("11-19 09:00", "response", ANN, topics=views(c=("prefer", 1))),
    )
    assert {v.topic: v.rank for v in ann.views} == {"2.2.a": None, "2.2.b": None, "2.2.c": 1}


def test_a_mail_in_place_of_all_before_it_stands_alone() -> None:
    (ann,) = respondents(
        mail("11-18 09:00", "response", ANN, topics=views(a="prefer"), proposals=(proposal("one"),)),
        mail("11-19 09:00", "response", ANN, topics=views(b="prefer"), supersedes=True),
    )
    assert [v.topic for v in ann.views] == ["2.2.b"]
    assert ann.proposals == ()
    assert ann.first_at == london("11-18 09:00")


def test_a_later_answer_replaces_that_question_s_proposals_alone() -> None:
    first = mail("11-18 09:00", "response", ANN, proposals=(proposal("one"), proposal("two", "Q4")))
    (ann,) = respondents(first, mail("11-19 09:00", "response", ANN, answers={"Q2": "none"}))
    assert [p.title for p in ann.proposals] == ["two"]
    (ann,) = respondents(first, mail("11-19 09:00", "response", ANN, topics=views(a="prefer")))
    assert [p.title for p in ann.proposals] == ["one", "two"]


def test_each_body_of_a_joint_reply_counts_and_a_collective_line_speaks_for_its_members_as_in_the_status() -> None:
    found = respondents(mail("11-18 09:00", "response", BOB, ANN), mail("11-19 09:00", "response", TEAM))
    assert [(r.ref, r.spoken_for_by) for r in found] == [(ANN, None), (BOB, None), (TIM, TEAM), (TOM, TEAM)]


def test_a_member_who_has_spoken_is_not_spoken_for() -> None:
    (tim, tom) = respondents(
        mail("11-18 09:00", "response", TIM, topics=views(a="prefer")),
        mail("11-19 09:00", "response", TEAM, topics=views(b="prefer")),
    )
    assert ([v.topic for v in tim.views], tim.spoken_for_by) == (["2.2.a"], None)
    assert ([v.topic for v in tom.views], tom.spoken_for_by) == (["2.2.b"], TEAM)


def test_one_who_is_not_on_the_list_is_one_respondent_however_often_they_write() -> None:
    found = respondents(
        mail("11-18 09:00", "response", sender="Eve@x.example"), mail("11-19 09:00", "response", sender="eve@x.example")
    )
    assert [(r.ref, r.name, len(r.mails)) for r in found] == [(None, "Eve@x.example".lower(), 2)]


def test_each_question_has_its_own_denominator() -> None:
    found = summary(
        mail("11-18 09:00", "response", ANN, answers={"Q1": "answered", "Q2": "none"}),
        mail("11-18 09:01", "response", BOB, answers={"Q1": "answered"}),
        mail("11-18 09:02", "response", CAT, answers={"Q2": "answered"}),
        mail("11-18 09:03", "nil_response", TIM),
        mail("11-18 09:04", "response", answers={"Q1": "answered"}),
    )
    assert [(c.question.id, c.answered.value, c.none.value, c.absent.value) for c in found.questions] == [
        ("Q1", 2, 0, 1),
        ("Q2", 1, 1, 1),
    ]
    assert found.lists[0].answered.value == 2
    assert len(found.others) == 1


def test_topics_go_by_preference_first_choice_opposition_and_letter() -> None:
    found = summary(
        mail("11-18 09:00", "response", ANN, topics=views(b=("prefer", 1), c=("prefer", 2), a="oppose")),
        mail("11-18 09:01", "response", BOB, topics=views(c="prefer", d="mention")),
        mail("11-18 09:02", "response", CAT, topics=views(b="prefer", a="prefer")),
        mail("11-18 09:03", "response", topics=views(d="prefer")),
    )
    rows = [
        (c.topic.letter, c.prefer.value, c.first.value, c.oppose.value, c.mention.value) for c in found.lists[0].topics
    ]
    assert rows == [("b", 2, 1, 0, 0), ("c", 2, 1, 0, 0), ("a", 1, 0, 1, 0), ("d", 0, 0, 0, 1)]
    assert found.lists[0].margin == 1


def test_the_report_names_what_it_must() -> None:
    replaced = proposal("remand of children", priority=1, replaces=(TopicId("2.2.d"),), under_way="JTAI")
    found = summary(
        mail("11-18 09:00", "response", ANN, BOB, topics=views(a="prefer"), proposals=(replaced,)),
        mail("11-25 09:00", "response", CAT, topics=views(a="prefer"), confidential=True, review=("topics unsure",)),
        mail("11-18 09:02", "nil_response", TIM, corrections=(("kind", "nil_response"),)),
        mail("11-18 09:03", "response", sender="eve@x.example"),
    )
    report = make_summary_report(found)
    tables = {t.name: t for t in report.tables}
    assert tables["Proposals Q2"].rows == (("1", "Remand of children", "Ann, Bob", "… it rose", 1, "2.2.d", "JTAI"),)
    assert tables["By group"].rows[-1] == ("All", 6, 4, 1, 1, "67%")
    assert tables["Not on the list"].rows[0][0] == "eve@x.example"
    assert tables["Waits for review"].rows[0][3] == "topics unsure"
    facts = {f.name: f.value for f in report.facts}
    assert facts["Replied"] == "4 of 6 (67%), 1 of them late, 1 with nothing to say"
    words = " ".join(w for s in report.sections for w in s.paragraphs)
    assert "Of the 3 who answered Q1 or took a side on one of these topics, 3 chose Topic A (100%), 3 as" in words
    assert "Of 4 mails that count as replies, 3 (75%) stand as the machine read them" in words
    assert "Said that they have nothing to say: Tim." in words


def test_topics_that_are_level_are_all_named() -> None:
    """Topics a and b lead, and c, d are level for the third place."""
    limit = consultation().lists[0].limit
    found = summary(*(mail(f"11-18 09:0{n}", "response", ref, topics=views(a="prefer", b="prefer", c="prefer"))
                      for n, ref in enumerate((ANN, BOB, CAT))))  # fmt: skip
    words = " ".join(w for s in make_summary_report(found).sections for w in s.paragraphs)
    first = "Topic A (the first choice of 0), Topic B (the first choice of 0) and Topic C (the first choice of 0)"
    assert f"3 chose each of {first}." in words
    cut = "Topic A, Topic B and Topic C are level at the cut" if limit < 3 else "leads"
    assert f"The programme has room for {limit}: " in words
    assert cut in words


def test_a_summary_of_nothing_can_be_read() -> None:
    report = make_summary_report(summary())
    assert {f.name: f.value for f in report.facts}["Replied"].startswith("0 of 6 (0%)")


def test_figures_of_the_practice_mailbox_are_those_of_its_labels(
    practice: Consultation, practice_mails: tuple[MailRecord, ...]
) -> None:
    """Recounted from the labels alone: the newest view a line and topic, for lines of the list."""
    as_of = datetime(2024, 12, 31, tzinfo=UTC)
    listed = {s.ref for s in practice.stakeholders}
    last: dict[tuple[str, str], str] = {}
    for record in sorted(practice_mails, key=lambda r: r.mail.received_at):
        assert record.analysis is not None
        if record.analysis.kind.value == "response":
            for ref in listed.intersection(record.analysis.stakeholders.value):
                last |= {(ref, v.topic): str(v.stance) for v in record.analysis.topics}
    found = make_results(practice, practice_mails, (), as_of)
    for count in (c for each in found.lists for c in each.topics):
        stances = [stance for (_, topic), stance in last.items() if topic == count.topic.id]
        assert count.prefer.value == stances.count("prefer"), count.topic.id
        assert count.oppose.value == stances.count("oppose"), count.topic.id
